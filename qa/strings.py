"""Many strings in files, memory-mapped: read one by one, and found without reading the others."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.arrays import Rows, mapped, mapped_bytes
from embeddings.blocks import Checks

_TEXT, _ENDS, _HASHES, _ORDER = "text.utf8", "ends.npy", "hashes.npy", "order.npy"
_REMEMBERED = 1 << 14


class Strings:
    """Strings by their number, and numbers by their string. They are distinct."""

    def __init__(
        self,
        text: Rows,
        ends: npt.NDArray[np.int64],
        hashes: npt.NDArray[np.uint64],
        order: npt.NDArray[np.int32],
    ) -> None:
        """`text` (bytes,) uint8 has all of them as UTF-8, number n from ends[n] to ends[n + 1];
        `hashes` (n,) are theirs in order, `order` (n,) the numbers that these belong to."""
        self._text, self._ends, self._hashes, self._order = text, ends, hashes, order
        # Few strings are most of what is asked for; these are kept, and no more than these.
        # By functions that know no `self`: else it would hold itself, and its files stay mapped.
        self._read = partial(_read, text, ends)
        self._remembered = lru_cache(_REMEMBERED)(self._read)
        self._found = lru_cache(_REMEMBERED)(partial(_find, self._read, hashes, order))

    @classmethod
    def of(cls, strings: Iterable[str]) -> "Strings":
        """Numbers `strings` in their order."""
        parts = [one.encode() for one in strings]
        ends = np.zeros(len(parts) + 1, dtype=np.int64)
        np.cumsum([len(part) for part in parts], out=ends[1:])
        hashes = np.array([_hash(part) for part in parts], dtype=np.uint64)
        order = np.argsort(hashes, kind="stable").astype(np.int32)
        text = np.frombuffer(b"".join(parts), dtype=np.uint8)
        return cls(text, ends, hashes[order], order)

    @classmethod
    def load(cls, folder: Path, checks: Checks | None = None) -> "Strings":
        """Opens what `save` wrote. What `checks` has not, verify before."""
        return cls(
            mapped_bytes(folder / _TEXT, checks),
            *(mapped(folder / name, checks) for name in (_ENDS, _HASHES, _ORDER)),
        )

    def save(self, folder: Path) -> None:
        """Writes the strings into `folder`, which is made."""
        folder.mkdir()
        (folder / _TEXT).write_bytes(self._text[:].tobytes())
        for name, array in ((_ENDS, self._ends), (_HASHES, self._hashes), (_ORDER, self._order)):
            np.save(folder / name, array, allow_pickle=False)

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, number: int) -> str:
        return self._remembered(number)

    def __iter__(self) -> Iterator[str]:
        return map(self._read, range(len(self)))

    def __contains__(self, string: object) -> bool:
        return isinstance(string, str) and self._found(string) is not None

    def find(self, string: str) -> int | None:
        """The number of a string; None if it is not among them."""
        return self._found(string)


def _read(text: Rows, ends: npt.NDArray[np.int64], number: int) -> str:
    if not 0 <= number < len(ends) - 1:
        raise IndexError(number)
    part = text[int(ends[number]) : int(ends[number + 1])]
    string: str = part.tobytes().decode()
    return string


def _find(
    read: Callable[[int], str],
    hashes: npt.NDArray[np.uint64],
    order: npt.NDArray[np.int32],
    string: str,
) -> int | None:
    # What stands alone of a pair of surrogates can be asked for; it is not among them.
    wanted = np.uint64(_hash(string.encode(errors="surrogatepass")))
    for place in count(int(np.searchsorted(hashes, wanted))):
        if place == len(order) or hashes[place] != wanted:
            return None
        number = int(order[place])
        if read(number) == string:
            return number
    raise AssertionError("count has no end")


def _hash(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")
