"""Days and months without a year: the text before or the article's date gives it."""

import re

from qa.dates.cues import Tense, is_habit
from qa.dates.outlook import Outlook, goes_on, outlook, when_of
from qa.dates.part import Part
from qa.dates.setting import UNKNOWN, Dated, Reading, Rule, Setting
from qa.dates.spans import Interval, month_of
from qa.dates.telling import span
from qa.dates.words import (
    DASH,
    DAY,
    FULL_MONTH,
    MONTH,
    MONTHS,
    WEEKDAY,
    day_number,
    month_number,
    weekday_number,
)

# A month that is told without its year is not far: beyond this it would get "last" or its year.
_FARTHEST_MONTHS = 9
_CLOSE_DAYS, _RECENT_YEARS = 45, 15
_SAME_SENTENCE, _SAME_PASSAGE = 6, 3  # months that a story goes on within one year
_WAYS: tuple[Tense, ...] = ("past", "future")
_BESIDE = re.compile(r"[\s,]*(?:(?:in|on|by|and|until|from)\b)?[\s,]*")
_BACKWARDS = re.compile(r"\b(?:after|since|following)\b", re.IGNORECASE)


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

    UNKNOWN where both could be meant; None where the text tells of no one time.
    """
    when, before = when_of(m), at.before
    news = _near_article(part, when, at)
    story = _in_story(part, m, before, at) if before is not None and before.own else None
    if m.groupdict().get("weekday"):
        return _agreeing(m["weekday"], (story, *(_near_article(part, t, at) for t in _WAYS)))
    if before is not None and before.own:
        view = _from_now(story, before, m, at)
        if view is not None:
            return Reading.of(_near_article(part, "future", at)) if view == "ahead" else UNKNOWN
        return _told_before(before, story, news, m, at)
    if before is not None and before.end is not None and before.days.unit == "year":
        return _in_named_year(part, m, at, news)
    if when in ("present", None):
        return None
    if _is_of_other_year(before, news, when, at) or (
        when == "past" and goes_on(m.string, m.start())
    ):
        return UNKNOWN
    doubt = at.nearby is not None and at.nearby.own and not _is_close(news, at)
    known = when == "future" or (at.speaks and when != "infinitive" and not doubt)
    return Reading.of(news) if known and news else UNKNOWN


def _agreeing(weekday: str, candidates: tuple[Interval | None, ...]) -> Reading:
    """The one day of the candidates that is the weekday that stands with it."""
    number = weekday_number(weekday)
    found = {day for day in candidates if day and day.start.weekday() == number}
    return Reading.of(found.pop()) if len(found) == 1 else UNKNOWN


def _from_now(
    story: Interval | None, before: Dated, m: re.Match[str], at: Setting
) -> Outlook | None:
    """That the sentence speaks from now, and so not of the year of a date that tells of the past.

    None where it goes on with what is told: then that date counts.
    """
    when = when_of(m)
    if story is not None and at.published is not None and story.first > at.published.last:
        doubt = not _is_close(story, at) and _is_before_that(before, when, m)
        return "now" if doubt else None
    over = story is None or at.published is None or story.last < at.published.first
    apart = before.end is None or when == "future" or before.role != "told"
    if not (before.over and over and apart):
        return None
    view = outlook(*span(m))
    known = view == "now" and when == "present"  # of no one time, as ever
    return None if view == "then" or known else view


def _is_before_that(before: Dated, when: Tense | None, m: re.Match[str]) -> bool:
    """Whether the sentence does not tell of the date before it, which is yet to come.

    "By July 2030 all will be new. They came in May." "By 2030 all will be new. Ten arrive in May."
    """
    if before.end is not None or when == "future":
        return False
    return when == "past" or (before.days.unit == "year" and outlook(*span(m)) == "now")


def _is_of_other_year(
    before: Dated | None, news: Interval | None, when: Tense | None, at: Setting
) -> bool:
    """Whether it may be of the year that was told last: "Two years ago it rose. On 12 July"."""
    if before is None or before.days.unit != "year" or news is None or at.published is None:
        return False
    one_way = (when == "future") == (before.days.first > at.published.last)
    doubt = before == at.nearby and not _is_close(news, at)
    return one_way and doubt and news not in before.days


def _told_before(
    before: Dated,
    story: Interval | None,
    news: Interval | None,
    m: re.Match[str],
    at: Setting,
) -> Reading | None:
    """Of the reading by the date before and the one by the article's date, the one that is sure."""
    when = when_of(m)
    over = story is None or (at.published is not None and story.last < at.published.first)
    if when == "future" and over:
        return Reading.of(news) if news else UNKNOWN
    if before.end is None or story is None:
        return None if when == "present" else _told_earlier(before, story, news, at)
    between = at.text[before.end : m.start()]
    sure = _BESIDE.fullmatch(between) or _BACKWARDS.search(between)
    return Reading.of(story) if sure or not _is_doubtful(before, story, news, at) else UNKNOWN


