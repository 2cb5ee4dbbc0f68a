"""What speaks for a sentence as the answer of a question: one row of numbers a sentence.

The words of the question are matched by late interaction (`qa.interaction`) at four levels: in the
sentence, in its passage, and in the sentences before and after it. A name that the sentence lacks
is often said before it, a verb seldom; so what is matched counts by the class of the word. The rest
asks whether the sentence says something new, and whether it holds what is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors
from qa.analysis import Analysis
from qa.dates.match import date_conflict, date_match, date_same
from qa.defining import says_what_it_is
from qa.library import Library
from qa.match import Match
from qa.reading import Reading, Studied, study
from qa.short import FAMILIES, family, sort_of
from qa.syntax import Word

CLASSES = ("name", "noun", "verb", "modifier", "number", "asking", "rest")
LEVELS = ("sentence", "passage", "before", "after")
MATCHED = tuple(f"{one}_{level}" for one in CLASSES for level in LEVELS)
FOLLOWING = (
    "same_source",  # it is of the source of the answer before, from which the question goes on
    "goes_on",  # 1 / how many sentences it stands behind that answer, up to three
)
OTHERS = (
    "dense",  # cosine of the question with the sentence in its context
    "least_sentence",  # match of the question's word of weight that is matched least
    "least_passage",
    "lexical",  # BM25 of the sentence in its context, as a share of its bound
    "date_match",  # the dates of the sentence are those that the question names
    "date_conflict",  # it has dates, and none of them is
    *FOLLOWING,
    "new_words",  # log of 1 + the content words that the question has not
    "new_share",  # their share of its content words
    "has_verb",
    "length",  # log of its characters / 5
    "predicate",  # how well the question's main verb is matched
    "defines",  # how plainly it says who or what the one is that "who was X" asks about
    "asked_noun",  # how well the noun that is asked for is matched
    *(f"spans_{one}" for one in FAMILIES),  # how likely it holds a span that answers, by kind
)
NAMES = MATCHED + OTHERS

_ASKING = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
_NAMED = frozenset(
    {"PERSON", "GPE", "LOC", "ORG", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}
)
_COUNTED = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "QUANTITY", "PERCENT"})
_CLASS_OF_POS = {"PROPN": 0, "NOUN": 1, "VERB": 2, "ADJ": 3, "ADV": 3, "NUM": 4}
_ASKING_SHARE = 0.06  # the most that the words that ask count for
_IMPLIED = 0.75  # less than what a year is matched that stands in the sentence, .88
HEAVY = 0.04  # share of the question's weight from which a token counts as one of its words


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """The best match of each token of the question, (rows, t), at each level."""

    sentence: Vectors
    passage: Vectors
    before: Vectors
    after: Vectors


def features(
    library: Library,
    reading: Reading,
    rows: Sequence[int],
    matches: Matches,
    similar: Vectors,
) -> Vectors:
    """The features of sentence rows, (rows, NAMES).

    `similar` (rows, 2): cosine and BM25. What comes from the grammar is 0 where the row's language
    is not parsed.
    """
    shares = class_shares(reading)
    dates = np.stack(
        [
            rule(reading.dates, library.corpus.sentence_dates, np.array(rows))
            for rule in (date_match, date_conflict)
        ],
        axis=1,
    )
    same = date_same(reading.dates, library.corpus.sentence_dates, np.array(rows))
    matches = _dated(matches, reading, same)
    levels = [getattr(matches, level) @ shares for level in LEVELS]
    matched = np.stack(levels, axis=2).reshape(len(rows), -1)
    heavy = shares[:, :5].sum(axis=1) >= HEAVY
    least = np.stack([_least(matches.sentence, heavy), _least(matches.passage, heavy)], axis=1)
    nearness = reading.told.nearness(library, np.array(rows, dtype=np.int64))
    studied = study(library, reading, rows)
    others = np.array(
        [
            _others(library.analysis(row), reading, one)
            for row, one in zip(rows, studied, strict=True)
        ],
        dtype=np.float32,
    )
    table = [matched, similar[:, :1], least, similar[:, 1:], dates, nearness, others]
    return np.concatenate(table, axis=1).astype(np.float32)


def late_of(values: Vectors | None) -> Vectors:
    """Late interaction of a sentence's features (NAMES,) at each level, (LEVELS,); 0 if unread."""
    if values is None:
        return np.zeros(len(LEVELS), dtype=np.float32)
    late: Vectors = values[: len(MATCHED)].reshape(len(CLASSES), len(LEVELS)).sum(axis=0)
    return late


