"""Direct speech of another time than the article: a diary, a letter or a report that is quoted.

“I left last year,” he wrote in 1932; in his diary for 8 August 1917 he noted: “It rained. Jones was
shot yesterday.” Within one sentence, behind the date, `qa.dates.relative` sees it by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.dates.words import DAY, MONTH, YEAR

_SAYS = (
    r"(?:said|says|wrote|writes|told|recalled|recalls|noted|notes|reported|remembered|declared|"
    r"quoted|quotes)"
)
_PAPER = (
    r"(?:report|diary|diaries|letters?|journal|log(?:book)?|memoirs?|telegram|dispatch|interview|"
    r"statement|testimony|autobiography)"
)
_IN_YEAR = rf"\s+(?:in|on)\s+(?:(?:{DAY}\s+)?{MONTH}\s+(?:{DAY},?\s+)?)?(?P<year>{YEAR})"
_WORDS = r"(?:\s+(?!\w+ed\b|born\b|built\b|who\b)[\w’'-]+){0,5}?"
_BEHIND = (
    re.compile(rf"\s*(?:[\w.’'-]+\s+){{0,4}}?{_SAYS}\b{_WORDS}{_IN_YEAR}"),
    re.compile(rf"\s*(?:the|his|her|their|a)\s+(?P<year>{YEAR})\s+{_PAPER}\b"),
)
_CLOSING = re.compile(r"[”\"]")
_SAYING, _OF_PAPER = re.compile(rf"\b{_SAYS}\b"), re.compile(rf"\b{_PAPER}\b")
_OPENING = 12  # characters before a date that opens a sentence: "On Friday, "


def year_behind(text: str, place: int) -> int | None:
    """The year that stands behind the quotation that `place` is in: “...,” he wrote in 1932."""
    closing = _CLOSING.search(text, place)
    if closing is None:
        return None
    found = (pattern.match(text, closing.end()) for pattern in _BEHIND)
    return next((int(m["year"]) for m in found if m), None)


@dataclass(frozen=True, slots=True)
class Speech:
    """Direct speech that goes on behind the end of a sentence, up to the mark that closes it."""

    closing: str
    passage: int

    def end(self, text: str) -> int:
        """Where it ends in the next sentence: at the mark, or with the sentence."""
        place = text.find(self.closing)
        return len(text) if place < 0 else place


def speech_left_open(
    text: str, passage: int, dates: Sequence[tuple[int, int]], since: int = 0
) -> Speech | None:
    """The speech that a sentence begins and does not end, if one of these dates introduces it.

    It is the date of a paper ("In his diary for 8 August 1917 he noted: “It rained."), or opens the
    sentence and words of saying follow. since: where the speech of the sentence before ended.
    """
    opening = _left_open(text, since)
    before = [date for date in dates if date[1] <= opening]
    if not before:
        return None
    start, end = before[-1]
    said = start <= _OPENING and _SAYING.search(text, end, opening)
    if not said and not _OF_PAPER.search(text, 0, opening):
        return None
    return Speech("”" if text[opening] == "“" else '"', passage)


def _left_open(text: str, since: int) -> int:
    """Where a quotation begins that has no end in the text, or -1."""
    if text.count("“", since) > text.count("”", since):
        return text.rfind("“", since)
    return text.rfind('"', since) if text.count('"', since) % 2 else -1
