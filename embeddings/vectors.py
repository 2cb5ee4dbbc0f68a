"""Nearest neighbours by inner product: a FAISS index (Johnson, Douze and Jegou 2019)."""

from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors
from embeddings.errors import VectorsError

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class VectorIndex:
    """Unit float32 rows, searched exactly. Row numbers are those of the array it was built from."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> "VectorIndex":
        """`vectors`: (n, dim) float32 unit rows. Raises VectorsError for anything else."""
        if vectors.ndim != 2 or vectors.dtype != np.float32:
            raise VectorsError(f"expected (n, dim) float32, got {vectors.shape} of {vectors.dtype}")
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Opens what `save` wrote, memory-mapped: processes that have it open share its pages.

        FAISS keeps no checksum: verify the file's digest first.
        """
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise VectorsError(f"{path.name} is not a FAISS index") from error
        return cls(index)

    def save(self, path: Path) -> None:
        """Writes the index to `path`. Raises OSError when the disk refuses."""
        # Through our own file object, so that a full disk is an OSError and not a crash.
        path.write_bytes(faiss.serialize_index(self._index).tobytes())

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        return int(self._index.d)

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Rows, Vectors]:
        """The `k` rows nearest to `query` (dim,): row numbers and cosines, best first.

        `allowed`: (rows,) bool, which rows may be found. Fewer than `k` come back when there are
        fewer.
        """
        k = min(k, len(self) if allowed is None else int(allowed.sum()))
        if k == 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        parameters = None
        if allowed is not None:
            bitmap = np.packbits(allowed, bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bitmap))
        scores, rows = self._index.search(query.reshape(1, -1), k, params=parameters)
        return rows[0], scores[0]

    def vectors(self, rows: Rows) -> Vectors:
        """The vectors of `rows`: (len(rows), dim) float32."""
        if rows.size == 0:
            return np.zeros((0, self.dim), dtype=np.float32)
        result: Vectors = self._index.reconstruct_batch(rows)
        return result
