"""What was made last, kept for a while."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """What was made for the keys that were asked for last; it serves many threads."""

    def __init__(self, most: int) -> None:
        """`most`: so many are kept."""
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """What is kept for a key; if there is nothing, what `make` makes."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

    def all(self, keys: Sequence[K], make: Callable[[list[K]], Sequence[V]]) -> list[V]:
        """What is kept for each of `keys`; what is not is made in one call, in order."""
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            found |= dict(zip(missing, make(missing), strict=True))
        return [self.get(key, lambda key=key: found[key]) for key in keys]  # type: ignore[misc]
