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
from qa.nouns import kind_of_noun
from qa.relations import relations
from qa.span_traits import FITS, STATIC, inside_of
from qa.syntax import Parse
from qa.traits import TRAITS

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
    static[:, FITS] = _fits(asked, analysis, spans)
    related, whole = relations(asked, question, analysis, spans, match)
    return Evidence(static, related, whole)


def _fits(asked: Asked, analysis: Analysis, spans: Spans) -> Floats:
    """head_kind_fits, grain_fits."""
    fits = np.zeros((len(spans.table), 2), dtype=np.float32)
    parse = analysis.parse
    fits[:, 0] = [
        parse[head].pos == "NOUN" and kind_of_noun(parse[head].lemma) == asked.kind
        for _, _, head, _ in spans.drafts
    ]
    if analysis.words is not None and asked.grain in _GRAINS:
        grains = [TRAITS.index(name) for name in _GRAINS[asked.grain]]
        fits[:, 1] = inside_of(spans.table, analysis.words.traits)[:, grains].any(axis=1)
    return fits
