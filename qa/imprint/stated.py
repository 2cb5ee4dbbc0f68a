"""The date that a page states of itself at its head, or None: a wrong one is worse than none."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from qa.dates.spans import Interval
from qa.imprint.lines import Head, HeadLine
from qa.imprint.plain import plainly
from qa.imprint.spots import Spot, spots_of, wires_of
from qa.imprint.words import (
    EVENT,
    FACT_LINE,
    FIELD_END,
    FIRST,
    HAS_WEEKDAY,
    INTERVIEWED,
    ISSUE,
    LAST_MEETING,
    MEETING,
    MINUTES,
    OF_MINUTES,
    OTHER,
    PAPER,
    PUBLISHED,
    SIGNED,
    STRONG_END,
    UPDATED,
    is_named,
    stands_beside,
)
from qa.mastheads import is_kind_of_page, is_masthead

Said = Literal["first", "published", "meeting", "bare", "updated"]
"""How a line says its date: as that of the first publication, of the publication, of the meeting
that it is the minutes of, or of the interview; without a word; as that of a change."""

_LABELS: tuple[tuple[Said, re.Pattern[str]], ...] = (
    ("first", FIRST),
    ("published", PUBLISHED),
    ("meeting", INTERVIEWED),
    ("updated", UPDATED),
)
_MANY = 2  # facts, posts or dates of entries
_LONGEST = 200  # characters of a line that is looked at
_DATE_FIELD = re.compile(r"dates?\b ?:", re.IGNORECASE)
_WIRE_DAYS = 7  # from the dateline to the date of the page
_WHOLE_LABEL = re.compile(r"(?P<label>[^\d|]{3,40}?)\s*:?")
_NOT_BEHIND = re.compile(
    r"\s*(?:$|[|·•;()\[\]»›,./–—☰-]|by\b|in\b|at\b|under\b|and\b|\d+ min)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A date of a page: `said` as it is, in that line."""

    days: Interval
    said: Said
    line: str


def stated_in(head: Head) -> Stated | None:
    """The date of the page that has this head."""
    found = list(_all(head.lines))
    if not found and not any(line.is_byline for line in head.lines):
        signed = any(line.is_byline for line in head.below)
        found = [one for one in _all(head.below) if signed or one.said != "bare"]
    return _chosen(_plain(found, head), next(iter(wires_of(head)), None))


def _plain(found: list[Stated], head: Head) -> list[Stated]:
    """Those that can be of nothing else than the page: not of an event, of the subject of a box of
    facts, of the first of many entries or posts."""
    # The place, the hour and who is present are those of the meeting that minutes are of.
    lines = () if _of_minutes(head) else head.lines
    event = any(EVENT.match(line.text) for line in lines)
    facts = len({line.text for line in lines if FACT_LINE.fullmatch(line.text)})
    entry = head.addressed or len(head.later - {one.days for one in found}) >= _MANY
    if facts >= _MANY or head.posts >= _MANY:
        found = [one for one in found if one.said in ("meeting", "updated")]
    if event or entry or len(head.lines) + len(head.below) < 2:
        found = [one for one in found if one.said != "bare"]
    return [one for one in found if not (event and _DATE_FIELD.match(one.line))]


def _of_minutes(head: Head) -> bool:
    lines = (line.text for line in head.lines)
    return any(OF_MINUTES.search(text) and not LAST_MEETING.search(text) for text in lines)


def _chosen(found: list[Stated], wire: Interval | None) -> Stated | None:
    """The one that is said most plainly, unless another is said as plainly."""
    order: tuple[Said, ...] = ("first", "published", "meeting", "bare")
    for said in order:
        alike = [one for one in found if one.said == said]
        if not alike:
            continue
        best = _narrowest(alike)
        changed = (one.days.last for one in found if one.said == "updated")
        if best is None or (said == "bare" and _is_odd(best.days, wire, changed)):
            return None
        return best
    if wire is not None:
        return Stated(wire, "bare", "")
    return _narrowest([one for one in found if one.said == "updated"])


