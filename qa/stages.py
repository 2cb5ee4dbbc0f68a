"""How long the stages of a question take, and who wants to know."""

import time
from collections.abc import Mapping
from typing import Protocol

from qa.library import Library
from qa.query import Query
from qa.types import Response


class Watch(Protocol):
    """Told of every answer, in the thread that made it, before it is given.

    `seconds`: of each stage that was gone through, and of all of them as `whole`.
    """

    def __call__(
        self, library: Library, query: Query, response: Response, seconds: Mapping[str, float]
    ) -> None: ...


class Stages:
    """A watch with laps."""

    def __init__(self) -> None:
        self._started = self._last = time.perf_counter()
        self._seconds: dict[str, float] = {}

    def end(self, stage: str) -> None:
        """What happened since the last stage, or the start, was `stage`."""
        now = time.perf_counter()
        self._seconds[stage] = now - self._last
        self._last = now

    @property
    def seconds(self) -> Mapping[str, float]:
        """The seconds of each stage, and of all until now as `whole`."""
        return {**self._seconds, "whole": time.perf_counter() - self._started}
