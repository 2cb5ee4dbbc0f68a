"""Who is a person, as the conversation itself says: "Who was X?", "X, when was he born?"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.dialogue.frames import owning
from qa.dialogue.heard import Heard, phrase
from qa.dialogue.mention import Mention
from qa.dialogue.nature import Gender, nature_of_noun
from qa.owners import RELATIVES
from qa.syntax import Parse, Word
from qa.words import terms_of, words_of

_SHORTEST = 3  # letters of what was put in
_GENDERS: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "she": "female", "her": "female",
}  # fmt: skip


def known_persons(
    text: str, whole: str, parse: Parse, mentions: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """The mentions of `whole`, which `text` stands for, with the persons among them known as such.

    A name that was put in for "he", or the only one that "he" can stand for, is a man's.
    """
    genders = {_GENDERS[word] for word in words_of(text) if word in _GENDERS}
    typed = set(terms_of(text))
    names = [one for one in mentions if one.named and one.nature != "time"]
    names = [one for one in names if not _is_thing(one) and not _owns_put_in(one, mentions, typed)]
    names = [one for one in names if one.gender == "unknown" or one.gender in genders]
    meant = [one for one in names if not set(terms_of(one.text)) <= typed] or names
    pronouns = [word for word in words_of(text) if word in _GENDERS]
    if len(genders) == 1 and 1 < len(meant) <= len(pronouns):  # "When did he interview him?"
        told = {one.head: replace(one, nature="person", gender=min(genders)) for one in meant}
        return tuple(told.get(one.head, one) for one in mentions)
    # "His secretary", said of the surveyor, tells nothing of the Castan that stands for "them".
    if len(genders) == 1 and len(meant) == 1 and not _is_put_in(meant[0], mentions, typed):
        known = replace(meant[0], nature="person", gender=genders.pop())
        return tuple(known if one is meant[0] else one for one in mentions)
    put_in = [one for one in mentions if one.nature == "person" and not one.named]
    put_in = [one for one in put_in if one.lemma not in words_of(text) and not one.plural]
    if len(genders) == 1 and len(put_in) == 1 and put_in[0].gender == "unknown":
        known = replace(put_in[0], gender=genders.pop())  # "Is she related to him?", of the judge
        return tuple(known if one is put_in[0] else one for one in mentions)
    who = [word.lemma for word in parse[:2]] == ["who", "be"]
    if who and len(names) == 1 and names[0].role != "owner":  # "Who is Cambodia's king?"
        known = replace(names[0], nature="person")
        return tuple(known if one is names[0] else one for one in mentions)
    return mentions


def _is_thing(one: Mention) -> bool:
    """Whether a name has an article, as no person's has without a title: "the Chain Bridge"."""
    return one.text.lower().startswith("the ") and one.gender == "unknown"


def _owns_put_in(name: Mention, mentions: Sequence[Mention], typed: set[str]) -> bool:
    """Whether not a name but who is called by it was put in: "him" is Emmy Noether's father."""
    people = (one for one in mentions if one.nature == "person" and not one.named)
    put_in = [one for one in people if not set(terms_of(one.text)) <= typed]
    return any(
        one.place[0] <= name.place[0] and name.place[1] < one.place[0] + len(one.text)
        for one in put_in
    )


def _is_put_in(name: Mention, mentions: Sequence[Mention], typed: set[str]) -> bool:
    """Whether somebody without a name, and without `name`, stands for a pronoun."""
    terms = [
        set(terms_of(one.text)) for one in mentions if one.nature == "person" and not one.named
    ]
    return any(not one <= typed and not one & set(terms_of(name.text)) for one in terms)


# Whose wife she is is a man, as a rule.
_SPOUSES: dict[str, Gender] = {
    "wife": "male", "widow": "male", "girlfriend": "male", "husband": "female",
    "widower": "female", "boyfriend": "female",
}  # fmt: skip
_OTHERS: dict[str, Gender] = {"he": "female", "she": "male"}


