"""Whether "today" is the day of the article or means nowadays: "is today a museum"."""

import re

from qa.dates.cues import next_verb, tense

_AROUND = 200  # characters
# What stands before it where something goes on: "known today as"; "that stands today was built".
_STILL = re.compile(
    r"\b(?:known|called|extant|alive|even|still|until|of|as|than|like)\s+$", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"\b(?:(?!(?:was|has|this|his|its|us)\b)[a-z]+s|are|have|seen|used|found|[a-z]+ing|living)\s+$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|what|where|when|how|why)\b", re.IGNORECASE)
_THAT_IS = re.compile(r"\b(?:that|which|who|whom)\s+(?:[\w’'-]+\s+)+$", re.IGNORECASE)
_DONE = re.compile(r"\b(?:was|were|been|had|has|have)\s+(?:\w+\s+){0,6}$", re.IGNORECASE)
_NEWS = re.compile(
    r"\b(?:is|are)\s+(?:being\s+)?(?:out|released|launched|announced|unveiled|inaugurated)\s+$"
)
_OF_NAME = re.compile(r"[’']s\s+[A-Z]")
_ASIDE = re.compile(r"(?:[(,–—-]\s*|\band\s+|\bis\s+)$")
_GLOSS = re.compile(r"\s+(?:[A-Z]|(?:a|an|the|in|part|one|home|known|called|owned)\s)")


def is_nowadays(m: re.Match[str]) -> bool:
    """Whether "today", matched in its sentence, is no day.

    It is one only where the verb before it, or behind it where it opens the clause, tells of what
    was done or will be.
    """
    first = max(0, m.start() - _AROUND)  # what is farther off says nothing
    text = m.string[first : m.end() + _AROUND]
    start, end = m.start() - first, m.end() - first
    if _NEWS.search(text, 0, start):
        return False
    if tense(text, start, end) not in ("past", "future") or _OF_NAME.match(text, end):
        return True
    before = text[:start]
    if _ASIDE.search(before) and before.strip() and _GLOSS.match(text, end):
        return True  # "Danzig, today Gdansk, was", "in a mill, today a museum"
    if _DONE.search(before):
        return False
    if _STILL.search(before):
        return True
    if tense(text[:end], start, end) is not None:
        return False
    if _THAT_IS.search(before):
        return True
    verb = next_verb(text, end)  # "today, few remember what happened"
    return bool(_GOES_ON.search(before) or _RELATIVE.search(text, end, verb))
