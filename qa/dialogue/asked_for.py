"""Who it was that a question asked for: as the answer names it, or by the question's own words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.asked import asked_of
from qa.dialogue.anaphors import Pointer
from qa.dialogue.frames import owning
from qa.dialogue.mention import Mention
from qa.dialogue.nature import Gender, Nature
from qa.roles import below, doers, patients
from qa.syntax import Parse

_WHO = re.compile(r"(?:and |but |so |then )?who(?P<does> (?!else\b|['’]).+)", re.IGNORECASE)
# "Who was harbour master before Torvik?", "the first woman to speak there?"
_OFFICE = re.compile(
    r"who (?:is|was) (?:the )?(?P<office>(?-i:[a-z])[\w-]*(?: (?-i:[a-z])[\w-]*)* "
    r"(?:before|after|during|until|to|at|in|from|under) .+)",
    re.IGNORECASE,
)
_HAPPENED = re.compile(r"what happened (?:on|in|at|during|after|before) .+", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]*\)$")
THE: dict[Pointer, str] = {"he": "the man", "she": "the woman", "they": "those", "it": "what"}
"""Somebody, or something, of whom nothing is known but what was asked."""
GENDERS: dict[Pointer, Gender] = {"he": "male", "she": "female"}
"""Of those for whom a pronoun stands."""
_ONE, _MANY = re.compile(r"\b(?:was|is|has)\b"), {"was": "were", "is": "are", "has": "have"}


def named_for(
    question: str, asked: Parse, parse: Parse, answered: Sequence[Mention]
) -> Mention | None:
    """Which mention of an answer is who the question asked for, by what each of the two says was
    done: of "Who was ousted?" "ousted Prince Ranariddh". None where the answer says it otherwise;
    `asked` and `parse` are the parses of the two."""
    wanted = asked_of(question, asked)
    if wanted.predicate is None:
        return None
    if wanted.kind == "place":
        return _place(asked[wanted.predicate].lemma, parse, answered)
    if wanted.kind != "person" or wanted.role == "adverb":
        return None
    lemma = asked[wanted.predicate].lemma
    does = (wanted.role == "subject") != wanted.passive
    for n, word in enumerate(parse):
        if word.lemma != lemma or word.pos not in ("VERB", "ADJ"):
            continue
        told = doers(parse, n) if does else [*patients(parse, n), *_described(parse, n)]
        told += [k for place in told for k in below(parse, place, "appos")]
        found = [one for one in answered if one.head in told and one.nature != "time"]
        found.sort(key=lambda one: not one.named)  # "the dentist Miriam Katz" by her name
        if found:
            unknown = found[0].nature == "unknown" and not found[0].plural
            return replace(found[0], nature="person") if unknown else found[0]
    return None


def _place(verb: str, parse: Parse, answered: Sequence[Mention]) -> Mention | None:
    """The place that an answer gives for what a verb says: of "Where did he go?" the Beijing of
    "went to Beijing"."""
    deeds = [n for n, word in enumerate(parse) if word.lemma == verb and word.pos == "VERB"]
    led = [k for n in deeds for k in below(parse, n, "prep")]
    told = {k for n in led for k in below(parse, n, "pobj")}
    places = [one for one in answered if one.head in told and one.named and one.nature == "place"]
    return places[0] if places else None


def deeds_of(parse: Parse, mentions: Sequence[Mention]) -> tuple[tuple[str, Mention], ...]:
    """The verbs of a sentence, each with the mention that it says something of."""
    return tuple(
        (word.lemma, one)
        for n, word in enumerate(parse)
        if word.pos == "VERB"
        for one in mentions
        if one.head in {*below(parse, n, "nsubj", "nsubjpass")}
    )


def _described(parse: Parse, n: int) -> list[int]:
    """Of whom a participle tells: "ousted Prince Ranariddh", "the prince, ousted in July"."""
    past = parse[n].tag in ("VBN", "VBD", "JJ") and parse[n].dep in ("amod", "acl")
    return [parse[n].head] if past else []


def description(question: str, asked: Parse, pointer: Pointer) -> str:
    """Who or what it was that a question asked for, in its own words: "the man who wrote the book",
    "what happened in July"; empty where it asked for nobody, or of somebody who he was."""
    if pointer == "it":
        event = _HAPPENED.fullmatch(_ASIDE.sub("", question.rstrip(" ?.!")))
        return f"{event[0][0].lower()}{event[0][1:]}" if event else ""
    wanted = asked_of(question, asked)
    bare = _ASIDE.sub("", question.rstrip(" ?.!"))
    office = _OFFICE.fullmatch(bare)
    if office and pointer in ("he", "she"):
        return f"the {office['office']}"
    said = _WHO.fullmatch(bare)
    if said is None or wanted.predicate is None or wanted.role != "subject":
        return ""
    does = said["does"]
    if pointer == "they":
        does = _ONE.sub(lambda match: _MANY[match[0].lower()], does, count=1)
    return f"{THE[pointer]} who{does}" if pointer in THE else ""


def spouse(turn_mentions: Sequence[Mention], asked: Parse, pointer: Pointer) -> str:
    """Whom somebody married: "Sary's wife" of "Did Sary marry?"; empty where that is not asked."""
    if not any(word.lemma in ("marry", "married") for word in asked):
        return ""
    who = next((one for one in turn_mentions if one.named and one.role == "subject"), None)
    spouses: dict[Pointer, str] = {"he": "husband", "she": "wife"}
    kin = spouses.get(pointer)
    if who is None or kin is None or who.gender == GENDERS[pointer]:
        return ""
    others = any(one.named and one is not who and one.nature != "time" for one in turn_mentions)
    return "" if others else f"{owning(who.text)} {kin}"


def as_described(
    text: str, whole: str, mentions: tuple[Mention, ...], before: Sequence[tuple[str, Parse]]
) -> tuple[Mention, ...]:
    """The mentions of `whole`, in which what a question of `before` asked for was put into `text`
    by its description: that is one, and what is named in it is none."""
    for question, asked in before:
        for pointer in THE:
            said = description(question, asked, pointer)
            start = whole.lower().find(said.lower()) if said else -1
            if start < 0 or said.lower() in text.lower():
                continue
            end = start + len(said)
            head = next((one for one in mentions if start <= one.place[0] < end), None)
            rest = [one for one in mentions if not start <= one.place[0] < end]
            if head is None:
                continue
            nature: Nature = "thing" if pointer == "it" else "person"
            gender = GENDERS.get(pointer, "unknown")
            known = replace(
                head, text=said, place=(start, end), nature=nature, gender=gender,
                plural=pointer == "they", named=False, bare=False,
            )  # fmt: skip
            return tuple(sorted([*rest, known], key=lambda one: one.place))
    return mentions
