"""Arrays on disk, memory-mapped, and checked as they are read where they are large."""

from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from embeddings.blocks import Blocks, Checks

Array = npt.NDArray[Any]


class Rows(Protocol):
    """Rows of numbers that are read in parts: an array, or one that is checked on the way."""

    @property
    def shape(self) -> tuple[int, ...]: ...
    def __len__(self) -> int: ...
    def __getitem__(self, rows: Any, /) -> Any: ...


class CheckedRows:
    """A C-contiguous array in a file whose blocks are checked before they are read.

    It gives slices of rows, with a step of 1, and the rows of an array of numbers from 0 on.
    """

    def __init__(self, array: Array, blocks: Blocks) -> None:
        """`array`: a view of the end of `blocks.content`."""
        self._array, self._blocks = array, blocks
        self._width = array.dtype.itemsize * int(np.prod(array.shape[1:]))
        self._offset = len(blocks.content) - array.nbytes

    @property
    def shape(self) -> tuple[int, ...]:
        return self._array.shape

    def __len__(self) -> int:
        return len(self._array)

    def expect(self, runs: "npt.NDArray[np.int64]") -> None:
        """Has the rows of `runs` (n, 2) read, all at once, for they are about to be used."""
        self._blocks.expect_runs(self._offset + runs * self._width)

    def __getitem__(self, rows: "slice | npt.NDArray[np.int64]") -> Array:
        if isinstance(rows, slice):
            start, end, _ = rows.indices(len(self._array))
            if start < end:
                self._blocks.need(
                    self._offset + start * self._width, self._offset + end * self._width
                )
            return self._array[start:end]
        rows = np.asarray(rows, dtype=np.int64)
        self._blocks.need_rows(self._offset + rows * self._width, self._width)
        return self._array[rows]


def expect(rows: Rows, runs: "npt.NDArray[np.int64]") -> None:
    """Says that the `runs` (n, 2) of rows are about to be read, which matters where they are on a
    disk."""
    if isinstance(rows, CheckedRows):
        rows.expect(runs)


def mapped(path: Path, checks: Checks | None = None) -> Array:
    """The array in a .npy file, read as it is used.

    If `checks` has its blocks, all of them are checked now; else verify the file's digest first.
    """
    if checks is not None:
        checks.need(path)
    # A plain view of the map: numpy makes an object of its slower kind for each slice of a memmap.
    array: Array = np.load(path, mmap_mode="r", allow_pickle=False)
    return array.view(np.ndarray)


def mapped_rows(path: Path, checks: Checks | None = None) -> Rows:
    """As `mapped`, but what `checks` has the blocks of is checked as it is read."""
    blocks = None if checks is None else checks.of(path)
    if blocks is None:
        return mapped(path)
    blocks.need(0, min(len(blocks.content), _HEAD))
    array = mapped(path)
    if not array.flags.c_contiguous:
        return mapped(path, checks)
    content = blocks.content[len(blocks.content) - array.nbytes :]
    return CheckedRows(content.view(array.dtype).reshape(array.shape), blocks)


def mapped_bytes(path: Path, checks: Checks | None = None) -> Rows:
    """The bytes of a file, (n,) uint8, as `mapped_rows` gives rows."""
    blocks = None if checks is None else checks.of(path)
    if blocks is not None:
        return CheckedRows(blocks.content, blocks)
    if path.stat().st_size == 0:
        return np.zeros(0, dtype=np.uint8)
    return np.memmap(path, dtype=np.uint8, mode="r").view(np.ndarray)


def distinct(*parts: Array) -> npt.NDArray[np.int64]:
    """The numbers, from 0 on, that stand in any of the `parts`, each once and in order.

    As numpy's `unique`, which loads masked arrays first.
    """
    numbers = np.sort(np.concatenate(parts).astype(np.int64))
    return numbers[np.diff(numbers, prepend=-1) > 0]


_HEAD = 1 << 12  # a .npy file says in less than this what it holds
