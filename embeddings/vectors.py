"""Nearest neighbours by inner product: a FAISS index (Johnson, Douze and Jegou 2019)."""

from functools import cached_property
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.arrays import Rows as StoredRows
from embeddings.arrays import mapped_rows
from embeddings.blocks import Blocks, Checks
from embeddings.encoder import Vectors
from embeddings.errors import VectorsError
from embeddings.kinds import EXACT, Kind, kind_for
from embeddings.training import LOOKED_AT, trained

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_FEW = 4096  # allowed rows that are compared one by one: an inexact search would miss some
_CHUNK = 4096
_ID = 8  # bytes of a row number in a list of an IVF


class VectorIndex:
    """Unit float32 rows, searched. Row numbers are those of the array it was built from.

    Of the kind Flat it is exact. Any other keeps the vectors beside it, so that `vectors` gives
    them as they are, and what a search finds is compared by them; but it may miss some.
    """

    def __init__(
        self,
        index: faiss.Index,
        kind: Kind,
        rows: StoredRows | None = None,
        blocks: Blocks | None = None,
    ) -> None:
        """`rows` (n, dim): the vectors, where the kind is not exact; `blocks`: those of the file
        that `index` is mapped from, for the lists of an IVF to be checked as they are visited."""
        self.kind = kind
        self._index, self._rows, self._blocks = index, rows, blocks

    @classmethod
    def build(cls, vectors: Vectors, kind: Kind | None = None) -> "VectorIndex":
        """`vectors`: (n, dim) float32 unit rows, which stay in use where the kind is not exact.

        `kind`: by default the one that fits so many rows. Raises VectorsError for anything else.
        """
        if vectors.ndim != 2 or vectors.dtype != np.float32:
            raise VectorsError(f"expected (n, dim) float32, got {vectors.shape} of {vectors.dtype}")
        kind = kind or kind_for(len(vectors))
        if kind == EXACT:
            index = faiss.IndexFlatIP(vectors.shape[1])
            index.add(np.ascontiguousarray(vectors))
            return cls(index, kind)
        index, kind = trained(vectors, kind)
        return cls(index, kind, vectors)

    @classmethod
    def load(cls, path: Path, kind: Kind = EXACT, checks: Checks | None = None) -> "VectorIndex":
        """Opens what `save` wrote, memory-mapped: processes that have it open share its pages.

        FAISS keeps no checksum: what `checks` has not, verify before. Of an IVF that it has the
        lists are checked when they are first visited; anything else is checked here.
        """
        rows = None if kind == EXACT else mapped_rows(_rows_path(path), checks)
        blocks = None if checks is None else checks.of(path)
        if blocks is not None and kind.lists and rows is not None:
            blocks.need(0, _lists_start(blocks, kind, rows))
        elif blocks is not None:
            blocks.need_all()
        flag = faiss.IO_FLAG_MMAP if kind.lists else faiss.IO_FLAG_MMAP_IFC
        try:
            index = faiss.read_index(str(path), flag)
        except RuntimeError as error:
            raise VectorsError(f"{path.name} is not a FAISS index") from error
        return cls(index, kind, rows, blocks if kind.lists else None)

    def save(self, path: Path) -> None:
        """Writes the index to `path`, and its vectors beside it. Raises OSError when the disk
        refuses."""
        # Through our own file object, so that a full disk is an OSError and not a crash.
        with path.open("wb") as file:
            faiss.write_index(self._index, faiss.PyCallbackIOWriter(file.write))
        if self._rows is not None:
            np.save(_rows_path(path), self._rows[:], allow_pickle=False)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        return int(self._index.d)

    def search(self, query: Vectors, k: int, allowed: Mask | None = None) -> tuple[Rows, Vectors]:
        """The `k` rows nearest to `query` (dim,): row numbers and cosines, best first.

        `allowed`: (rows,) bool, which rows may be found. Fewer than `k` come back when there are
        fewer, or when a search that is not exact finds fewer.
        """
        count = len(self) if allowed is None else int(np.count_nonzero(allowed))
        k = min(k, count)
        if k == 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        # For a single question, threads cost more than they save.
        faiss.omp_set_num_threads(1)
        if self._rows is None:
            scores, rows = self._index.search(_row(query), k, params=_flat(allowed))
            return rows[0], scores[0]
        if allowed is not None and count <= _FEW:
            return self._compared(query, np.flatnonzero(allowed), k)
        found = self._found(_row(query), LOOKED_AT * k, allowed, len(self) / count)
        return self._compared(query, found, k)

    def nearest(self, query: Vectors, rows: Rows, k: int) -> tuple[Rows, Vectors]:
        """As `search`, for the rows that may be found, (n,) in order."""
        if len(rows) <= _FEW:
            return self._compared(query, rows, k)
        allowed = np.zeros(len(self), dtype=np.bool_)
        allowed[rows] = True
        return self.search(query, k, allowed)

    def vectors(self, rows: Rows) -> Vectors:
        """The vectors of `rows`: (len(rows), dim) float32."""
        if rows.size == 0:
            return np.zeros((0, self.dim), dtype=np.float32)
        result: Vectors = (
            self._index.reconstruct_batch(rows) if self._rows is None else self._rows[rows]
        )
        return result

    def _found(self, query: Vectors, k: int, allowed: Mask | None, share: float) -> Rows:
        """What a search that is not exact finds; it visits `share` times more than usual, since
        so many of what it meets is not allowed."""
        effort = max(1, int((self.kind.effort or 1) * share))
        selector = None if allowed is None else _selector(allowed)
        if not self.kind.lists:
            parameters = faiss.SearchParametersHNSW(sel=selector, efSearch=max(effort, k))
        else:
            effort = min(effort, self.kind.lists)
            parameters = faiss.SearchParametersIVF(sel=selector, nprobe=effort)
            self._check_lists(query, effort)
        rows: Rows = self._index.search(query, k, params=parameters)[1][0]
        return rows[rows >= 0]

    def _check_lists(self, query: Vectors, effort: int) -> None:
        """Checks the lists that a search for `query` visits."""
        if self._blocks is None:
            return
        self._blocks.need_runs(self._lists[self._index.quantizer.search(query, effort)[1][0]])

    @cached_property
    def _lists(self) -> Rows:
        """Where each list begins and ends in the file, (lists, 2) int64: asking FAISS is slow."""
        lists = faiss.downcast_InvertedLists(self._index.invlists).lists
        width = int(self._index.code_size) + _ID
        places = [lists.at(number) for number in range(self.kind.lists)]
        return np.array([(one.offset, one.offset + one.capacity * width) for one in places])

    def _compared(self, query: Vectors, rows: Rows, k: int) -> tuple[Rows, Vectors]:
        """The `k` of `rows` that are nearest to `query`, compared one by one."""
        parts = [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]
        scores = [self.vectors(part) @ query for part in parts]
        cosines = np.concatenate([*scores, np.zeros(0, dtype=np.float32)])
        best = np.lexsort((rows, -cosines))[:k]
        return rows[best], cosines[best]


def _rows_path(path: Path) -> Path:
    return path.with_suffix(".rows.npy")


def _lists_start(blocks: Blocks, kind: Kind, rows: StoredRows) -> int:
    """Where the lists of an IVF begin in its file, at the end of which they stand."""
    n, dim = rows.shape
    code = dim * {"SQ8": 1, "SQfp16": 2, "Flat": 4}[kind.factory.partition(",")[2]]
    return len(blocks.content) - n * (code + _ID)


def _row(query: Vectors) -> Vectors:
    return query.reshape(1, -1)


def _flat(allowed: Mask | None) -> faiss.SearchParameters | None:
    return None if allowed is None else faiss.SearchParameters(sel=_selector(allowed))


def _selector(allowed: Mask) -> faiss.IDSelectorBitmap:
    return faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
