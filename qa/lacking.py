"""What is asked for in so many words, and must stand in whatever answers: a name, a number to ring.

"What was the ship's name?" is not answered by a sentence about the ship that has no name in it.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np

from embeddings.vectors import Mask
from qa.analysis import Analysis
from qa.library import Library
from qa.values import folded

Has = Callable[[str, Analysis], bool]
"""Whether a sentence has it: as it is written, and as it is read."""

_ADJECTIVES = (
    "full|first|last|middle|given|real|true|original|old|new|former|previous|present|current|birth"
    "|maiden|family|married|brand|trade|official|code|pen|stage|scientific|latin|common|proper"
)
_NO_PREPOSITION = r"(?!(?:of|on|in|for|to|with|from|by|at|about|than|that|behind|under)\b)"
_NAME = re.compile(
    r"\bwhat(?:['’]?s|\s+(?:is|was|are|were))\s+"
    rf"(?:{_NO_PREPOSITION}\S+\s+){{0,5}}?(?:the|his|hers?|its|their|our|your|my|\S+['’]s?|{_ADJECTIVES})"
    r"\s+names?\b(?!\s+(?:after|for|servers?)\b)"
    rf"|^\W*(?:the\s+)?(?:(?:{_ADJECTIVES})\s+)?names?\s+of\b"
    r"|\bwhat\s+(?:is|was|are|were|did|do|does)\s.{2,60}(?<!so-)\bcalled\b"
    r"(?!\s+(?:to|for|off|on|up|in|back|out|by)\b)",
    re.IGNORECASE,
)
_SAID = re.compile(r"[\"“”„«»‘`*_]")  # around a title, or what something is called
_WORD = re.compile(r"[^\W_]+")
_UNNAMED = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "QUANTITY", "PERCENT"})
_PHONE = re.compile(
    r"\bphone\s+(?:number|no\b)|\btelephone\s+(?:number|no\b)|\bfax\s+number"
    r"|\bnumber\s+(?:to|do|can|should|for)\b.*\b(?:ring|call|phone|dial)",
    re.IGNORECASE,
)
_DIALLED = re.compile(r"\d(?:[\s()/.-]?\d){2}")
_COUNTS = re.compile(r"\bhow\s+(?:many|much|long|often|old)\b", re.IGNORECASE)
_EMAIL, _AT = re.compile(r"\be-?mail\s+address", re.IGNORECASE), re.compile(r"@|[\[(]at[\])]")


def has_it(question: str) -> Has | None:
    """How to tell whether a sentence has what is asked for; None where that may be anything."""
    if _COUNTS.search(question):
        return None  # how many there may be, or how long one is
    if _PHONE.search(question):
        return lambda quote, _: _DIALLED.search(quote) is not None
    if _EMAIL.search(question):
        return lambda quote, _: _AT.search(quote) is not None
    return _names(question) if _NAME.search(question) else None


def lacking(library: Library, question: str, rows: Sequence[int]) -> Mask:
    """Which sentence rows have not what is asked for, (n,); what is not parsed may have it."""
    has = has_it(question)
    found = np.zeros(len(rows), dtype=np.bool_)
    for place, row in enumerate(rows if has else ()):
        one = library.analysis(row)
        quote = library.corpus.sentence_quote(row)
        found[place] = bool(one.parse) and has is not None and not has(quote, one)
    return found


def _names(question: str) -> Has:
    """Whether a sentence has a name that is not in the question, or something within quotes."""
    asked = set(_WORD.findall(folded(question)))

    def has(quote: str, one: Analysis) -> bool:
        return _SAID.search(quote) is not None or any(
            not set(_WORD.findall(folded(one.quote[word.start : word.end]))) <= asked
            for n, word in enumerate(one.parse)
            if word.entity not in _UNNAMED
            and word.end - word.start > 1
            and (word.pos == "PROPN" or (n and one.quote[word.start].isupper()))
        )

    return has