def told_couples(text: str, parse: Parse, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, with what a marriage tells: of "X's wife" that X is a man, and of "he married
    Y" that Y is a woman."""
    genders: dict[int, Gender] = {}
    for n, word in enumerate(parse):
        if word.dep == "poss" and parse[word.head].lemma in _SPOUSES:
            genders[n] = _SPOUSES[parse[word.head].lemma]
        if word.dep == "dobj" and parse[word.head].lemma == "marry":
            doer = next((w for w in parse if w.head == word.head and w.dep == "nsubj"), None)
            told = _OTHERS.get(text[doer.start : doer.end].lower()) if doer else None
            genders |= {n: told} if told else {}
    # "Irena, a pharmacist": the second is she as well.
    genders |= {
        one.head: genders[parse[one.head].head]
        for one in mentions
        if parse[one.head].dep == "appos" and parse[one.head].head in genders
    }
    return tuple(
        replace(one, nature="person", gender=genders[one.head])
        if (one.named or one.nature == "person") and one.gender == "unknown" and one.head in genders
        else one
        for one in mentions
    )


def carried(
    text: str, whole: str, parse: Parse, mentions: tuple[Mention, ...], before: Sequence[Heard]
) -> tuple[Mention, ...]:
    """The mentions of `whole`, among them what was put into `text` as the one that it was before.

    The parser may take "packrook" for a verb, and "the breakwater at Pellavik" apart.
    """
    typed, low = text.lower(), whole.lower()
    every = [each for turn in before for each in (*turn.mentions, *turn.answered)]
    names = {each.text.lower() for each in every if each.named}
    for one in (each for turn in reversed(before) for each in (*turn.mentions, *turn.answered)):
        name = phrase(one.text)
        start = low.find(name.lower())
        if start < 0 or name.lower() in typed or len(name) < _SHORTEST:
            continue
        end = start + len(name)
        inside = [m for m in mentions if start <= m.place[0] < end]
        if any(_covers(m, start, end, one, names) for m in inside):
            continue
        heads = [n for n, word in enumerate(parse) if word.start < end and start < word.end]
        if not heads:
            continue
        head, role = (inside[0].head, inside[0].role) if inside else (heads[-1], one.role)
        known = replace(one, text=name, place=(start, end), head=head, role=role, joined=None)
        rest = [m for m in mentions if m.place[0] != start and not (one.named and m in inside)]
        mentions = tuple(sorted([*rest, known], key=lambda m: m.place))
    return mentions


def _covers(mention: Mention, start: int, end: int, one: Mention, names: set[str]) -> bool:
    """Whether a mention is already what stands there; "Philip Short interview" is no name, and "the
    Chain Bridge Clark" are two of `names`."""
    there = mention.place[0] + len(mention.text)
    behind = mention.text[end - start :]
    run_on = one.named and mention.named and behind[:1] == " " and behind[1:2].islower()
    run_on = run_on or behind.strip().lower() in names
    return mention.place[0] == start and there >= end and not run_on


# What only things, books and bodies are made by: nobody is designed or published.
_MADE = frozenset(
    """
    launch build construct design compose publish found establish invent manufacture print install
    erect demolish rebuild write premiere translate
    """.split()  # noqa: SIM905 - as in qa.words
)


def told_things(parse: Parse, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, with the names of what was made as such: "When was Hubble launched?"."""
    return tuple(
        replace(one, nature="thing", told=True)
        if one.named and one.nature in ("person", "unknown") and _is_made(parse, one.head)
        else one
        for one in mentions
    )


def _is_made(parse: Parse, n: int) -> bool:
    verb, dep = parse[n].head, parse[n].dep
    passive = any(word.head == verb and word.dep == "auxpass" for word in parse)
    # "Who composed Aida": a name behind the verb is parsed as anything.
    made = dep.startswith("nsubj") if passive else dep in ("dobj", "npadvmod")
    return parse[verb].lemma in _MADE and made


def told_owners(parse: Parse, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, with whose a relative is: of "Did X have a wife?" X's wife, and X is a man."""
    owners: dict[int, Mention] = {}
    for one in mentions:
        verb = parse[one.head].head
        has = parse[one.head].dep == "dobj" and parse[verb].lemma == "have"
        owner = next((each for each in mentions if _has(each, verb, parse)), None)
        if has and owner is not None and one.lemma in RELATIVES and not one.named:
            owners[one.head] = owner
    genders = {owners[n].head: _SPOUSES.get(parse[n].lemma, "unknown") for n in owners}
    return tuple(
        replace(one, text=_of_owner(one, owners[one.head]), bare=False)
        if one.head in owners
        else replace(one, gender=genders[one.head], nature="person")
        if genders.get(one.head, "unknown") != "unknown" and one.gender == "unknown"
        else one
        for one in mentions
    )


def _has(one: Mention, verb: int, parse: Parse) -> bool:
    return one.named and one.role == "subject" and parse[one.head].head == verb


def _of_owner(one: Mention, owner: Mention) -> str:
    noun = re.sub(r"^(?:an?|any|the) ", "", one.text, flags=re.IGNORECASE)
    return f"{owning(owner.text)} {noun}"


def told_persons(text: str, parse: Parse, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions of the answer `text`, with the gender that it tells of its subject, the only
    person before its pronouns: "The minister, Karin Lund, ... Her predecessor"."""
    pronouns = [(w.start, text[w.start : w.end].lower()) for w in parse]
    told = [(start, _GENDERS[form]) for start, form in pronouns if form in _GENDERS]
    if len({gender for _, gender in told}) != 1:
        return mentions
    before = [one for one in mentions if one.place[1] <= told[0][0]]
    before = [one for one in before if not _is_named(one, before, parse)]
    persons = [one for one in before if one.nature == "person"]
    others = [one for one in before if one.named and one.nature == "unknown"]
    one = persons[0] if len(persons) == 1 and not others else None
    if one is None or not one.named or one.gender != "unknown" or one.role != "subject":
        return mentions
    known = replace(one, gender=told[0][1])
    return tuple(known if each is one else each for each in mentions)


def told_by_answer(
    mentions: tuple[Mention, ...], answer: str, parse: Parse, answered: Sequence[Mention]
) -> tuple[Mention, ...]:
    """The mentions of a question, of which the answer tells the gender: "Whom did Sary marry?" "In
    1951 he married Thirith". Only of the one person that the question has, and the answer says "he"
    of before it names anybody."""
    pronouns = (w for w in parse if answer[w.start : w.end].lower() in _GENDERS)
    first = next(pronouns, None)
    if first is None or first.dep != "nsubj":
        return mentions
    start, form = first.start, answer[first.start : first.end].lower()
    persons = [one for one in mentions if one.nature == "person" or (one.named and not one.plural)]
    persons = [one for one in persons if one.nature in ("person", "unknown")]
    persons = [one for one in persons if not _is_thing(one)]
    named = any(one.named and one.place[0] < start for one in answered if one.nature != "time")
    if named or len(persons) != 1 or persons[0].gender != "unknown":
        return mentions
    known = replace(persons[0], nature="person", gender=_GENDERS[form])
    return tuple(known if one is persons[0] else one for one in mentions)


def told_owners_by(mentions: tuple[Mention, ...], answer: str) -> tuple[Mention, ...]:
    """The mentions of a question, with the gender of whose something is, if the answer speaks of
    the same as his or hers: "Where are Torvik's logbooks?" "His logbooks ..."."""
    owner = next((one for one in mentions if one.role == "owner" and one.named), None)
    if owner is None or owner.gender != "unknown":
        return mentions
    owned = (one for one in mentions if not one.named and one.text.startswith(owner.text))
    nouns = "|".join(re.escape(one.lemma) for one in owned)
    said = re.search(rf"\b(his|her) (?:[\w-]+ )?(?:{nouns})s?\b", answer.lower()) if nouns else None
    if said is None:
        return mentions
    known = replace(owner, nature="person", gender=_GENDERS[said[1]])
    return tuple(known if one is owner else one for one in mentions)


def told_kinds(mentions: tuple[Mention, ...], parse: Parse, answer: str) -> tuple[Mention, ...]:
    """The mentions of a question, with what an answer says that they are: "Erlang is a language" is
    of no person, whatever the parser takes the name alone for."""
    kinds = {}
    for n, word in enumerate(parse):
        if word.dep == "attr" and word.pos == "NOUN" and parse[word.head].lemma == "be":
            subject = next((w for w in parse[:n] if w.head == word.head and _is_subject(w)), None)
            if subject is not None:
                kinds[answer[subject.start : subject.end].lower()] = nature_of_noun(word.lemma)
    return tuple(
        replace(one, nature=kinds[one.text.lower()])
        if one.named and one.gender == "unknown" and one.text.lower() in kinds
        else one
        for one in mentions
    )


def _is_subject(word: Word) -> bool:
    return word.dep == "nsubj" and word.pos in ("NOUN", "PROPN")


def _is_named(one: Mention, mentions: Sequence[Mention], parse: Parse) -> bool:
    """Whether a name stands beside "the minister", by which the same person is known."""
    beside = (parse[other.head] for other in mentions if other.named)
    return not one.named and any(w.dep == "appos" and w.head == one.head for w in beside)


def is_told_as(name: str, owned: str, turns: Sequence[Heard]) -> bool:
    """Whether an answer tells of "her predecessor, X": then X is not whose predecessor is asked
    for, unless X is what was asked for by the same words before."""
    if any(set(terms_of(owned)) <= set(terms_of(turn.question)) for turn in turns):
        return False
    return any(f"{owned}, {name}".lower() in turn.answer.lower() for turn in turns)
