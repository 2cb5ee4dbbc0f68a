"""What speaks for each span of a quote as the answer of a question: a table of numbers with names.

Three groups: what the span is (`qa.span_traits`), how it stands to the words of the question
(`qa.relations`), and how well the quote as a whole holds what is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.asked import Asked
from qa.ground import Seen
from qa.relations import relations
from qa.span_traits import FITS, STATIC
from qa.syntax import Parse

__all__ = ["STATIC", "Evidence", "evidence"]

Floats = npt.NDArray[np.float32]

_GRAINS: dict[str, tuple[str, ...]] = {
    "year": ("year", "decade"),
    "decade": ("decade",),
    "century": ("is_date",),
    "month": ("month",),
    "day": ("month", "weekday", "day_word"),
    "weekday": ("weekday",),
    "time": ("clock", "day_word", "is_time"),
    "season": ("season",),
}


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """static (c, STATIC), relations (c, RELATIONS), quote (s, QUOTE), all float32.

    The c spans are those of s sentences one after another; counts (s,): how many each has.
    """

    static: Floats
    relations: Floats
    quote: Floats
    counts: tuple[int, ...]


def evidence(asked: Asked, question: Parse, sentences: Sequence[Seen]) -> Evidence:
    """What speaks for each span of `sentences`, of which there is at least one."""
    spans = [seen.spans for seen in sentences]
    static = np.concatenate([one.static for one in spans])
    nouns = [noun for one in spans for noun in one.nouns]
    static[:, FITS] = _fits(asked, static, nouns)
    related, whole = relations(asked, question, sentences)
    return Evidence(static, related, whole, tuple(len(one.drafts) for one in spans))


def _fits(asked: Asked, static: Floats, nouns: Sequence[str]) -> Floats:
    """head_kind_fits, grain_fits; `nouns`: what the head of each span names."""
    fits = np.zeros((len(static), 2), dtype=np.float32)
    fits[:, 0] = [noun == asked.kind for noun in nouns]
    if asked.grain in _GRAINS:
        grains = [STATIC.index(f"has_{name}") for name in _GRAINS[asked.grain]]
        fits[:, 1] = static[:, grains].any(axis=1)
    return fits
