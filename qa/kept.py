"""What is made of texts once: found in the generation before, in what a killed build left, or made.

A text is known by a digest, and what is made of it goes to disk at once: memory holds a few numbers
for each row, whatever is made of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from qa.spool import KEY, Spool

T = TypeVar("T")
Rows = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
"""(n, 2): the digests of n texts. Zeros stand for no text."""


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How what is made of a text is written into a record, and read again."""

    pack: Callable[[T], bytes]
    unpack: Callable[[bytes], T]


@dataclass(frozen=True, slots=True, eq=False)
class Before(Generic[T]):
    """What the generation before has: the keys of its rows, and what is in a row."""

    keys: Keys
    read: Callable[[int], T]


class Kept(Generic[T]):
    """What is made of the text of each row, once for all rows of the same text."""

    def __init__(self, keys: Keys, spool: Spool, form: Form[T], before: Before[T] | None) -> None:
        """`keys`: those of the rows' texts."""
        self._keys, self._spool, self._form, self._before = keys, spool, form, before
        known = NONE if before is None else before.keys
        self._older = len(known)
        known = np.concatenate([known, spool.keys])
        firsts = first_of_each(np.concatenate([known, keys]))[len(known) :] - len(known)
        rows = np.arange(len(keys))
        # Of each row the first one of its text, and of that the place among what is known.
        self._firsts = np.where(firsts < 0, rows, firsts)
        self._known = np.where(firsts < 0, firsts + len(known), -1)

    def has_text(self, row: int) -> bool:
        """Whether there is a text of which something is made."""
        return bool(self._keys[row].any())

    def missing(self) -> Rows:
        """The rows, one for each text, of which it is still to be made."""
        to_make = (self._known < 0) & (self._firsts == np.arange(len(self._keys)))
        return np.flatnonzero(to_make & self._keys.any(axis=1))

    def add(self, made: Iterable[tuple[int, T]]) -> None:
        """Keeps what was made of `missing` rows. Raises OSError when the disk refuses."""
        for row, value in made:
            self._spool.append(self._keys[row].tobytes(), self._form.pack(value))
            self._known[row] = self._older + len(self._spool) - 1

    def __getitem__(self, row: int) -> T:
        """What was made of a row's text. Raises IndexDamaged if the disk gives back something
        else, and KeyError for what was not made."""
        known = int(self._known[self._firsts[row]])
        if known < 0:
            raise KeyError(row)
        if self._before is not None and known < self._older:
            return self._before.read(known)
        return self._form.unpack(self._spool[known - self._older])


def keys_of(texts: Iterable[str | None], maker: str) -> Keys:
    """Names what `maker`, named with its model and all, makes of each text; None is no text."""
    made_by = blake2b(maker.encode()).digest()
    keys = bytearray()
    for text in texts:
        if text is None:
            keys += bytes(KEY)
        else:
            keys += blake2b(text.encode(), digest_size=KEY, key=made_by).digest()
    return np.frombuffer(keys, dtype=np.uint64).reshape(-1, 2)


NONE: Keys = np.zeros((0, 2), dtype=np.uint64)


def first_of_each(keys: Keys) -> Rows:
    """For each key the place of the first one that is the same, (n,)."""
    order = np.lexsort((keys[:, 1], keys[:, 0]))
    ordered = keys[order]
    new = np.ones(len(keys), dtype=np.bool_)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    firsts = np.empty(len(keys), dtype=np.int64)
    firsts[order] = order[np.flatnonzero(new)][np.cumsum(new) - 1]
    return firsts
