"""Whether words of time ("yesterday", "last month") are told from the article's own date."""

import re
from collections.abc import Callable

from qa.dates.cues import in_quotation, tense
from qa.dates.setting import UNKNOWN, Reading, Resolve, Rule, Setting
from qa.dates.spans import Interval, years
from qa.dates.speech import year_behind
from qa.dates.words import plain

_SAID_THEN = re.compile(
    r"\b(?:said|wrote|writes|told|claimed|stated|recalled|predicted|announced)\b[^.,;]{0,30}$"
)


def deictic(
    pattern: str,
    resolve: Callable[[re.Match[str], Setting, Interval], Reading | None],
    cues: tuple[str, ...],
    *,
    aside: bool = False,
) -> Rule:
    """A rule of words that are told from the article's date, which `resolve` is given."""
    return Rule("deictic", re.compile(pattern), _told(resolve), aside, cues)


def _told(resolve: Callable[[re.Match[str], Setting, Interval], Reading | None]) -> Resolve:
    """`resolve` with the article's date, where there is one that these words can be told from."""

    def told(m: re.Match[str], at: Setting) -> Reading | None:
        if at.published is None or _is_told_elsewhere(m, at):
            return UNKNOWN if resolve(m, at, years(2000, 2000)) is not None else None
        return resolve(m, at, at.published)

    return told


def _is_told_elsewhere(m: re.Match[str], at: Setting) -> bool:
    """Whether the words are of another time than the article: "In 1963 he wrote: “Yesterday I”."

    So it is, as far as can be seen, in direct speech behind a date of another year or before one,
    in "he wrote in 1963 that yesterday", and with "this year" in a story of another year.
    """
    if at.quoted or _is_dated_behind(m, at):
        return True
    here = at.nearby is not None and at.nearby.end is not None
    before = at.nearby if here else at.before
    if before is None or not before.own or at.published is None:
        return False
    if before.days.year == at.published.year:
        return False
    story = "this" in plain(m.group()) and not at.speaks_here and tense(*span(m)) == "past"
    if before.end is None:
        return story
    said = _SAID_THEN.search(at.text, 0, before.end) is not None
    return story or said or in_quotation(at.text, m.start())


def _is_dated_behind(m: re.Match[str], at: Setting) -> bool:
    """“I left last year,” he wrote in 1932."""
    if at.published is None or not in_quotation(at.text, m.start()):
        return False
    return year_behind(at.text, m.end()) not in (None, at.published.start.year)


def span(m: re.Match[str]) -> tuple[str, int, int]:
    """The text, and where in it the match stands: what `qa.dates.cues.tense` takes."""
    return m.string, m.start(), m.end()
