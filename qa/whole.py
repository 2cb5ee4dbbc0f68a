"""What a short answer must not be cut out of: a number in words, a range, a day with its date.

"200" of "between 200 and 300", "two hundred" of "two hundred and ten", "Friday" of "Friday, 12 June
1931" and "£3" of "£3 4s. 6d." are another answer than the text gives.
"""

import re

from qa.dates.words import DAY, MONTH, WEEKDAY, YEAR, small
from qa.numerals import NUMERAL, RANGE, range_of

_SUM = re.compile(r"(?:£\s?\d+|\d+[ls]\.?)(?:\s\d{1,2}[½¼¾]?\s?[sd]\b\.?)+")
_DAY = re.compile(
    rf"{WEEKDAY},?\s+(?:the\s+)?(?:{DAY}\s+(?:of\s+)?{MONTH}|{MONTH}\s+{DAY})(?:,?\s+{YEAR})?"
)


def whole(quote: str, start: int, end: int) -> tuple[int, int]:
    """The words of `quote` from `start` to `end`, with the rest of what they are cut out of."""
    words = quote[start:end]
    if re.fullmatch(WEEKDAY, words):
        return _around(_DAY, quote, start, end)
    lower = small(quote)
    if len(lower) != len(quote) or NUMERAL.search(lower, start, end) is None:
        return start, end
    start, end = _around(_SUM, quote, start, end)
    start, end = _around(NUMERAL, lower, start, end)
    return next(
        (
            (min(start, m.start()), max(end, m.end()))
            for m in RANGE.finditer(lower)
            if m.start() < end and start < m.end() and _is_range(lower, m)
        ),
        (start, end),
    )


def _around(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    """From the start to the end of all matches that overlap with the words."""
    found = [m for m in pattern.finditer(text) if m.start() < end and start < m.end()]
    starts, ends = [m.start() for m in found], [m.end() for m in found]
    return min([start, *starts]), max([end, *ends])


def _is_range(lower: str, match: re.Match[str]) -> bool:
    """Whether it names all between two numbers; "from 200 to 300" may tell how it changed."""
    return range_of(match) is not None and not lower[: match.start()].endswith("from ")