def named(values: Vectors | None) -> dict[str, float]:
    """The features of a sentence (NAMES,) that are not 0, by name; none if it was not read."""
    if values is None:
        return {}
    return {
        name: round(float(value), 4)
        for name, value in zip(NAMES, values, strict=True)
        if value != 0
    }


def _dated(matches: Matches, reading: Reading, dated: Vectors) -> Matches:
    """The matches, in which the words of a date that the sentence implies are in it: those of "in
    2021", where "last year" is that; `dated` (rows,) is how much the dates are the same."""
    words = [word for word in reading.parse if _is_of_date(word, reading.question)]
    if not words or not dated.any():
        return matches
    spans = reading.encoded.spans
    inside = [(spans[:, 0] >= word.start) & (spans[:, 1] <= word.end) for word in words]
    tokens = np.any(inside, axis=0)
    implied = np.where(tokens, _IMPLIED * dated[:, None], 0.0).astype(np.float32)
    return replace(
        matches,
        sentence=np.maximum(matches.sentence, implied),
        passage=np.maximum(matches.passage, implied),
    )


def _is_of_date(word: Word, question: str) -> bool:
    said = question[word.start : word.end]
    return word.entity == "DATE" or (len(said) == 4 and said.isdecimal())


def _least(matches: Vectors, heavy: npt.NDArray[np.bool_]) -> Vectors:
    """The least match among the `heavy` tokens, (rows,); 0 where there are none."""
    if not heavy.any():
        return np.zeros(len(matches), dtype=np.float32)
    least: Vectors = matches[:, heavy].min(axis=1)
    return least


def class_shares(reading: Reading) -> Vectors:
    """The weights of the question's tokens, each in the column of its class: (t, CLASSES)."""
    starts = np.array([word.start for word in reading.parse], dtype=np.int64)
    owners = np.searchsorted(starts, reading.encoded.spans[:, 0], side="right") - 1
    classes = [_class(word, reading.question) for word in reading.parse]
    shares = np.zeros((len(reading.weights), len(CLASSES)), dtype=np.float32)
    for token, owner in enumerate(owners):
        number = classes[owner] if owner >= 0 else len(CLASSES) - 1
        shares[token, number] = reading.weights[token]
    # Of a question whose other words are common in the collection, "who" would be the half.
    asking = shares[:, CLASSES.index("asking")]
    asking *= min(1.0, _ASKING_SHARE / max(float(asking.sum()), _ASKING_SHARE))
    return shares


def _class(word: Word, question: str) -> int:
    """The number of a word's class in CLASSES."""
    if question[word.start : word.end].lower() in _ASKING:
        return 5
    if word.entity in _NAMED:
        return 0
    if word.entity in _COUNTED:
        return 4
    return _CLASS_OF_POS.get(word.pos, len(CLASSES) - 1)


def _others(analysis: Analysis, reading: Reading, studied: Studied) -> tuple[float, ...]:
    """What the grammar says of a sentence: OTHERS from `new_words` on."""
    content, match = analysis.lemmas, studied.match
    new = len(content - {word.lemma for word in reading.parse})
    spans = [0.0] * len(FAMILIES)
    spans[FAMILIES.index(family(sort_of(reading.asked)))] = studied.chance
    return (
        float(np.log1p(new)),
        new / (1 + len(content)),
        float(analysis.has_verb),
        float(np.log(max(len(analysis.quote), 1))) / 5,
        _best_match(match, reading.asked.predicate),
        says_what_it_is(analysis.parse, reading.defined) if reading.defined else 0.0,
        _best_match(match, reading.asked.head),
        *spans,
    )


def _best_match(match: Match, word: int | None) -> float:
    """How well a word of the question is matched in the sentence, 0 where there is none."""
    if word is None or len(match.words) == 0:
        return 0.0
    return float(match.words[:, word].max())
