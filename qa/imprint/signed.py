"""The author that a byline at the head names, if it is plainly one."""

import re

from qa.imprint.lines import Head

_PART = r"(?:[A-ZÀ-Þ][\w’'-]*[\w.]|[A-ZÀ-Þ]\.)"
_LINK = r"(?:de|da|di|du|la|le|van|von|der|den|bin|al|y|ter)"
_PERSON = rf"{_PART}(?: (?:{_LINK} ){{0,2}}{_PART}){{1,3}}"
_PERSONS = rf"{_PERSON}(?:(?:, {_PERSON})*,? (?:and|&) {_PERSON})?"
_BYLINE = re.compile(
    r"(?:(?:Interview |Words |Text |Story |Report |Written |Posted )?[Bb]y|BY):? "
    rf"(?P<name>{_PERSONS})"
    r"(?:,? and (?:[\w’'-]+ )?(?:staff|reporters?|agencies|correspondents?)(?: [\w’'-]+)*)?"
    r"(?: *$| *[|·•–—(]| - |, .{3,60}$| in [A-ZÀ-Þ].{1,40}$| on [^.!?]{0,30}\b\d{4}\b.*$)"
)
_REPORTER = re.compile(rf"(?:Reporter|Author) ?: ?(?P<name>{_PERSONS})")
_OFFICE = re.compile(
    r"\b(?:staff|desk|team|office|service|agency|department|committee|editors?|correspondents?"
    r"|reporters?|newsroom|council|press|news|association|society|university|college)\b",
    re.IGNORECASE,
)


def signed_in(head: Head) -> str | None:
    """Who wrote the page that has this head; None where two bylines differ."""
    found: dict[str, None] = {}
    for line in (*head.lines, *head.below):
        byline = _BYLINE.match(line.text) or _REPORTER.fullmatch(line.text)
        if byline and not line.heading and not _OFFICE.search(byline["name"]):
            found[byline["name"]] = None
    return next(iter(found)) if len(found) == 1 else None
