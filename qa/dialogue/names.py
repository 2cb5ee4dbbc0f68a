"""What the collection says of a name: a person or a place, a man or a woman."""

from collections import Counter

import numpy as np

from qa.dialogue.nature import Gender, Nature, gender_of, nature_of_entity, nature_of_noun
from qa.library import Library
from qa.syntax import Parse, Word
from qa.words import terms_of

_ROWS = 24  # sentences that are looked at
_TOLD, _SUPPOSED = 3, 1  # "King X" against "X ... . He ..."
_MARGIN = 2
_WITHIN = 2  # nobody is "in" a person, whatever the parser takes the name for
_PERSONS = 4  # a name is a person's if the parser takes it for one this often: 1 in 4
_SURE = 2  # votes that make a person of a name, whatever the parser takes it for
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PRONOUNS: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "she": "female", "her": "female",
}  # fmt: skip


def nature_and_gender(library: Library, name: tuple[str, ...]) -> tuple[Nature, Gender]:
    """By the vote of the sentences that hold the name, given by its terms; "unknown" where they do
    not say."""
    natures: Counter[Nature] = Counter()
    genders: Counter[Gender] = Counter()
    last = list(name[-1:])
    for row in _rows(library, name):
        parse = library.parses.parse(row)
        quote = library.corpus.sentence_quote(row)
        for n, word in enumerate(parse):
            if word.pos != "PROPN" or terms_of(quote[word.start : word.end])[-1:] != last:
                continue
            natures[nature_of_entity(word.entity)] += 1
            if word.dep == "pobj" and parse[word.head].lemma == "in":
                natures["place"] += _WITHIN
            words = _said_of(parse, n)
            if any(one.pos == "NOUN" and nature_of_noun(one.lemma) == "person" for one in words):
                natures["person"] += _WITHIN  # "X, a schoolteacher"
            told = gender_of([one.lemma for one in words])
            if told != "unknown":
                genders[told] += _TOLD
            elif word.dep in _SUBJECTS or _is_alone(quote, parse, n):
                supposed = _pronoun_within(quote, parse, n) or _pronoun_after(library, row)
                if supposed:
                    genders[supposed] += _SUPPOSED
    gender = _majority(genders)
    voted = max(_SURE, natures.total() / _PERSONS) <= genders[gender]
    if gender != "unknown" and voted and not natures["place"]:
        return "person", gender  # a name that the parser has never seen may be of any type to it
    natures.pop("unknown", None)
    nature: Nature = natures.most_common(1)[0][0] if natures else "unknown"
    if natures["person"] * _PERSONS < natures.total():
        return nature, "unknown"  # no person: "his sister joined X" says nothing of X
    return nature, gender


def _rows(library: Library, name: tuple[str, ...]) -> list[int]:
    """The first sentence rows that hold every word of the name."""
    held = None
    for term in name:
        rows = library.sentence_words.holders(term)
        held = rows if held is None else np.intersect1d(held, rows, assume_unique=True)
    return [] if held is None else held[:_ROWS].tolist()


def _said_of(parse: Parse, n: int) -> list[Word]:
    """Titles and appositions: "King X", "his wife, X", "X, the sister of ..."."""
    head = n
    while parse[head].dep == "compound" and parse[head].head != head:
        head = parse[head].head
    if parse[head].pos != "PROPN":
        return []  # "the former Khmer Rouge leader"
    words = [parse[k] for k in range(len(parse)) if _titles(parse, k, head)]
    if parse[head].dep == "appos":
        words.append(parse[parse[head].head])
    return words


def _titles(parse: Parse, k: int, head: int) -> bool:
    word = parse[k]
    return word.head == head and k != head and word.dep in ("compound", "nmod", "appos")


def _is_alone(quote: str, parse: Parse, n: int) -> bool:
    """Whether nothing else in the sentence can be a person: no name, and no pronoun before it."""
    if any(quote[word.start : word.end].lower() in _PRONOUNS for word in parse[:n]):
        return False
    others = (
        k for k, word in enumerate(parse) if word.pos == "PROPN" and not _is_joined(parse, k, n)
    )
    return all(nature_of_entity(parse[k].entity) in ("place", "time") for k in others)


def _is_joined(parse: Parse, k: int, n: int) -> bool:
    """Whether two words are of one name."""
    first, last = min(k, n), max(k, n)
    return all(word.pos == "PROPN" for word in parse[first : last + 1])


def _pronoun_within(quote: str, parse: Parse, n: int) -> Gender | None:
    """The gender of the first pronoun behind a name, where no other name stands between."""
    for k in range(n + 1, len(parse)):
        word = parse[k]
        form = quote[word.start : word.end].lower()
        if form in _PRONOUNS:
            # The object of "X, who was called to her" is somebody else.
            other = form == "him" or (form == "her" and word.tag == "PRP")
            return None if other else _PRONOUNS[form]
        if word.pos == "PROPN" and not _is_joined(parse, k, n):
            return None
    return None


def _pronoun_after(library: Library, row: int) -> Gender | None:
    """The gender of the pronoun with which the next sentence of the passage begins."""
    owners = library.corpus.sentences[:, 0]
    if row + 1 >= len(owners) or owners[row + 1] != owners[row]:
        return None
    first = library.corpus.sentence_quote(row + 1).split(" ", 1)[0].lower()
    return _PRONOUNS.get(first)


def _majority(votes: Counter[Gender]) -> Gender:
    if not votes:
        return "unknown"
    gender, most = votes.most_common(1)[0]
    others = sum(votes.values()) - most
    return gender if most >= _MARGIN * others and most > others else "unknown"
