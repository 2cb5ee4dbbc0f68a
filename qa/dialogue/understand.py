"""A query with its history -> the one question that is looked up, or why none can be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from embeddings.encoder import Encoder
from embeddings.vectors import Mask
from qa.dialogue.choose import Encodings, encodings, first_orders, merit
from qa.dialogue.decide import Kept, key_of, meant, scores
from qa.dialogue.facts import Facts
from qa.dialogue.names import nature_and_gender
from qa.dialogue.nature import Gender, Nature
from qa.dialogue.readings import Resolution
from qa.dialogue.replies import REPLIES, UNCLEAR, unclear_word, which_of
from qa.dialogue.resolve import resolve
from qa.first_order import FirstOrder
from qa.folding import as_read, fold, unhyphenated
from qa.library import Library
from qa.query import Query, Turn
from qa.syntax import Parse, Parser, Word
from qa.told import Told
from qa.types import Refusal
from qa.words import content_words, terms_of

_HAS_WORD = re.compile(r"[^\W_]")
_TOO_LITTLE = 2  # content words that a question without a subject needs to be looked up anyway
_EVEN = 0.12  # merits that are nearer to each other do not tell two readings apart
_JUST_QUOTED, _MOVED_ON = 0.5, 50.0  # what it costs a sentence to have been the answer before
_NAMES = 512  # of which it is kept what the collection says of them
_LAST = 2  # the answers that count as just quoted


@dataclass(frozen=True, slots=True, eq=False)
class Understood:
    """The question that is looked up, encoded, and what was quoted before.

    `refusal` is set, and `encoded` None, where there is nothing to look up. `completed`: whether it
    was asked in other words; `parse`: that of the question where it was not; `found`: what a first
    search found for it where several readings were compared.
    """

    question: str
    encoded: Encodings | None
    told: Told
    refusal: Refusal | None = None
    parse: Parse | None = None
    found: FirstOrder | None = None
    completed: bool = False


def facts_of(library: Library) -> Facts:
    """What a collection knows of names and words."""
    rarest = library.sentence_words.idf("")
    # A conversation has the same names in every turn. What is kept are words of the collection, no
    # others: nobody's question.
    told = lru_cache(_NAMES)(partial(nature_and_gender, library))

    def knows(term: str) -> bool:
        return library.sentence_words.idf(term) < rarest

    def natures(name: str) -> tuple[Nature, Gender]:
        terms = tuple(terms_of(name))
        return told(terms) if all(map(knows, terms)) else ("unknown", "unknown")

    return Facts(natures, knows, library.parses.in_use, partial(_parse_of, library))


def _parse_of(library: Library, text: str) -> Parse | None:
    """The parse of a text that is one or more of the collection's sentences; None of another."""
    row = library.row_of(text)
    rows = library.rows_in(text) if row is None else (row,)
    found: list[Word] = []
    end = 0
    for part in rows:
        read = library.corpus.sentence_read(part)
        start = end + (end > 0)
        if not text.startswith(read, start) or text[end:start].strip():
            return None
        found += (
            replace(w, start=w.start + start, end=w.end + start, head=w.head + first)
            for first in [len(found)]
            for w in library.parses.parse(part)
        )
        end = start + len(read)
    return tuple(found) if end == len(text) and found else None


def understood(
    library: Library,
    encoder: Encoder,
    parser: Parser,
    query: Query,
    facts: Facts,
    allowed: Mask | None,
    kept: Kept,
) -> Understood:
    """What `query` asks, after its history. `allowed`: which sources may be cited; `kept`: what the
    searches of earlier turns found."""
    given, query = query, _as_read(query)

    def decide(n: int, text: str, resolution: Resolution) -> str:
        after = _after(resolution, text, _last(library, given.history[:n]))
        found = scores(library, encoder, kept, resolution.readings, after, allowed)
        answer = library.rows_in(" ".join(given.history[n].answer.split()))
        return meant(resolution.readings, found, answer).question

    resolution = resolve(query.question, query.history, parser, facts, decide)
    question = resolution.readings[0].question
    if resolution.form in REPLIES:
        return _nothing(question, REPLIES[resolution.form])
    if not _HAS_WORD.search(question):
        return _nothing(question, UNCLEAR)
    if resolution.open and len(content_words(query.question)) <= _TOO_LITTLE:
        return _nothing(question, unclear_word(resolution.open))
    asked, alone = [reading.question for reading in resolution.readings], fold(query.question)
    after = _after(resolution, alone, _last(library, given.history))
    encoded = encodings(library, encoder, resolution.readings, after)
    best, found = 0, None
    if len(encoded) > 1:
        orders = first_orders(library, encoded, allowed)
        for text, rows, order in zip(asked, after, orders, strict=True):
            kept.put(key_of(library, text, rows, allowed), order)
        merits = list(map(merit, resolution.readings, orders))
        best = max(range(len(merits)), key=merits.__getitem__)
        found = orders[best]
        even = [n for n in range(len(merits)) if merits[best] - merits[n] <= _EVEN]
        if resolution.even and len(even) > 1:
            either = tuple(asked[n] for n in even)
            return _nothing(question, which_of(either), either)
    question = encoded[best].question
    completed = question != alone
    told = _told(given, resolution, encoded[best].after)
    parse = None if completed else resolution.parse
    return Understood(question, encoded[best], told, parse=parse, found=found, completed=completed)


def _nothing(question: str, message: str, readings: tuple[str, ...] = ()) -> Understood:
    return Understood(question, None, Told(), Refusal("unclear_question", message, (), readings))


def _as_read(query: Query) -> Query:
    """`query` without soft hyphens, which answers in its history may have from the sources."""
    history = [
        Turn(question=unhyphenated(turn.question), answer=as_read(turn.answer))
        for turn in query.history
    ]
    return query.model_copy(update={"question": unhyphenated(query.question), "history": history})


def _after(resolution: Resolution, alone: str, last: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The sentence rows of the answer before that each reading goes on from.

    What stays as it was asked goes on from it, too, if it has no name in it: "Who pays?"
    """
    named = any(word.pos == "PROPN" for word in resolution.parse or ())
    return [() if named and one.question == alone else last for one in resolution.readings]


def _last(library: Library, history: Sequence[Turn]) -> tuple[int, ...]:
    """The sentences of the last answer that has any of the collection."""
    answers = [" ".join(turn.answer.split()) for turn in reversed(history[-_LAST:])]
    return next(filter(None, map(library.rows_in, answers)), ())


def _told(query: Query, resolution: Resolution, after: tuple[int, ...]) -> Told:
    """The answers before, which are seldom the answer again, and never to "Who else?"."""
    history = query.history if resolution.moves_on else query.history[-_LAST:]
    answers = tuple(" ".join(turn.answer.split()) for turn in history if turn.answer.strip())
    cost = _MOVED_ON if resolution.form == "next" else _JUST_QUOTED
    return Told(answers, cost, after, resolution.moves_on)
