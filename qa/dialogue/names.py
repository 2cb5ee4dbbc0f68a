"""What the collection says of a name: a person or a place, a man or a woman."""

from collections import Counter

from qa.dialogue.nature import Gender, Nature, gender_of, nature_of_entity
from qa.library import Library
from qa.nouns import kind_of_noun
from qa.syntax import Parse
from qa.words import terms_of

_ROWS = 24  # sentences that are looked at
_TOLD, _SUPPOSED = 3, 1  # "King X" against "X ... . He ..."
_MARGIN = 2
_WITHIN = 2  # nobody is "in" a person, whatever the parser takes the name for
_PERSONS = 4  # a name is a person's if the parser takes it for one this often: 1 in 4
_SAINTS = frozenset({"st", "saint", "sankt", "san", "santa", "sao"})
_PRONOUNS: dict[str, Gender] = {
    "he": "male", "his": "male", "she": "female", "her": "female",
}  # fmt: skip


def nature_and_gender(library: Library, name: tuple[str, ...]) -> tuple[Nature, Gender]:
    """By the vote of the sentences that hold the name, given by its terms; "unknown" where they do
    not say."""
    if len(name) > 1 and name[0] in _SAINTS:
        return "place", "unknown"  # the church, the town or the hospital as a rule
    natures: Counter[Nature] = Counter()
    genders: Counter[Gender] = Counter()
    last, full = list(name[-1:]), len(name) < 2
    for row in _rows(library, name):
        parse = library.parses.parse(row)
        quote = library.corpus.sentence_read(row)
        for n, word in enumerate(parse):
            if word.pos != "PROPN" or terms_of(quote[word.start : word.end])[-1:] != last:
                continue
            if not _is_whole(parse, n, quote, name):
                continue
            full = full or _first(parse, n) < n
            natures[nature_of_entity(word.entity)] += 1
            if _is_of_office(parse, n):
                natures["person"] += _TOLD
            if word.dep == "pobj" and parse[word.head].lemma == "in":
                natures["place"] += _WITHIN
            told = gender_of([*_said_to_be(parse, n), *_titles_of(parse, n)])
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
    # "Her brother Fritz" is nowhere called Noether, as many others are.
    return nature, _majority(genders) if full else "unknown"


def _rows(library: Library, name: tuple[str, ...]) -> list[int]:
    """The first sentence rows that hold every word of the name."""
    found: list[int] = library.rows_with(name)[:_ROWS].tolist()
    return found


def _is_whole(parse: Parse, n: int, quote: str, name: tuple[str, ...]) -> bool:
    """Whether the name that ends in the word `n` is the one looked for: no other first name."""
    given = terms_of(quote[parse[_first(parse, n)].start : parse[n].end])[:-1]
    return not given or not name[:-1] or bool(set(given) & set(name[:-1]))


def _first(parse: Parse, n: int) -> int:
    """The first word of the name that ends in the word `n`."""
    while n and parse[n - 1].pos == "PROPN" and parse[n - 1].end + 1 == parse[n].start:
        n -= 1
    return n


def _is_of_office(parse: Parse, n: int) -> bool:
    """Whether it is said right before a name what person it is: "the engineer Phineas Aldous"."""
    first = _first(parse, n)
    before = parse[first - 1] if first else None
    ends = n + 1 == len(parse) or parse[n + 1].pos not in ("NOUN", "PROPN")
    return before is not None and ends and before.pos == "NOUN" and _is_person(before.lemma)


def _is_person(lemma: str) -> bool:
    return kind_of_noun(lemma) == "person"


def _titles_of(parse: Parse, n: int) -> list[str]:
    """Titles and appositions of a name: "King X", "his wife, X", "X, the sister of ..."."""
    head = n
    while parse[head].dep == "compound" and parse[head].head != head:
        head = parse[head].head
    words = [parse[k].lemma for k in range(len(parse)) if _titles(parse, k, head)]
    if parse[head].dep == "appos":
        words.append(parse[parse[head].head].lemma)
    return words


def _said_to_be(parse: Parse, n: int) -> list[str]:
    """What a name is said to be: "X was his brother", "X, who was now his brother-in-law"."""
    being = parse[parse[n].head] if parse[n].dep == "nsubj" else None
    verbs = [parse[n].head] if being is not None and being.lemma == "be" else []
    verbs += [
        k for k, w in enumerate(parse) if w.head == n and w.dep == "relcl" and w.lemma == "be"
    ]
    return [w.lemma for w in parse if w.dep == "attr" and w.head in verbs and w.pos == "NOUN"]


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
