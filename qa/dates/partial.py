"""Days and months without a year, and weekdays: the text before or the article's date gives it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.dates.cues import Tense, is_habit, tense
from qa.dates.setting import UNKNOWN, Dated, Reading, Rule, Setting
from qa.dates.spans import Interval, days_of, month_of
from qa.dates.words import (
    DASH,
    DAY,
    FULL_MONTH,
    MONTH,
    WEEKDAY,
    day_number,
    month_number,
    weekday_number,
)

# A month that is told without its year is not far: beyond this it would get "last" or its year.
_FARTHEST_MONTHS = 9
_CLOSE_DAYS = 45
_SAME_SENTENCE, _SAME_PASSAGE = 6, 3  # months that a story goes on within one year
_BACKWARDS = re.compile(r"\b(?:after|since|following)\b", re.IGNORECASE)
_EDGE = re.compile(r"\b(?:Good|Black|Ash|Easter|Palm|Bloody|Whit|Holy|Super|Shrove|Cyber)\s+$")
_ANY = re.compile(
    r"\b(?:a|an|any|some|one|other|first|second|third|fourth|\w+th|of|and|or|per|between)\s+$", re.I
)


@dataclass(frozen=True, slots=True)
class Part:
    """A month, or the days of it from `first` to `last`."""

    month: int
    first: int | None
    last: int | None

    def of(self, year: int) -> Interval | None:
        """These days of that year, or None where it does not have them (29 February)."""
        if self.first is None or self.last is None:
            return month_of(year, self.month)
        return days_of(year, self.month, self.first, self.last)


def _day(m: re.Match[str], at: Setting) -> Reading | None:
    """Oct 30; July 5-6; 24 October."""
    first = day_number(m["day"])
    part = Part(month_number(m["month"]), first, day_number(m["last"]) if m["last"] else first)
    if all(part.of(year) is None for year in (2000, 2001)) or is_habit(at.text):
        return None
    return resolved(part, m, at)


def _month(m: re.Match[str], at: Setting) -> Reading | None:
    """In July; since September."""
    if is_habit(at.text):
        return None
    return resolved(Part(month_number(m["month"]), None, None), m, at)


def resolved(part: Part, m: re.Match[str], at: Setting) -> Reading | None:
    """The year of the story if the text before tells one, else the one nearest to the article.

    UNKNOWN where both could be meant.
    """
    news = _near_article(part, m, at) if at.published else None
    before = at.before
    if before is not None and before.own:
        story = _in_story(part, m, before, at)
        if _is_close(news, at) and at.speaks_here and news != story:
            return UNKNOWN if _is_tight(story, before) else Reading.of(news)
        if story is None or (_is_close(news, at) and at.speaks and not _is_tight(story, before)):
            return UNKNOWN
        return Reading.of(story)
    if before is not None and before.end is not None and before.days.unit == "year":
        return _in_named_year(part, m, before, at, news)
    if not at.speaks or (_when(m) in ("present", None)):
        return UNKNOWN if at.speaks is False and _is_event(m) else None
    doubt = at.nearby is not None and at.nearby.own and at.published is not None
    if doubt and not _is_close(news, at):
        return UNKNOWN
    return UNKNOWN if news is None else Reading.of(news)


def _in_named_year(
    part: Part, m: re.Match[str], before: Dated, at: Setting, news: Interval | None
) -> Reading:
    """In May of this year or last year, which the sentence has named before; UNKNOWN if unclear."""
    same = part.of(before.days.start.year)
    beside = re.fullmatch(r"[\s,]*(?:in|on)?\s*", at.text[before.end : m.start()])
    this_year = at.published is not None and before.days.year == at.published.start.year
    return Reading.of(same) if same and (beside or this_year or same == news) else UNKNOWN


def _is_event(m: re.Match[str]) -> bool:
    return _when(m) in ("past", "future")


def _in_story(part: Part, m: re.Match[str], before: Dated, at: Setting) -> Interval | None:
    """The part in the year of the date before, or the next where it goes on across the new year."""
    year = before.days.year
    if year is None:
        return None
    start = before.days.start
    if before.days not in month_of(year, start.month):
        return part.of(year) if before.days.unit == "year" else None
    here = before.end is not None
    reach, gap = (_SAME_SENTENCE if here else _SAME_PASSAGE), part.month - start.month
    if here and gap <= 0 and _BACKWARDS.search(at.text, before.end or 0, m.start()):
        return part.of(year)
    if 0 <= gap <= reach:
        return part.of(year)
    return part.of(year + 1) if gap + 12 <= 2 else None


def _is_tight(found: Interval | None, before: Dated) -> bool:
    """Whether what was found is so near to the date before that it goes on from there."""
    return (
        found is not None
        and before.days.unit != "year"
        and (abs(found.first - before.days.first) <= 2 * _CLOSE_DAYS or before.end is not None)
    )


def _is_close(found: Interval | None, at: Setting) -> bool:
    """Whether a date lies within weeks of the article's."""
    if found is None or at.published is None or at.published.unit == "year":
        return False
    before = at.published.first - found.last
    after = found.first - at.published.last
    return max(before, after) <= _CLOSE_DAYS


