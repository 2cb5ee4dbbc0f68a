"""What single sentences say in answer to a question: words, their value, how likely they are it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.amounts import Amount
from qa.analysis import Analysis
from qa.asked import Asked
from qa.cells import Span
from qa.edges import edges, says_nothing
from qa.folding import as_read
from qa.library import Library
from qa.match import Match
from qa.nouns import kind_of_noun
from qa.reading import Reading, Studied, study
from qa.retracted import is_retracted
from qa.retrieve import Hit
from qa.short import Spans
from qa.spans import Draft
from qa.syntax import Parse
from qa.table_rows import asked_cell
from qa.values import Date, Value, fits, folded, may_hold, relation, value_of
from qa.words import terms_of

Floats = npt.NDArray[np.float32]
Valued = tuple[Draft, Value, float]
"""Words, the value that they give, and how likely it answers."""

# Sentences that are read: so many, no further behind the best. A reading costs a millisecond.
_SENTENCES, _BEHIND = 8, 10.0
_A_SENTENCE = 3  # values that one sentence may give
_TRIED, _LEAST = 40, 0.004  # spans of a sentence that are looked at, and their probability
_CHANCE = 0.18  # below this probability, the sum of its spans, a value is no answer
_CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})
_STEPS, _NEAR = 4, 7
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_YEAR = re.compile(r"1\d{3}|20\d\d")
_RIVAL = 0.5  # of a chance, as that of short answers
_CERTAIN, _SAID = 0.9, 0.5  # the chance of a date behind a name; how alike "was born" must be
_ALIKE = 0.2  # of a match from 0 to 1: what is counted is something else below it
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
    """What the best of `hits` give as answers, in their order; none where the first gives none."""
    claims: list[Claim] = []
    if reading.asked.kind == "yes_no":
        return claims
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
    (studied,) = study(library, reading, [row])
    if studied.spans is None or not may_hold(quote, asked.kind):
        return
    values = _values(asked.kind, analysis, studied.spans)
    if reading.life:
        values = _lived(reading, studied, analysis, values)
    if columns := library.corpus.passage(hit.sentence.passage).columns:
        cell = asked_cell(reading.question, columns, quote)
        values = [one for one in values if _is_in(cell, _place(parse, one[0]))]
    if not values:
        return
    match = studied.match
    values = [one for one in values if _counts_it(asked, parse, match, one)]
    values = [one for one in values if not any(_rivals(other, one) for other in values)]
    held = match.words.max(axis=0) if len(match.words) else np.zeros(len(question), np.float32)
    named, numbered, anchored = _anchored(library, asked, question, hit)
    for draft, value, chance in values:
        first, last = draft[:2]
        yield Claim(
            rank,
            hit,
            quote,
            parse,
            first,
            last,
            quote[slice(*(studied.life or _place(parse, draft)))],
            value,
            chance,
            held,
            _word_vectors(library, row, analysis, _around(parse, first, last)),
            named,
            numbered,
            anchored,
        )


def _lived(
    reading: Reading, studied: Studied, analysis: Analysis, values: list[Valued]
) -> list[Valued]:
    """The date of a birth or death that stands behind the name; of other sentences what they say
    of a birth or death."""
    if studied.life:
        start, end = studied.life
        inside = [n for n, w in enumerate(analysis.parse) if w.start < end and w.end > start]
        value = value_of(analysis.quote[start:end], "", "date")
        first, last = inside[0], inside[-1] + 1
        return [((first, last, first, 0), value, _CERTAIN)] if isinstance(value, Date) else []
    predicate, words = reading.asked.predicate, studied.match.words
    said = predicate is None or (len(words) and words[:, predicate].max() >= _SAID)
    return values if said else []


def _rivals(other: Valued, one: Valued) -> bool:
    """Whether a sentence as likely means another value: "of the 49 people aboard, 30 were lost"."""
    return other is not one and other[2] > _RIVAL * one[2]


def _counts_it(asked: Asked, parse: Parse, match: Match, one: Valued) -> bool:
    """Whether a number is of what the question counts, as far as a noun behind it tells.

    A measure ("8 GiB" of memory, "29 per cent" of the wells) names no thing that is counted.
    """
    span, value, _ = one
    measured = isinstance(value, Amount) and value.unit
    if asked.kind != "number" or asked.head is None or not asked.unit or measured:
        return True
    behind = range(span[0], min(span[1] + 2, len(parse)))
    noun = next((n for n in behind if parse[n].pos == "NOUN"), None)
    if noun is None or len(match.words) == 0:
        return True
    kinds = {kind_of_noun(asked.unit), kind_of_noun(parse[noun].lemma)}
    return kinds == {"person"} or float(match.words[noun, asked.head]) >= _ALIKE


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


def _anchored(
    library: Library, asked: Asked, question: Parse, hit: Hit
) -> tuple[float, float, float]:
    """What share of the question's names stand around the sentence, of its numbers there, and of
    its names anywhere in the source."""
    told = [word for n, word in enumerate(question) if n not in asked.words]
    digits = {word.lemma for word in told if any(map(str.isdigit, word.lemma))}
    names = {folded(word.lemma) for word in told if word.pos == "PROPN"} - digits
    numbers = {one for one in digits if not _YEAR.fullmatch(one)}
    if not names and not numbers:
        return 1.0, 1.0, 1.0
    corpus, passage = library.corpus, library.corpus.passage(hit.sentence.passage)
    around = as_read(corpus.quote(passage.source, passage.start, passage.end))
    there = _words(f"{corpus.sources[passage.source].title} {around}")
    source = {name for name in names if _is_in_source(library, name, passage.source)}
    return _share(names, there), _share(numbers, there), _share(names, source)


def _is_in_source(library: Library, name: str, source: int) -> bool:
    """Whether a source has a name anywhere: what it says of "it" may be of that."""
    first, last = library.corpus.rows_of(source)[[0, -1]].tolist()
    held = (library.sentence_words.holders(term) for term in terms_of(name))
    return all(bool(((first <= rows) & (rows <= last)).any()) for rows in held)


def _share(wanted: set[str], there: set[str]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 1.0


def _words(text: str) -> set[str]:
    """Words, and numbers with their points: "5.1" is not 5."""
    return set(_WORD.findall(folded(text)))
