"""What speaks for each span of a quote as the answer of a question: a table of numbers with names.

Three groups: what the span is (`qa.span_traits`), how it stands to the words of the question
(`qa.relations`), and how well the quote as a whole holds what is asked.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.analysis import Analysis, Spans
from qa.asked import Asked
from qa.match import Match
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
    """static (c, STATIC), relations (c, RELATIONS), quote (QUOTE,), all float32; c spans."""

    static: Floats
    relations: Floats
    quote: Floats


def evidence(
    asked: Asked, question: Parse, analysis: Analysis, spans: Spans, match: Match
) -> Evidence:
    """What speaks for each of `spans`, at least one, of a sentence."""
    static = spans.static.copy()
    static[:, FITS] = _fits(asked, spans)
    related, whole = relations(asked, question, analysis, spans, match)
    return Evidence(static, related, whole)


def _fits(asked: Asked, spans: Spans) -> Floats:
    """head_kind_fits, grain_fits."""
    fits = np.zeros((len(spans.table), 2), dtype=np.float32)
    fits[:, 0] = [noun == asked.kind for noun in spans.nouns]
    if asked.grain in _GRAINS:
        grains = [STATIC.index(f"has_{name}") for name in _GRAINS[asked.grain]]
        fits[:, 1] = spans.static[:, grains].any(axis=1)
    return fits
