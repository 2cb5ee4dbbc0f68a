"""Names and titles made of the words of dates: USA Today, “Yesterday”, Last Year at Marienbad.

They have a capital where none is due: within a sentence, or in the second word ("Last Year"). Where
all words have one, as in headlines, nothing can be told from it.
"""

import re

from qa.dates.words import FULL_MONTH, WEEKDAY

_WORD = re.compile(r"[^\W\d_]+")
_CALENDAR = re.compile(rf"{FULL_MONTH}|{WEEKDAY}")
_OPENERS = ".!?:;…—–|•/([{«>#)]"
_DASH = re.compile(r"(?:^|\s)-$")
_QUOTES, _CLOSING = "“‘\"'", re.compile(r"[”’\"']")
_CLOSING_SPEECH = re.compile(r"[,.!?]+[”’\"']")
_SAYS = re.compile(
    r"(?:^|[,.:;!?—–-]|\b(?:said|says|say|wrote|asked|answered|replied|added|told|cried))$"
)
_AROUND = 200
_LONG, _HEADLINE = 4, 0.8  # letters; the share of words from so many on that have capitals


def is_name(text: str, start: int, end: int) -> bool:
    """Whether the words of a date that stand there are a name or a title, or part of one."""
    if start > _AROUND:  # what is farther off says nothing, and would be read for every date
        text, start, end = text[start - _AROUND :], _AROUND, end - start + _AROUND
    text = text[: end + _AROUND]
    words = [m for m in _WORD.finditer(text, start, end) if not _CALENDAR.fullmatch(m[0])]
    capital = [m.start() for m in words if m[0][0].isupper()]
    if not capital or _is_headline(text, start, end):
        return False
    if _is_quoted(text, start, end):
        return True
    inside = capital[0] > start or not _opens(text, start)
    return inside or any(text[n : n + 3].isalpha() for n in capital[1:])


def _is_headline(text: str, start: int, end: int) -> bool:
    """Whether capitals say nothing: most other words have one, or there are only capitals."""
    head = text[:end]
    if text.isupper() or (head.isupper() and len(_WORD.findall(head)) > 2):
        return True
    others = [word for word in _WORD.findall(f"{text[:start]} {text[end:]}") if len(word) >= _LONG]
    return len(others) > 2 and sum(w[0].isupper() for w in others) >= _HEADLINE * len(others)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence, a clause behind a colon, a bracket or direct speech begins there."""
    if text[start - 1 : start] in _QUOTES:  # also where it is the beginning
        return True
    before = text[:start].rstrip().rstrip("*_”’\"'").rstrip()
    return not before or before[-1] in _OPENERS or _DASH.search(before) is not None


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether quotation marks are right around the words, and it is not somebody who speaks."""
    if start == 0 or text[start - 1] not in _QUOTES:
        return False
    if _CLOSING.match(text, end):
        return True
    speech = _SAYS.search(text[: start - 1].rstrip())
    return _CLOSING_SPEECH.match(text, end) is not None and speech is None
