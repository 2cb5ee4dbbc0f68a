"""Which of several readings of a follow-up is meant: the sources decide with the grammar."""

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.encoder import Encoded, Encoder, Vectors
from embeddings.vectors import Mask
from qa.dates.match import asked_dates
from qa.dates.spans import Interval
from qa.dialogue.readings import Reading
from qa.first_order import FirstOrder, first_order
from qa.library import Library
from qa.token_weights import token_weights

EVIDENCE = 3.0
"""How much a full match in the sources counts, against the weight of a reading."""


@dataclass(frozen=True, slots=True, eq=False)
class Encodings:
    """A reading, encoded: what the first order of the search needs (`qa.first_order.Asking`)."""

    question: str
    encoded: Encoded
    weights: Vectors
    dates: tuple[Interval, ...]
    after: tuple[int, ...]


def encodings(
    library: Library,
    encoder: Encoder,
    readings: Sequence[Reading],
    after: Sequence[tuple[int, ...]],
) -> tuple[Encodings, ...]:
    """The readings, encoded in one call; `after`: the sentence rows that each goes on from."""
    texts = [reading.question for reading in readings]
    found = zip(texts, encoder.encode_tokens(texts), after, strict=True)
    return tuple(
        Encodings(text, encoded, token_weights(text, encoded, library), asked_dates(text), rows)
        for text, encoded, rows in found
    )


def first_orders(
    library: Library, encoded: Sequence[Encodings], allowed: Mask | None
) -> list[FirstOrder | None]:
    """What a first search finds for each reading."""
    return [first_order(library, one, allowed) for one in encoded]


def merit(reading: Reading, found: FirstOrder | None) -> float:
    """How good a reading is: its weight, and how well any sentence matches all of it."""
    best = 0.0 if found is None else float(found.scores.max())
    return reading.weight + EVIDENCE * best
