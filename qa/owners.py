"""Whose a thing is: "the wall of Brennick" is not the wall of Skarvik that was asked about."""

import re
from collections.abc import Sequence

import numpy as np

from embeddings.vectors import Mask
from qa.library import Library
from qa.syntax import Parse, Word
from qa.values import folded

RELATIVES = frozenset(
    """
    wife husband spouse widow widower father mother parent son daughter child baby twin brother
    sister sibling uncle aunt nephew niece cousin grandfather grandmother grandson granddaughter
    grandchild dad mum mom grandpa granddad grandma gran granny auntie stepfather stepmother
    stepson stepdaughter fiancé fiancée fiance fiancee
    """.split()  # noqa: SIM905 - as in qa.words
)
"""Nouns for the members of a family."""
_OWNING = frozenset({"prep", "poss", "compound", "nmod", "pobj", "appos"})

_AMOUNTS = frozenset({"number", "duration", "money"})
_WORD = re.compile(r"[^\W_]+")
_BESIDE = frozenset({"appos", "compound", "flat"})


def is_anothers(question: Parse, parse: Parse) -> bool:
    """Whether a sentence gives what the question asks about to somebody or somewhere else.

    That is, a noun to which the question gives a name has other names there wherever it stands.
    """
    names = {word.lemma for word in question if word.pos == "PROPN"}
    for n, word in enumerate(question):
        if word.pos != "NOUN" or not owners(question, n):
            continue
        given = [owners(parse, k) for k, one in enumerate(parse) if one.lemma == word.lemma]
        if given and all(one and not one & names for one in given):
            return True
    return False


def is_kins(question: Parse, parse: Parse) -> bool:
    """Whether what the question's somebody did is in the sentence done by one of his only.

    "How old was X when he died" is not told by "at 15, after his father had died".
    """
    for n, word in enumerate(question):
        if word.pos != "VERB" or not any(_does(question, k, n) for k in range(len(question))):
            continue
        deeds = [k for k, one in enumerate(parse) if one.pos == "VERB" and one.lemma == word.lemma]
        doers = [[m for m in range(len(parse)) if _is_subject(parse, m, k)] for k in deeds]
        if deeds and all(one and all(_is_ones(parse, m) for m in one) for one in doers):
            return True
    return False


def is_relatives(question: Parse, parse: Parse) -> bool:
    """Whether what is asked of somebody is in the sentence said of a wife, a father or the like.

    "When did X die" is not told by "his wife, Ludmila, died", but "when did Ludmila die" is.
    """
    for n, word in enumerate(question):
        if word.pos not in ("VERB", "AUX"):
            continue
        asked = {m for m in range(len(question)) if _does(question, m, n)}
        deeds = [k for k, one in enumerate(parse) if one.lemma == word.lemma]
        doers = [m for k in deeds for m in range(len(parse)) if _is_subject(parse, m, k)]
        if asked and doers and all(_is_relative(parse, m) for m in doers):
            names = set().union(*(_names(question, m) for m in asked))
            return not any(_is_one(names, _names(parse, m)) for m in doers)
    return False


def _is_relative(parse: Parse, n: int) -> bool:
    """Whether a word is a relative of somebody: "his wife", "his wife Ludmila", "a son of his"."""
    if parse[n].pos == "PROPN":
        beside = [k for k, one in enumerate(parse) if one.head == n and one.dep in _BESIDE]
    else:
        beside = [n]
    return any(parse[k].lemma.lower() in RELATIVES for k in beside)


def _is_one(asked: set[str], named: set[str]) -> bool:
    """Whether two names can be of one person: none has a word more than the other."""
    return bool(asked and named) and (asked <= named or named <= asked)


def _names(parse: Parse, n: int) -> set[str]:
    """The words of the name of a subject: it, and what stands beside it as a name."""
    found, below = set[str](), [n]
    for place in below:
        word = parse[place]
        if word.pos == "PROPN":
            found.add(word.lemma)
        below += [
            k
            for k, one in enumerate(parse)
            if one.head == place and k not in below and one.dep in _BESIDE and one.pos == "PROPN"
        ]
    return found


def _is_subject(parse: Parse, n: int, verb: int) -> bool:
    return parse[n].head == verb and parse[n].dep in ("nsubj", "nsubjpass")


def _does(parse: Parse, n: int, verb: int) -> bool:
    """Whether a name or a pronoun that asks nothing is the subject of a verb."""
    return _is_subject(parse, n, verb) and parse[n].tag in ("NNP", "NNPS", "PRP")


def _is_ones(parse: Parse, n: int) -> bool:
    """Whether a noun is somebody's: "his father", "Sary's uncle"."""
    return parse[n].pos == "NOUN" and any(one.head == n and one.dep == "poss" for one in parse)


def owners(parse: Parse, n: int) -> set[str]:
    """The names (lemmas) that hang on a word: "of Brennick", "Brennick's", "the Brennick wall"."""
    found: set[str] = set()
    below, seen = [n], {n}
    while below:
        head = below.pop()
        for k, word in enumerate(parse):
            if word.head == head and k not in seen and word.dep in _OWNING:
                seen.add(k)
                below.append(k)
                if word.pos == "PROPN":
                    found.add(word.lemma)
    return found


def names_what_is_asked(kind: str, question: str, parse: Parse, words: str) -> bool:
    """Whether the words of an answer only name what is in the question, of which `parse` is that.

    Halász himself has not inherited "Halász's fortune", though "Halász's wife" may have his name.
    """
    given, asked = (_WORD.findall(folded(text)) for text in (words, question))
    if kind in _AMOUNTS or not given or "or" in asked:
        return False
    owning = {
        folded(word.lemma)
        for word in parse
        if word.dep == "poss" and word.pos == "PROPN" and not _is_of_kin(parse[word.head])
    }
    return set(given) <= set(asked) or (kind == "person" and given[-1] in owning)


def _is_of_kin(word: Word) -> bool:
    return word.lemma in RELATIVES or word.lemma in ("family", "relative", "namesake", "partner")


def of_another(library: Library, question: Parse, rows: Sequence[int]) -> Mask:
    """Which sentence rows say of a relative what is asked of somebody, (n,)."""
    asks = any(word.pos == "PROPN" or word.tag == "PRP" for word in question)
    told = [asks and is_relatives(question, library.analysis(row).parse) for row in rows]
    return np.array(told, dtype=np.bool_)
