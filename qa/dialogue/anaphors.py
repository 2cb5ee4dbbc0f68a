"""The pronouns of a question that point outside it.

A pronoun whose antecedent stands in the question itself is left alone. Which can be one follows
the binding principles of Chomsky (1981), read off the parse: "Did Pol Pot meet him" cannot mean
that he met himself, "he" in "Did he meet Pol Pot" is somebody else, and in "After he left, where
did Pol Pot live" need not be.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qa.asking import WH
from qa.dialogue.mention import Mention
from qa.dialogue.nature import Gender
from qa.syntax import Parse

Pointer = Literal["he", "she", "they", "it", "there", "then"]

_POINTERS: dict[str, Pointer] = {
    "he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "it": "it", "its": "it",
}  # fmt: skip
_GENDERS: dict[Pointer, Gender] = {"he": "male", "she": "female"}
_OWNING = frozenset({"his", "her", "their", "its"})
SHIPS = frozenset(
    """
    ship boat vessel steamer yacht ferry trawler tug schooner nation country
    """.split()  # noqa: SIM905 - as in qa.words
)
"""What is "she" as well, as a rule."""
_ANYBODY = frozenset({"somebody", "someone", "anybody", "anyone", "whoever", "nobody"})
_BY_ANYBODY = frozenset({"he", "she", "his"})  # not "Did anyone help him", "Does anyone know her"
_OPENERS = frozenset({"so", "and", "but", "well", "ok", "now"})
_TRUTHS = frozenset(
    """
    true possible likely known certain clear correct false worth said
    """.split()  # noqa: SIM905 - as in qa.words
)
_OF_THINGS = frozenset({"close", "cost", "end", "last", "open", "run", "start", "stop"})
_SEEMING = frozenset({"seem", "appear", "happen", "rain", "snow"})
_FRONT = frozenset(
    """
    after before when while once since although though if because as during until
    """.split()  # noqa: SIM905 - as in qa.words
)


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word that points outside the question: its number in the parse, and its kind."""

    word: int
    pointer: Pointer
    owning: bool


def open_pronouns(text: str, parse: Parse, mentions: Sequence[Mention]) -> tuple[Anaphor, ...]:
    """The personal pronouns of `text` that nothing in it can be the antecedent of, in order."""
    found: list[Anaphor] = []
    for n, word in enumerate(parse):
        form = text[word.start : word.end].lower()
        pointer = "it" if is_thing(parse, n) else _POINTERS.get(form)
        if pointer == "they" and _is_of_group(text, parse, n):
            continue
        anybody = any(w.lemma in _ANYBODY for w in parse[:n])
        if anybody and (pointer == "they" or form in _BY_ANYBODY):
            continue
        if pointer is None or (pointer == "it" and _is_empty(text, parse, n)):
            continue
        owning = form in _OWNING and (form != "her" or _owns(parse, n))
        if owning and (_follows_name(parse, n, pointer) or _has_own(text, parse, n)):
            continue
        if not any(_binds(parse, n, pointer, owning, one) for one in mentions):
            # A second one stands for what the first does, unless both are of one verb.
            same = [one for one in found if one.pointer == pointer]
            if not same or any(_are_arguments(parse, one.word, n) for one in same):
                found.append(Anaphor(n, pointer, owning))
    return tuple(found)


def is_thing(parse: Parse, n: int) -> bool:
    """Whether a word is the "that" of "How much did that cost", "When did this end": that is some
    thing that was named, as a rule, and not what was said."""
    that = parse[n].lemma in ("that", "this") and parse[n].dep.startswith("nsubj")
    return that and parse[parse[n].head].lemma in _OF_THINGS


def _follows_name(parse: Parse, n: int, pointer: Pointer) -> bool:
    """Whether the clause of a possessive has a subject before it that can own, however parsed."""
    people = pointer in ("he", "she")
    return any(
        word.pos == "PROPN"
        and (word.entity not in ("DATE", "TIME", "GPE") or word.dep.startswith("nsubj"))
        if people
        else word.dep.startswith("nsubj") and word.pos in ("NOUN", "PROPN")
        for word in parse[:n]
    )


def _has_own(text: str, parse: Parse, n: int) -> bool:
    """ "Who sold her own boat"."""
    return n + 1 < len(parse) and text[parse[n + 1].start : parse[n + 1].end].lower() == "own"


