"""BM25 over rows of text (Robertson and Zaragoza 2009).

The scores that each term gives to the rows that hold it lie on disk; a question reads those of its
own terms. The best rows are found as by MaxScore (Turtle and Flood 1995): from the rarest term on,
until what the others could give is less than what the best have.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.arrays import Rows as StoredRows
from embeddings.arrays import mapped, mapped_rows
from embeddings.blocks import Checks
from embeddings.vectors import Mask, Rows
from qa.postings import GAINS, HOLDERS, postings_of
from qa.strings import Strings

Scores = npt.NDArray[np.float32]

_TERMS, _SIZE, _STARTS, _MOST = "terms", "size.npy", "starts.npy", "most.npy"
# Room for sums of float32 in another order.
_CLOSE = 1e-4
_LOOKED_AT = 4  # times as many as are wanted are scored whole, to know what the best have


class LexicalIndex:
    """BM25 (Lucene's form) over rows, with the share of the attainable score as its scale."""

    def __init__(
        self,
        size: int,
        terms: Strings,
        starts: npt.NDArray[np.int64],
        holders: StoredRows,
        gains: StoredRows,
        most: Scores,
    ) -> None:
        """`size` rows. Term n stands in the rows holders[starts[n] : starts[n + 1]], in order,
        and gives them `gains` at the same places, `most` (terms,) at most."""
        self._size, self._terms, self._starts = size, terms, starts
        self._holders, self._gains, self._most = holders, gains, most

    @classmethod
    def write(cls, folder: Path, rows: Iterable[Sequence[str]]) -> "LexicalIndex":
        """Indexes `rows` of terms into `folder`, which is made; the index, opened.

        Raises OSError when the disk refuses.
        """
        folder.mkdir()
        found = postings_of(rows, folder)
        held = np.flatnonzero(np.diff(found.starts))
        most = np.zeros(len(found.terms), dtype=np.float32)
        most[held] = np.maximum.reduceat(found.gains, found.starts[held])
        Strings.of(found.terms).save(folder / _TERMS)
        size = np.array([found.size], dtype=np.int64)
        for name, array in ((_SIZE, size), (_STARTS, found.starts), (_MOST, most)):
            np.save(folder / name, array, allow_pickle=False)
        return cls.load(folder)

    @classmethod
    def load(cls, folder: Path, checks: Checks | None = None) -> "LexicalIndex":
        """Opens what `write` wrote, memory-mapped. What `checks` has not, verify before."""
        return cls(
            int(mapped(folder / _SIZE, checks)[0]),
            Strings.load(folder / _TERMS, checks),
            mapped(folder / _STARTS, checks),
            mapped_rows(folder / HOLDERS, checks),
            mapped_rows(folder / GAINS, checks),
            mapped(folder / _MOST, checks),
        )

    def __len__(self) -> int:
        return self._size

    def idf(self, term: str) -> float:
        """Inverse document frequency of a term: ln(1 + (n - df + 0.5) / (df + 0.5))."""
        number = self._terms.find(term)
        df = 0 if number is None else int(self._starts[number + 1] - self._starts[number])
        return float(np.log(1 + (len(self) - df + 0.5) / (df + 0.5)))

    def holders(self, term: str) -> Rows:
        """The rows that hold a term, in order."""
        number = self._terms.find(term)
        if number is None:
            return np.zeros(0, dtype=np.int64)
        rows: Rows = self._rows_of(number).astype(np.int64)
        return rows

    def scores(self, terms: Sequence[str], rows: Rows) -> Scores:
        """BM25 of `rows` (n,) for `terms`, (n,) float32."""
        wanted = rows.astype(np.int32)  # as they are stored: no search converts what is stored
        scores = np.zeros(len(rows), dtype=np.float32)
        for number in self._known(terms):
            scores += self._gains_of(number, wanted)
        return scores

    def shares(self, terms: Sequence[str], rows: Rows) -> Scores:
        """`scores` as shares of the bound, the sum of the terms' idf: comparable between questions.

        A term in Lucene's form adds idf * tf / (tf + K1 * ...) and so never reaches its idf.
        """
        bound = sum(self.idf(term) for term in terms)
        return self.scores(terms, rows) / np.float32(bound or 1)

    def best(self, terms: Sequence[str], k: int, allowed: Mask | None = None) -> Rows:
        """The `k` rows with the highest scores above 0, best first; of like ones the first.

        `allowed`: (rows,) bool, which rows may be found.
        """
        rows = self._reaching(terms, k, allowed)
        scores = self.scores(terms, rows)
        order = np.lexsort((rows, -scores))
        order = order[scores[order] > 0]
        best: Rows = rows[order[:k]]
        return best

    def _reaching(self, terms: Sequence[str], k: int, allowed: Mask | None) -> Rows:
        """The rows whose scores may be among the `k` highest."""
        numbers = sorted(
            self._known(terms), key=lambda n: int(self._starts[n + 1] - self._starts[n])
        )
        rest = [sum(float(self._most[n]) for n in numbers[i:]) for i in range(len(numbers) + 1)]
        rows, scores = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        least = 0.0  # what the k-th best has, or more
        for i, number in enumerate(numbers):
            if least > rest[i] * (1 + _CLOSE):
                break
            rows, scores = _merged(rows, scores, *self._postings(number, allowed))
            if len(rows) >= k and i + 1 < len(numbers):
                looked_at = np.sort(_highest(scores, _LOOKED_AT * k))
                whole = self.scores(terms, rows[looked_at].astype(np.int64))
                least = max(least, float(whole[_highest(whole, k)].min()))
        else:
            i = len(numbers)
        # What the common terms add is looked up, and fewer rows are left after each of them.
        for n in range(i, len(numbers) + 1):
            kept = scores + rest[n] >= least * (1 - _CLOSE)
            rows, scores = rows[kept], scores[kept]
            if n < len(numbers):
                scores = scores + self._gains_of(numbers[n], rows)
        return rows.astype(np.int64)

    def _postings(self, number: int, allowed: Mask | None) -> tuple[npt.NDArray[np.int32], Scores]:
        rows = self._rows_of(number)
        gains = self._gains[int(self._starts[number]) : int(self._starts[number + 1])]
        if allowed is None:
            return rows, gains
        may = allowed[rows]
        return rows[may], gains[may]

    def _known(self, terms: Sequence[str]) -> list[int]:
        found = (self._terms.find(term) for term in terms)
        return [number for number in found if number is not None]

    def _rows_of(self, number: int) -> npt.NDArray[np.int32]:
        rows: npt.NDArray[np.int32] = self._holders[
            int(self._starts[number]) : int(self._starts[number + 1])
        ]
        return rows

    def _gains_of(self, number: int, rows: npt.NDArray[np.int32]) -> Scores:
        """What a term gives to `rows` (n,): 0 where it does not stand."""
        holders, start = self._rows_of(number), int(self._starts[number])
        gains = np.zeros(len(rows), dtype=np.float32)
        if holders.size:
            places = np.minimum(np.searchsorted(holders, rows), len(holders) - 1)
            held = np.flatnonzero(holders[places] == rows)
            gains[held] = self._gains[start + places[held]]
        return gains


def _merged(
    rows: npt.NDArray[np.int32],
    scores: Scores,
    others: npt.NDArray[np.int32],
    gains: Scores,
) -> tuple[npt.NDArray[np.int32], Scores]:
    """Two lists of rows, each in order, as one, the scores of a row that is in both added up."""
    if rows.size == 0:
        return others, gains
    places = np.minimum(np.searchsorted(rows, others), len(rows) - 1)
    known = rows[places] == others
    scores = scores.copy()
    scores[places[known]] += gains[known]
    new = ~known
    every = np.concatenate([rows, others[new]])
    order = np.argsort(every, kind="stable")
    return every[order], np.concatenate([scores, gains[new]])[order]


def _highest(scores: Scores, k: int) -> npt.NDArray[np.int64]:
    """The places of the `k` highest scores, in no order."""
    if len(scores) <= k:
        return np.arange(len(scores))
    return np.argpartition(scores, len(scores) - k)[len(scores) - k :]
