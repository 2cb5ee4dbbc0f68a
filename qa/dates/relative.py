"""Dates that are told from the article's own date: yesterday, last month, three years ago, now."""

import re

from qa.dates.cues import tense
from qa.dates.nowadays import is_nowadays
from qa.dates.setting import UNKNOWN, Reading, Setting
from qa.dates.spans import (
    Interval,
    day_of,
    month_of,
    season_of,
    shifted_month,
    week_of,
    whole_years,
    years,
)
from qa.dates.telling import deictic, span
from qa.dates.words import (
    COUNT,
    DAY,
    FULL_MONTH,
    MONTH,
    ORDINAL,
    SEASON,
    SEASONS,
    UNIT,
    UNITS,
    WEEKDAY,
    count,
    day_number,
    is_rough,
    month_number,
    plain,
    weekday_number,
)

_STEPS = {"last": -1, "this": 0, "next": 1, "the coming": 1, "ult": -1, "inst": 0, "prox": 1}
_DAY_SHIFT = {
    "yesterday": -1, "last night": -1, "tomorrow": 1, "today": 0, "tonight": 0,
    "this morning": 0, "this afternoon": 0, "this evening": 0,
    "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip
_LIKE = re.compile(r"\b(?:like|as\s+if|as\s+though)\b[^.;:]*$", re.IGNORECASE)
_NO_NOUN = re.compile(r"\b(?:of|the|a|better|no|new|brighter)\s+$", re.IGNORECASE)
# "Last" that ends a row and is told from nothing: "the last week of 1912".
_THE = (
    r"(?<!\b[Tt]he\s)(?<!\bthis\s)(?<!\bvery\s)(?<!\bits\s)(?<!\bhis\s)(?<!\bher\s)(?<!\btheir\s)"
)
_NOT_OF = rf"(?!\s+(?:of|in\s+(?:the\s+)?(?:{FULL_MONTH}|\d{{4}})))"
_STEP = r"(?P<step>last|this|next)"


def _by_day(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    words = plain(m.group())
    before = at.text[: m.start()]
    if _LIKE.search(before) or (words in ("yesterday", "tomorrow") and _NO_NOUN.search(before)):
        return None
    if words == "today" and is_nowadays(m):
        return Reading(article_month(published).days, None)
    if published.unit != "day":
        return article_month(published) if words == "today" else UNKNOWN
    day = published.first + _DAY_SHIFT[words]
    return Reading.of(Interval(day, day))


def article_month(published: Interval) -> Reading:
    """The month of the article, or its year where no more is known."""
    if published.unit == "year":
        return Reading.of(published)
    return Reading.of(month_of(published.start.year, published.start.month))


def _by_unit(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    """Last week, this month, next year."""
    step, unit = _STEPS[plain(m["step"])], plain(m["unit"])
    return Reading.of(_shifted(published, unit, step))


def _shifted(published: Interval, unit: str, by: int) -> Interval | None:
    """The week, month or year that lies `by` of them after the article's, if its own is known."""
    start = published.start
    if unit == "year":
        return years(start.year + by, start.year + by)
    if unit == "month":
        return None if published.unit == "year" else shifted_month(start.year, start.month, by)
    if published.unit != "day":
        return None
    if unit == "day":
        return Interval(published.first + by, published.first + by)
    # Whether a Sunday's "last week" is the one that ends with it is not agreed upon.
    days = 14 if unit == "fortnight" else 7
    return None if start.weekday() == 6 else week_of(published.first + by * days)


def _end_of_year(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    """The close of last year is its last day; its end, its last month."""
    year = published.start.year + _STEPS[plain(m["step"])]
    month = month_of(year, 12)
    return Reading.of(Interval(month.last, month.last) if plain(m["edge"]) == "close" else month)


def _by_month(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    """Last March: the March before the article's month, unless that is the month just past."""
    month, step = month_number(m["month"]), _STEPS[plain(m["step"])]
    if published.unit == "year":
        return UNKNOWN
    start = published.start
    if step == 0:
        return Reading.of(month_of(start.year, month))
    gap = (start.month - month if step < 0 else month - start.month) % 12 or 12
    return UNKNOWN if gap == 1 else Reading.of(shifted_month(start.year, start.month, step * gap))


def _in_year(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    """May last year; 5 May next year."""
    year = published.start.year + _STEPS[plain(m["step"])]
    month, day = month_number(m["month"]), m["day"] or m["late"]
    if day is None:
        return Reading.of(month_of(year, month))
    return Reading.of(day_of(year, month, day_number(day)))


def _in_month(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    """The 29th of last month; the 3rd inst., as letters and old papers have it."""
    start = published.start
    if published.unit == "year":
        return UNKNOWN
    month = shifted_month(start.year, start.month, _STEPS[plain(m["step"])])
    day = (
        None if month is None else day_of(month.start.year, month.start.month, day_number(m["day"]))
    )
    return Reading.of(day) if day else UNKNOWN


def _before_last(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    """The year before last; the January before last; the Thursday before last."""
    if m["weekday"]:
        last = _last_weekday(published, m["weekday"])
        return Reading.of(Interval(last - 7, last - 7)) if last is not None else UNKNOWN
    if m["unit"]:
        return Reading.of(_shifted(published, plain(m["unit"]), -2))
    start = published.start
    gap = (start.month - month_number(m["month"])) % 12 or 12
    if published.unit == "year" or gap == 1:
        return UNKNOWN  # as of "last March", one year or the other
    return Reading.of(shifted_month(start.year, start.month, -gap - 12))


def _by_season(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    """Last autumn: the one that was over; next spring: one that has not begun. Shown as a year."""
    name, step = plain(m["season"]), _STEPS[plain(m["step"])]
    if published.unit == "year":
        return UNKNOWN
    year = published.start.year
    seasons = [season_of(year + n, name) for n in (-2, -1, 0, 1)]
    if step == 0:
        found = [s for s in seasons if name != "winter" and s.start.year == year]
    elif step < 0:
        found = [s for s in reversed(seasons) if s.last < published.first]
    else:
        found = [s for s in seasons if s.first > published.last]
    return Reading(found[0], whole_years(found[0])) if found else UNKNOWN


def _by_weekday(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    """Last Friday and next Friday, where only one can be meant: not in the article's own week."""
    if published.unit != "day":
        return UNKNOWN
    step, week = _STEPS[plain(m["step"])], week_of(published.first)
    if step < 0:
        last = _last_weekday(published, m["weekday"])
        return Reading.of(Interval(last, last)) if last is not None else UNKNOWN
    day = week.first + weekday_number(m["weekday"])
    if step == 0:
        return Reading.of(Interval(day, day))
    return UNKNOWN if day > published.first else Reading.of(Interval(day + 7, day + 7))


def _last_weekday(published: Interval, weekday: str) -> int | None:
    """The day that is surely "last Friday": that of the week before, if this one's is not over."""
    if published.unit != "day":
        return None
    day = week_of(published.first).first + weekday_number(weekday)
    return None if day < published.first else day - 7


def _ago(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    number = count(m["count"])
    if number is None or is_rough(at.text, m.start(), number):
        return UNKNOWN
    return Reading.of(_shifted(published, plain(m["unit"]), -number))


def _to_the_day(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    """A week ago today; a year ago yesterday."""
    number, unit = count(m["count"]), plain(m["unit"])
    if number is None or published.unit != "day":
        return UNKNOWN
    first = published.first + _DAY_SHIFT[plain(m["day"])]
    day = Interval(first, first)
    if unit in ("day", "week", "fortnight"):
        first -= number * {"day": 1, "week": 7, "fortnight": 14}[unit]
        return Reading.of(Interval(first, first))
    months = number * (12 if unit == "year" else 1)
    month = shifted_month(day.start.year, day.start.month, -months)
    found = None if month is None else day_of(month.start.year, month.start.month, day.start.day)
    return Reading.of(found) if found else UNKNOWN


def _weekday_ago(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    """On Monday a week ago; unknown of a day that is still to come in the article's week."""
    number = count(m["count"])
    back = published.start.weekday() - weekday_number(m["weekday"])
    if number is None or published.unit != "day" or back < 0:
        return UNKNOWN
    day = published.first - back - number * (14 if plain(m["unit"]) == "fortnight" else 7)
    return Reading.of(Interval(day, day))


def _ahead(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    """In two weeks: of what will be; else it says how long something took."""
    number = count(m["count"])
    if tense(*span(m)) != "future":
        return None
    if number is None or is_rough(at.text, m.start(), number):
        return UNKNOWN
    return Reading.of(_shifted(published, plain(m["unit"]), number))


_I = "(?i:"
_NAMED = ("last", "this", "next")
DEICTIC = (
    deictic(rf"{_I}\b(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?\s+ago\s+(?P<day>today|yesterday|last\s+night|this\s+morning))\b", _to_the_day, ("ago",)),
    deictic(rf"(?:\b[Oo]n\s+)?\b(?P<weekday>{WEEKDAY}),?\s+(?P<count>{COUNT})\s+(?P<unit>week|fortnight)s?\s+ago\b", _weekday_ago, ("ago",)),
    deictic(rf"{_I}\bthe\s+day\s+(?:before\s+yesterday|after\s+tomorrow))\b", _by_day, ("yesterday", "tomorrow")),
    deictic(rf"{_I}\b(?:yesterday|tomorrow|today|tonight|(?<!the\s)last\s+night|this\s+(?:morning|afternoon|evening)))\b", _by_day, ("yesterday", "tomorrow", "today", "tonight", "last", "this")),
    deictic(rf"{_THE}{_I}\b{_STEP}\s+(?P<unit>week|month|year))\b{_NOT_OF}", _by_unit, _NAMED),
    deictic(rf"\b(?:(?P<day>{DAY})\s+(?:of\s+)?)?(?P<month>{MONTH})(?:\s+(?P<late>{DAY}))?,?\s+(?:of\s+|in\s+)?{_STEP}\s+year\b", _in_year, ("year",)),
    deictic(rf"{_I}\bthe\s+(?P<day>{DAY}|{ORDINAL})\s+of\s+{_STEP}\s+month)\b", _in_month, ("month",)),
    deictic(rf"{_I}(?:\bthe\s+)?\b(?P<day>{DAY})\s+(?P<step>inst|ult|prox)(?:ant|imo)?)\b\.?", _in_month, ("inst", "ult", "prox")),
    deictic(rf"{_I}\bthe\s+(?:(?P<unit>week|month|year)|(?P<month>{FULL_MONTH})|(?P<weekday>{WEEKDAY}))\s+before\s+last)\b", _before_last, ("before",)),
    deictic(rf"{_I}\bthe\s+(?P<edge>close|end)\s+of\s+{_STEP}\s+year)\b", _end_of_year, ("year",)),
    deictic(rf"{_THE}{_I}\b{_STEP})\s+(?P<month>{FULL_MONTH})\b{_NOT_OF}(?!\s+\d)", _by_month, _NAMED),
    deictic(rf"{_THE}{_I}\b{_STEP}\s+(?P<season>{SEASON}))\b{_NOT_OF}", _by_season, SEASONS),
    deictic(rf"{_THE}{_I}\b{_STEP})\s+(?P<weekday>{WEEKDAY})\b{_NOT_OF}", _by_weekday, _NAMED),
    deictic(rf"{_I}\b(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?\s+ago)\b", _ago, ("ago",)),
    deictic(rf"{_I}\bin\s+(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?[’']?(?:\s+time)?)\b(?!\s+ago)", _ahead, UNITS),
)  # fmt: skip
