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
# The mark of what another wrote, in a mail that answers it. Not "> 5 mg" by itself: see lines_of.
_QUOTED = re.compile(r"(?:[ \t]?>)+(?=[ \t]|[^\W\d_]|$)[ \t]?")
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has words.

    `start` and `end` delimit it in the stored text without the white space and the bullet around
    it; `indent` counts the white space before it, `gap` the blank lines above it. `quoted` counts
    the marks (">") before all of that, of a mail that quotes another.
    """

    start: int
    end: int
    indent: int
    bullet: bool
    gap: int
    quoted: int = 0


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that are not blank, in order."""
    lines: list[Line] = []
    offset = gap = 0
    raws = text.splitlines(keepends=True)
    marks = [_QUOTED.match(raw.rstrip()) for raw in raws]
    for raw, mark, *beside in zip(raws, marks, [None, *marks], [*marks[1:], None], strict=False):
        # One line alone may begin with a sign of its own.
        skipped, quoted = (mark.end(), mark[0].count(">")) if mark and any(beside) else (0, 0)
        line = _line(text, offset + skipped, offset + len(raw), gap, quoted)
        offset += len(raw)
        if line is None:
            gap += 1
        else:
            lines.append(line)
            gap = 0
    return lines


def _line(text: str, start: int, stop: int, gap: int, quoted: int) -> Line | None:
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
    return Line(first, last, indent, bullet is not None, gap, quoted)
