"""What a question or an answer mentions: its noun phrases, and what each is known by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from qa.asking import WH
from qa.dialogue.nature import Gender, Nature, gender_of, is_title, nature_of_entity, nature_of_noun
from qa.nouns import kind_of_noun
from qa.syntax import Parse, Word

Role = Literal["subject", "object", "owner", "other"]

_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART", "X", "SYM", "ADV"})
_LEFT = frozenset(
    {"det", "amod", "compound", "nmod", "nummod", "poss", "case", "quantmod", "advmod"}
)
_RIGHT = frozenset({"amod", "compound", "nummod", "nmod", "flat", "npadvmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "dative", "attr", "oprd", "obj"})
_ASKING = ("WDT", "WP", "WRB", "WP$")
_LIVING = frozenset(
    """
    think feel love hate marry remember dream retire die wear live sleep laugh cry
    """.split()  # noqa: SIM905 - as in qa.words
)
_AND = re.compile(r"\s*(?:,|and|or|&|, (?:and|or))\s*", re.IGNORECASE)
_AND_HIS = re.compile(r"\s*,?\s*and\s+(?:his|her|its|their)\s+(?:[\w-]+\s+){1,4}", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?", re.IGNORECASE)
_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_NEAR = 4
_TAIL = 9  # words of "of the harbour of Pellavik" that may follow a noun


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase: its place in the text, and what a pronoun needs to know of it.

    text     the phrase with what follows it ("the letters to Pol Pot"); of a name only the name
    place    start and end of the phrase in its text; head the number of its head in the parse
    lemma    of its head
    named    whether it is a name; bare: nothing but a determiner stands with the noun
    joined   head of the mention that it is joined to by "and", or None
    """

    text: str
    place: tuple[int, int]
    head: int
    lemma: str
    nature: Nature
    gender: Gender
    plural: bool
    named: bool
    bare: bool
    role: Role
    joined: int | None


def mentions_of(text: str, parse: Parse) -> tuple[Mention, ...]:
    """The mentions of `text` in order."""
    found: list[Mention] = []
    for n, word in enumerate(parse):
        if word.pos not in ("NOUN", "PROPN") and not _is_year(text, parse, n):
            continue
        if word.lemma in WH or word.lemma in ("no", "yes") or _is_part(parse, n):
            continue
        if not any(map(str.isalnum, text[word.start : word.end])):
            continue  # the mark of a **name**
        found.append(_mention(text, parse, n))
    return tuple(_with_joined(text, parse, _without_repeats(text, found)))


def _with_joined(text: str, parse: Parse, found: Sequence[Mention]) -> list[Mention]:
    """The mentions, each with the one that it follows with nothing but "and" between.

    "The Prime Minister, Hun Sen" is one person, whom the second words name.
    """
    joined = list(found[:1])
    for one, following in pairwise(found):
        between = text[one.place[1] : following.place[0]]
        first = next((each for each in joined if each.named), None)
        if first is not None and _is_with(text, parse, first, following):
            joined.append(replace(following, joined=first.head))
            continue
        both = (
            following.role == one.role
            and _AND.fullmatch(between)
            and parse[following.head].dep != "appos"
        )
        joined.append(replace(following, joined=one.head) if both else following)
    return joined


def _is_with(text: str, parse: Parse, one: Mention, other: Mention) -> bool:
    """ "John Fowler and his partner Benjamin Baker"."""
    between = text[one.place[1] : other.place[0]]
    named = other.named and parse[other.head].dep == "appos"
    return named and _AND_HIS.fullmatch(between) is not None


def _is_part(parse: Parse, n: int) -> bool:
    """Whether a noun is part of another's phrase: the "harbour" of "harbour master"."""
    word = parse[n]
    near = word.head != n and abs(word.head - n) <= _NEAR
    inside = word.dep in ("compound", "nmod", "amod")
    return near and inside and parse[word.head].pos in ("NOUN", "PROPN")


def _is_year(text: str, parse: Parse, n: int) -> bool:
    word = parse[n]
    return word.pos == "NUM" and word.entity in ("DATE", "TIME") and word.dep == "pobj"


def _mention(text: str, parse: Parse, n: int) -> Mention:
    first, last = edges(parse, n)
    word = parse[n]
    named = word.pos == "PROPN" and word.entity not in ("DATE", "TIME")
    if named:
        first = _first_of_name(parse, first, n)
    words = parse[first : last + 1]
    nature, gender = _nature(words, named)
    if named and nature != "person":
        first = _with_owner_of(text, parse, first)
    if named and _is_titled(text, parse[first].start):
        nature, gender = "thing", "unknown"
    elif named and nature != "group" and parse[n].dep == "nsubj" and word.tag != "NNPS":
        # Only who lives thinks, whatever the parser takes the name for.
        nature = "person" if parse[parse[n].head].lemma in _LIVING else nature
    place = parse[first].start, parse[last].end
    tail = place[1] if named else _end_with_tail(parse, n, last)
    inside = parse[first:n]
    return Mention(
        text=text[place[0] : tail],
        place=place,
        head=n,
        lemma=word.lemma,
        nature=nature,
        gender=gender,
        plural=_is_plural(word, named, nature),
        named=named,
        bare=tail == place[1] and all(one.pos == "DET" for one in inside) and not named,
        role=_role(parse, n),
        joined=None,
    )


