"""What a build has made so far, kept in a file, so that a killed build goes on from it.

A record is appended in one write: a key, the length of its content, and the SHA-256 of both with
the content. A write that was cut off is the last one, and is dropped when the file is opened again;
so is everything from the first record on that is not as it was written.
"""

import hashlib
import os
import struct
from array import array
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.errors import IndexDamaged

KEY = 16  # bytes of a key
_START = struct.Struct(f"<{KEY}sI")
_DIGEST = 32
_HEAD = _START.size + _DIGEST


class Spool:
    """Records with their keys, in one file, numbered in their order. One process writes it."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file `path`. Raises OSError when it cannot be written."""
        self._path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        self._keys, self._places = bytearray(), array("q")
        self._end = 0
        size = os.fstat(self._file).st_size
        while (found := self._read(self._end, size)) is not None:
            key, content = found
            self._note(key, _HEAD + len(content))
        os.ftruncate(self._file, self._end)

    def close(self) -> None:
        os.close(self._file)

    def __len__(self) -> int:
        return len(self._places)

    @property
    def keys(self) -> npt.NDArray[np.uint64]:
        """The keys of the records, (n, 2)."""
        return np.frombuffer(bytes(self._keys), dtype=np.uint64).reshape(-1, 2)

    def __getitem__(self, number: int) -> bytes:
        """The content of a record. Raises IndexDamaged if it is not as it was written."""
        found = self._read(self._places[number], self._end)
        if found is None or found[0] != self._keys[number * KEY : (number + 1) * KEY]:
            raise IndexDamaged(
                f"{self._path}: what was encoded changed on the disk; build the index again with: "
                "citewell index SOURCES"
            )
        return found[1]

    def append(self, key: bytes, content: bytes) -> None:
        """Adds a record. Raises OSError when the disk refuses; what was written whole by then
        stays."""
        start = _START.pack(key, len(content))
        record = memoryview(start + _digest(start, content) + content)
        written = 0
        while written < len(record):  # a disk that is nearly full takes a part and refuses the next
            written += os.pwrite(self._file, record[written:], self._end + written)
        self._note(key, written)

    def _note(self, key: bytes, size: int) -> None:
        self._keys += key
        self._places.append(self._end)
        self._end += size

    def _read(self, place: int, end: int) -> tuple[bytes, bytes] | None:
        """The record at `place` of a file that ends at `end`; None if there is no sound one."""
        head = os.pread(self._file, _HEAD, place)
        if len(head) < _HEAD:
            return None
        key, length = _START.unpack_from(head)
        if length > end - place - _HEAD:
            return None
        content = os.pread(self._file, length, place + _HEAD)
        if head[_START.size :] != _digest(head[: _START.size], content):
            return None
        return key, content


def _digest(start: bytes, content: bytes) -> bytes:
    digest = hashlib.sha256(start)
    digest.update(content)
    return digest.digest()
