"""One call for what several threads ask at the same moment.

A model reads eight short texts in the time of three. No thread waits for others to come: who comes
while nothing runs is served at once and alone; who comes while something runs is served next,
together with all others that came meanwhile. There is no thread and no clock of its own in it.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(slots=True, eq=False)
class _Job(Generic[T, R]):
    """What one thread asked, and what came of it."""

    items: Sequence[T]
    results: list[R] = field(default_factory=list)
    error: Exception | None = None
    done: bool = False


class Together(Generic[T, R]):
    """`work`, which takes items and gives a result for each in order, for many threads.

    It is never run twice at a time. What fails for several threads is run for each by itself, so
    that none sees another's error.
    """

    def __init__(
        self,
        work: Callable[[Sequence[T]], Sequence[R]],
        most: int,
        size: Callable[[T], int],
        room: int,
    ) -> None:
        """`most` items are joined, and only so many that their number times the largest `size` is
        within `room`: a batch is padded to its longest text, for which the others would wait. What
        one thread asks in one call is never split.
        """
        self._work, self._most, self._size, self._room = work, most, size, room
        self._changed = threading.Condition()
        self._waiting: list[_Job[T, R]] = []
        self._busy = False

    def __call__(self, items: Sequence[T]) -> list[R]:
        """The results of `items`, in order. Raises what `work` raises for them."""
        job: _Job[T, R] = _Job(items)
        with self._changed:
            self._waiting.append(job)
        while batch := self._turn(job):
            try:
                self._run(batch)
            finally:
                self._end(batch, job)
        if job.error is not None:
            raise job.error
        return job.results

    def _turn(self, job: _Job[T, R]) -> list[_Job[T, R]]:
        """Waits until `job` is done, which gives nothing, or until it is its thread's turn to work:
        what has waited longest, and what can be done together with it."""
        with self._changed:
            self._changed.wait_for(lambda: job.done or not self._busy)
            if job.done:
                return []
            self._busy = True
            count = self._fitting()
            batch, self._waiting = self._waiting[:count], self._waiting[count:]
            return batch

    def _fitting(self) -> int:
        """How many of the waiting jobs are done together."""
        items = largest = 0
        for count, job in enumerate(self._waiting):
            items += len(job.items)
            largest = max(largest, max(map(self._size, job.items), default=0))
            if count and (items > self._most or items * largest > self._room):
                return count
        return len(self._waiting)

    def _run(self, batch: Sequence[_Job[T, R]]) -> None:
        try:
            results = self._work([item for job in batch for item in job.items])
        except Exception as error:
            if len(batch) == 1:
                batch[0].error, batch[0].done = error, True
                return
            for job in batch:
                self._run([job])
            return
        start = 0
        for job in batch:
            job.results = list(results[start : start + len(job.items)])
            job.done = True
            start += len(job.items)

    def _end(self, batch: Sequence[_Job[T, R]], own: _Job[T, R]) -> None:
        """Lets another thread work. What an interrupt left undone, the others' threads will do."""
        with self._changed:
            self._waiting[:0] = [job for job in batch if not job.done and job is not own]
            self._busy = False
            self._changed.notify_all()
