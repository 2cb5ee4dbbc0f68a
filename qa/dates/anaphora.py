"""Dates that are told from the date before them in the text: the following year, two days later."""

import re
from collections.abc import Callable

from qa.dates.cues import tense
from qa.dates.setting import UNKNOWN, Reading, Resolve, Rule, Setting
from qa.dates.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    Interval,
    day_of,
    month_of,
    season_of,
    shifted_month,
    week_of,
    whole_years,
    years,
)
from qa.dates.words import (
    COUNT,
    DAY,
    FULL_MONTH,
    SEASON,
    SEASONS,
    UNIT,
    WEEKDAY,
    count,
    day_number,
    is_rough,
    month_number,
    plain,
    weekday_number,
)

_AHEAD = re.compile(r"\b(?:in|over|for|within|through|throughout)\s+$", re.IGNORECASE)
_BEFORE = frozenset({"previous", "preceding", "before", "earlier", "previously"})
_AFTER = frozenset({"following", "next", "after", "later"})
_COMPARED = re.compile(
    r"\b(?:against|from|than|compared\s+(?:with|to)|versus|up|down)\s+[^.;,]{0,40}$", re.IGNORECASE
)
# Behind "the year before" stands what it was before, and that need not be the date before it.
_ALONE = (
    r"(?=\s*(?:[,.;:!?)”\"–—]|$|(?:and|but|had|when|where|to|in|at|from|for|with|by|of|on|as)\b))"
)


def _told(resolve: Callable[[re.Match[str], Interval], Reading | None]) -> Resolve:
    """`resolve` with the date before; without one nothing is known."""

    def told(m: re.Match[str], at: Setting) -> Reading | None:
        if at.before is None:  # "that day" may be any; "the following day" is surely a date
            return None if re.match(r"that|the\s+same|then", m[0], re.I) else UNKNOWN
        if _AHEAD.search(at.text, 0, m.start()) and m.groupdict().get("way") == "next":
            return None  # "over the next year" is told from now
        if _COMPARED.search(at.text, 0, m.start()) and _is_back(m):
            return UNKNOWN  # "down from £50m a year earlier": than the year of which it is told
        if at.before.end is None and _is_unsure(m, at, at.before.days):
            return UNKNOWN
        return resolve(m, at.before.days) or UNKNOWN

    return told


def _is_unsure(m: re.Match[str], at: Setting, before: Interval) -> bool:
    """Whether it may not be told from the date before, which stands in another sentence.

    What is always done is not, nor what was "the week before" where that date is yet to come.
    """
    if tense(at.text, m.start(), m.end()) == "present":
        return True
    return _is_back(m) and at.published is not None and before.first > at.published.last


def _is_back(m: re.Match[str]) -> bool:
    return plain(m.groupdict().get("way", "")) in _BEFORE


def _direction(m: re.Match[str]) -> int:
    return 1 if plain(m["way"] or "after") in _AFTER else -1


def _by_unit(m: re.Match[str], before: Interval) -> Reading | None:
    """The following year, the next day, the week before."""
    return Reading.of(shifted(before, _unit(m["unit"]), _direction(m)))


def _by_count(m: re.Match[str], before: Interval) -> Reading | None:
    """Two years later, three days earlier."""
    number = count(m["count"])
    if number is None or is_rough(m.string, m.start(), number):
        return UNKNOWN
    return Reading.of(shifted(before, _unit(m["unit"]), number * _direction(m)))


def _beside(m: re.Match[str], at: Setting) -> Reading | None:
    """Three years before, four years afterwards: of a date in the same sentence, or of no one time
    ("stop five days before", "for two days after")."""
    if at.before is None or at.before.end is None or _AHEAD.search(at.text, 0, m.start()):
        return None
    return _by_count(m, at.before.days)


def _unit(word: str) -> str:
    word = plain(word)
    return "day" if word in ("morning", "afternoon", "evening", "night") else word


def shifted(before: Interval, unit: str, by: int) -> Interval | None:
    """The day, week, month or year that lies `by` of them after `before`.

    None where `before` is not known to the unit: the month after "1975" may be any.
    """
    start = before.start
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        return None
    if unit == "year":
        return None if before.year is None else years(before.year + by, before.year + by)
    if unit == "month":
        known = before in month_of(start.year, start.month)
        return shifted_month(start.year, start.month, by) if known else None
    if before.unit != "day":
        return None
    if unit == "day":
        return Interval(before.first + by, before.first + by)
    return week_of(before.first + by * (14 if unit == "fortnight" else 7))


def _same(m: re.Match[str], before: Interval) -> Reading | None:
    """That year, the same month: the one that the date before lies in."""
    return Reading.of(shifted(before, plain(m["unit"]), 0))


