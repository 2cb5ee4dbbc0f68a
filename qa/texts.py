"""Texts one after the other in a file, memory-mapped: any part is read without the rest."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.arrays import Rows, mapped, mapped_bytes, mapped_rows
from embeddings.blocks import Checks
from qa.columns import Column, Growing

_STEP = 1024  # code points from one mark to the next


class Texts:
    """Texts by their number, and the parts of them. Offsets count code points."""

    def __init__(self, content: Rows, places: npt.NDArray[np.int64], marks: Rows) -> None:
        """`content` (bytes,) uint8: the texts as UTF-8.

        places (n + 1, 3): how many bytes, code points and marks are before each text, and at the
        end; marks: the byte, counted from the beginning of its text, at which each 1024th code
        point of a text begins, from the first on. A text of one byte a code point needs none.
        """
        self._content, self._places, self._marks = content, places, marks

    @classmethod
    def load(cls, folder: Path, name: str, checks: Checks | None = None) -> "Texts":
        """Opens what `TextsWriter` wrote. What `checks` has not, verify before."""
        return cls(
            mapped_bytes(folder / f"{name}.utf8", checks),
            mapped(folder / f"{name}.places.npy", checks),
            mapped_rows(folder / f"{name}.marks.npy", checks),
        )

    def __len__(self) -> int:
        return len(self._places) - 1

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> str:
        """A text."""
        return self.part(number, 0, self.length(number))

    def length(self, number: int) -> int:
        """How many code points a text has."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        return int(self._places[number + 1, 1] - self._places[number, 1])

    def part(self, number: int, start: int, end: int) -> str:
        """text[start:end] of the text `number`, for 0 <= start <= end."""
        end = min(end, self.length(number))
        start = min(start, end)
        first, skipped = self._mark(number, start)
        last = self._mark(number, end + _STEP - 1)[0]
        read: str = self._content[first:last].tobytes().decode()
        return read[skipped : skipped + end - start]

    def _mark(self, number: int, point: int) -> tuple[int, int]:
        """The byte of `content` of the last mark before a code point, and how far it is from it.

        Beyond the end of the text its end.
        """
        (begin, points, marked), (end, points_after, marked_after) = self._places[
            number : number + 2
        ].tolist()
        if end - begin == points_after - points:
            return min(begin + point, end), 0
        mark = marked + point // _STEP
        if mark >= marked_after:
            return end, 0
        return begin + self._marks[mark : mark + 1].tolist()[0], point % _STEP


class TextsWriter:
    """Writes texts as they come, for `Texts.load`. Raises OSError when the disk refuses."""

    def __init__(self, folder: Path, name: str) -> None:
        """Makes its files in `folder`, which must exist."""
        self._content = Growing(folder / f"{name}.utf8")
        self._places = Column(folder / f"{name}.places.npy", np.int64, 3)
        self._marks = Column(folder / f"{name}.marks.npy", np.int32)
        self._end = np.zeros((1, 3), dtype=np.int64)
        self._places.append(self._end)

    def append(self, text: str) -> None:
        """Adds a text."""
        part = text.encode()
        marks = marks_of(part) if len(part) > len(text) else np.zeros(0, dtype=np.int32)
        self._content.write(part)
        self._marks.append(marks)
        self._end += (len(part), len(text), len(marks))
        self._places.append(self._end)

    def close(self) -> None:
        """Makes the files whole. No more can be added."""
        self._content.flush()
        self._places.close()
        self._marks.close()


def marks_of(text: bytes) -> npt.NDArray[np.int32]:
    """The bytes at which every 1024th code point of a text (UTF-8) begins."""
    data = np.frombuffer(text, dtype=np.uint8)
    begins = np.flatnonzero((data & 0xC0) != 0x80)  # the other bytes of a code point are 10xxxxxx
    return begins[::_STEP].astype(np.int32)