def edges(parse: Parse, n: int) -> tuple[int, int]:
    """The first and last word of the noun phrase around the head `n`, without what follows it."""
    first = n
    while first > 0 and (
        _is_inside(parse, first - 1, n)
        or is_double(parse, first - 1)
        or (first < n and _is_hyphened(parse, first - 1))
    ):
        first -= 1
    last = n
    while last + 1 < len(parse) and parse[last + 1].head == n and parse[last + 1].dep in _RIGHT:
        if parse[last + 1].pos not in ("NOUN", "PROPN", "ADJ", "NUM", "X"):
            break
        last += 1
    while first < n and (parse[first].tag in _ASKING or _is_counted(parse, first)):
        first += 1
    return first, last


def _is_titled(text: str, start: int) -> bool:
    """Whether "The" has a capital within a sentence, as in "Who directed The Salt Wife?"."""
    before = text[:start].rstrip()
    return text.startswith("The ", start) and (before[-1:].isalnum() or before[-1:] == ",")


def _is_inside(parse: Parse, k: int, head: int) -> bool:
    participle = parse[k].tag in ("VBN", "VBG") and parse[k].dep == "amod"  # "the painted bridge"
    return (parse[k].pos in _INSIDE or participle) and _below(parse, k, head, _LEFT)


def is_double(parse: Parse, n: int) -> bool:
    """Whether a word is the hyphen of "Adelson-Katz" or "sixty-three"."""
    if parse[n].tag != "HYPH" or not 0 < n < len(parse) - 1:
        return False
    before, after = parse[n - 1], parse[n + 1]
    joined = before.end == parse[n].start and parse[n].end == after.start
    return joined and before.pos == after.pos and after.pos in ("PROPN", "NUM")


def _is_hyphened(parse: Parse, n: int) -> bool:
    """Whether a word, or the hyphen behind it, is of "general-purpose" within a phrase."""
    at = n if parse[n].tag == "HYPH" else n + 1
    if not 0 < at < len(parse) - 1 or parse[at].tag != "HYPH":
        return False
    return parse[at - 1].end == parse[at].start and parse[at].end == parse[at + 1].start


def _is_plural(word: Word, named: bool, nature: Nature) -> bool:
    if named and nature == "person":
        return False  # "Peçanha", whatever the parser makes of it
    return word.tag in ("NNS", "NNPS") or word.lemma in ("people", "police", "couple")


def _is_counted(parse: Parse, n: int) -> bool:
    """The "many" of "how many"."""
    return n > 0 and parse[n - 1].lemma == "how" and parse[n].lemma in ("many", "much")


def _first_of_name(parse: Parse, first: int, n: int) -> int:
    """Of "the former minister Ieng Sary" the name, of "King Sihanouk" all."""
    start = n
    while start > first and (parse[start - 1].pos == "PROPN" or is_double(parse, start - 1)):
        start -= 1
    if start > first and parse[start - 1].pos == "DET" and parse[start - 1].lemma == "the":
        start -= 1
    return start


def _with_owner_of(text: str, parse: Parse, first: int) -> int:
    """Where "the Linnet Families' Office" begins: the plural that owns a body is of its name."""
    owner = first - 2
    if owner < 0 or parse[first - 1].tag != "POS" or parse[owner].pos != "PROPN":
        return first
    if text[parse[first - 1].start : parse[first - 1].end] not in ("'", "’"):
        return first  # "Sary's Foreign Ministry"
    while owner > 0 and parse[owner - 1].pos == "PROPN":
        owner -= 1
    return owner - 1 if owner and parse[owner - 1].lemma == "the" else owner


def _below(parse: Parse, n: int, head: int, deps: frozenset[str]) -> bool:
    """Whether `n` hangs on `head` by left-hand dependencies only."""
    for _ in range(8):
        if n == head:
            return True
        if parse[n].dep not in deps or parse[n].head == n:
            return False
        n = parse[n].head
    return False


