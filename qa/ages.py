"""How old somebody is, as it stands beside the name: "Rolf Sandvik, 44, the master of the ferry".

Newspapers give ages so, without a word for it: nothing in the sentence is like "old".
"""

import re
from dataclasses import dataclass

from qa.cells import Span
from qa.persons import NAMED, PART, is_of, name_asked

_ASKS = tuple(
    re.compile(rf"{pattern}\s*\??\s*$", re.IGNORECASE)
    for pattern in (
        r"\bhow\s+old\s+(?:is|was)\s+(?P<name>\S.{0,80}?)",
        r"\bwhat\s+age\s+(?:is|was)\s+(?P<name>\S.{0,80}?)",
        r"\bwhat(?:['’]s|\s+is|\s+was)\s+(?P<name>\S.{0,80}?)['’]s?\s+age",
        r"\b(?:what(?:['’]s|\s+is|\s+was)\s+)?the\s+age\s+of\s+(?P<name>\S.{0,80}?)",
        r"^\s*(?P<name>[^\s?][^?]{0,80}?)(?:['’]s?)?\s+age",
    )
)
_WHEN = re.compile(r"\b(?:when|while|at|in|on|then|before|after|during|as|by)\b", re.IGNORECASE)
_YEARS = r"(?P<age>1[0-1]\d|[1-9]\d?)"
_NAME = rf"(?P<name>{NAMED}(?:\s+(?:{PART}\s+)*{NAMED})*)"
_TOLD = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NAME},\s+(?:(?:now|then|who\s+(?:is|was))\s+)?(?:aged\s+)?{_YEARS}(?=[,;.)]|\s+and\b|$)",
        rf"{_NAME}\s+\((?:aged?\s+)?{_YEARS}\)",
        rf"{_NAME},?\s+(?:an?\s+|who\s+(?:is|was)\s+)?(?:aged\s+)?{_YEARS}[- ]years?[- ]old\b",
        rf"\b{_YEARS}[- ]years?[- ]old\s+(?:[a-z][\w-]*\s+){{0,3}}{_NAME}",
        rf"{_NAME}\s+(?:is|was|turned|turns)\s+(?:now\s+)?{_YEARS}(?=[.,;]|\s+(?:years\s+old|on|in|last|this|today)\b|$)",
    )
)
# Behind a scorer stands the minute.
_OF_A_MATCH = re.compile(
    r"\b(?:goals?|scor\w+|minutes?|penalt\w+|half-?time|substitut\w+|pts)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Age:
    """Whose age is asked for: the words of the name in small letters."""

    name: frozenset[str]


def asked_age(question: str) -> Age | None:
    """Whose age a question asks for, at no certain time; None where it asks something else."""
    found = next((m for pattern in _ASKS if (m := pattern.search(question))), None)
    if found is None or _WHEN.search(found["name"]):
        return None
    name = name_asked(found["name"])
    return Age(name) if name else None


def age_in(quote: str, asked: Age) -> Span | None:
    """Where in a sentence the age stands, beside the name; None where it does not."""
    for pattern in _TOLD:
        for found in pattern.finditer(quote):
            if not is_of(asked.name, found["name"]):
                continue
            if "(" in found[0] and _OF_A_MATCH.search(quote):
                continue
            return found.span("age")
    return None
