"""A question read once, and the spans of sentence rows that could answer it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.encoder import Encoded, Vectors
from qa.asked import Asked, asked_of
from qa.library import Library
from qa.match import QuestionWords, match_of, question_words
from qa.short import Short, best_span_score, short_answer
from qa.syntax import Parse, Parser

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question: its parse, what it asks for, and its words with their vectors and weights."""

    parse: Parse
    asked: Asked
    words: QuestionWords


def read(question: str, encoded: Encoded, weights: Vectors, parser: Parser) -> Reading:
    """`weights` (t,): how much each token of `encoded` counts (`qa.retrieve.token_weights`)."""
    parse = parser.parse([question])[0]
    return Reading(parse, asked_of(question, parse), question_words(parse, encoded, weights))


def span_scores(library: Library, reading: Reading, rows: Sequence[int]) -> Floats:
    """How likely each sentence row holds a span that answers, (rows,): see `best_span_score`.

    0 where a row's language is not parsed.
    """
    scores = []
    for row in rows:
        parse, quote = library.parses.parse(row), _quote(library, row)
        match = match_of(library, row, parse, reading.words)
        scores.append(best_span_score(reading.asked, reading.parse, parse, quote, match))
    return np.array(scores, dtype=np.float32)


def short_of(library: Library, reading: Reading, rows: Sequence[int], quote: str) -> Short | None:
    """The short answer of `quote`, which is the sentences `rows` in order, or None.

    Places are those in `quote`; of the short answers of two sentences the likelier.
    """
    found: list[Short] = []
    offset = 0
    for row in rows:
        parse, part = library.parses.parse(row), _quote(library, row)
        # Between sentences stands a space, a bullet, or nothing.
        offset = quote.find(part, offset)
        if offset < 0:
            break
        match = match_of(library, row, parse, reading.words)
        short = short_answer(reading.asked, reading.parse, parse, part, match)
        if short is not None:
            found.append(Short(offset + short.start, offset + short.end, short.score))
        offset += len(part)
    return max(found, key=lambda short: short.score, default=None)


def _quote(library: Library, row: int) -> str:
    sentence = library.corpus.sentence(row)
    return library.corpus.quote(library.corpus.source_of(row), sentence.start, sentence.end)
