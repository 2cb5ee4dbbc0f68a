"""Which reading of an earlier turn was meant: the one for which the sources spoke as it was asked.

A request carries its history, and what a turn of it was taken for is not said there. It is found
again as it was found then, by the grammar and the sources, and by the answer that was given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

import numpy as np

from embeddings.encoder import Encoder, Vectors
from embeddings.vectors import Mask, Rows
from qa.dialogue.choose import EVIDENCE, encodings, first_orders
from qa.dialogue.readings import Reading, Resolution
from qa.first_order import FirstOrder
from qa.library import Library

Decide = Callable[[int, str, Resolution], str]
"""The number of an earlier turn, its question and what that may mean -> what it was taken for."""
Scored = tuple[Rows, Vectors]
"""The sentence rows (n,) that a first search finds, and the score of each (n,)."""
_MOST = 2048


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What first searches for readings found, of the last `_MOST`, so that the next turn need not
    search again. It is known by a digest: nobody's question is kept."""

    found: dict[bytes, Scored] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def get(self, key: bytes) -> Scored | None:
        """What was found, None if it is not kept."""
        return self.found.get(key)

    def put(self, key: bytes, order: FirstOrder | None) -> Scored:
        """Keeps what was found, and forgets the oldest if there is too much."""
        none = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        scored = none if order is None else (order.rows, order.scores)
        with self.lock:
            self.found[key] = scored
            while len(self.found) > _MOST:
                del self.found[next(iter(self.found))]
        return scored


def key_of(library: Library, text: str, after: Sequence[int], allowed: Mask | None) -> bytes:
    """By what the first search for a reading is kept."""
    within = b"" if allowed is None else allowed.tobytes()
    told = f"{library.manifest.index_id} {list(after)} {text}".encode(errors="replace")
    return sha256(told + b"\0" + within).digest()


def scores(
    library: Library,
    encoder: Encoder,
    kept: Kept,
    readings: Sequence[Reading],
    after: Sequence[tuple[int, ...]],
    allowed: Mask | None,
) -> list[Scored]:
    """What a first search finds for each reading; those not kept are encoded in one call."""
    pairs = zip(readings, after, strict=True)
    keys = [key_of(library, one.question, rows, allowed) for one, rows in pairs]
    new = [n for n, key in enumerate(keys) if kept.get(key) is None]
    if new:
        encoded = encodings(library, encoder, [readings[n] for n in new], [after[n] for n in new])
        for n, order in zip(new, first_orders(library, encoded, allowed), strict=True):
            kept.put(keys[n], order)
    return [kept.get(key) or kept.put(key, None) for key in keys]


def meant(readings: Sequence[Reading], found: Sequence[Scored], answer: Sequence[int]) -> Reading:
    """The reading that was answered by the sentence rows `answer`, or if these are none, or none is
    found for any, the one with the best sentence."""
    told = [float(s[np.isin(rows, answer)].max(initial=0.0)) for rows, s in found]
    best = [float(s.max(initial=0.0)) for _, s in found]
    spoken = told if any(told) else best
    merits = [one.weight + EVIDENCE * said for one, said in zip(readings, spoken, strict=True)]
    return readings[max(range(len(merits)), key=merits.__getitem__)]
