"""Whose a thing is: "the wall of Brennick" is not the wall of Skarvik that was asked about."""

from qa.syntax import Parse

_OWNING = frozenset({"prep", "poss", "compound", "nmod", "pobj", "appos"})


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