def _owns(parse: Parse, n: int) -> bool:
    """Whether "her" is a possessive: a noun phrase follows."""
    if n + 1 >= len(parse) or parse[n + 1].pos in ("PUNCT", "ADP", "VERB", "AUX", "CCONJ", "SCONJ"):
        return False
    return parse[n].tag == "PRP$" or parse[n].dep == "poss"


def open_adverbs(text: str, parse: Parse) -> tuple[Anaphor, ...]:
    """ "there" and "then" where they point to a place and a time that were named before."""
    found: list[Anaphor] = []
    for n, word in enumerate(parse):
        form = text[word.start : word.end].lower()
        if form == "there" and _is_place(text, parse, n):
            found.append(Anaphor(n, "there", owning=False))
        if form == "then" and _is_time(text, parse, n):
            found.append(Anaphor(n, "then", owning=False))
    return tuple(found)


def _is_place(text: str, parse: Parse, n: int) -> bool:
    """Not the "there" of "is there" and "there were"."""
    if "there" in text[: parse[n].start].lower().split():
        return True  # the second of "Was there anything there"
    if text[: parse[n].start].lower().endswith(" been ") and n + 2 >= len(parse):
        return True  # "When had he last been there?", however parsed
    if parse[n].dep == "expl" or parse[n].tag == "EX":
        return False
    if re.search(r"\b(?:is|was) it still $", text[: parse[n].start].lower()):
        return False  # whether there is one
    before = text[: parse[n].start].lower().split()
    after = text[parse[n].end :].lower().split()
    if after[:1] and after[0] in ("at", "in", "on"):
        return False  # "hoist the flag up there at the gate"
    if before and before[-1] in ("is", "are", "was", "were", "been") and after:
        # "How many plots are there at the mill" has its subject before it, "Who was there in 1979"
        # is asked of somewhere.
        return before[0] in ("who", "what") and len(before) == 2
    return bool(before)


def _is_time(text: str, parse: Parse, n: int) -> bool:
    """The "then" of "by then", "What did he do then", and not of "So who was it, then"."""
    before = text[: parse[n].start].lower().split()
    if not before or (before[0] in ("and", "so", "but") and len(before) == 1):
        return False
    return before[-1] in ("by", "since", "until", "till", "back", "before", "from") or (
        not before[-1].endswith(",") and len(before) > 2 and parse[n].dep == "advmod"
    )


def _is_empty(text: str, parse: Parse, n: int) -> bool:
    """ "it" that stands for nothing: "is it true that", "how long did it take to"."""
    after = [word.lemma for word in parse[n + 1 : n + 9]]
    forms = text[parse[n].end :].lower().split()
    if parse[n].dep == "expl":
        return True
    if re.match(r"\W*what (time|day|year|date)( \w+)? (is|was) it\b", text.lower()):
        return True
    if forms[:1] == ["the"] and forms[1:2] in (["first"], ["last"], ["only"]) and "time" in forms:
        return True
    if after[:1] and after[0] in _SEEMING:
        return True
    if {"take", "cost"} & set(after[:2]) and "to" in forms:
        return True
    being = text[: parse[n].start].lower().split()[-1:]
    to_do = "to" in forms[1:5] and forms[0] not in ("going", "due", "about")
    if being and being[0] in ("is", "was", "be", "isn't", "wasn't") and to_do:
        return True
    if forms[:1] == ["to"] or forms[:1] == ["that"]:
        return True  # "make it to the top", "Where was it that ..."
    if n and parse[n - 1].lemma == "make" and forms[:1] in (["out"], ["through"], ["back"]):
        return True
    truth = next((k for k, lemma in enumerate(after[:4]) if lemma in _TRUTHS), None)
    if truth is not None and any(form in ("that", "to", "for") for form in forms[truth:]):
        return True
    # "Was it X who ...": a cleft.
    head = text[: parse[n].start].lower().split()
    cleft = bool(head) and head[-1] in ("is", "was", "isn't", "wasn't")
    return cleft and any(form in ("who", "that", "which", "when", "where") for form in forms[1:])


def _is_of_group(text: str, parse: Parse, n: int) -> bool:
    """The "them" of "which of them": of those that the question names before it."""
    before = text[: parse[n].start].lower().split()
    return len(before) > 4 and before[-1] == "of" and before[-2] in ("which", "one", "some", "all")


