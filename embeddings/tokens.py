"""Token vectors of many texts, in eight bits each number, and late interaction over them.

Late interaction (Khattab and Zaharia 2020, ColBERT): each token of a question is matched with the
token of the text that is most like it. The vectors are those of the encoder that made the
sentence vectors; nothing is trained for it.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.arrays import Rows, expect, mapped_rows
from embeddings.blocks import Checks
from embeddings.encoder import Vectors, unit

Runs = npt.NDArray[np.int64]

_LEVELS = 127
_AT_ONCE = 64  # rows that are turned into float32 together: they stay in the nearest cache


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """`rows` (n, dim) int8 and `scales` (n,) float32: row i stands for rows[i] * scales[i]."""

    rows: Rows
    scales: Rows

    @classmethod
    def quantised(cls, vectors: Vectors) -> "TokenVectors":
        """`vectors` (n, dim) float32; each row's largest number becomes 127."""
        largest = np.abs(vectors).max(axis=1, initial=0, keepdims=True)
        scales = np.maximum(largest, np.finfo(np.float32).tiny) / _LEVELS
        return cls(np.round(vectors / scales).astype(np.int8), scales[:, 0].astype(np.float32))

    @classmethod
    def load(cls, folder: Path, checks: Checks | None = None) -> "TokenVectors":
        """Opens `rows.npy` and `scales.npy` in `folder`, memory-mapped. What `checks` has not,
        verify before."""
        return cls(
            mapped_rows(folder / "rows.npy", checks), mapped_rows(folder / "scales.npy", checks)
        )

    def __len__(self) -> int:
        return len(self.rows)

    def part(self, start: int, end: int) -> "TokenVectors":
        """The rows from `start` to `end`."""
        return TokenVectors(self.rows[start:end], self.scales[start:end])

    def means(self, runs: Runs) -> Vectors:
        """The mean of the rows in each run (n, 2), at length 1: (n, dim) float32; 0 for no rows.

        A part of a text, read in the whole of it: late chunking (Günther et al. 2024).
        """
        vectors = np.zeros((len(runs), self.rows.shape[1]), dtype=np.float32)
        for n, (start, end) in enumerate(runs.tolist()):
            if start < end:
                scales = self.scales[start:end]
                vectors[n] = (self.rows[start:end] * scales[:, None]).mean(axis=0)
        return unit(vectors)

    def cosines(self, query: Vectors, runs: Runs) -> Vectors:
        """Cosines of all rows in `runs` (n, 2), one run after the other, with `query` (t, dim).

        (rows, t) float32; `query` has unit rows.
        """
        result = np.empty((int((runs[:, 1] - runs[:, 0]).sum()), len(query)), dtype=np.float32)
        for rows in (self.rows, self.scales):
            expect(rows, runs)
        at = 0
        for start, end in runs.tolist():
            for first in range(start, end, _AT_ONCE):
                last = min(first + _AT_ONCE, end)
                found = result[at : at + last - first]
                np.matmul(self.rows[first:last].astype(np.float32), query.T, out=found)
                found *= self.scales[first:last][:, None]
                at += last - first
        return result


def best_in_runs(cosines: Vectors, runs: Runs) -> Vectors:
    """The highest number of each column in each run of rows: (rows, t), (n, 2) -> (n, t).

    An empty run gives zeros. Runs may overlap.
    """
    best = np.zeros((len(runs), cosines.shape[1]), dtype=np.float32)
    full = np.flatnonzero(runs[:, 1] > runs[:, 0])
    if full.size and cosines.shape[1]:
        # reduceat goes from each start to the next index: to its end, then on from there, which
        # is left out. What is last goes to the end by itself; for any other run that ends there,
        # there must be a row.
        places = runs[full].ravel()
        if places[-1] == len(cosines):
            places = places[:-1]
        if places.max() == len(cosines):
            cosines = np.concatenate([cosines, np.zeros_like(cosines[:1])])
        best[full] = np.maximum.reduceat(cosines, places, axis=0)[::2]
    return best