def _by_season(m: re.Match[str], before: Interval) -> Reading | None:
    """The following spring: the first that begins after the date before. Shown as a year."""
    name, year = plain(m["season"]), before.year
    if year is None:
        return UNKNOWN
    if plain(m["way"]) in _AFTER:
        if name == "winter" and before.unit == "year":
            return UNKNOWN  # the one that began in that year, or the next
        found = next(
            s for s in (season_of(year + n, name) for n in (0, 1)) if s.first > before.last
        )
        return Reading(found, whole_years(found))
    if plain(m["way"]) in ("previous", "preceding", "before") or name == "winter":
        return UNKNOWN  # of that year, or of the one before
    found = season_of(year, name)
    return Reading(found, whole_years(found)) if found.last >= before.first else UNKNOWN


def _by_month(m: re.Match[str], before: Interval) -> Reading | None:
    """The following January: the first after the date before."""
    month, start = month_number(m["month"]), before.start
    if before.year is None:
        return UNKNOWN
    known = before in month_of(start.year, start.month)
    later = known and start.month < month
    return Reading.of(month_of(before.year if later else before.year + 1, month))


def _by_weekday(m: re.Match[str], before: Interval) -> Reading | None:
    """The following Monday, the Tuesday before: the first from the date before on, or back."""
    if before.unit != "day":
        return UNKNOWN
    step = _direction(m)
    day = before.first + step
    while Interval(day, day).start.weekday() != weekday_number(m["weekday"]):
        day += step
    return Reading.of(Interval(day, day))


def _in_year(m: re.Match[str], before: Interval) -> Reading | None:
    """November of that year; 5 May the following year."""
    way = plain(m["way"]).split()[-1]
    by = 1 if way in _AFTER else -1 if way in ("previous", "preceding") else 0
    year = shifted(before, "year", by)
    if year is None:
        return UNKNOWN
    month = month_number(m["month"])
    day = m["day"] or m["late"]
    if day is None:
        return Reading.of(month_of(year.start.year, month))
    return Reading.of(day_of(year.start.year, month, day_number(day)))


def _then(m: re.Match[str], before: Interval) -> Reading | None:
    return Reading.of(before)


def _rule(
    pattern: str,
    resolve: Callable[[re.Match[str], Interval], Reading | None],
    cues: tuple[str, ...],
) -> Rule:
    return Rule("anaphor", re.compile(pattern, re.IGNORECASE), _told(resolve), cues=cues)


_NEXT = r"\bthe\s+(?P<way>following|next|previous|preceding)"
_PART = r"day|morning|afternoon|evening|night|week|month|year"
_THAT = r"\b(?P<way>that\s+same|that|the\s+same|the\s+very\s+same)"
_WAYS = ("following", "next", "previous", "preceding")
ANAPHORA = (
    _rule(rf"{_NEXT}\s+(?P<unit>{_PART})\b(?!\s+(?:or|of)\b)", _by_unit, _WAYS),
    _rule(rf"\bthe\s+(?P<unit>{_PART})\s+(?P<way>before|after)(?:\s+that)?\b{_ALONE}", _by_unit, ("before", "after")),
    _rule(rf"\b(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?\s+(?P<way>later|earlier|previously)\b(?!\s+than)", _by_count, ("later", "earlier", "previously")),
    Rule("anaphor", re.compile(rf"(?i:\b(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?\s+(?:(?P<way>before|after)\b{_ALONE}|afterwards?\b))"), _beside, cues=("before", "after")),
    _rule(rf"{_THAT}\s+(?P<unit>day|week|month|year)\b(?!\s*[’'-])", _same, ("that", "same")),
    _rule(rf"{_NEXT}\s+(?P<season>{SEASON})\b", _by_season, SEASONS),
    _rule(rf"\bthe\s+(?P<season>{SEASON})\s+(?P<way>before|after)\b{_ALONE}", _by_season, SEASONS),
    _rule(rf"{_THAT}\s+(?P<season>{SEASON})\b", _by_season, SEASONS),
    _rule(rf"\bthe\s+(?P<way>following|next)\s+(?P<month>{FULL_MONTH})\b(?!\s+\d)", _by_month, _WAYS),
    _rule(rf"\bthe\s+(?P<way>following|next)\s+(?P<weekday>{WEEKDAY})\b", _by_weekday, _WAYS),
    _rule(rf"\bthe\s+(?P<weekday>{WEEKDAY})\s+(?P<way>before|after)\b{_ALONE}", _by_weekday, ("before", "after")),
    _rule(
        rf"\b(?:(?P<day>{DAY})\s+(?:of\s+)?)?(?P<month>{FULL_MONTH})(?:\s+(?P<late>{DAY}))?,?\s+(?:of\s+|in\s+)?"
        r"(?P<way>that\s+same|that|the\s+same|the\s+following|the\s+next|the\s+previous|the\s+preceding)\s+year\b",
        _in_year,
        ("year",),
    ),
    _rule(r"(?<=\()then(?=\s)", _then, ("then",)),
)  # fmt: skip
