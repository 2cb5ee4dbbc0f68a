"""What single sentences say in answer to a question: words, their value, how likely they are it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.analysis import Analysis
from qa.anchors import anchored_in
from qa.asides import Valued, counts_it, is_aside
from qa.cells import Span
from qa.edges import edges, says_nothing
from qa.hits import Hit
from qa.hours import hour_at, side_of
from qa.library import Library
from qa.reading import Reading, Studied, study
from qa.retracted import is_retracted
from qa.short import Spans
from qa.spans import Draft
from qa.syntax import Parse
from qa.table_rows import asked_cell
from qa.values import Clock, Date, Value, fits, may_hold, relation, value_of

Floats = npt.NDArray[np.float32]

# Sentences that are read: so many, no further behind the best. A reading costs a millisecond.
_SENTENCES, _BEHIND = 8, 10.0
_A_SENTENCE = 3  # values that one sentence may give
_TRIED, _LEAST = 40, 0.004  # spans of a sentence that are looked at, and their probability
_CHANCE = 0.18  # below this probability, the sum of its spans, a value is no answer
_CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})
_STEPS, _NEAR = 4, 7
_RIVAL = 0.5  # of a chance, as that of short answers
_CERTAIN, _SAID = 0.9, 0.5  # the chance of a date behind a name; how alike "was born" must be
_BESIDE = 24  # characters beside a value that say of what it is, or that it is about so many


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """Words that a sentence gives as the answer.

    rank        place of the sentence among the hits; `hit` is that one
    text        the words; `quote` the whole sentence, `first` and `last` their place in `parse`
    chance      how likely they answer, if the sentence does
    held (q,)   how well each word of the question is matched in the sentence, from 0 to 1
    around (n, dim)   vectors of the words that stand around, that of the governor first
    named       share of the question's names that stand in the sentence, its passage or its title
    numbered    the same of its numbers that are no years ("version 5.1")
    anchored    the same of its names, in the whole source
    """

    rank: int
    hit: Hit
    quote: str
    parse: Parse
    first: int
    last: int
    text: str
    value: Value
    chance: float
    held: Floats
    around: Floats
    named: float
    numbered: float
    anchored: float


def claims_of(library: Library, reading: Reading, hits: Sequence[Hit]) -> list[Claim]:
    """What the best of `hits` give as answers, in their order; none where the first gives none, or
    what is asked for is never compared (`qa.values.may_hold`)."""
    claims: list[Claim] = []
    for rank, hit in enumerate(hits[:_SENTENCES]):
        far = hit.features is None or hits[0].score - hit.score > _BEHIND
        if far or (rank and not claims):
            break
        claims += _of_sentence(library, reading, rank, hit)
    return claims


def _of_sentence(library: Library, reading: Reading, rank: int, hit: Hit) -> Iterator[Claim]:
    asked, question = reading.asked, reading.parse
    row = hit.sentence.row
    analysis = library.analysis(row)
    parse, quote = analysis.parse, analysis.quote
    if not may_hold(quote, asked.kind):
        return
    (studied,) = study(library, reading, [row])
    if studied.spans is None:
        return
    values = _values(asked.kind, analysis, studied.spans)
    place = studied.place or _asked_end(reading, quote)
    if place:
        values = _given(analysis, place, min(studied.chance, _CERTAIN))
    elif reading.life and not _says_it(reading, studied):
        values = []
    if columns := library.corpus.passage(hit.sentence.passage).columns:
        cell = asked_cell(reading.question, columns, quote)
        values = [one for one in values if _is_in(cell, _place(parse, one[0]))]
    if not values:
        return
    match = studied.match
    values = [one for one in values if counts_it(asked, parse, match, one)]
    values = [one for one in values if place or not is_aside(question, analysis, one[0], one[1])]
    values = [one for one in values if not any(_rivals(other, one) for other in values)]
    held = match.words.max(axis=0) if len(match.words) else np.zeros(len(question), np.float32)
    named, numbered, anchored = anchored_in(library, asked, question, hit.sentence)
    for draft, value, chance in values:
        first, last = draft[:2]
        yield Claim(
            rank,
            hit,
            quote,
            parse,
            first,
            last,
            quote[slice(*(place or _place(parse, draft)))],
            value,
            chance,
            held,
            _word_vectors(library, row, analysis, _around(parse, first, last)),
            named,
            numbered,
            anchored,
        )


def _asked_end(reading: Reading, quote: str) -> Span | None:
    """Where the one hour of a range stands that is asked for: "until what time"."""
    side = side_of(reading.question) if reading.asked.kind == "date" else None
    return None if side is None else hour_at(side, quote, None)


def _given(analysis: Analysis, place: Span, chance: float) -> list[Valued]:
    """The value of what stands at that place, if it is a date or an hour."""
    start, end = place
    inside = [n for n, w in enumerate(analysis.parse) if w.start < end and w.end > start]
    value = value_of(analysis.quote[start:end], "", "date")
    if not inside or not isinstance(value, Date | Clock):
        return []
    return [((inside[0], inside[-1] + 1, inside[0], 0), value, chance)]


def _says_it(reading: Reading, studied: Studied) -> bool:
    """Whether a sentence says of somebody what is asked, that he was born or that he died."""
    predicate, words = reading.asked.predicate, studied.match.words
    return predicate is None or bool(len(words) and words[:, predicate].max() >= _SAID)


def _rivals(other: Valued, one: Valued) -> bool:
    """Whether a sentence as likely means another value: "of the 49 people aboard, 30 were lost"."""
    return other is not one and other[2] > _RIVAL * one[2]


def _is_in(cell: Span | None, place: Span) -> bool:
    return cell is not None and cell[0] <= place[0] and place[1] <= cell[1]


def _place(parse: Parse, span: Draft) -> Span:
    return parse[span[0]].start, parse[span[1] - 1].end


def _values(kind: str, analysis: Analysis, spans: Spans) -> list[Valued]:
    """The likeliest span of each of the likeliest values, the value, and the sum of its spans."""
    found: list[Valued] = []
    order = np.argsort(-spans.chances, kind="stable")[:_TRIED]
    order = order[spans.chances[order] >= _LEAST]
    for n, chance in zip(order.tolist(), spans.chances[order].tolist(), strict=True):
        draft = spans.drafts[n]
        value = _value(kind, analysis, draft)
        if value is None or _is_no_answer(analysis, draft, spans.sorts):
            continue
        same = [k for k, one in enumerate(found) if relation(value, one[1]) != "different"]
        if same:
            other, kept, sum_ = found[same[0]]
            found[same[0]] = (other, kept, min(sum_ + chance, 1.0))
        elif len(found) < _A_SENTENCE:
            found.append((draft, value, chance))
    return [one for one in found if one[2] >= _CHANCE]


def _is_no_answer(analysis: Analysis, span: Draft, sorts: frozenset[str]) -> bool:
    """Whether a span is taken back, or says nothing by itself."""
    start, end = edges(analysis.quote, *_place(analysis.parse, span), sorts)
    return is_retracted(analysis.quote, start) or says_nothing(analysis.quote, start, end, sorts)


def _value(kind: str, analysis: Analysis, span: Draft) -> Value | None:
    """What a span stands for; None if a question of that kind does not ask for such a thing."""
    quote, (first, last, *_) = analysis.quote, span
    start, end = _place(analysis.parse, span)
    value = analysis.values.get((first, last, kind))
    if value is None:
        before, after = _beside(quote, start, end)
        value = value_of(quote[start:end], before, kind, after)
        analysis.values[first, last, kind] = value
    return value if fits(value, quote[start:end], kind) else None


def _beside(quote: str, start: int, end: int) -> tuple[str, str]:
    """Whole words before and behind a place of the quote: of "1,200" no "200" may be left."""
    first = quote.rfind(" ", 0, max(0, start - _BESIDE)) + 1
    last = quote.find(" ", end + _BESIDE)
    return quote[first:start], quote[end : last if last >= 0 else len(quote)]


def _around(parse: Parse, first: int, last: int) -> list[int]:
    """The word that governs a span, then the other words with meaning near it."""
    head = next((n for n in range(first, last) if not first <= parse[n].head < last), first)
    up, governor = head, None
    for _ in range(_STEPS):
        up = parse[up].head
        if parse[up].pos in _CONTENT and not first <= up < last:
            governor = up
            break
    near = [
        n
        for n in range(max(0, first - _NEAR), min(len(parse), last + _NEAR))
        if parse[n].pos in _CONTENT and not first <= n < last and n != governor
    ]
    return near if governor is None else [governor, *near]


def _word_vectors(library: Library, row: int, analysis: Analysis, words: list[int]) -> Floats:
    """The vectors of the first tokens of some words of a sentence row, (words, dim)."""
    start, end = library.sentence_tokens[row].tolist()
    part = library.tokens.part(start, end)
    if start == end:
        return np.zeros((len(words), part.rows.shape[1]), dtype=np.float32)
    places = analysis.leads[words]
    vectors: Floats = part.rows[places].astype(np.float32) * part.scales[places, None]
    return vectors
