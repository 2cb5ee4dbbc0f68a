"""Asks an engine every question of a set and keeps what it said, with what can be checked of it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.sets import Question, QuestionSet, check_against
from qa.corpus import Corpus
from qa.engine import Engine
from qa.folding import fold
from qa.saved import check
from qa.types import Citation, Response

Progress = Callable[[int, int], None]
Sentence = tuple[str, str]
"""A sentence by its source's id and its words, white space folded."""

LIMIT = 20


@dataclass(frozen=True, slots=True)
class Record:
    """A question and what the engine said.

    relevant     the sentences of the index that hold a gold string
    unverified   the places and reasons of the citations that do not hold, or an answer that is none
    """

    question: Question
    response: Response
    relevant: frozenset[Sentence]
    unverified: tuple[str, ...]

    @property
    def shown(self) -> tuple[Citation, ...]:
        """The citations, best first; for a refusal what came closest."""
        refusal = self.response.refusal
        return self.response.citations if refusal is None else refusal.closest


def run(
    engine: Engine, questions: QuestionSet, progress: Progress | None = None
) -> tuple[Record, ...]:
    """The records of a set, in order. `progress` is called with the rows done and to do.

    A row's `sources` say what may be cited; the engine is not told, it has to find them. Raises
    SetError if the set does not fit the engine's collection.
    """
    corpus = engine.library.corpus
    ids = [source.id for source in corpus.sources]
    check_against(questions, dict(zip(ids, corpus.texts, strict=True)))
    sentences = _sentences(corpus)
    records: list[Record] = []
    for question in questions.questions:
        records.append(_ask(engine, question, sentences))
        if progress:
            progress(len(records), len(questions.questions))
    return tuple(records)


def holds(words: str, wanted: Sequence[str]) -> bool:
    """Whether one of the wanted strings stands in `words`, white space folded on both sides."""
    folded = fold(words)
    return any(fold(one) in folded for one in wanted)


def _ask(engine: Engine, question: Question, sentences: Sequence[Sentence]) -> Record:
    history = [(turn.question, turn.answer) for turn in question.history]
    response = engine.ask(question.question, history, limit=LIMIT, explain=True)
    received = json.loads(json.dumps(response.to_json()))  # as whoever asks gets it
    checked = check(engine.library.corpus, received)
    return Record(
        question=question,
        response=response,
        relevant=frozenset(sentence for sentence in sentences if holds(sentence[1], question.gold)),
        unverified=tuple(f"{where}: {r.reason}" for where, r in checked if not r.verified),
    )


def _sentences(corpus: Corpus) -> list[Sentence]:
    """Every sentence of the index, once."""
    found = set()
    for row in range(len(corpus.sentences)):
        source, sentence = corpus.source_of(row), corpus.sentence(row)
        quote = corpus.quote(source, sentence.start, sentence.end)
        found.add((corpus.sources[source].id, quote))
    return sorted(found)
