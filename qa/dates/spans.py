"""Stretches of days, and what ISO 8601 calls them. Arithmetic only; knows no text."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "year"]

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
# Dates of other years are not read: hundreds of years can be counted from these both ways.
FIRST_YEAR, LAST_YEAR = 1000, 8999


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """The days from `first` to `last`, both included, as `date.toordinal` counts them."""

    first: int
    last: int

    @property
    def start(self) -> date:
        return date.fromordinal(self.first)

    @property
    def end(self) -> date:
        return date.fromordinal(self.last)

    @property
    def unit(self) -> Unit | None:
        """The unit of the calendar that this is one of, or None."""
        start, end = self.start, self.end
        if start == end:
            return "day"
        if self == month_of(start.year, start.month):
            return "month"
        if self == years(start.year, start.year):
            return "year"
        return "week" if start.weekday() == 0 and self.last - self.first == 6 else None

    @property
    def year(self) -> int | None:
        """The year that all of it lies in, or None."""
        return self.start.year if self.start.year == self.end.year else None

    def __contains__(self, other: "Interval") -> bool:
        return self.first <= other.first and other.last <= self.last


def day_of(year: int, month: int, day: int) -> Interval | None:
    """One day, or None where the calendar has no such day."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    ordinal = date(year, month, day).toordinal()
    return Interval(ordinal, ordinal)


def days_of(year: int, month: int, first: int, last: int) -> Interval | None:
    """The days from `first` to `last` of a month, or None where it has no such days."""
    one, two = day_of(year, month, first), day_of(year, month, last)
    return Interval(one.first, two.last) if one and two and one <= two else None


def month_of(year: int, month: int) -> Interval:
    """A month; `month` from 1 to 12."""
    first = date(year, month, 1).toordinal()
    return Interval(first, first + calendar.monthrange(year, month)[1] - 1)


def years(first: int, last: int) -> Interval:
    """The years from `first` to `last`, both included."""
    return Interval(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal())


def season_of(year: int, name: str) -> Interval:
    """Three whole months, as on the northern hemisphere; a winter begins in the year's December."""
    first = SEASONS[name]
    return Interval(month_of(year, first).first, shifted_month(year, first, 2).last)


def week_of(day: int) -> Interval:
    """The week from Monday to Sunday that has the day of that ordinal."""
    monday = day - date.fromordinal(day).weekday()
    return Interval(monday, monday + 6)


def shifted_month(year: int, month: int, by: int) -> Interval:
    """The month that lies `by` months after (before, if negative) that one."""
    count = year * 12 + month - 1 + by
    return month_of(count // 12, count % 12 + 1)


def whole_years(interval: Interval) -> Interval:
    """The years that the interval touches."""
    return years(interval.start.year, interval.end.year)


def parse(text: str) -> Interval | None:
    """The days of 1997, 1997-11 or 1997-11-05; None for anything else."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if month is None:
        return years(year, year)
    if not 1 <= month <= 12:
        return None
    return month_of(year, month) if day is None else day_of(year, month, day)


def iso(interval: Interval) -> str:
    """ISO 8601 at the interval's own precision: 1925-10-24, 1997-10, 1996, 2003/2004.

    An interval that is no day, month or year is written with a solidus, in years or months where
    it is made of whole ones, else in days.
    """
    start, end = interval.start, interval.end
    if interval == whole_years(interval):
        parts = (f"{start.year:04}", f"{end.year:04}")
    elif start.day == 1 and (end + timedelta(days=1)).day == 1:
        parts = (f"{start.year:04}-{start.month:02}", f"{end.year:04}-{end.month:02}")
    else:
        parts = (start.isoformat(), end.isoformat())
    return parts[0] if parts[0] == parts[1] else "/".join(parts)
