"""Weekdays without a date: of the article's week, before it or behind it as the verb says."""

import re

from qa.dates.cues import Tense, is_habit
from qa.dates.outlook import goes_on, when_of
from qa.dates.setting import UNKNOWN, Dated, Reading, Rule, Setting
from qa.dates.spans import Interval
from qa.dates.words import WEEKDAY, weekday_number

_SINCE = re.compile(r"\b(?:since|until|by|from)\s+$", re.IGNORECASE)
_HAD = re.compile(
    r"\bhad\s+(?:\w+ly\s+)?(?:been\s+)?\w+\s+(?:\w+\s+){0,3}(?:on\s+)?$", re.IGNORECASE
)
_UNTIL = re.compile(
    r"\b(?:until|till|(?:off|back|forward|moved|postponed|changed)\s+from)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_EDGE = re.compile(r"\b(?:Good|Black|Ash|Easter|Palm|Bloody|Whit|Holy|Super|Shrove|Cyber)\s+$")
_ANY = re.compile(
    r"\b(?:the|a|an|any|some|one|other|first|second|third|fourth|\w+th|of|and|or|per|between)\s+$",
    re.I,
)
_ON = re.compile(r"[^.;:()]*\b(?:and|then|to|until|till|before)\b[^.;:()]*", re.IGNORECASE)
_ANEW = re.compile(r"\b(?:is|are|will|shall|would|was|were|has|have)\b", re.IGNORECASE)
_BACK = re.compile(r"\b(?:after|since|following|had|earlier)\b", re.IGNORECASE)


def _weekday(m: re.Match[str], at: Setting) -> Reading | None:
    """On Wednesday: the last one up to the article's day, or of what will be the next one."""
    before = at.text[: m.start()]
    if is_habit(at.text) or _EDGE.search(before) or _ANY.search(before):
        return None
    when, published = when_of(m), at.published
    if when not in ("past", "future", "later"):
        return None
    story = at.before or at.nearby
    if published is None or published.unit != "day" or _has_day(story, published):
        return UNKNOWN
    wanted = weekday_number(m["weekday"])
    if (when == "later" and _HAD.search(before)) or (when == "past" and _UNTIL.search(before)):
        return UNKNOWN  # "had been due back on", "was closed until": before the article, or behind
    if when == "past" and goes_on(m.string, m.start()):
        return UNKNOWN
    today = published.start.weekday() == wanted
    if today and (when != "past" or _SINCE.search(before)):
        return UNKNOWN
    day = _nearest(published.first, wanted, -1 if when == "past" else 1)
    return _in_order(day, when, m, at)


def _nearest(day: int, wanted: int, step: int) -> int:
    """The first day from `day` on, or back, that is the weekday."""
    while Interval(day, day).start.weekday() != wanted:
        day += step
    return day


def _in_order(day: int, when: Tense, m: re.Match[str], at: Setting) -> Reading:
    """`day`, unless it lies before one that the sentence has named first.

    "Will begin on Thursday and end on Saturday" goes on from that Thursday; of "began on Thursday
    and ended on Saturday" no week is known then.
    """
    first = at.before
    if first is None or first.end is None or first.own or first.days.unit != "day":
        return Reading.of(Interval(day, day))
    between, published = at.text[first.end : m.start()], at.published
    if day > first.days.first or published is None or _BACK.search(between):
        return Reading.of(Interval(day, day))
    if not _ON.fullmatch(between):
        return Reading.of(Interval(day, day)) if when == "past" else UNKNOWN
    if when == "past" or first.days.first <= published.first or _ANEW.search(between):
        return UNKNOWN
    day = _nearest(first.days.first + 1, weekday_number(m["weekday"]), 1)
    return Reading.of(Interval(day, day))


def _has_day(story: Dated | None, published: Interval) -> bool:
    """Whether the text tells of days of its own, so that a weekday may be of their week.

    The article's own day, as the line above it has it, is none of the story.
    """
    return (
        story is not None
        and story.own
        and story.days.unit in ("day", "week")
        and (story.days != published)
    )


WEEKDAYS = (
    Rule("partial", re.compile(rf"(?:\b[Oo]n\s+)?\b(?P<weekday>{WEEKDAY})\b(?!\s+(?:[A-Z]|mornings|evenings|nights|afternoons|of\b|in\s+[A-Z]))(?!,\s+(?:\d|[A-Z][a-z]+\s\d))(?![-’'])"), _weekday, cues=("day",)),
)  # fmt: skip
