"""The day of an agency's dateline that has its year: "PORT ELVA, March 3, 1998 (AP) —"."""

import re
from collections.abc import Iterable

from qa.dates.absolute import ABSOLUTE
from qa.dates.matching import matches
from qa.dates.setting import Setting
from qa.dates.spans import Interval

# The place in capitals, or in a bracket; behind the date a dash, or the agency.
WIRE_PLACE = re.compile(
    r"\(?(?:[A-ZÀ-Þ][A-ZÀ-Þ .’'-]+(?:, [A-Z][\w.]+)?|(?<=\()[A-Z][\w .’'-]{1,30})"
    r"(?: \([\w /-]{2,30}\))?,"
)
WIRE_END = re.compile(r"\.?\)?\s*(?:\([\w /-]{2,30}\))?\s*(?:[-–—_]|$)")
_LONGEST = 120  # characters of a dateline
FIRST = 3  # sentences of which one may have it: there may be a headline and a byline
_WEEK = 7  # days from the dateline to the publication


def spoken_on(sentences: Iterable[str], published: Interval | None) -> Interval | None:
    """The day that a text speaks from: that of its dateline, else of its publication.

    sentences: the first FIRST ones. None where neither is known, or the two are far apart: one of
    them is of another text.
    """
    days = (dateline(text) for text in sentences)
    day = next((found for found in days if found), None)
    if day is None or published is None:
        return day or published
    near = 0 <= published.last - day.first <= _WEEK or day in published
    return day if near else published if _is_early(day, published) else None


def dateline(text: str) -> Interval | None:
    """The day of the dateline that a sentence begins with."""
    place = WIRE_PLACE.match(text)
    if place is None:
        return None
    head = text[:_LONGEST]
    for rule, m in matches(head, ABSOLUTE):
        if head[place.end() : m.start()].strip() or not WIRE_END.match(text, m.end()):
            return None
        reading = rule.resolve(m, Setting(head))
        days = None if reading is None else reading.days
        return days if days is not None and days.unit == "day" else None
    return None


def _is_early(day: Interval, published: Interval) -> bool:
    """Whether the publication is some days before the dateline, as that of a first version is."""
    return 0 < day.first - published.last <= _WEEK
