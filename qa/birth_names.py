"""What somebody was called at first, as it stands beside the name: "Born Kim Trang, Ieng Sary ...",
"Clara Haskell (née Wieck)".

Such a sentence has no word for it but "born", which is as much of a day or a place.
"""

import re
from dataclasses import dataclass

from qa.cells import Span
from qa.persons import NAMED, PART, is_of, name_asked

_WHICH = r"(?:(?:real|birth|original|true|actual|former|maiden|old)\s+)+"
_AT_BIRTH = r"(?:at\s+birth|when\s+(?:he|she)\s+was\s+born|before\s+(?:he|she)\s+changed\s+it)"
_ASKS = tuple(
    re.compile(rf"{pattern}\s*\??\s*$", re.IGNORECASE)
    for pattern in (
        rf"\bwhat(?:['’]s|\s+is|\s+was)\s+(?P<name>\S.{{0,80}}?)['’]s?\s+{_WHICH}name",
        rf"\bwhat(?:['’]s|\s+is|\s+was)\s+the\s+{_WHICH}name\s+of\s+(?P<name>\S.{{0,80}}?)",
        rf"\bwhat(?:['’]s|\s+is|\s+was)\s+(?P<name>\S.{{0,80}}?)['’]s?\s+name\s+{_AT_BIRTH}",
        rf"\bwhat\s+was\s+(?P<name>\S.{{0,80}}?)\s+(?:called|named)\s+{_AT_BIRTH}",
        r"\bwhat\s+was\s+(?P<name>\S.{0,80}?)\s+born\s+as",
        rf"^\s*(?P<name>[^\s?][^?]{{0,80}}?)(?:['’]s?)?\s+{_WHICH}name",
    )
)
_NAME = rf"{NAMED}(?:\s+(?:{PART}\s+)*{NAMED})*"
_TOLD = re.compile(
    r"(?:\b[Bb]orn\s+(?:as\s+)?|\bn[ée]e?\s+|\b(?:whose\s+)?(?:real|birth|maiden|original)\s+name"
    rf"(?:\s+(?:is|was|being)|:)\s+)(?P<name>{_NAME})(?=\s*(?:[,;.)–—]|$)|\s+(?:in|on|to|at|and|of)\b)"
)
# "Born Jewish", "born Monday".
_NO_NAME = re.compile(
    r"\w+(?:ish|ian|ese|ic|ant|day|ary|ist|im)|(?:May|June|July|March|August)\b.*"
)
_KNOWN_AS = re.compile(rf"\bknown\s+(?:[a-z]+\s+)?as\s+[\"“‘']?(?P<later>{_NAME})")
_CLAUSE = re.compile(rf"[,;]\s+(?P<name>{_NAME})(?=\s+[a-z])")
_LONGEST = 70  # characters between a name and "known as"
_OTHER = re.compile(_NAME)


@dataclass(frozen=True, slots=True)
class BirthName:
    """Whose first name is asked for: the words of the name that is known, in small letters."""

    name: frozenset[str]


def asked_birth_name(question: str) -> BirthName | None:
    """Of whom a question asks the name at birth; None where it asks something else."""
    found = next((m for pattern in _ASKS if (m := pattern.search(question))), None)
    name = name_asked(found["name"]) if found else frozenset()
    return BirthName(name) if name else None


def birth_name_in(quote: str, asked: BirthName) -> Span | None:
    """Where in a sentence the name at birth stands, if it is of the one asked about; None where it
    does not."""
    for found in _TOLD.finditer(quote):
        if not _NO_NAME.fullmatch(found["name"]) and is_of(asked.name, _whose(quote, found)):
            return found.span("name")
    return _known_as(quote, asked)


def _whose(quote: str, found: re.Match[str]) -> str:
    """Whose name at birth it is: the last one named before it, or of a sentence that begins with it
    the first that a clause begins with; empty for nobody."""
    before = [one[0] for one in _OTHER.finditer(quote, 0, found.start())]
    if before:
        return before[-1]
    behind = _CLAUSE.search(quote, found.end())
    return behind["name"] if behind else ""


def _known_as(quote: str, asked: BirthName) -> Span | None:
    """ "Saloth Sar - a man who would become better known as Pol Pot"."""
    for found in _KNOWN_AS.finditer(quote):
        before = list(_OTHER.finditer(quote, max(found.start() - _LONGEST, 0), found.start()))
        if is_of(asked.name, found["later"]) and before and " " in before[-1][0]:
            return before[-1].span()
    return None
