"""Which rows hold which terms, and what each gives by BM25 in Lucene's form (Kamphuis et al. 2020).

The numbers are those of bm25s (Lu 2024) to the last bit, which the tests hold. They are made in
columns, as the rows come: memory holds eight bytes for each term of a row.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.words import terms_of

K1, B = 1.2, 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """`size` rows. Term n of `terms` stands in the rows holders[starts[n] : starts[n + 1]], in
    order, and gives them `gains` at the same places."""

    size: int
    terms: tuple[str, ...]
    starts: npt.NDArray[np.int64]
    holders: npt.NDArray[np.int32]
    gains: npt.NDArray[np.float32]


def postings_of(texts: Iterable[str]) -> Postings:
    """The postings of `texts`, one a row. A row without a term holds the empty one, which is the
    last; the others are numbered in order of appearance, so that the same texts give the same."""
    numbers: dict[str, int] = {}
    terms, counts, lengths, held = array("i"), array("i"), array("i"), array("i")
    for text in texts:
        found = Counter(terms_of(text))
        terms.extend(numbers.setdefault(term, len(numbers)) for term in found)
        counts.extend(found.values())
        lengths.append(sum(found.values()))
        held.append(len(found))
    return _postings(tuple(numbers), *map(_numbers, (terms, counts, lengths, held)))


Numbers = npt.NDArray[np.int32]


def _numbers(values: "array[int]") -> Numbers:
    return np.frombuffer(values, dtype=np.int32) if values else np.zeros(0, dtype=np.int32)


def _postings(
    names: tuple[str, ...], terms: Numbers, counts: Numbers, lengths: Numbers, held: Numbers
) -> Postings:
    """From each row's terms and counts, one row after the other, and how many it has."""
    size, empty = len(lengths), np.flatnonzero(held == 0)
    rows = np.repeat(np.arange(size, dtype=np.int32), held)
    # The last term, so that its rows stand last.
    terms = np.concatenate([terms, np.full(len(empty), len(names), dtype=np.int32)])
    rows = np.concatenate([rows, empty.astype(np.int32)])
    counts = np.concatenate([counts, np.ones(len(empty), dtype=np.int32)])
    lengths = np.maximum(lengths, 1)
    order = np.argsort(terms, kind="stable")
    terms, rows, counts = terms[order], rows[order], counts[order]
    frequencies = np.bincount(terms, minlength=len(names) + 1)
    weights = _idf(frequencies, size)
    full = K1 * ((1 - B) + B * lengths / (lengths.mean() if size else 1))
    gains = weights[terms] * (counts / (full[rows] + counts))
    starts = np.concatenate([[0], np.cumsum(frequencies)]).astype(np.int64)
    return Postings(size, (*names, ""), starts, rows, gains.astype(np.float32))


def _idf(frequencies: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.float32]:
    """ln(1 + (n - df + 0.5) / (df + 0.5)) of each term."""
    each, places = np.unique(frequencies, return_inverse=True)
    values = [math.log(1 + (size - df + 0.5) / (df + 0.5)) for df in each.tolist()]
    return np.array(values, dtype=np.float32)[places]
