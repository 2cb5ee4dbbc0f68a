"""A stored text as lines, each knowing its place."""

import re
from dataclasses import dataclass

# A mark before words. A dash or a number also continues a sentence that the page broke in front
# of it ("- occupied much of his visit", "3.5 million people"), so these need a capital behind them.
_BULLET = re.compile(
    r"[•·▪◦‣●○■►*]\s+(?=\S)"
    r"|[-–—]\s+(?=[^\W_a-z])"
    r"|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]\s+(?=[^\W\d_a-z])"
    r"|\d{1,2}(?:\.\d{1,2})+\s+(?=[^\W\d_a-z])"
)
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has words.

    `start` and `end` delimit it in the stored text without the white space and the bullet around
    it; `indent` counts the white space before it, `gap` the blank lines above it.
    """

    start: int
    end: int
    indent: int
    bullet: bool
    gap: int


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that are not blank, in order."""
    lines: list[Line] = []
    offset = gap = 0
    for raw in text.splitlines(keepends=True):
        line = _line(text, offset, offset + len(raw), gap)
        offset += len(raw)
        if line is None:
            gap += 1
        else:
            lines.append(line)
            gap = 0
    return lines


def _line(text: str, start: int, stop: int, gap: int) -> Line | None:
    first, last = start, stop
    while first < last and (text[first].isspace() or text[first] in _INVISIBLE):
        first += 1
    while last > first and (text[last - 1].isspace() or text[last - 1] in _INVISIBLE):
        last -= 1
    if first == last:
        return None
    indent = first - start
    bullet = _BULLET.match(text, first, last)
    if bullet:
        first = bullet.end()
    return Line(first, last, indent, bullet is not None, gap)
