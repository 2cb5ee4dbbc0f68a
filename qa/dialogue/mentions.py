"""What a question or an answer mentions: its noun phrases, and what each is known by."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qa.asking import WH
from qa.dates.words import WEEKDAY
from qa.dialogue.extent import edges, end_of_name, end_with_tail, first_of_name, with_owner_of
from qa.dialogue.firms import with_firms
from qa.dialogue.mention import Mention, Role
from qa.dialogue.nature import Gender, Nature, gender_of, is_title, nature_of_entity, nature_of_noun
from qa.nouns import kind_of_noun
from qa.syntax import Parse, Word

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "dative", "attr", "oprd", "obj"})
_LIVING = frozenset(
    """
    think feel love hate marry remember dream retire die wear live sleep laugh cry
    """.split()  # noqa: SIM905 - as in qa.words
)
_HYPHENED = re.compile(r"\w-\w+-$")
_LONGEST = 30  # characters of the words before
_AND = re.compile(r"\s*(?:,|and|or|&|, (?:and|or))\s*", re.IGNORECASE)
_AND_HIS = re.compile(r"\s*,?\s*and\s+(?:his|her|its|their)\s+(?:[\w-]+\s+){1,4}", re.IGNORECASE)
# What has no "s" in the plural, and the parser takes for one.
_MANY = frozenset(
    """
    people police couple memoranda criteria phenomena strata errata addenda millennia curricula
    """.split()  # noqa: SIM905 - as in qa.words
)
_WEEKDAYS = re.compile(rf"{WEEKDAY}s?", re.IGNORECASE)
_NEAR = 4


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
        if found and found[-1].named and word.start < found[-1].place[1]:
            continue  # the "Civic Merit" of "the Medal of Civic Merit"
        if _HYPHENED.search(text, max(word.start - _LONGEST, 0), word.start):
            continue  # the law of "brother-in-law"
        found.append(_mention(text, parse, n))
    found = with_firms(text, _without_repeats(text, found))
    return tuple(_with_joined(text, parse, found))


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
        first = first_of_name(parse, first, n)
    words = parse[first : last + 1]
    nature, gender = _nature(words, named)
    if named and nature != "person":
        first = with_owner_of(text, parse, first)
    if named and _is_titled(text, parse[first].start):
        nature, gender = "thing", "unknown"
    elif named and nature != "group" and parse[n].dep == "nsubj" and word.tag != "NNPS":
        # Only who lives thinks, whatever the parser takes the name for.
        nature = "person" if parse[parse[n].head].lemma in _LIVING else nature
    if named and nature != "person" and parse[first].lemma == "the":
        last = end_of_name(parse, last)
    place = parse[first].start, parse[last].end
    tail = place[1] if named else end_with_tail(parse, n, last)
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


def _is_titled(text: str, start: int) -> bool:
    """Whether "The" has a capital within a sentence, as in "Who directed The Salt Wife?"."""
    before = text[:start].rstrip()
    return text.startswith("The ", start) and (before[-1:].isalnum() or before[-1:] == ",")


def _is_plural(word: Word, named: bool, nature: Nature) -> bool:
    if named and nature == "person":
        return False  # "Peçanha", whatever the parser makes of it
    return word.tag in ("NNS", "NNPS") or word.lemma in _MANY


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
    if entity in ("DATE", "TIME") or _WEEKDAYS.fullmatch(lemmas[-1]):
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
    """The mentions with the name of the subject before it for a possessive: his visit -> Ieng
    Sary's visit."""
    owner = next((one for one in mentions if one.named and one.role == "subject"), None)
    return tuple(
        one if owner is None or one.place < owner.place else _with_owner(one, owner)
        for one in mentions
    )


def _with_owner(one: Mention, owner: Mention) -> Mention:
    first, _, rest = one.text.partition(" ")
    beside = 0 <= owner.place[0] - one.place[1] <= len(", ")  # "His successor, Jan Ek"
    nobody = first.lower() in ("his", "her") and any(map(str.isdigit, owner.text))
    if first.lower() not in _OWNERS or not rest or one is owner or beside or nobody:
        return one
    return replace(one, text=f"{owner.text}'s {rest}", bare=False)
