"""How often a client may ask: a log of its requests that slides with the clock."""

import math
import time
from collections import deque
from collections.abc import Callable

from service.settings import Rate


class Rates:
    """Counts the requests of each client in the last `rate.seconds`.

    A client takes no more room than the times of its allowed requests, and none once they are
    past. Not for several threads: the event loop asks.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._times: dict[str, deque[float]] = {}
        self._sweep_at = clock() + rate.seconds

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._times)

    def wait(self, client: str) -> int:
        """Counts a request: 0 if it is allowed, else in how many whole seconds one will be."""
        now = self._clock()
        if now >= self._sweep_at:
            self._sweep(now)
        times = self._times.setdefault(client, deque())
        self._forget(times, now)
        if len(times) >= self._rate.requests:
            return max(1, math.ceil(times[0] + self._rate.seconds - now))
        times.append(now)
        return 0

    def _forget(self, times: deque[float], now: float) -> None:
        while times and times[0] <= now - self._rate.seconds:
            times.popleft()

    def _sweep(self, now: float) -> None:
        """Forgets the clients that have not been here for as long as the rate looks back."""
        self._sweep_at = now + self._rate.seconds
        for client, times in list(self._times.items()):
            self._forget(times, now)
            if not times:
                del self._times[client]
