"""Where the marks of a plot stand: shares, 0 to 1, to the units of an SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]

_MOST_POINTS = 200


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot's frame, in SVG units. Both axes go from 0 to 1."""

    width: int = 340
    height: int = 250
    left: int = 54
    right: int = 14
    top: int = 12
    bottom: int = 40

    def x(self, share: float) -> float:
        """The place of a share from the left."""
        return round(self.left + share * (self.width - self.left - self.right), 1)

    def y(self, share: float) -> float:
        """The place of a share from the top."""
        return round(self.top + (1 - share) * (self.height - self.top - self.bottom), 1)


def polyline(plot: Plot, points: Sequence[Point]) -> str:
    """The `points` attribute of a polyline through the points."""
    return " ".join(f"{plot.x(x):g},{plot.y(y):g}" for x, y in points)


def thinned(points: Sequence[Point], most: int = _MOST_POINTS) -> list[Point]:
    """At most `most` of the points, evenly, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    step = (len(points) - 1) / (most - 1)
    return [points[round(n * step)] for n in range(most)]
