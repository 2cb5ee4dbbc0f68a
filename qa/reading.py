"""A question read once, and the spans of sentence rows that could answer it."""

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.encoder import Encoded, Vectors
from qa.asked import Asked, asked_of
from qa.dates.match import asked_dates
from qa.dates.spans import Interval
from qa.defining import defined
from qa.library import Library
from qa.match import Match, QuestionWords, match_of, question_words
from qa.short import Short, Weights, best_span_score, short_answer
from qa.syntax import Parse


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A question: its words with their vectors, how much each counts, and what it asks for.

    weights  (t,) how much each token of `encoded` counts
    words    its words with the vectors of their tokens
    dates    the dates that it names
    defined  the name that it asks about: who or what it is; None where it asks something else
    short    the weights of short answers; None for those that citewell comes with
    """

    question: str
    encoded: Encoded
    weights: Vectors
    parse: Parse
    asked: Asked
    words: QuestionWords
    dates: tuple[Interval, ...]
    defined: str | None
    short: Weights | None = None


def read(
    question: str,
    encoded: Encoded,
    weights: Vectors,
    parse: Parse,
    short: Weights | None = None,
) -> Reading:
    """`weights` (t,): how much each token of `encoded` counts (`qa.retrieve.token_weights`)."""
    return Reading(
        question=question,
        encoded=encoded,
        weights=weights,
        parse=parse,
        asked=asked_of(question, parse),
        words=question_words(parse, encoded, weights),
        dates=asked_dates(question),
        defined=defined(parse),
        short=short,
    )


def span_score(reading: Reading, parse: Parse, quote: str, match: Match) -> float:
    """How likely a quote holds a span that answers; 0 where it means little: for yes or no."""
    if reading.asked.kind == "yes_no":
        return 0.0
    return best_span_score(reading.asked, reading.parse, parse, quote, match, reading.short)


def short_of(library: Library, reading: Reading, rows: Sequence[int], quote: str) -> Short | None:
    """The short answer of `quote`, which is the sentences `rows` in order, or None.

    Places are those in `quote`; of the short answers of two sentences the likelier.
    """
    if reading.defined is not None:
        return None  # who somebody was is told by the sentence, not by another name in it
    found: list[Short] = []
    offset = 0
    for row in rows:
        parse, part = library.parses.parse(row), library.corpus.sentence_quote(row)
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
