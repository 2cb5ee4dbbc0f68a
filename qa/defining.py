"""Questions that ask who or what a named one is, and sentences that say it."""

from qa.syntax import Parse, Word

_ASKS = frozenset({"who", "what"})
_BE = frozenset({"be", "'s"})
_NAME = frozenset({"PROPN", "NOUN", "ADJ", "X", "NUM"})
_SKIPPED = frozenset({"DET", "PUNCT", "PART"})


def defined(question: Parse) -> str | None:
    """The last word, folded to its lemma, of the name that "who was X?" asks about, or None."""
    words = [word for word in question if word.pos not in _SKIPPED]
    asks = len(words) > 2 and words[0].lemma in _ASKS and words[1].lemma in _BE
    if not asks or any(word.pos not in _NAME for word in words[2:]):
        return None
    # "Who was the captain?" asks for a name, not about one.
    bare = all(word.pos != "DET" and word.dep != "poss" for word in question)
    return words[-1].lemma if bare or words[-1].pos == "PROPN" else None


def says_what_it_is(parse: Parse, name: str) -> bool:
    """Whether a sentence gives the one of that name a title, an apposition, a clause or an "is"."""
    named = [n for n, word in enumerate(parse) if word.lemma == name]
    return any(_is_told(parse, n) for n in named)


def _is_told(parse: Parse, n: int) -> bool:
    word = parse[n]
    if word.dep == "appos" and parse[word.head].pos in ("NOUN", "PROPN"):
        return True
    if word.dep in ("nsubj", "nsubjpass") and parse[word.head].lemma in _BE:
        return True
    return any(child.head == n and k != n and _tells(child) for k, child in enumerate(parse))


def _tells(child: Word) -> bool:
    title = child.dep in ("compound", "nmod") and child.pos == "NOUN"
    return title or child.dep in ("appos", "relcl", "acl")
