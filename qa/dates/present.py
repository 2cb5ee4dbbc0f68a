"""Now: the article's month, where the words speak of the article's own present."""

import re

from qa.dates.cues import is_reported
from qa.dates.relative import article_month
from qa.dates.setting import Reading, Setting
from qa.dates.spans import Interval
from qa.dates.telling import deictic

_PRESENT_BEFORE = re.compile(
    r"(?:\b(?:is|are|am|has|have|can|may|must|does|do)|[’'](?:s|re|m))\s+$"
)
_PRESENT_AFTER = re.compile(
    r",?\s+(?:(?:\w+\s+)?(?:is|are|has|have)\b|(?!(?:his|its|this|as|us|was|perhaps|always)\b)[a-z]+[a-rt-z]s\b(?!\s+of\b))"
)
_PAST_BEFORE = re.compile(r"\b(?:was|were|had|would|he|she|they|it|we|I)\s+$")
_OFFICE = (
    r"government|administration|constitution|parliament|cabinet|minister|prime\s+minister|president"
    r"|premier|chair(?:man|woman|person)?|director|governor|mayor|king|queen|leader(?:ship)?|owner"
)


def _now(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    """Now, where the verb beside it is in the present, or it is told what somebody says."""
    before, after = at.text[: m.start()], at.text[m.end() :]
    present = _PRESENT_BEFORE.search(before) or _PRESENT_AFTER.match(after)
    told = is_reported(at.text) and _PAST_BEFORE.search(before) and not _has_story(at)
    return article_month(published) if present or told else None


def _current(m: re.Match[str], at: Setting, published: Interval) -> Reading | None:
    return article_month(published)


def _has_story(at: Setting) -> bool:
    return at.before is not None and at.before.own and at.before.end is not None


PRESENT = (
    deictic(r"\b(?:[Nn]ow|[Cc]urrently)\b", _now, ("now", "currently"), aside=True),
    deictic(rf"\b[Cc]urrent(?=\s+(?:(?i:{_OFFICE})|[A-Z][a-z]+\s+[A-Z]|[A-Z][a-z]+\s+Minister)\b)", _current, ("current",), aside=True),
)  # fmt: skip
