"""Which end of "from 2 pm to 7 pm" a question asks for: until what time, or from when."""

import re
from typing import Literal

from qa.cells import Span

Side = Literal["start", "end"]

_WHEN = r"(?:what|which|when)\b"
_CLOSES = r"(?:closes?|shuts?|ends?|finish(?:es)?)\b"
_OPENS = r"(?:opens?|starts?|begins?)\b"
_ASKED = r"\b(?:when|what\s+time)\s+(?:does|do|will|did)\b"
_SIDES: dict[Side, re.Pattern[str]] = {
    "end": re.compile(rf"\b(?:until|till?|up\s+to)\s+{_WHEN}|\bhow\s+late\b|{_ASKED}.*\b{_CLOSES}"),
    "start": re.compile(rf"\bfrom\s+{_WHEN}|\bhow\s+early\b|{_ASKED}.*\b{_OPENS}"),
}
_HALF = r"\s?(?:[ap]m\b|[ap]\.\s?m\.)"
_HOUR = rf"(?:(?<![\d.,:])\d{{1,2}}(?:[.:]\d\d)?(?:{_HALF})?|\b(?:noon|midday|midnight)\b)"
_RANGE = re.compile(
    rf"(?P<between>\bbetween\s+)?(?P<start>{_HOUR})"
    rf"(?:\s*[-–—]\s*|\s+(?:to|until|till|(?(between)and|to))\s+)(?P<end>{_HOUR})(?![\w:]|[.,]\d)",
    re.IGNORECASE,
)
_CLEAR = re.compile(rf"{_HALF}$|\d[.:]\d\d|n", re.IGNORECASE)  # "2" of "2 to 7 pm" is no hour


def side_of(question: str) -> Side | None:
    """The end that a question asks for; None where it asks for neither, or for both."""
    asked = question.lower()
    found: list[Side] = [side for side, pattern in _SIDES.items() if pattern.search(asked)]
    return found[0] if len(found) == 1 else None


def hour_at(side: Side, quote: str, near: Span | None) -> Span | None:
    """Where that end stands in a sentence; None where it has no range of hours, or several.

    `near`: words that are taken for the answer; of several ranges it is the one that they are of.
    """
    ranges = [m for m in _RANGE.finditer(quote) if _CLEAR.search(m["end"])]
    if near is not None:
        ranges = [m for m in ranges if m.start() < near[1] and near[0] < m.end()]
    if len(ranges) != 1 or not _CLEAR.search(ranges[0][side]):
        return None
    return ranges[0].span(side)
