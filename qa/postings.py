"""Which rows hold which terms, and what each gives by BM25 in Lucene's form (Kamphuis et al. 2020).

The numbers are those of bm25s (Lu 2024) to the last bit, which the tests hold. They are sorted by
terms on the disk, part by part (a counting sort): memory holds the terms, and two numbers a row.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.columns import Column

K1, B = 1.2, 0.75
HOLDERS, GAINS = "holders.npy", "gains.npy"
_PART = 1 << 20  # postings that are sorted at a time

Numbers = npt.NDArray[np.int32]
Starts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """`size` rows. Term n of `terms` stands in the rows holders[starts[n] : starts[n + 1]], in
    order, and gives them `gains` at the same places."""

    size: int
    terms: tuple[str, ...]
    starts: Starts
    holders: Numbers
    gains: npt.NDArray[np.float32]


def postings_of(rows: Iterable[Sequence[str]], folder: Path) -> Postings:
    """The postings of `rows` of terms; holders and gains are in HOLDERS and GAINS in `folder`.

    A row without a term holds the empty one, which is the last; the others are numbered in order
    of appearance, so that the same rows give the same. Raises OSError when the disk refuses.
    """
    by_row = folder / "by_row"
    numbers: dict[str, int] = {}
    lengths, column = array("i"), Column(by_row, np.int32, 3)
    for part in _in_order(rows, numbers, lengths):
        column.append(part)
    found = _by_term(column.mapped(), (*numbers, ""), _numbers(lengths), folder)
    by_row.unlink()
    return found


def _in_order(
    rows: Iterable[Sequence[str]], numbers: dict[str, int], lengths: "array[int]"
) -> Iterator[Numbers]:
    """Terms, rows and counts (n, 3), part by part; -1 is the empty term. Adds to `numbers` those of
    the terms, and to `lengths` how many each row has."""
    terms, holders, counts = array("i"), array("i"), array("i")
    for row, words in enumerate(rows):
        found = Counter(words)
        terms.extend([numbers.setdefault(term, len(numbers)) for term in found] or (-1,))
        counts.extend(found.values() or (1,))
        holders.extend((row,) * max(len(found), 1))
        lengths.append(max(len(words), 1))
        if len(terms) >= _PART:
            yield np.stack([*map(_numbers, (terms, holders, counts))], axis=1)
            terms, holders, counts = array("i"), array("i"), array("i")
    yield np.stack([*map(_numbers, (terms, holders, counts))], axis=1)


def _by_term(postings: Numbers, names: tuple[str, ...], lengths: Numbers, folder: Path) -> Postings:
    """Sorts `postings` (n, 3) by term: each part goes to the places behind those before it."""
    size, count = len(lengths), len(postings)
    parts = [slice(start, start + _PART) for start in range(0, count, _PART)]
    frequencies = np.zeros(len(names), dtype=np.int64)
    for part in parts:
        frequencies += np.bincount(postings[part, 0] % len(names), minlength=len(names))
    starts = np.concatenate([[0], np.cumsum(frequencies)]).astype(np.int64)
    weights = _idf(frequencies, size)
    full = K1 * ((1 - B) + B * lengths / (lengths.mean() if size else 1))
    holders = np.lib.format.open_memmap(folder / HOLDERS, "w+", np.int32, (count,))
    gains = np.lib.format.open_memmap(folder / GAINS, "w+", np.float32, (count,))
    free = starts[:-1].copy()
    for part in parts:
        terms, rows, counts = postings[part].T
        terms = terms % len(names)  # the empty one is the last
        order = np.argsort(terms, kind="stable")
        terms, rows, counts = terms[order], rows[order], counts[order]
        each = np.bincount(terms, minlength=len(names))
        before = np.cumsum(each) - each
        places = (free - before)[terms] + np.arange(len(terms))
        holders[places] = rows
        gains[places] = weights[terms] * (counts / (full[rows] + counts))
        free += each
    return Postings(size, names, starts, holders, gains)


def _numbers(values: "array[int]") -> Numbers:
    return np.frombuffer(values, dtype=np.int32) if values else np.zeros(0, dtype=np.int32)


def _idf(frequencies: Starts, size: int) -> npt.NDArray[np.float32]:
    """ln(1 + (n - df + 0.5) / (df + 0.5)) of each term."""
    each, places = np.unique(frequencies, return_inverse=True)
    values = [math.log(1 + (size - df + 0.5) / (df + 0.5)) for df in each.tolist()]
    return np.array(values, dtype=np.float32)[places]