def _near_article(part: Part, m: re.Match[str], at: Setting) -> Interval | None:
    """The part nearest to the article's date: the last one, or of what will be the next one."""
    published = at.published
    if published is None or published.unit == "year":
        return None
    when, start = _when(m), published.start
    month = month_of(start.year, start.month)
    for year in _years_towards(start.year, when):
        found = part.of(year)
        if found is None or (when == "future" and found.last < published.first):
            continue
        if when != "future" and found.first > published.last:
            continue
        months = abs((found.start.year - start.year) * 12 + found.start.month - start.month)
        known = when in ("past", "future") or found in month
        return found if months <= _FARTHEST_MONTHS and known else None
    return None


def _when(m: re.Match[str]) -> Tense | None:
    """The time that the sentence speaks of where the month or weekday stands."""
    if m[0].lower().startswith("since"):
        return "past"
    name = "weekday" if "weekday" in m.re.groupindex else "month"
    return tense(m.string, m.start(name), m.end())


def _years_towards(year: int, when: str | None) -> Iterator[int]:
    yield from (year, year + 1) if when == "future" else (year, year - 1)


def _weekday(m: re.Match[str], at: Setting) -> Reading | None:
    """On Wednesday: the last one up to the article's day, or of what will be the next one."""
    before = at.text[: m.start()]
    if is_habit(at.text) or _EDGE.search(before) or _ANY.search(before):
        return None
    when, published = _when(m), at.published
    if when not in ("past", "future"):
        return None
    story = at.before or at.nearby
    if published is None or published.unit != "day" or _has_day(story):
        return UNKNOWN
    day, wanted = published.first, weekday_number(m["weekday"])
    if when == "future" and published.start.weekday() == wanted:
        return UNKNOWN
    while Interval(day, day).start.weekday() != wanted:
        day += 1 if when == "future" else -1
    return Reading.of(Interval(day, day))


def _has_day(story: Dated | None) -> bool:
    """Whether the text tells of days of its own, so that a weekday may be of their week."""
    return story is not None and story.own and story.days.unit in ("day", "week")


_NO_NUMBER = (
    r"(?!\s+(?:men|women|people|miles|km|kilomet\w+|metres|times|million|billion|per\s?cent|percent|"
    r"%|points|votes|pages|hours|attacks?|Street|Road|Avenue|Square|Boulevard|Bridge|Movement)\b)"
)
_DAYS = rf"(?P<day>{DAY})(?:(?:{DASH}|\s+(?:and|to)\s+)(?P<last>{DAY}))?"
_BEFORE_MONTH = (
    r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Ff]rom|[Bb]efore|[Aa]fter|[Dd]uring|[Ll]ate|"
    r"[Ee]arly|[Mm]id-?|(?:[Ee]nd|beginning|start|middle|week|month)\s+of)\s+(?:late\s+|early\s+|mid-)?"
)
# These are names of people too: "in April Smith's house".
_NAME = r"(?<!May)(?<!April)(?<!June)(?<!August)|(?!\s+[A-Z])"
PARTIAL = (
    Rule("partial", re.compile(rf"(?<![\d.,:#$£€-]){_DAYS}\s+(?:of\s+)?(?P<month>{MONTH})(?![a-z])"), _day),
    Rule("partial", re.compile(rf"\b(?P<month>{MONTH})\s+(?:the\s+)?{_DAYS}{_NO_NUMBER}"), _day),
    Rule("partial", re.compile(rf"(?:{_BEFORE_MONTH})(?P<month>{FULL_MONTH})\b(?:{_NAME})(?!\s+\d)(?![-’'])"), _month),
    Rule("partial", re.compile(rf"(?:\b[Oo]n\s+)?\b(?P<weekday>{WEEKDAY})\b(?!\s+(?:[A-Z]|mornings|evenings|nights|afternoons|of\b|in\s+[A-Z]))(?!,\s+(?:\d|[A-Z][a-z]+\s\d))(?![-’'])"), _weekday),
)  # fmt: skip