def _is_doubtful(before: Dated, story: Interval, news: Interval | None, at: Setting) -> bool:
    """Whether the article's own year may be meant, not that of the date before.

    A year alone is often that of a thing ("the treaty of 1991"), not of what is told; one in an
    aside is not what the sentence goes on with.
    """
    if before.role == "apart":
        return True
    if news is None or at.published is None:
        return False
    close = _is_close(news, at)
    recent = at.published.start.year - story.start.year < _RECENT_YEARS
    return (at.speaks and close) or (before.days.unit == "year" and (at.speaks or close or recent))


def _told_earlier(
    before: Dated, story: Interval | None, news: Interval | None, at: Setting
) -> Reading:
    """The same, where the date before stands in another sentence."""
    only_year = before.days.unit == "year"
    if _is_close(news, at) and at.speaks_here and (story is None or only_year):
        return Reading.of(news)
    if story is None or _is_doubtful(before, story, news, at):
        return UNKNOWN
    return Reading.of(story)


def _in_named_year(part: Part, m: re.Match[str], at: Setting, news: Interval | None) -> Reading:
    """In May of this year or last year, which the sentence has named before; UNKNOWN if unclear."""
    if at.before is None or at.published is None:
        return UNKNOWN
    same = part.of(at.before.days.start.year)
    beside = _BESIDE.fullmatch(at.text[at.before.end or 0 : m.start()])
    this_year = at.before.days.year == at.published.start.year
    return Reading.of(same) if same and (beside or this_year or same == news) else UNKNOWN


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


def _is_close(found: Interval | None, at: Setting) -> bool:
    """Whether a date lies within weeks of the article's."""
    if found is None or at.published is None or at.published.unit == "year":
        return False
    before = at.published.first - found.last
    after = found.first - at.published.last
    return max(before, after) <= _CLOSE_DAYS


def _near_article(part: Part, when: Tense | None, at: Setting) -> Interval | None:
    """The part nearest to the article's date: the last one, or of what will be the next one."""
    published = at.published
    if published is None or published.unit == "year":
        return None
    start, ahead = published.start, when in ("future", "later")
    for year in (start.year, start.year + (1 if ahead else -1)):
        found = part.of(year)
        if found is None or (
            found.last < published.first if ahead else found.first > published.last
        ):
            continue
        months = abs((found.start.year - start.year) * 12 + found.start.month - start.month)
        known = ahead or when == "past" or months == 0
        return found if months <= _FARTHEST_MONTHS and known else None
    return None


_NO_NUMBER = (
    r"(?!\s+(?:men|women|people|miles|km|kilomet\w+|metres|times|million|billion|per\s?cent|percent|"
    r"%|points|votes|pages|hours|attacks?|Street|Road|Avenue|Square|Boulevard|Bridge|Movement)\b)"
)
_DAYS = rf"(?P<day>{DAY})(?:(?:{DASH}|\s+(?:and|to)\s+)(?P<last>{DAY}))?"
_WEEKDAY = rf"(?:\b(?P<weekday>{WEEKDAY}),?\s+(?:the\s+)?)?"
_BEFORE_MONTH = (
    r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Ff]rom|[Bb]efore|[Aa]fter|[Dd]uring|[Ll]ate|"
    r"[Ee]arly|[Mm]id-?|(?:[Ee]nd|beginning|start|middle|week|month)\s+of)\s+(?:late\s+|early\s+|mid-)?"
)
# These are names of people too: "in April Smith's house".
_NAME = r"(?<!May)(?<!April)(?<!June)(?<!August)|(?!\s+[A-Z])"
PARTIAL = (
    Rule("partial", re.compile(rf"{_WEEKDAY}(?<![\d.,:#$£€-]){_DAYS}\s+(?:of\s+)?(?P<month>{MONTH})(?![a-z])"), _day, cues=MONTHS),
    Rule("partial", re.compile(rf"{_WEEKDAY}\b(?P<month>{MONTH})\s+(?:the\s+)?{_DAYS}{_NO_NUMBER}"), _day, cues=MONTHS),
    Rule("partial", re.compile(rf"(?:{_BEFORE_MONTH})(?P<month>{FULL_MONTH})\b(?:{_NAME})(?!\s+\d)(?![-’'])"), _month, cues=MONTHS),
)  # fmt: skip
