"""When somebody was born and died, as it stands behind the name: "Ilse Varrow (1868–1931)".

Such a sentence has no word for it, so that nothing in it is like "born" or "die".
"""

import re
from dataclasses import dataclass
from typing import Literal

from qa.cells import Span
from qa.dates.words import DASH, DAY, MONTH
from qa.persons import NAMED, PART, is_of, name_asked

End = Literal["born", "died"]

_FEWEST, _MOST = 20, 115  # years of a life; a mayor's (1921–1930) are fewer
_ASKS = re.compile(
    r"(?:\bwhen|\b(?:what|which)\s+(?:year|month|day|date))\b.{0,30}?\b(?:was|did|were)\s+"
    r"(?P<name>\S.{0,80}?)\s+(?P<verb>born|die)(?:\s+(?:on|in))?\s*\??\s*$",
    re.IGNORECASE,
)
_END = r"(?P<noun>birth|death)"
_ASKS_FOR = tuple(
    re.compile(rf"{pattern}\s*\??\s*$", re.IGNORECASE)
    for pattern in (
        rf"\b(?:date|year|day)\s+of\s+(?:the\s+)?{_END}\s+of\s+(?P<name>\S.*?)",
        rf"\b(?:date|year|day)\s+of\s+(?P<name>\S.*?)['’]s?\s+{_END}",
        rf"\b(?:is|was)\s+(?P<name>\S.*?)['’]s?\s+(?:date|year|day)\s+of\s+{_END}",
        rf"\b(?:is|was)\s+(?P<name>\S.*?)['’]s?\s+{_END}\s*(?:date|year|day)",
    )
)
_NAME = re.compile(rf"(?<!\w){NAMED}(?:\s+(?:{PART}\s+)*{NAMED})*\s*$")
_LONGEST = 80  # characters of a name
_ROUGH = r"(?:(?:c|ca|circa|about|around|before|after)\b\.?\s*)?"
_DATE = (
    rf"{_ROUGH}(?:{DAY}\s+(?:of\s+)?{MONTH},?\s+|{MONTH}\s+(?:{DAY},?\s+)?)?[1-9]\d{{2,3}}(?!\d)"
)
_PLACE = r"(?:,?\s+(?:in|at|near)\s+[^;()–—\d]{1,40}?|,\s+[A-Z][^;()–—\d]{1,40}?)?"
_AT = r"(?:(?:on|in|at)\s+)?(?:[A-Z][^;()\d]{1,40}?,\s+)?"
_BORN = rf"(?:born\s+|b\.\s*|\*\s*){_AT}"
_DIED = rf"(?:died\s+|d\.\s*|†\s*){_AT}"
_LIFE = re.compile(
    rf"\((?:[^();\d]{{1,60}};\s+)?(?:"
    rf"(?P<born>{_DATE}){_PLACE}{DASH}(?P<died>{_DATE}){_PLACE}"
    rf"|{_BORN}(?P<born2>{_DATE}){_PLACE}(?:[;,]\s+{_DIED}(?P<died2>{_DATE}){_PLACE})?"
    rf"|{_DIED}(?P<died3>{_DATE}){_PLACE})\)"
)
_BARE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Life:
    """Whose birth or death is asked for: the words of the name in small letters, and which."""

    name: frozenset[str]
    end: End


def asked_life(question: str) -> Life | None:
    """Whose birth or death a question asks the date of; None where it asks something else."""
    if found := _ASKS.search(question):
        return _life(found["name"], "born" if found["verb"].lower() == "born" else "died")
    found = next((m for pattern in _ASKS_FOR if (m := pattern.search(question))), None)
    if found is None:
        return None
    return _life(found["name"], "born" if found["noun"].lower() == "birth" else "died")


def _life(said: str, end: End) -> Life | None:
    words = name_asked(said)
    return Life(words, end) if words else None


def life_in(quote: str, asked: Life) -> Span | None:
    """Where in a sentence the date asked for stands, behind the name; None where it does not."""
    for life in _LIFE.finditer(quote):
        named = _NAME.search(quote[max(life.start() - _LONGEST, 0) : life.start()])
        if named is None or not is_of(asked.name, named[0]):
            continue
        born, died = (
            next((key for key in keys if life[key]), None)
            for keys in (("born", "born2"), ("died", "died2", "died3"))
        )
        key = born if asked.end == "born" else died
        if key and not (born and died and _is_no_life(life[born], life[died])):
            return life.span(key)
    return None


def in_life(quote: str, start: int, end: int) -> bool:
    """Whether words of a sentence stand in such brackets, whoever's they are."""
    return any(life.start() <= start and end <= life.end() for life in _LIFE.finditer(quote))


def _is_no_life(born: str, died: str) -> bool:
    """Whether two dates are no life's: those of an office as a rule are years, and near."""
    years = [int(_BARE.findall(date)[-1]) for date in (born, died)]
    least = _FEWEST if _BARE.fullmatch(born) and _BARE.fullmatch(died) else 0
    return not least <= years[1] - years[0] <= _MOST
