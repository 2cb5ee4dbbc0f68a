"""What a figure is: a mean over rows, a ratio of two sums over them, or the area of a curve.

A mean and a ratio take from each row what it adds, or None where the row does not count. A curve's
figure is taken over all rows at once: of something that is true of a row or not, and of the
confidence.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from eval.bootstrap import Draws, interval, mean_interval, ratio_interval
from eval.judge import Verdict
from eval.metrics import Floats, ratio
from eval.outcomes import OfRow

Better = Literal["higher", "lower", "neither"]
OfRows = Callable[[Floats, Floats], float]
PartsOfRow = Callable[[Verdict], tuple[float, float] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A figure that is the mean of `row` over the rows that have one."""

    name: str
    meaning: str
    row: OfRow
    better: Better = "higher"
    headline: bool = False
    unit: Literal["share", "characters"] = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A figure that is the sum of the first of `parts` by that of the second, over their rows.

    Rows with more in the second part weigh more. No value where the second sum is not above zero.
    """

    name: str
    meaning: str
    parts: PartsOfRow
    better: Better = "higher"
    headline: bool = False
    unit: Literal["share"] = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A figure that is `area` of what is true of each row and of the confidences, both (n,).

    `overstated`: samples, in which rows stand twice, have more of it than the rows themselves.
    """

    name: str
    meaning: str
    label: Callable[[Verdict], bool]
    area: OfRows
    overstated: bool = False
    better: Better = "higher"
    headline: bool = False
    unit: Literal["share"] = "share"


Figure = Mean | Ratio | Curve


@dataclass(frozen=True, slots=True)
class Value:
    """A figure's value over `rows` rows and its 95% interval; None where no row counts.

    Of a kind or a source, the figures of curves come without an interval.
    """

    value: float | None
    low: float | None
    high: float | None
    rows: int


def value_of(figure: Figure, verdicts: Sequence[Verdict], drawn: Draws, *, whole: bool) -> Value:
    """The figure over the verdicts, its interval over the samples `drawn` of them, (times, n).

    `whole`: curves have an interval too, which takes a while.
    """
    match figure:
        case Mean():
            return _mean(figure, verdicts, drawn)
        case Ratio():
            return _ratio(figure, verdicts, drawn)
        case Curve():
            return _curve(figure, verdicts, drawn if whole else None)


def columns(label: Callable[[Verdict], bool], verdicts: Sequence[Verdict]) -> tuple[Floats, Floats]:
    """What `label` says of each verdict, 1 or 0, and the confidences: both (n,)."""
    labels = [float(label(verdict)) for verdict in verdicts]
    confidence = [verdict.record.response.confidence for verdict in verdicts]
    return np.array(labels, dtype=np.float64), np.array(confidence, dtype=np.float64)


def _mean(figure: Mean, verdicts: Sequence[Verdict], drawn: Draws) -> Value:
    numbers = [figure.row(verdict) for verdict in verdicts]
    values = np.array([math.nan if n is None else n for n in numbers], dtype=np.float64)
    counted = values[~np.isnan(values)]
    bounds = mean_interval(values, drawn)
    if bounds is None:
        return Value(None, None, None, 0)
    return Value(float(counted.mean()), *bounds, int(counted.size))


def _ratio(figure: Ratio, verdicts: Sequence[Verdict], drawn: Draws) -> Value:
    found = [figure.parts(verdict) for verdict in verdicts]
    rows = sum(parts is not None for parts in found)
    # A row that does not count adds nothing to either sum, in the rows as in every sample of them.
    parts = np.array([one or (0.0, 0.0) for one in found], dtype=np.float64)
    value = float(ratio(parts.sum(axis=0)))
    if math.isnan(value):
        return Value(None, None, None, rows)
    low, high = ratio_interval(parts, drawn) or (None, None)
    return Value(value, low, high, rows)


def _curve(figure: Curve, verdicts: Sequence[Verdict], drawn: Draws | None) -> Value:
    labels, confidence = columns(figure.label, verdicts)
    value, rows = figure.area(labels, confidence), len(verdicts)
    if math.isnan(value):
        return Value(None, None, None, rows)
    bounds = drawn is not None and interval(
        lambda rows: figure.area(labels[rows], confidence[rows]),
        drawn,
        centre=value if figure.overstated else None,
    )
    low, high = bounds or (None, None)
    return Value(value, low, high, rows)