def _binds(parse: Parse, n: int, pointer: Pointer, owning: bool, mention: Mention) -> bool:
    """Whether `mention` of the same question can be what the pronoun `n` stands for."""
    if mention.nature == "time" or mention.place[0] <= parse[n].start < mention.place[1]:
        return False
    if not may_agree(pointer, mention):
        return False
    led = parse[parse[mention.head].head]
    opens = all(word.lemma in _OPENERS for word in parse[: parse[mention.head].head])
    if mention.nature == "place" and led.lemma in ("in", "at") and opens and pointer in _GENDERS:
        return False  # "in Paris, what did he do"
    verb = parse[parse[n].head]
    if verb.dep == "relcl" and verb.head == mention.head and parse[n].dep.startswith("nsubj"):
        return False  # "the best man he ever saw"
    if mention.place[1] <= parse[n].start:
        between = [word.pos for word in parse[mention.head + 1 : n]]
        if between == ["AUX"] and parse[n].dep.startswith("nsubj"):
            return False  # "How many brokers do they have"
        return owning or not _are_arguments(parse, mention.head, n)
    if owning and mention.role == "subject" and _is_before_verb(parse, n):
        return True  # "Which of his brothers did Ieng Sary send"
    return _is_fronted(parse, n, mention.head)


def _is_before_verb(parse: Parse, n: int) -> bool:
    """Whether no verb stands before a word, as in the asking words of a question."""
    return all(word.pos not in ("VERB", "AUX") for word in parse[:n])


def may_agree(pointer: Pointer, mention: Mention) -> bool:
    """As `agrees`, but in doubt true: the types of names are often wrong, and ships are women."""
    if agrees(pointer, mention):
        return True
    if pointer in ("he", "she"):
        known = mention.gender not in ("unknown", _GENDERS[pointer])
        return not known and (mention.named or mention.lemma in SHIPS)
    return pointer == "they" and mention.nature == "person"


def _are_arguments(parse: Parse, one: int, other: int) -> bool:
    """Whether two words are subject and object of one verb, or owner and object of one noun ("Pol
    Pot's opinion of him"): the second stands for somebody else than the first."""
    head, roles = parse[other].head, {"nsubj", "nsubjpass"}
    if parse[other].dep == "pobj":
        led, head, roles = parse[head].lemma, parse[head].head, {*roles, "poss"}
        if led == "with" and parse[head].dep == "pobj":  # "in contact with him"
            head = parse[parse[head].head].head
    return parse[one].head == head and parse[one].dep in roles


def agrees(pointer: Pointer, mention: Mention) -> bool:
    """Whether a pronoun can stand for a mention by number, gender and animacy."""
    if pointer in ("he", "she"):
        wanted = _GENDERS[pointer]
        article = mention.named and mention.text.lower().startswith("the ")
        if pointer == "he" and article and mention.gender == "unknown":
            return False  # "the Chain Bridge", but "the King"; a ship may be she
        return (
            mention.nature in ("person", "unknown")
            and not mention.plural
            and mention.gender in (wanted, "unknown")
        )
    if pointer == "they":
        many = mention.plural and mention.nature != "time"
        return many or mention.nature == "group" or _may_be_team(mention)
    if pointer == "there":
        return mention.nature in ("place", "unknown")
    if pointer == "then":
        return mention.nature == "time"
    return not mention.plural and mention.nature in ("thing", "place", "group", "unknown")


def _may_be_team(mention: Mention) -> bool:
    """Whether a name is of nothing known: "Athletic Calverra", "when were they founded".

    The parser takes many a club for a person; and "they" may be one whose gender is not known.
    """
    of_some_kind = mention.nature in ("unknown", "person")
    if any(map(str.isdigit, mention.text)):
        return False  # "B-32"
    return mention.named and of_some_kind and mention.gender == "unknown"


def _is_fronted(parse: Parse, n: int, other: int) -> bool:
    """Whether a pronoun stands before the main clause, where `other` does: "After he left, ..."."""
    first = next((k for k, word in enumerate(parse) if word.lemma not in _OPENERS), 0)
    if parse[first].lemma not in _FRONT and parse[first].pos not in ("ADP", "SCONJ"):
        return False
    marks = [k for k in range(n, len(parse)) if parse[k].lemma == "," or parse[k].lemma in WH]
    return (bool(marks) and marks[0] < other) or (parse[first].pos == "ADP" and first + 3 > n)
