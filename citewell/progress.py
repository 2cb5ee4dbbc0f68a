"""The bar that a long command shows on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from tqdm import tqdm


@contextmanager
def progress_bar(what: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, if that is a terminal; yields what tells it (done, total)."""
    with progress_bars({what: unit}) as progress:
        yield lambda done, total: progress(what, done, total)


@contextmanager
def progress_bars(units: dict[str, str]) -> Iterator[Callable[[str, int, int], None]]:
    """The same for several stages, one bar after the other: `units` has that of each stage.

    It yields what tells of a stage (name, done, total).
    """
    bars: dict[str, tqdm[NoReturn]] = {}

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            close()
            unit = f" {units[stage]}"
            bars[stage] = tqdm(unit=unit, desc=stage, disable=None, file=sys.stderr, leave=False)
        bars[stage].total = total
        bars[stage].update(done - bars[stage].n)

    def close() -> None:
        for bar in bars.values():
            bar.close()

    try:
        yield progress
    finally:
        close()
