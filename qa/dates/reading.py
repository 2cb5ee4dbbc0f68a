"""A source's sentences -> the dates that they say, each resolved as far as the text warrants."""

import re
from collections.abc import Iterable, Iterator

from qa.dates.absolute import ABSOLUTE
from qa.dates.anaphora import ANAPHORA
from qa.dates.cues import in_quotation
from qa.dates.dateline import FIRST, dateline, spoken_on
from qa.dates.matching import matches
from qa.dates.naming import is_name
from qa.dates.outlook import is_over, role_of
from qa.dates.partial import PARTIAL
from qa.dates.present import PRESENT
from qa.dates.relative import DEICTIC
from qa.dates.setting import Dated, Rule, Setting
from qa.dates.spans import Interval
from qa.dates.story import Found, Place, Story
from qa.dates.weekdays import WEEKDAYS

_RELATIVE = (*ANAPHORA, *DEICTIC, *PRESENT, *PARTIAL, *WEEKDAYS)
_RULES = (*ABSOLUTE, *_RELATIVE)
_DIGIT = re.compile(r"\d")
_NAMED = ("deictic", "anaphor")  # of whose words there are names and titles

# No rule fits a sentence without one of these; most sentences have none.
_ANY = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|day\b|"
    r"\b(?:yesterday|tomorrow|tonight|now|current|currently|then|later|earlier|previously|ago)\b|"
    r"\b(?:last|this|next|following|previous|preceding|that|same|before|after|of|in)\s+"
    r"(?:\w+\s+)?(?:night|morning|afternoon|evening|weeks?|months?|years?|fortnight|spring|summer|"
    r"autumn|fall|winter)\b|\b(?:day|week|fortnight|month|year|spring|summer|autumn|winter)s?\s+"
    r"(?:before|after|afterwards?)\b|\b(?:inst|ult|prox)\b",
    re.IGNORECASE,
)
# The article speaks from its own date.
_SPEAKS = re.compile(
    r"\b(?:yesterday|tomorrow|tonight|(?<!the\s)(?:last|this|next)\s+(?:night|week|month|year|"
    r"spring|summer|autumn|winter)|(?:on|said)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"(?!,?\s+(?:\d|the\s+\d|(?-i:[A-Z])))|(?:days?|weeks?|fortnight|months?|years?)\s+ago)\b",
    re.IGNORECASE,
)

_AROUND = 300  # characters of a sentence that say what a date is to it: long ones take no longer
# Words that lead on to a time of another year, which is not known.
_ELSEWHEN = re.compile(
    r"\b(?:(?:some|several|many|a\s+few|a\s+couple\s+of|a\s+number\s+of)\s+years|"
    r"(?:a|two|three|several|some|few)\s+(?:decades?|generations?|centur(?:y|ies))|"
    r"(?<!\w\s)(?:years|decades|centuries))\s+(?:later|after|afterwards?|earlier|before|passed)\b"
    r"|\b(?:nowadays|these\s+days|in\s+(?:recent|later|subsequent|earlier)\s+years)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:years?|spring|summer|autumn|fall|winter)\b", re.IGNORECASE)


def read(places: Iterable[Place], published: Interval | None) -> list[Found]:
    """The date expressions of one source's sentences, which are in order."""
    sentences = list(places)
    first = [place.text for place in sentences[:FIRST]]
    published = spoken_on(first, published)
    speaks = any(dateline(text) for text in first) or any(
        _speaks(place.text) for place in sentences if not place.is_old(published)
    )
    story, found = Story(), list[Found]()
    for place in sentences:
        here: list[Found] = []
        if _ANY.search(place.text):
            told_from = None if place.is_old(published) else published
            here = list(_read_sentence(place, told_from, story, speaks))
            story.end_sentence()
        story.hear(place, here, published)
        found += here
    return found


def _speaks(text: str) -> bool:
    return any(
        not in_quotation(text, m.start()) and not is_name(text, m.start(), m.end())
        for m in _SPEAKS.finditer(text)
    )


def _read_sentence(
    place: Place, published: Interval | None, story: Story, speaks: bool
) -> Iterator[Found]:
    rules = _RULES if _DIGIT.search(place.text) else _RELATIVE  # a year is of digits
    last = 0
    for rule, m in matches(place.text, rules):
        if story.told is not None and _ELSEWHEN.search(place.text, last, m.start()):
            story.lose()
        last = m.end()
        if rule.kind in _NAMED and is_name(place.text, m.start(), m.end()):
            continue
        at = Setting(
            text=place.text,
            published=published,
            before=story.before(place),
            nearby=story.nearby(place),
            speaks=speaks,
            speaks_here=story.speaks_in == place.passage,
            quoted=story.is_quoted(place, m.start()),
        )
        reading = rule.resolve(m, at)
        if reading is None:
            continue
        if rule.kind == "deictic":
            story.speaks_in = place.passage
        if reading.days is None and rule.kind in _NAMED and _YEARS.search(m[0]):
            story.lose()
        if reading.days is not None and (rule.kind == "absolute" or not rule.aside):
            story.tell(place, _dated(rule, m, reading.days, at), aside=rule.aside)
        yield Found(place.row, place.start + m.start(), place.start + m.end(), rule.kind, reading)
    if story.told is not None and _ELSEWHEN.search(place.text, last):
        story.lose()


def _dated(rule: Rule, m: re.Match[str], days: Interval, at: Setting) -> Dated:
    own, first = _is_own(rule, days, at), max(0, m.start() - _AROUND)
    where = m.string[first : m.end() + _AROUND], m.start() - first, m.end() - first
    role = role_of(*where) if days.unit == "year" else "told"
    return Dated(days, own, m.end(), own and is_over(*where), role)


def _is_own(rule: Rule, days: Interval, at: Setting) -> bool:
    """Whether the text tells this date by itself, not from the article's date."""
    if rule.kind in ("absolute", "deictic"):
        return rule.kind == "absolute" and not (days == at.published == dateline(at.text))
    before = at.before
    if before is None or rule.kind == "anaphor":
        return before is not None and before.own
    return before.own and abs(days.first - before.days.first) < 500
