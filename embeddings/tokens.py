"""Token vectors of many texts, in eight bits each number, and late interaction over them.

Late interaction (Khattab and Zaharia 2020, ColBERT): each token of a question is matched with the
token of the text that is most like it. The vectors are those of the encoder that made the
sentence vectors; nothing is trained for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors

Bytes = npt.NDArray[np.int8]
Runs = npt.NDArray[np.int64]

_LEVELS = 127


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """`rows` (n, dim) int8 and `scales` (n,) float32: row i stands for rows[i] * scales[i]."""

    rows: Bytes
    scales: Vectors

    @classmethod
    def build(cls, parts: Sequence["TokenVectors"]) -> "TokenVectors":
        """One store of several, in order."""
        return cls(
            np.concatenate([part.rows for part in parts]),
            np.concatenate([part.scales for part in parts]),
        )

    @classmethod
    def quantised(cls, vectors: Vectors) -> "TokenVectors":
        """`vectors` (n, dim) float32; each row's largest number becomes 127."""
        largest = np.abs(vectors).max(axis=1, initial=0, keepdims=True)
        scales = np.maximum(largest, np.finfo(np.float32).tiny) / _LEVELS
        return cls(np.round(vectors / scales).astype(np.int8), scales[:, 0].astype(np.float32))

    @classmethod
    def load(cls, folder: Path) -> "TokenVectors":
        """Opens what `save` wrote, memory-mapped. Verify the files' digests first."""
        rows, scales = (
            np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
            for name in ("rows", "scales")
        )
        return cls(rows, scales)

    def save(self, folder: Path) -> None:
        """Writes the vectors into `folder`, which is made."""
        folder.mkdir()
        np.save(folder / "rows.npy", self.rows, allow_pickle=False)
        np.save(folder / "scales.npy", self.scales, allow_pickle=False)

    def __len__(self) -> int:
        return len(self.rows)

    def part(self, start: int, end: int) -> "TokenVectors":
        """The rows from `start` to `end`."""
        return TokenVectors(self.rows[start:end], self.scales[start:end])

    def best_matches(self, query: Vectors, runs: Runs) -> Vectors:
        """For each run of rows the highest cosine with each row of `query`.

        query (t, dim) unit rows, runs (n, 2) starts and ends -> (n, t). An empty run gives 0.
        """
        lengths = runs[:, 1] - runs[:, 0]
        matches = np.zeros((len(runs), len(query)), dtype=np.float32)
        full = np.flatnonzero(lengths)
        if full.size == 0 or len(query) == 0:
            return matches
        starts = np.cumsum(lengths[full]) - lengths[full]
        rows = np.repeat(runs[full, 0] - starts, lengths[full]) + np.arange(lengths[full].sum())
        cosines = (self.rows[rows].astype(np.float32) @ query.T) * self.scales[rows][:, None]
        matches[full] = np.maximum.reduceat(cosines, starts, axis=0)
        return matches
