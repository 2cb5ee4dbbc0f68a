"""Old text in a newer article: the dates that head a diary's entry, a letter, a reprint.

What stands below "13 March 1915" is not told from the date of the article that prints it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa.dates.absolute import ABSOLUTE
from qa.dates.setting import Setting
from qa.dates.spans import Interval, years
from qa.dates.words import DAY, MONTH, WEEKDAY
from qa.headings import depth_of

Span = tuple[int, int]

_WEEKDAY = rf"(?:{WEEKDAY}|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?,?\s+(?:the\s+)?"
_DATE = (
    rf"(?:{_WEEKDAY})?(?:{DAY}\s+(?:of\s+)?{MONTH}|{MONTH}\s+{DAY}),?\s+(?:1\d{{3}}|20\d\d)(?!\d)"
)
_PLACE = (
    r"(?:[A-ZÀ-Þ][\w.’'-]*"
    r"(?:\s+(?:[A-ZÀ-Þ][\w.’'-]*|of|the|on|near|at|in|de|la|le|sur)){0,5},\s+){1,2}"
)
_OF_OLD = (
    r"(?:.{0,40}\b(?:[Ff]rom|[Ii]n)\s+(?:our|the)\s+"
    r"(?:issue|edition|number|paper|files?|archives?)\s+(?:of|for)\s+"
    r"|(?:.{0,30}\s)?(?:[Ll]etter|[Dd]iary|[Jj]ournal|[Ee]ntry|[Dd]ispatch|[Tt]elegram|[Mm]inutes)"
    r"(?:\s+(?:to|by|of)(?:\s+[\w.’'-]+){1,4})?,?\s+(?:of|for|from|dated|on)?\s*)"
)
_REPRINT = re.compile(
    r"(?:(?:[Oo]n\s+)?[Tt]his\s+(?:day|week|month)\s+in|[Ff]rom\s+our\s+files(?:\s+of|,))\s+"
    r"(?P<year>1\d{3}|20\d\d)[.:]?"
)
_MARKS = " \t\r\f\v\xa0#>*_[]()"
_HEAD = re.compile(rf"(?:{_PLACE}|{_OF_OLD})?{_DATE}[.:,]?")
_ENTRY = re.compile(rf"{_DATE}\s*[:–—-]\s")
_LONGEST = 90  # characters of a line that heads a text
_NEAREST = 3  # lines above a text that may head it
_NO_HEADING = 99  # a line heads a text up to whatever heading comes


@dataclass(slots=True)
class _Section:
    """The date that heads the text at hand, and the depth of the heading that has it."""

    days: Interval | None = None
    depth: int = _NO_HEADING
    heading: Span = (0, 0)

    def enter(self, text: str, heading: Span) -> None:
        """What the last heading says ends with the next one, unless that is below it."""
        if heading != self.heading and depth_of(text, heading) <= self.depth:
            self.days = None
        self.heading = heading

    def look(self, line: str) -> None:
        days = head(line)
        if days is not None:
            marks = len(line) - len(line.lstrip("#"))
            self.days, self.depth = days, marks or _NO_HEADING


def head(line: str) -> Interval | None:
    """The day or year that a line gives to what stands below it, or behind "14 March 1915: "."""
    bare = line.strip(_MARKS)
    if len(bare) <= _LONGEST and _HEAD.fullmatch(bare):
        return _day(bare)
    reprint = _REPRINT.fullmatch(bare)
    if reprint:
        return years(int(reprint["year"]), int(reprint["year"]))
    entry = _ENTRY.match(bare)
    return entry and _day(entry[0])


def headed(text: str, sentences: Iterable[tuple[int, int, Span]]) -> Iterator[Interval | None]:
    """For each sentence, its start, its end and its heading, the date that it stands below.

    The lines between two sentences are looked at, too: a date that stands alone may have been taken
    for that of the page.
    """
    section, last = _Section(), 0
    for start, end, heading in sentences:
        section.enter(text, heading)
        above = [line for line in text[last:start].splitlines() if line.strip()]
        for line in (*above[-_NEAREST:], text[start:end].split("\n", 1)[0]):
            section.look(line)
        yield section.days
        last = end


def _day(line: str) -> Interval | None:
    """The day that the line names, or None where the calendar has none."""
    for rule in ABSOLUTE:
        for m in rule.pattern.finditer(line):
            found = rule.resolve(m, Setting(line))
            if found is not None and found.days is not None and found.days.unit == "day":
                return found.days
    return None
