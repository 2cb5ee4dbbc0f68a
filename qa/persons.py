"""Names in a question and in a sentence: whether one is the other's, or a namesake's."""

import re
from collections.abc import Sequence

from qa.full_names import TITLE
from qa.nouns import kind_of_noun
from qa.syntax import Parse
from qa.values import folded

PART = r"(?:of|the|de|van|von|der|den|la|le|di|da|du|del|dos|bin|ibn|al|zu|y)"
NAMED = r"[A-Z\u00c0-\u00de\u0100-\u017f][\w'’.-]*"
_ANOTHERS = re.compile(r"['’]s?\s|\b(?:his|her|their|its|my|your|our)\b|\b[a-z]\w*\s+of\b")
_WORD = re.compile(r"[^\W_]+")
_TITLED = re.compile(TITLE)
_INITIAL = 2  # characters, with its dot
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
    return bool(words) and words[-1] in asked and (asked <= there or there <= asked)


def is_namesakes(name: Sequence[str], quote: str, parse: Parse) -> bool:
    """Whether all that a sentence says of a name (its lemmas) is of another with the same last
    word: of Edwin Chadwick, where it has only "his deputy James Chadwick"."""
    given = [one for one in name[:-1] if not _is_title(one)]
    last = [n for n, word in enumerate(parse) if word.lemma == name[-1]]
    before = [_given_before(n, quote, parse) for n in last]
    return bool(given and last) and all(one and not _may_be(one, given) for one in before)


def _given_before(last: int, quote: str, parse: Parse) -> list[str]:
    """The first names before the word `last`, by their lemmas."""
    found = []
    for n in range(last - 1, -1, -1):
        word, behind = parse[n], parse[n + 1]
        said = quote[word.start : word.end]
        if word.pos != "PROPN" or not said[0].isupper() or quote[word.end : behind.start] != " ":
            break
        if not _is_title(said.lower()):
            found.append(word.lemma)
    return found


def _may_be(found: Sequence[str], given: Sequence[str]) -> bool:
    """Whether first names have one that is asked about, or may be short for it."""
    return any(
        one == other or (one[0] == other[0] and min(len(one), len(other)) <= _INITIAL)
        for one in found
        for other in given
    )


def _is_title(word: str) -> bool:
    return _TITLED.fullmatch(word) is not None or kind_of_noun(word) == "person"


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded(text))) - _SMALL
