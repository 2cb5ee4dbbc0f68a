"""Names with a number in them: the Second World War is not the First, nor Case 001 Case 002."""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile

import numpy as np

from embeddings.vectors import Mask
from qa.asking import AUXILIARIES, WH
from qa.library import Library
from qa.words import terms_of

Numbered = tuple[str, int]
"""What is numbered, in small letters, and its number."""

_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905
_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()  # noqa: SIM905
_NUMBERS = {
    **{word: n for n, word in enumerate(_WORDS, 1)},
    **{word: n for n, word in enumerate(_ORDINALS, 1)},
    **{word.lower(): n for n, word in enumerate(_ROMANS, 1)},
}
_DATED = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|"
    r"Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs(?:day)?)?|Fri(?:day)?|Sat(?:urday)?|"
    r"Sun(?:day)?|The|In|On|At|Of|About|Some|Only|Over|After|Before|Since|Until|By|From|To|Nearly|"
    r"Around|Almost|Age|Aged|All|And|But|For|With|Between|More|Up"
)
_NAME = rf"(?!(?:{_DATED})\b)[A-Z][\w’'-]*(?: (?!(?:{_DATED})\b)[A-Z][\w’'-]*){{0,2}}?"
_RANK = "|".join((*(word.capitalize() for word in _ORDINALS), r"\d{1,2}(?:st|nd|rd|th)"))
_COUNT = "|".join((*(word.capitalize() for word in _WORDS), *sorted(_ROMANS, key=len)[::-1]))
_BEFORE = re.compile(rf"\b(?P<number>{_RANK}) (?P<name>{_NAME})(?=\W|$)(?! [A-Z])")
_BEHIND = re.compile(
    rf"\b(?P<name>{_NAME}) (?P<number>{_COUNT}|\d{{1,3}})(?![\w%])(?![.,:]\d)(?! (?:{_DATED})\b)"
)
_OPENING = AUXILIARIES | WH | {"if"}  # "Did Innocent III", "Can I"
_READ = 200  # sentences with the name that are looked at


def numbered_in(text: str) -> Iterator[Numbered]:
    """The numbered names of a text: of "World War II" and of "the Second World War" the same."""
    for pattern in (_BEFORE, _BEHIND):
        for found in pattern.finditer(text):
            word = found["number"].lower()
            number = _NUMBERS.get(word) or int(re.sub(r"\D", "", word) or 0)
            names = dropwhile(_OPENING.__contains__, found["name"].lower().split())
            if name := " ".join(names):
                yield name, number


def of_another(library: Library, question: str, rows: Sequence[int]) -> Mask:
    """Which sentence rows name another of the same name, and not the one asked about, (n,)."""
    asked = set(numbered_in(question))
    found = np.zeros(len(rows), dtype=np.bool_)
    for place, row in enumerate(rows if asked else ()):
        told = set(numbered_in(library.corpus.sentence_read(row)))
        others = {name for name, _ in told - asked} & {name for name, _ in asked}
        found[place] = bool(others) and not told & asked
    return found


def is_of_none(library: Library, question: str) -> bool:
    """Whether a question names one of which the collection has only others: it tells of the First
    World War, and nothing of the Second."""
    return any(_has_only_others(library, *one) for one in numbered_in(question))


def _has_only_others(library: Library, name: str, number: int) -> bool:
    rows = library.rows_with(terms_of(name))
    if len(rows) > _READ:
        return False
    texts = [library.corpus.sentence_in_context(row) for row in rows.tolist()]
    others = any(found == name for text in texts for found, _ in numbered_in(text))
    return others and not any(map(_in_any_form(name, number).search, texts))


def _in_any_form(name: str, number: int) -> re.Pattern[str]:
    """A numbered name however it is written: of "Case 001" also "the first case", "case no. 1"."""
    words = [one for one, n in _NUMBERS.items() if n == number]
    counted = "|".join((rf"0*{number}", *words))
    ranked = "|".join((rf"{number}(?:st|nd|rd|th)", *words))
    named = re.escape(name)
    return re.compile(
        rf"\b(?:{ranked})\s+{named}\b|\b{named}\s+(?:(?:no|nr)\b\.?\s*|number\s+)?(?:{counted})\b",
        re.IGNORECASE,
    )
