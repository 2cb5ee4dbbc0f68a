"""What letters stand for, as it stands beside them: "Democratic National Union Movement (DNUM)".

The long form is found as by Schwartz and Hearst 2003 (A simple algorithm for identifying
abbreviation definitions in biomedical text): from its end on every letter of the short one stands
in it, and the first of them begins a word.
"""

import re
import unicodedata
from dataclasses import dataclass

from qa.cells import Span

_LETTERS = r"[\"“‘'*_]*(?P<letters>{form})[\"”’'*_]*"
_CAPITALS = _LETTERS.format(form=r"(?=[\w&.-]*[A-Z][\w&.-]*[A-Z])[A-Z][\w&.-]{0,9}\w\.?")
_ANY = _LETTERS.format(form=r"[A-Za-z][A-Za-z&-]{0,8}[A-Za-z]")
_KIND = r"(?i:(?:the\s+)?(?:(?:acronym|abbreviation|initials?|letters?|short\s+form|name)\s+)?)"
_ASKS = (
    rf"(?i:\bwhat\b.*?\s)(?i:do|does|did)\s+{_KIND}{{letters}}\s+(?i:stand\s+for)",
    rf"(?i:\bwhat\s+){_KIND}{{letters}}\s+(?i:(?:stands|stood|is\s+short)\s+for)",
    rf"(?i:\bwhat(?:['’]?s|\s+is|\s+was)\s+){_KIND}{{letters}}\s+"
    r"(?i:short\s+for|an?\s+(?:acronym|abbreviation)\s+(?:of|for))",
    r"(?i:\b(?:full|long)\s+(?:form|name)\s+(?:of|for)\s+(?:the\s+)?){letters}",
    r"{letters}(?:['’]s)?\s+(?i:full\s+(?:form|name))",
)
_FOR_SURE = [re.compile(pattern.replace("{letters}", _CAPITALS)) for pattern in _ASKS]
_PERHAPS = [re.compile(pattern.replace("{letters}", _ANY)) for pattern in _ASKS[:3]] + [
    re.compile(rf"(?i:\bwhat\s+(?:do|does|did)\s+){_KIND}{_CAPITALS}\s+(?i:mean)\b")
]
_SAYS = r"(?:(?:stands?|stood|is\s+short|was\s+short|short)\s+for|means)\s+(?:the\s+)?[\"“‘']?"
_EXPLAINED = re.compile(
    r"\b(?:st[ao]nds?|stood|short)\s+for\b|\babbreviat|\bacronym\b", re.IGNORECASE
)
_OPENING = re.compile(r"(?:(?:the|an?)\s+|[\"“‘'*_]+)+", re.IGNORECASE)
_WORDS = re.compile(r"\S+")
_SLACK = 5  # words that a long form may have besides those of the letters


@dataclass(frozen=True, slots=True)
class Acronym:
    """The letters whose long form is asked for, without dots. `sure`: the question can mean nothing
    else."""

    letters: str
    sure: bool


def asked_acronym(question: str) -> Acronym | None:
    """The letters of which a question asks what they stand for; None if it asks another thing."""
    for sure, patterns in ((True, _FOR_SURE), (False, _PERHAPS)):
        found = next((m for one in patterns if (m := one.search(question))), None)
        if found:
            return Acronym(found["letters"].upper().replace(".", ""), sure)
    return None


def long_form_in(quote: str, asked: Acronym) -> Span | None:
    """Where in a sentence the long form of the letters stands, beside them; None where it does
    not."""
    letters = r"\.?".join(map(re.escape, asked.letters)) + r"\b\.?"
    for found in re.finditer(rf"\(\s*[\"“‘'*_]*{letters}(?!\w)", quote):
        if span := _ending(quote, found.start(), asked.letters):
            return span
    behind = rf"(?<!\w){letters}[\"”’'*_]*\s*(?:\(\s*|,?\s+{_SAYS})(?P<long>[^()]{{4,120}})"
    for found in re.finditer(behind, quote):
        if span := _beginning(quote, *found.span("long"), asked.letters):
            return span
    return None


def explains(quote: str) -> bool:
    """Whether a sentence says of letters what they are short for, in whatever words."""
    return _EXPLAINED.search(quote) is not None


def _ending(quote: str, end: int, letters: str) -> Span | None:
    """The long form whose end is the last word before `end`."""
    words = list(_WORDS.finditer(quote, 0, end))[-_most_words(letters) :]
    if not words:
        return None
    start = _matched(quote, words[0].start(), words[-1].end(), letters)
    return None if start is None else _trimmed(quote, start, words[-1].end())


def _beginning(quote: str, start: int, end: int, letters: str) -> Span | None:
    """The long form that begins at `start`: as few words as have all the letters."""
    opening = _OPENING.match(quote, start, end)
    start = opening.end() if opening else start
    for word in list(_WORDS.finditer(quote, start, end))[: _most_words(letters)]:
        if _matched(quote, start, word.end(), letters) == start:
            return _trimmed(quote, start, word.end())
    return None


def _most_words(letters: str) -> int:
    return min(len(letters) + _SLACK, 2 * len(letters))


def _matched(quote: str, start: int, end: int, letters: str) -> int | None:
    """Where the word begins in which the first letter is found, when all are sought from the end
    of that stretch; None where one is missing."""
    place = end
    wanted = [one.lower() for one in letters if one.isalnum()]
    for number, letter in reversed(list(enumerate(wanted))):
        place -= 1
        while place >= start and not (
            _plain(quote[place]) == letter
            and (number or place == 0 or not quote[place - 1].isalnum())
        ):
            place -= 1
        if place < start:
            return None
    return place


def _plain(letter: str) -> str:
    """A letter without its accent, in lower case."""
    return unicodedata.normalize("NFD", letter)[0].lower()


def _trimmed(quote: str, start: int, end: int) -> Span:
    """Without the marks at the end."""
    return start, start + len(quote[start:end].rstrip(".,;:\"”’'*_ "))
