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
