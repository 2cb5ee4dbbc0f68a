"""The ratios of a benchmark as a plot: an SVG that readers see in light and in dark."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from eval.bench_report import Figure
from eval.templating import environment

_TICKS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
_LEFT, _WIDTH, _ROW, _TOP = 300, 340, 22, 34


@dataclass(frozen=True, slots=True)
class Row:
    """A figure's place in the plot: `y`, the x of its median, and those of its rounds."""

    name: str
    y: int
    middle: float
    rounds: tuple[float, ...]
    ratio: str


def plot(figures: Sequence[Figure]) -> str:
    """citewell by the baseline, one line a figure, on a logarithmic axis; beyond it at its edge."""
    rows = [
        Row(
            figure.name,
            _TOP + _ROW * n,
            _x(median(figure.ratios)),
            tuple(_x(ratio) for ratio in figure.ratios),
            f"{median(figure.ratios):.3g}",
        )
        for n, figure in enumerate(figures)
    ]
    ticks = [(_x(tick), f"{tick:g}") for tick in _TICKS]
    height = _TOP + _ROW * len(rows)
    return (
        environment()
        .get_template("bench.svg")
        .render(
            rows=rows, ticks=ticks, height=height, one=_x(1.0), left=_LEFT, width=_LEFT + _WIDTH
        )
    )


def _x(ratio: float) -> float:
    """The place of a ratio from the left."""
    least, most = math.log(_TICKS[0]), math.log(_TICKS[-1])
    share = (math.log(max(ratio, _TICKS[0])) - least) / (most - least)
    return round(_LEFT + min(share, 1.0) * _WIDTH, 1)