def _is_odd(days: Interval, wire: Interval | None, changed: Iterable[int]) -> bool:
    """Whether a bare date is rather that of a visit: of another week than the dateline, or behind
    the last change."""
    far = wire is not None and abs(wire.first - days.first) > _WIRE_DAYS and days.unit == "day"
    return far or any(last < days.first for last in changed)


def _narrowest(alike: list[Stated]) -> Stated | None:
    """The most precise of dates that agree; None where two do not."""
    best = min(alike, key=lambda one: one.days.last - one.days.first, default=None)
    agree = all(best is not None and best.days in one.days for one in alike)
    return best if agree else None


def _all(lines: tuple[HeadLine, ...]) -> Iterator[Stated]:
    signed = [line.is_byline for line in lines]
    minutes = any(MINUTES.search(line.text) for line in lines)
    for index, line in enumerate(lines):
        above = lines[index - 1].text if index else ""
        beside = any(signed[max(0, index - 1) : index + 2])
        yield from _in_line(line, above, signed=beside, minutes=minutes)


def _in_line(line: HeadLine, above: str, *, signed: bool, minutes: bool) -> Iterator[Stated]:
    text = plainly(line.text)
    if len(text) > _LONGEST or OTHER.search(text) or OTHER.search(above[:_LONGEST]):
        return
    spots = list(spots_of(text))
    if minutes and len(spots) == 1 and MEETING.match(text):
        closed = _NOT_BEHIND.match(text, spots[0].end)
        if closed and spots[0].days.unit == "day" and not LAST_MEETING.search(text):
            yield Stated(spots[0].days, "meeting", line.text)
        return
    if line.heading and not (is_masthead(line.text) or is_kind_of_page(line.text)):
        return
    ends = [0, *(spot.end for spot in spots)]
    starts = [*(spot.start for spot in spots), len(text)]
    for number, spot in enumerate(spots):
        behind = text[spot.end : starts[number + 1]]
        if not _NOT_BEHIND.match(behind):
            continue
        before = text[ends[number] : spot.start]
        field = FIELD_END.split(before)[-1].strip(" *_(")
        if not field and not before.strip() and number == 0:
            label = _WHOLE_LABEL.fullmatch(above)
            field = label["label"] if label and _said(label["label"]) else ""
            if not field and above.endswith(":"):
                continue
        field = SIGNED.sub("", f"{field} ").strip()  # "By Jane Roe Updated 3 May"
        said = _said(field) if field else _bare(line, text, spots, spot, signed=signed)
        if said is not None:
            yield Stated(spot.days, said, line.text)


def _said(label: str) -> Said | None:
    """How a label says the date behind it; None for any other words."""
    return next((said for said, pattern in _LABELS if pattern.fullmatch(label.strip())), None)


def _bare(line: HeadLine, text: str, spots: list[Spot], spot: Spot, *, signed: bool) -> Said | None:
    """Whether a date that nothing is said of is that of the page: all of the line stands beside
    such a date."""
    others = _others(text, spots)
    strong = STRONG_END.search(text[: spot.start]) is not None
    slanted = line.slanted and (strong or _is_person(text[: spot.start]))
    if not slanted and not all(stands_beside(other) for other in others):
        return None
    byline = signed or any(other.startswith(("By ", "by ")) for other in others)
    issue = ISSUE.search(text) is not None
    paper = PAPER.search(text) is not None
    if spot.days.unit != "day":  # a month, or a season
        return "bare" if byline or issue or paper or slanted else None
    weekday = HAS_WEEKDAY.search(text) is not None
    free = strong and not text[spot.end :].lstrip().startswith(",")
    return "bare" if free or byline or issue or paper or weekday or slanted else None


def _is_person(before: str) -> bool:
    """Whether a date stands behind a name of two words and more, and a comma."""
    fields = FIELD_END.split(before)
    return len(fields) > 1 and " " in fields[-2] and is_named(fields[-2])


def _others(text: str, spots: list[Spot]) -> list[str]:
    """The fields of a line but for its dates."""
    for spot in reversed(spots):
        text = f"{text[: spot.start]} | {text[spot.end :]}"
    return [field for field in (part.strip(" *_.:") for part in FIELD_END.split(text)) if field]
