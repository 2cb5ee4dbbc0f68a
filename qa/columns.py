"""Rows of numbers that are written to a file as they come, and then read from it."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


class Column:
    """An array that grows on disk: (n, *shape) of `dtype`."""

    def __init__(self, path: Path, dtype: npt.DTypeLike, *shape: int) -> None:
        """Makes the file `path`, which must not exist. Raises OSError when the disk refuses."""
        self._path, self._dtype, self._shape = path, np.dtype(dtype), shape
        self._file = path.open("xb")
        self._numbers = 0

    def append(self, rows: npt.NDArray[Any]) -> None:
        """Adds `rows` (k, *shape)."""
        self._file.write(np.ascontiguousarray(rows, dtype=self._dtype).data)
        self._numbers += rows.size

    def mapped(self) -> npt.NDArray[Any]:
        """All rows, read-only, read from the file as they are used. No more can be added."""
        self._file.close()
        if self._numbers == 0:
            return np.zeros((0, *self._shape), dtype=self._dtype)
        array = np.memmap(self._path, dtype=self._dtype, mode="r")
        return array.view(np.ndarray).reshape(-1, *self._shape)
