"""The dates in a line, with the times beside them, and in the dateline of an agency."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from qa.dates.absolute import ABSOLUTE
from qa.dates.dateline import WIRE_END, WIRE_PLACE
from qa.dates.matching import matches
from qa.dates.setting import Setting
from qa.dates.spans import Interval, years
from qa.dates.words import WEEKDAY_NUMBERS
from qa.imprint.lines import Head
from qa.imprint.plain import plainly
from qa.imprint.words import BEFORE, BEHIND, HAS_WEEKDAY

_FIRST_YEAR = 1500
_AGENCY = re.compile(r"\s*\([\w /-]{2,30}\)\s*(?:[-–—_]+\s*)?$")
_DATELINE = 60  # characters behind the place; of a field that is a date


@dataclass(frozen=True, slots=True)
class Spot:
    """A date in a line: where it begins and ends, with the times beside it."""

    days: Interval
    start: int
    end: int


def spots_of(text: str) -> Iterator[Spot]:
    """The days and months that a line names with their year, but for those that cannot be right."""
    last = 0
    for rule, m in matches(text, ABSOLUTE):
        reading = rule.resolve(m, Setting(text))
        before, behind = BEFORE.search(text[: m.start()]), BEHIND.match(text, m.end())
        start = max(last, before.start() if before else m.start())
        last = behind.end() if behind else m.end()
        days = None if reading is None else _as_known(reading.days, m)
        if days is not None and not _other_weekday(text[start:last], days):
            yield Spot(days, start, last)


def day_in(text: str) -> Interval | None:
    """The one day or month that a few words name."""
    found = {spot.days for spot in spots_of(plainly(text[:_DATELINE]))}
    return found.pop() if len(found) == 1 else None


def wires_of(head: Head) -> Iterator[Interval]:
    """The days of the datelines of agencies, as a line and in the first paragraph."""
    found = [_wire(head.first, WIRE_END), *(_wire(line.text, _AGENCY) for line in head.lines)]
    return (days for days in found if days)


def _wire(paragraph: str, end: re.Pattern[str]) -> Interval | None:
    """The day of an agency's dateline with its year: "PORT ELVA, March 3, 1998 (AP) —"."""
    place = WIRE_PLACE.match(paragraph)
    spot = place and next(spots_of(paragraph[: place.end() + _DATELINE]), None)
    if not place or not spot or paragraph[place.end() : spot.start].strip():
        return None
    return spot.days if end.match(paragraph, spot.end) and spot.days.unit == "day" else None


def _as_known(days: Interval | None, m: re.Match[str]) -> Interval | None:
    """The day or month that was found, the year of a season; nothing that is less than a date."""
    parts = m.groupdict()
    if days is None or not _FIRST_YEAR <= days.start.year <= datetime.now(UTC).year + 1:
        return None
    if "season" in parts:  # a winter is of two years
        return years(days.start.year, days.start.year) if days.unit is None else None
    kind = "day" if "day" in parts or "one" in parts else "month" if "month" in parts else None
    return days if kind is not None and days.unit == kind else None  # not "1930-1939"


def _other_weekday(words: str, days: Interval) -> bool:
    """Whether a day of the week is named that the day is not: one of both is wrong."""
    names = [word.lower()[:3] for word in HAS_WEEKDAY.findall(words)]
    known = {name[:3]: number for name, number in WEEKDAY_NUMBERS.items()}
    return days.unit == "day" and any(known[name] != days.start.weekday() for name in names)
