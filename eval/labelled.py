"""The labelled questions that weights are fitted to, asked of their collections."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.encoder import open_encoder
from eval.listwise import Doubles
from eval.run import holds
from eval.sets import Question, read_set
from qa.engine import Engine
from qa.folding import fold
from qa.indexing import update
from qa.query import query_of
from qa.reading import Reading, read
from qa.retrieve import candidates
from qa.short import Weights, read_weights
from qa.token_weights import token_weights
from qa.told import Told


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A labelled question over its collection: its candidates in their first order, and what each
    loses by what was quoted before."""

    row: Question
    engine: Engine
    reading: Reading
    table: Doubles
    right: npt.NDArray[np.bool_]
    costs: Doubles


def questions_of(sources: Path, rows: Path, index: Path, short: Path) -> Iterator[Asked]:
    """Every row of a set without a history; the weights of short answers are those in `short`."""
    update(index, sources, open_encoder())
    engine, weights = Engine.open(index), read_weights(short)
    for row in read_set(rows).questions:
        if not row.history:
            yield asked_of(engine, row, fold(row.question), weights, Told())


def follow_ups_of(engine: Engine, rows: Path, short: Path) -> Iterator[Asked]:
    """The follow-ups of a set of conversations, as the engine understands them, and what it takes
    for one."""
    weights = read_weights(short)
    for row in read_set(rows).questions:
        if row.history:
            turns = [{"question": turn.question, "answer": turn.answer} for turn in row.history]
            query = query_of({"question": row.question, "history": turns})
            meant = engine.understood(query)
            asked = asked_of(engine, row, meant.question, weights, meant.told)
            if row.is_follow_up or asked.reading.goes_on:
                yield asked


def asked_of(
    engine: Engine, row: Question, text: str, weights: Weights | None, told: Told
) -> Asked:
    """A row, asked in the words `text`, which may be others than its own."""
    library = engine.library
    encoded = engine.encoder.encode_tokens([text])[0]
    counts = token_weights(text, encoded, library)
    completed = text != fold(row.question)
    parse = engine.parse(text)
    reading = read(text, encoded, counts, parse, weights, completed=completed, told=told)
    found = candidates(library, reading)
    kept = found.rows[: len(found.features)]
    quotes = [library.corpus.sentence_quote(int(one)) for one in kept]
    right = np.array([bool(row.gold) and holds(one, row.gold) for one in quotes], dtype=bool)
    costs = told.penalties(library, kept).astype(np.float64)
    return Asked(row, engine, reading, found.features.astype(np.float64), right, costs)


def conversations_of(rows: Path) -> Path:
    """The conversations over the collection of a set."""
    if rows.stem.endswith("-tune"):
        return rows.with_stem(rows.stem.replace("-tune", "-conversations-tune"))
    return rows.parent / "conversations" / rows.name
