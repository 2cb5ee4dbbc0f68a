"""What a build has made so far, kept in a file, so that a killed build goes on from it.

A record is appended in one write: a key, the length of its content, and the SHA-256 of both with
the content. A write that was cut off is the last one, and is dropped when the file is opened again;
so is everything from the first record on that is not as it was written.
"""

import hashlib
import os
import struct
from collections.abc import Iterable
from pathlib import Path

from qa.errors import IndexDamaged

KEY = 16  # bytes of a key
_START = struct.Struct(f"<{KEY}sI")
_DIGEST = 32
_HEAD = _START.size + _DIGEST


class Spool:
    """Records by their key, in one file. One process writes it; a key is never written twice."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file `path`. Raises OSError when it cannot be written."""
        self._path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        self._places: dict[bytes, int] = {}
        self._end = 0
        size = os.fstat(self._file).st_size
        while (found := self._read(self._end, size)) is not None:
            key, content = found
            self._places[key] = self._end
            self._end += _HEAD + len(content)
        os.ftruncate(self._file, self._end)

    def close(self) -> None:
        os.close(self._file)

    def __contains__(self, key: bytes) -> bool:
        return key in self._places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, key: bytes) -> bytes:
        """The content of a record. Raises IndexDamaged if it is not as it was written."""
        found = self._read(self._places[key], self._end)
        if found is None or found[0] != key:
            raise IndexDamaged(
                f"{self._path}: what was encoded changed on the disk; build the index again with: "
                "citewell index SOURCES"
            )
        return found[1]

    def add(self, records: Iterable[tuple[bytes, bytes]]) -> None:
        """Appends records, keys and contents. Raises OSError when the disk refuses; what was
        written whole by then stays."""
        for key, content in records:
            if key not in self._places:
                self._append(key, content)

    def _append(self, key: bytes, content: bytes) -> None:
        start = _START.pack(key, len(content))
        record = memoryview(start + _digest(start, content) + content)
        written = 0
        while written < len(record):  # a disk that is nearly full takes a part and refuses the next
            written += os.pwrite(self._file, record[written:], self._end + written)
        self._places[key] = self._end
        self._end += written

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
