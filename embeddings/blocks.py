"""Digests of the blocks of large files, so that opening one need not read all of it.

A block is checked before the first use of any of its bytes, and remembered. What was checked once
is taken to stay as it is, like a file that was checked whole and is mapped.

A file may be larger than memory. What is read of one is a few hundred short stretches a question,
anywhere in it: the system is told to read nothing around them, and of stretches that are known
before, to read all at once rather than one as each is come to.
"""

import hashlib
import mmap
import os
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt

BLOCK = 1 << 16
DIGEST = 32
_STRIPE = 64  # blocks that one thread reads at a time
_LARGE = 1 << 28  # bytes of a file that may not stay in memory whole
_WAITING = 2  # threads for each core: some wait for the disk

_WILL_NEED: int | None = getattr(mmap, "MADV_WILLNEED", None)  # Windows has none

Bytes = npt.NDArray[np.uint8]
Damaged = Callable[[Path], Exception]
"""Makes the exception for a file that is not as it was written."""


class Blocks:
    """A file, memory-mapped, with the digests of its blocks; `content` is all of its bytes.

    Use no part of `content` that `need` was not called for. `found_damaged`: whether a check has
    failed.
    """

    def __init__(self, path: Path, digests: bytes, damaged: Damaged) -> None:
        """`digests`: those of the blocks one after the other. The file's size must be right."""
        self.path, self._digests, self._damaged = path, digests, damaged
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.content: Bytes = np.frombuffer(self._map, dtype=np.uint8)
        self._is_large = len(self.content) > _LARGE
        if self._is_large:
            with suppress(OSError, AttributeError):  # Windows has none
                self._map.madvise(mmap.MADV_RANDOM)
        self._checked = bytearray(len(digests) // DIGEST)  # a byte each: 1 where it was checked
        self.found_damaged = False

    def expect(self, start: int, end: int) -> None:
        """Has the bytes from `start` to `end` of a large file read meanwhile, if they are not."""
        if not self._is_large or start >= end or _WILL_NEED is None:
            return
        first, last = start // BLOCK, -(-end // BLOCK)
        if self._checked.find(0, first, last) >= 0:
            start, end = first * BLOCK, last * BLOCK  # to be checked, a block is read whole
        start -= start % mmap.PAGESIZE
        # Hundreds of times a question, so not by `suppress`. None fails where advice is not taken.
        try:  # noqa: SIM105
            self._map.madvise(_WILL_NEED, start, end - start)
        except OSError:
            pass

    def expect_runs(self, runs: npt.NDArray[np.int64]) -> None:
        """`expect` for many stretches (n, 2)."""
        if self._is_large:
            for start, end in runs.tolist():
                self.expect(start, end)

    def need(self, start: int, end: int) -> None:
        """Checks the blocks of the bytes from `start` to `end`. Raises what `damaged` makes."""
        first, last = start // BLOCK, -(-end // BLOCK)
        missing = self._checked.find(0, first, last)
        if missing >= 0 or end - start > mmap.PAGESIZE:
            self.expect(start, end)
        self._check_from(missing, last)

    def need_runs(self, runs: npt.NDArray[np.int64]) -> None:
        """`need` for many stretches (n, 2), of which all are read while one is checked."""
        self.expect_runs(runs)
        for first, last in zip(
            (runs[:, 0] // BLOCK).tolist(), (-(-runs[:, 1] // BLOCK)).tolist(), strict=True
        ):
            self._check_from(self._checked.find(0, first, last), last)

    def _check_from(self, missing: int, last: int) -> None:
        """Checks the blocks before `last` that are not: the first of them is `missing`, if any."""
        while missing >= 0:
            self._check(missing)
            missing = self._checked.find(0, missing + 1, last)

    def need_rows(self, starts: npt.NDArray[np.int64], width: int) -> None:
        """`need` for many stretches of `width` bytes, which begin at `starts`."""
        if width and starts.size:
            self.expect_runs(np.stack([starts, starts + width], axis=1))
            checked = np.frombuffer(self._checked, dtype=np.uint8)
            firsts, lasts = starts // BLOCK, (starts + width - 1) // BLOCK
            new = (checked[firsts] == 0) | (checked[lasts] == 0)
            for start in starts[new].tolist():
                self.need(start, start + width)

    def need_all(self) -> None:
        """Checks the whole file, in several threads, past the map: it stays out of memory.

        Raises RuntimeError when the process ends meanwhile.
        """
        threads = _WAITING * (os.cpu_count() or 1)
        begun: deque[Future[None]] = deque()
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            with ThreadPoolExecutor(threads) as pool:
                for first in range(0, len(self._checked), _STRIPE):
                    # Never all of it: a process that ends waits for what has been given out.
                    if len(begun) == 2 * threads:
                        begun.popleft().result()
                    begun.append(pool.submit(self._check_stripe, descriptor, first))
                for one in begun:
                    one.result()
        finally:
            os.close(descriptor)

    def _check_stripe(self, descriptor: int, first: int) -> None:
        data = os.pread(descriptor, _STRIPE * BLOCK, first * BLOCK)
        for n, digest in enumerate(_digests(data), first):
            self._compare(n, digest)
        if len(data) < min(_STRIPE * BLOCK, len(self.content) - first * BLOCK):
            raise self._damage()

    def _check(self, number: int) -> None:
        block = self.content[number * BLOCK : (number + 1) * BLOCK]
        self._compare(number, hashlib.sha256(block.data).digest())

    def _compare(self, number: int, digest: bytes) -> None:
        if digest != self._digests[number * DIGEST : (number + 1) * DIGEST]:
            raise self._damage()
        self._checked[number] = 1

    def _damage(self) -> Exception:
        self.found_damaged = True
        return self._damaged(self.path)


class Checks:
    """The files of a folder that are checked block by block, by their paths.

    A file that is not among them was checked whole, or is not to be checked.
    """

    def __init__(self, blocks: Iterable[Blocks] = ()) -> None:
        self._blocks: Mapping[Path, Blocks] = {one.path: one for one in blocks}

    def of(self, path: Path) -> Blocks | None:
        """The blocks of a file; None if it is not checked by blocks."""
        return self._blocks.get(path)

    @property
    def damaged(self) -> tuple[Path, ...]:
        """The files of which a check has failed."""
        return tuple(path for path, one in self._blocks.items() if one.found_damaged)

    def need(self, path: Path) -> Path:
        """Checks the whole of a file, for a reader that cannot say what it reads. Its path."""
        found = self.of(path)
        if found is not None:
            found.need_all()
        return path

    def need_all(self) -> None:
        """Checks all of the files."""
        for one in self._blocks.values():
            one.need_all()


def digests_of(path: Path) -> bytes:
    """The SHA-256 of each block of a file, one after the other."""
    found = []
    with path.open("rb") as file:
        while data := file.read(_STRIPE * BLOCK):
            found += _digests(data)
    return b"".join(found)


def _digests(data: bytes) -> list[bytes]:
    view = memoryview(data)
    starts = range(0, len(data), BLOCK)
    return [hashlib.sha256(view[start : start + BLOCK]).digest() for start in starts]
