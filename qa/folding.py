"""White space as a quote has it, and words as they are read."""

import re

_SOFT_HYPHEN = "\u00ad"  # where a word may be divided; it is not seen
_ARROW = "-->"
_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}"
# Between two lines of subtitles. Only SubRip numbers them all: "in 1938" may stand above a time.
_UNREAD = re.compile(
    rf"{_SOFT_HYPHEN}|(?<!\S)(?:\d{{1,6}}\s+{_TIME},\d{{1,3}}\s+-->\s+{_TIME},\d{{1,3}}"
    rf"|{_TIME}\.\d{{1,3}}\s+-->\s+{_TIME}\.\d{{1,3}}(?:\s+[a-z]+:[\w%.,-]+)*)\s+"
)


def fold(text: str) -> str:
    """Every run of white space becomes one space, the ends are stripped."""
    return " ".join(text.split())


def unhyphenated(text: str) -> str:
    """`text` as it is read: without soft hyphens, which hide words from whatever compares them, and
    without the times of subtitles."""
    return _UNREAD.sub("", text) if _is_marked(text) else text


def as_written(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the characters from `start` to `end` of the unhyphenated `text` stand in `text`."""
    if not _is_marked(text):
        return start, end
    unread = {place for mark in _UNREAD.finditer(text) for place in range(*mark.span())}
    places = [place for place in range(len(text)) if place not in unread]
    if start >= end:
        place = places[start] if start < len(places) else len(text)
        return place, place
    return places[start], places[end - 1] + 1


def _is_marked(text: str) -> bool:
    return _SOFT_HYPHEN in text or _ARROW in text
