"""Names of persons in a question and in a sentence: whether one is the other's."""

import re

from qa.values import folded

PART = r"(?:of|the|de|van|von|der|den|la|le|di|da|du|del|dos|bin|ibn|al|zu|y)"
NAMED = r"[A-Z\u00c0-\u00de\u0100-\u017f][\w'’.-]*"
_ANOTHERS = re.compile(r"['’]s?\s|\b(?:his|her|their|its|my|your|our)\b|\b[a-z]\w*\s+of\b")
_WORD = re.compile(r"[^\W_]+")
# What a name may have or not.
_SMALL = frozenset("the of de van von der la le mr mrs ms miss dr prof sir dame lord lady".split())  # noqa: SIM905


def name_asked(said: str) -> frozenset[str]:
    """The words of the name that a question says, in small letters; empty where it asks of another
    than the one who is named: "Ferrante's wife"."""
    name = said.partition(",")[0]
    if _ANOTHERS.search(name):
        return frozenset()
    capitals = [word for word in _WORD.findall(name) if word[0].isupper()]
    return _words(" ".join(capitals) or name)


def is_of(asked: frozenset[str], name: str) -> bool:
    """Whether a name is that asked for: it may be longer, but ends as the other does."""
    words = _WORD.findall(folded(name))
    there = _words(name)
    return words[-1] in asked and (asked <= there or there <= asked)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded(text))) - _SMALL