def _end_with_tail(parse: Parse, n: int, last: int) -> int:
    """Where "of ..." and "to ..." behind a noun end."""
    if n and (verb := _verb_after(parse, n, last)):
        return parse[verb - 1].end
    if last + 1 < len(parse) and parse[last + 1].lemma in ("of", "to", "from", "about"):
        # "accept the letters to Muoi": what follows a noun at once is its own, whatever the parse.
        end = last + 1
        while end + 1 < len(parse) and end - last < _TAIL and parse[end + 1].pos in _PHRASE:
            end += 1
        if end > last + 1 and parse[end].pos in ("NOUN", "PROPN", "NUM"):
            return parse[_end_of_prepositions(parse, n, last, end)].end
    return parse[_end_of_prepositions(parse, n, last, last)].end


def _verb_after(parse: Parse, n: int, last: int) -> int:
    """The verb of "did the strike at the cannery last": all before it is the subject's; or 0."""
    first, _ = edges(parse, n)
    if not first or parse[first - 1].lemma not in ("do", "have"):
        return 0
    verb = next((k for k in range(last + 1, len(parse)) if parse[k].pos == "VERB"), 0)
    between = parse[last + 1 : verb]
    phrase = bool(between) and between[0].pos == "ADP"
    return verb if phrase and all(one.pos in _PHRASE | {"ADP"} for one in between) else 0


def _end_of_prepositions(parse: Parse, n: int, last: int, end: int) -> int:
    """The last word of the phrases behind `end` that hang on the noun `n`, whose own end `last`."""
    for k in range(end + 1, min(len(parse), last + 1 + _TAIL)):
        begins = (parse[k].dep == "prep" and last < parse[k].head <= end) or parse[k].head == n
        if not (begins and parse[k].dep == "prep") and not (
            k > last + 1 and _under(parse, k, n, last)
        ):
            break
        end = k
    while end > last and parse[end].pos in ("PUNCT", "ADP", "DET"):
        end -= 1
    return end


def _under(parse: Parse, k: int, n: int, last: int) -> bool:
    """Whether `k` hangs on a word between `last` and itself, or on the noun as its preposition."""
    for _ in range(10):
        if parse[k].pos in ("VERB", "AUX", "PUNCT"):
            return False
        head = parse[k].head
        if head == n:
            return parse[k].dep == "prep"
        if head == k or head <= last:
            return False
        k = head
    return False


def _nature(words: Parse, named: bool) -> tuple[Nature, Gender]:
    """What the words of a phrase tell; of a name the collection may know more."""
    lemmas = [word.lemma for word in words]
    gender = gender_of(lemmas)
    entity = next((word.entity for word in reversed(words) if word.entity), "")
    if named:
        told = gender != "unknown" or any(map(is_title, lemmas[:-1]))
        nature = "person" if told else nature_of_entity(entity)
        if nature == "unknown" and kind_of_noun(lemmas[-1]) == "organisation":
            nature = "group"  # "Parliament"
        # No name of a person has an article: "the Danube", whatever the parser takes it for.
        return "thing" if nature == "person" and not told and lemmas[0] == "the" else nature, gender
    if entity in ("DATE", "TIME") or _WEEKDAY.fullmatch(lemmas[-1]):
        return "time", "unknown"
    return nature_of_noun(lemmas[-1] if words[-1].pos != "NUM" else lemmas[0]), gender


def _role(parse: Parse, n: int) -> Role:
    for _ in range(6):
        dep = parse[n].dep
        if dep in _SUBJECTS:
            return "subject"
        if dep in _OBJECTS:
            return "object"
        if dep == "poss":
            return "owner"
        if dep not in ("conj", "appos") or parse[n].head == n:
            return "other"
        n = parse[n].head
    return "other"


def _without_repeats(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions, each name once, with the title before it, however these were parsed."""
    kept: list[Mention] = []
    for one in found:
        title = kept[-1] if kept and one.named and is_title(kept[-1].text) else None
        if title is not None and text[title.place[1] : one.place[0]] == " ":
            start, end = title.place[0], one.place[1]
            whole = text[start:end]
            kept[-1] = replace(one, text=whole, place=(start, end), nature="person")
            continue
        if kept and kept[-1].named and one.named and one.place[0] < kept[-1].place[1]:
            kept[-1] = replace(one, place=(min(one.place[0], kept[-1].place[0]), one.place[1]))
            continue
        kept.append(one)
    return kept


_OWNERS = frozenset({"his", "her", "its", "their"})


def with_owners(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with the subject's name for a possessive: his visit -> Ieng Sary's visit."""
    owner = next((one for one in mentions if one.named and one.role == "subject"), None)
    return tuple(one if owner is None else _with_owner(one, owner) for one in mentions)


def _with_owner(one: Mention, owner: Mention) -> Mention:
    first, _, rest = one.text.partition(" ")
    beside = 0 <= owner.place[0] - one.place[1] <= len(", ")  # "His successor, Jan Ek"
    if first.lower() not in _OWNERS or not rest or one is owner or beside:
        return one
    return replace(one, text=f"{owner.text}'s {rest}", bare=False)
