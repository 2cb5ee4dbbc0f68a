"""What the collection says of a name: a person or a place, a man or a woman."""

from collections import Counter

import numpy as np

from qa.dialogue.nature import Gender, Nature, gender_of, nature_of_entity
from qa.library import Library
from qa.syntax import Parse
from qa.words import terms_of

_ROWS = 24  # sentences that are looked at
_TOLD, _SUPPOSED = 3, 1  # "King X" against "X ... . He ..."
_MARGIN = 2
_WITHIN = 2  # nobody is "in" a person, whatever the parser takes the name for
_PERSONS = 4  # a name is a person's if the parser takes it for one this often: 1 in 4
_PRONOUNS: dict[str, Gender] = {"he": "male", "she": "female"}


def nature_and_gender(library: Library, name: tuple[str, ...]) -> tuple[Nature, Gender]:
    """By the vote of the sentences that hold the name, given by its terms; "unknown" where they do
    not say."""
    natures: Counter[Nature] = Counter()
    genders: Counter[Gender] = Counter()
    last = list(name[-1:])
    for row in _rows(library, name):
        parse = library.parses.parse(row)
        quote = library.corpus.sentence_read(row)
        for n, word in enumerate(parse):
            if word.pos != "PROPN" or terms_of(quote[word.start : word.end])[-1:] != last:
                continue
            natures[nature_of_entity(word.entity)] += 1
            if word.dep == "pobj" and parse[word.head].lemma == "in":
                natures["place"] += _WITHIN
            told = _told(parse, n)
            if told != "unknown":
                genders[told] += _TOLD
            elif word.dep == "nsubj":
                supposed = _pronoun_after(library, row)
                if supposed != "unknown":
                    genders[supposed] += _SUPPOSED
    natures.pop("unknown", None)
    nature: Nature = natures.most_common(1)[0][0] if natures else "unknown"
    if natures["person"] * _PERSONS < natures.total():
        return nature, "unknown"  # no person: "his sister joined X" says nothing of X
    return nature, _majority(genders)


def _rows(library: Library, name: tuple[str, ...]) -> list[int]:
    """The first sentence rows that hold every word of the name."""
    held = None
    for term in name:
        rows = library.sentence_words.holders(term)
        held = rows if held is None else np.intersect1d(held, rows, assume_unique=True)
    return [] if held is None else held[:_ROWS].tolist()


def _told(parse: Parse, n: int) -> Gender:
    """What titles and appositions say: "King X", "his wife, X", "X, the sister of ..."."""
    head = n
    while parse[head].dep == "compound" and parse[head].head != head:
        head = parse[head].head
    words = [parse[k].lemma for k in range(len(parse)) if _titles(parse, k, head)]
    if parse[head].dep == "appos":
        words.append(parse[parse[head].head].lemma)
    return gender_of(words)


def _titles(parse: Parse, k: int, head: int) -> bool:
    word = parse[k]
    return word.head == head and k != head and word.dep in ("compound", "nmod", "appos")


def _pronoun_after(library: Library, row: int) -> Gender:
    """The gender of the pronoun with which the next sentence of the passage begins."""
    owners = library.corpus.sentences[:, 0]
    if row + 1 >= len(owners) or owners[row + 1] != owners[row]:
        return "unknown"
    first = library.corpus.sentence_quote(row + 1).split(" ", 1)[0].lower()
    return _PRONOUNS.get(first, "unknown")


def _majority(votes: Counter[Gender]) -> Gender:
    if not votes:
        return "unknown"
    gender, most = votes.most_common(1)[0]
    others = sum(votes.values()) - most
    return gender if most >= _MARGIN * others and most > others else "unknown"
