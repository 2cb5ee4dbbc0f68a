"""Some sentences as a question sees them, laid one behind another: what `qa.relations` reads."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.analysis import Spans, Words
from qa.asked import Asked
from qa.match import Match
from qa.syntax import Parse

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

_SILENT = frozenset({"PUNCT", "DET", "ADP", "AUX", "PART", "CCONJ"})
_HEAVY = 0.02  # words of the question that weigh less are left out


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A sentence as a question sees it: its words, its spans (at least one), and its match."""

    words: Words
    spans: Spans
    match: Match


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What the columns are made of: s sentences one after another, with n words, c spans, and q
    words of the question.

    begins (s,), owners (c,)    the first word of each sentence; the sentence of each span
    heads, content, named (n,)  of each word, as in `Words`
    first, last, head, up, above (c,)   words of each span, as in `Spans`; `last` is the one behind
    beyond, sense, fits, beside, listed, full   as in `Spans`: fits is that of the role asked for
    alike (n, q), same (n, q)   how alike two words are; whether they have one lemma
    share (k,), used (k,)       how much the heavy words of the question count; which they are
    near (k + 2, 4, c)          how near each span is to its like, by each of `Spans.masks`: of the
                                heavy words, the predicate and the noun
    """

    asked: Asked
    begins: Whole
    owners: Whole
    heads: Whole
    content: Floats
    named: npt.NDArray[np.bool_]
    first: Whole
    last: Whole
    head: Whole
    up: Whole
    above: Whole
    beyond: Floats
    sense: npt.NDArray[np.int8]
    fits: Floats
    beside: Floats
    listed: Floats
    full: Floats
    units: Floats
    alike: Floats
    same: Floats
    share: Floats
    used: Whole
    near: Floats

    def most(self, values: Floats) -> Floats:
        """The most of the words (n, ...) of each sentence, (s, ...)."""
        found: Floats = np.maximum.reduceat(values, self.begins, axis=0)
        return found

    def most_inside(self, values: Floats) -> Floats:
        """The most that a word in each span has of `values` (n,), none below 0: (c,)."""
        runs = np.stack([self.first, self.last], axis=1).ravel()
        # A run may end with the last word: there must be one behind it.
        found: Floats = np.maximum.reduceat(np.append(values, np.float32(0)), runs)[::2]
        return found


def ground_of(asked: Asked, question: Parse, sentences: Sequence[Seen]) -> Ground:
    """What a question finds in some sentences, at least one."""
    lengths = [len(one.words.heads) for one in sentences]
    begins = np.cumsum([0, *lengths[:-1]])
    owners = np.repeat(np.arange(len(sentences)), [len(one.spans.drafts) for one in sentences])
    offsets = begins[owners]
    same = _same(question, sentences, begins, sum(lengths))
    alike = np.maximum(np.concatenate([one.match.words for one in sentences]), same)
    weights = sentences[0].match.weights.copy()
    weights[list(asked.words)] = 0
    weights /= max(float(weights.sum()), 1e-6)
    used = np.flatnonzero(weights > _HEAVY)
    sought = [*alike.T[used], column_of(alike, asked.predicate), column_of(alike, asked.head)]
    spans = [one.spans for one in sentences]
    table = np.concatenate([one.table for one in spans]) + offsets[:, None]
    return Ground(
        asked=asked,
        begins=begins,
        owners=owners,
        heads=np.concatenate([one.words.heads for one in sentences]) + np.repeat(begins, lengths),
        content=np.concatenate([one.words.content for one in sentences]),
        named=np.concatenate([one.words.named for one in sentences]),
        first=table[:, 0],
        last=table[:, 1],
        head=table[:, 2],
        up=np.concatenate([one.up for one in spans]) + offsets,
        above=np.concatenate([one.above for one in spans]) + offsets,
        beyond=np.concatenate([one.beyond for one in spans], axis=1),
        sense=np.concatenate([one.sense for one in spans]),
        fits=np.concatenate([one.roles[asked.role] for one in spans]),
        beside=np.concatenate([one.named for one in spans]),
        listed=np.concatenate([one.listed for one in spans]),
        full=np.concatenate([one.content for one in spans]),
        units=_units(asked, sentences, begins, len(alike)),
        alike=alike,
        same=same,
        share=weights[used],
        used=used,
        near=_nearest(np.stack(sought), spans, begins),
    )


def _nearest(sought: Floats, spans: Sequence[Spans], begins: Whole) -> Floats:
    """How near each span is to what is most like each word (k, n), in its sentence: (k, 4, c).

    Most words of a sentence are like none of the question: they are left out, and count nothing.
    """
    some = np.asarray(sought.any(axis=0))
    nearest = []
    for one, begin in zip(spans, begins.tolist(), strict=True):
        like = np.flatnonzero(some[begin : begin + len(one.masks)])
        held = one.masks[like][:, None] * sought.T[begin + like][:, :, None, None]
        nearest.append(held.max(axis=0, initial=0))
    return np.concatenate(nearest, axis=2)


def _same(question: Parse, sentences: Sequence[Seen], begins: Whole, count: int) -> Floats:
    """1 where a word of a sentence has the lemma of one of the question, (n, q).

    Or, if it has the lemma of none, is written like one.
    """
    result = np.zeros((count, len(question)), dtype=np.float32)
    heavy = [(q, word.lemma) for q, word in enumerate(question) if word.pos not in _SILENT]
    pairs = []
    for begin, seen in zip(begins.tolist(), sentences, strict=True):
        words = seen.words
        lemmas = {n for _, lemma in heavy for n in words.lemmas.get(lemma, ())}
        pairs += [
            (begin + n, q)
            for q, lemma in heavy
            for places, others in ((words.lemmas, ()), (words.forms, lemmas))
            for n in places.get(lemma, ())
            if n not in others
        ]
    if pairs:
        result[tuple(zip(*pairs, strict=True))] = 1
    return result


def _units(asked: Asked, sentences: Sequence[Seen], begins: Whole, count: int) -> Floats:
    """1 for a word that is what is counted, (n,)."""
    units = np.zeros(count, dtype=np.float32)
    if asked.unit:
        for begin, seen in zip(begins.tolist(), sentences, strict=True):
            units[[begin + n for n in seen.words.lemmas.get(asked.unit, ())]] = 1
    return units


def column_of(alike: Floats, word: int | None) -> Floats:
    """How alike each word is to one of the question, (n,); 0 where there is none."""
    return np.zeros(len(alike), dtype=np.float32) if word is None else alike[:, word]
