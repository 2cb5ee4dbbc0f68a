"""Questions that ask who or what a named one is, and how plainly sentences say it."""

from collections.abc import Iterator, Sequence

from qa.nouns import kind_of_noun
from qa.syntax import Parse, Word

_ASKS = frozenset({"who", "what"})
_LONGEST_NAME = 4  # words of a question that is nothing else
_BE = frozenset({"be", "'s"})
_NAME = frozenset({"PROPN", "NOUN", "ADJ", "X", "NUM"})
_SKIPPED = frozenset({"DET", "PUNCT", "PART"})
# Before the name, by lemmas; "who was X?" aside.
_OPENINGS = (
    ("tell", "i", "about"),
    ("tell", "we", "about"),
    ("what", "do", "you", "know", "about"),
    ("what", "be", "mean", "by"),
)
_CLOSINGS = (("mean",), ("stand", "for"))  # "what does X mean?"

_FULLY, _PARTLY, _BARELY = 0.7, 0.4, 0.15
# What somebody does for a living, by which a clause tells who they are; "be" needs a noun.
_ROLES = frozenset(
    """
    serve work act become remain head lead run own found command edit teach represent chair direct
    """.split()  # noqa: SIM905 - as in qa.words
)
_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "st"})
_CENTRE = frozenset({"centre", "center"})
_BEFORE = frozenset({"compound", "nmod"})
_MEANS = frozenset({"mean", "denote", "signify", "describe", "refer"})


def defined(text: str, question: Parse, *, completed: bool = False) -> tuple[str, ...]:
    """The lemmas of the name, or the term, that "who was X?" asks about, or that is all there is;
    none for what asks something else. `question`: the parse of `text`; `completed`: whether that is
    a follow-up, of which a name may be what is left."""
    words = [word for word in question if word.pos not in _SKIPPED]
    alone = 0 < len(words) <= _LONGEST_NAME and all(word.pos == "PROPN" for word in words)
    name = words if alone and not completed else _named(words)
    # The parser takes "RCAF" for anything.
    if not name or not all(word.pos in _NAME or _is_letters(text, word) for word in name):
        return ()
    # "Who was the captain?" asks for a name, not about one; "What is a reef?" about the word.
    articles = {word.lemma for word in question if word.pos == "DET"}
    owned = any(word.dep == "poss" for word in question)
    bare = not owned and articles <= (set() if words[0].lemma == "who" else {"a", "an"})
    return (
        tuple(word.lemma for word in name)
        if bare or name[-1].pos == "PROPN" or _is_letters(text, name[-1])
        else ()
    )


def _is_letters(text: str, word: Word) -> bool:
    """Whether it is written as an acronym is."""
    said = text[word.start : word.end]
    return len(said) > 1 and said.isupper() and not text.isupper()


def _named(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a question that the rest of it asks about; none where it asks something else."""
    lemmas = tuple(word.lemma for word in words)
    for opening in _OPENINGS:
        if lemmas[: len(opening)] == opening:
            return words[len(opening) :]
    if lemmas[:2] == ("what", "do"):
        closings = [len(closing) for closing in _CLOSINGS if lemmas[-len(closing) :] == closing]
        return words[2 : -closings[0]] if closings else ()
    asks = len(words) > 2 and lemmas[0] in _ASKS and lemmas[1] in _BE
    return words[2:] if asks else ()


def says_what_it_is(parse: Parse, name: Sequence[str]) -> float:
    """How plainly a sentence says who or what the one of that name is, from 0 to below 1; `name`:
    its lemmas, at least one, of which the last is looked for.

    By a title, an apposition, a clause or an "is"; what is told twice is plainer.
    """
    untold = 1.0
    for n, word in enumerate(parse):
        if word.lemma == name[-1]:
            for strength in _told(parse, n, name):
                untold *= 1 - strength
    return 1 - untold


def _told(parse: Parse, n: int, name: Sequence[str]) -> Iterator[float]:
    """How plain each thing is that the sentence says of its word `n`, the last of `name`."""
    word = parse[n]
    head = parse[word.head]
    if word.dep == "appos":
        yield _apposed(head)
    if word.dep in ("nsubj", "nsubjpass"):
        yield _predicated(parse, word.head)
    if word.dep in ("oprd", "attr") and head.lemma in ("call", "name"):
        yield _PARTLY
    if word.dep in _BEFORE and _is_place(parse, word.head):
        yield _PARTLY
    if word.dep == "conj" and _have_title(parse, word.head):
        yield _FULLY
    for k in _children(parse, n):
        child = parse[k]
        if child.dep in _BEFORE and child.lemma not in name:
            if word.pos == "PROPN" and _is_title(child):
                yield _FULLY
        elif child.dep == "appos":
            yield _apposed(child)
        elif child.dep in ("relcl", "acl"):
            yield max(_predicated(parse, k), _BARELY)


def _have_title(parse: Parse, n: int) -> bool:
    """Whether a title stands before the first of several names that is of them all: "journalists
    Richard Dudman and Elizabeth Becker"."""
    while parse[n].dep == "conj" and parse[n].head < n:
        n = parse[n].head
    titles = [parse[k] for k in _children(parse, n) if parse[k].dep in _BEFORE]
    if parse[n].dep == "appos" and parse[n].head == n - 1 - _words_of_name(parse, n):
        titles.append(parse[parse[n].head])
    return parse[n].pos == "PROPN" and any(word.tag == "NNS" for word in titles)


def _words_of_name(parse: Parse, n: int) -> int:
    """How many words of a name stand before its last one."""
    return sum(parse[k].dep == "compound" and parse[k].pos == "PROPN" for k in _children(parse, n))


def _is_place(parse: Parse, n: int) -> bool:
    """Whether a name before the word `n` is that of a place of some kind: "the S-21 detention
    centre" says what S-21 is, "the S-21 guards" and "the Hun Sen government" do not."""
    while parse[n].dep in _BEFORE and parse[n].head > n:
        n = parse[n].head
    noun = parse[n]
    place = noun.pos == "NOUN" and kind_of_noun(noun.lemma) == "place"
    return place or noun.lemma in _CENTRE


def _is_title(word: Word) -> bool:
    """ "defendant", "Colonel", which is no part of the name; not "Mr", which tells nothing."""
    if word.pos == "NOUN":
        return True
    return word.pos == "PROPN" and not word.entity and word.lemma.strip(".") not in _ADDRESSES


def _apposed(word: Word) -> float:
    """How plainly a noun says who somebody is: a role, though it be written large, or a name."""
    if word.pos in ("NOUN", "PROPN"):
        return _FULLY if word.pos == "NOUN" or not word.entity else _PARTLY
    return _BARELY


def _predicated(parse: Parse, verb: int) -> float:
    """How plainly a verb tells who or what its subject is."""
    lemma = parse[verb].lemma
    below = _children(parse, verb)
    if any(parse[k].dep == "neg" for k in below):
        return 0.0
    if lemma in _BE:
        told = [parse[k].pos for k in below if parse[k].dep == "attr"]
        return _FULLY if "NOUN" in told or "PROPN" in told else _BARELY
    if lemma in _MEANS:
        return _FULLY
    return _PARTLY if lemma in _ROLES else 0.0


def _children(parse: Parse, n: int) -> list[int]:
    return [k for k, child in enumerate(parse) if child.head == n and k != n]
