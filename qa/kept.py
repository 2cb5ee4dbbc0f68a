"""What is made of texts once: found in the generation before, in what a killed build left, or made.

A text is known by a digest, and what is made of it goes to disk at once: memory holds two numbers
for each distinct text, whatever is made of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, NoReturn, TypeVar

from qa.spool import KEY, Spool

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How what is made of a text is written into a record, and read again."""

    pack: Callable[[T], bytes]
    unpack: Callable[[bytes], T]


@dataclass(frozen=True, slots=True)
class Before(Generic[T]):
    """What the generation before has: rows by the key of their text, and what is in a row."""

    rows: Mapping[bytes, int]
    read: Callable[[int], T]


class Kept(Generic[T]):
    """What is made of each text, by its text."""

    def __init__(self, maker: str, spool: Spool, form: Form[T], before: Before[T] | None) -> None:
        """`maker` names what makes it, model and all: what another made is not found."""
        self._maker, self._spool, self._form = digest_of(maker), spool, form
        self._before: Before[T] = before or Before({}, _nothing)

    def missing(self, texts: Iterable[str]) -> Iterator[str]:
        """Those of `texts`, which are distinct, of which it is still to be made."""
        for text in texts:
            key = key_of(text, self._maker)
            if key not in self._before.rows and key not in self._spool:
                yield text

    def add(self, made: Iterable[tuple[str, T]]) -> None:
        """Keeps what was made of texts. Raises OSError when the disk refuses."""
        pack = self._form.pack
        self._spool.add((key_of(text, self._maker), pack(value)) for text, value in made)

    def __getitem__(self, text: str) -> T:
        """What was made of a text. Raises IndexDamaged if the disk gives back something else."""
        key = key_of(text, self._maker)
        row = self._before.rows.get(key)
        return self._form.unpack(self._spool[key]) if row is None else self._before.read(row)


def rows_by_key(
    texts: Iterable[str | None], wanted: Iterable[str | None], maker: str
) -> dict[bytes, int]:
    """Of a generation's `texts`, one a row, the rows of those that are wanted; None is no text."""
    made_by = digest_of(maker)
    keys = {key_of(text, made_by) for text in wanted if text is not None}
    found = ((key_of(text, made_by), row) for row, text in enumerate(texts) if text is not None)
    return {key: row for key, row in found if key in keys}


def digest_of(maker: str) -> bytes:
    """Names a maker to `key_of`."""
    return blake2b(maker.encode()).digest()


def key_of(text: str, maker: bytes) -> bytes:
    """Names what a maker makes of a text."""
    return blake2b(text.encode(), digest_size=KEY, key=maker).digest()


def _nothing(row: int) -> NoReturn:
    raise KeyError(row)
