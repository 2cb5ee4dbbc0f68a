"""Files and arrays that are written as they come, and then read from the disk."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from embeddings.arrays import Array, mapped

_WAITING = 1 << 17  # bytes that wait to be written together


class Growing:
    """A file that grows. It is open only while it is written, so that nobody need close it."""

    def __init__(self, path: Path) -> None:
        """Makes the file `path`, which must not exist. Raises OSError when the disk refuses, as
        all of this does."""
        self.path = path
        self._waiting = bytearray()
        path.touch(exist_ok=False)

    def write(self, data: bytes | memoryview) -> None:
        """Adds `data` to its end."""
        self._waiting += data
        if len(self._waiting) >= _WAITING:
            self.flush()

    def flush(self) -> None:
        """Writes what waits."""
        with self.path.open("ab") as file:
            file.write(self._waiting)
        self._waiting.clear()


class Column:
    """An array that grows in a .npy file: (n, *shape) of `dtype`."""

    def __init__(self, path: Path, dtype: npt.DTypeLike, *shape: int) -> None:
        """Makes the file `path`, which must not exist. Raises OSError when the disk refuses."""
        self._dtype, self._shape = np.dtype(dtype), shape
        self._file, self._rows = Growing(path), 0
        self._write_head()

    @property
    def path(self) -> Path:
        """Its file."""
        return self._file.path

    def append(self, rows: npt.NDArray[Any]) -> None:
        """Adds `rows` (k, *shape)."""
        self._file.write(np.ascontiguousarray(rows, dtype=self._dtype).data)
        self._rows += len(rows)

    def close(self) -> None:
        """Makes the file whole. No more can be added."""
        self._file.flush()
        self._write_head()

    def mapped(self) -> Array:
        """All rows, read-only, read from the file as they are used. No more can be added."""
        self.close()
        return mapped(self._file.path)

    def _write_head(self) -> None:
        # numpy leaves room in it for any number of rows.
        head = {
            "descr": np.lib.format.dtype_to_descr(self._dtype),
            "fortran_order": False,
            "shape": (self._rows, *self._shape),
        }
        with self._file.path.open("r+b") as file:
            np.lib.format.write_array_header_1_0(file, head)
