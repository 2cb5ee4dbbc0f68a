"""Phrases that point back: "the letters", "that year", "the same man", "both"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.asked import asked_of
from qa.dialogue.anaphors import is_thing
from qa.dialogue.facts import Refine
from qa.dialogue.heard import Heard, key_words, phrase, tells_time
from qa.dialogue.mention import Mention
from qa.dialogue.nature import Nature
from qa.syntax import Parse
from qa.words import terms_of, words_of

_GENERAL: dict[str, Nature] = {
    "man": "person", "woman": "person", "person": "person", "guy": "person", "lady": "person",
    "place": "place", "city": "place", "town": "place", "village": "place", "country": "place",
    "year": "time", "day": "time", "month": "time", "date": "time", "time": "time",
    "period": "time", "night": "time", "evening": "time", "morning": "time", "week": "time",
    "summer": "time", "winter": "time", "decade": "time", "moment": "time",
    "organisation": "group", "organization": "group", "group": "group", "movement": "group",
    "regime": "group", "party": "group", "company": "group",
}  # fmt: skip
_OF_A_DAY = frozenset({"day", "night", "evening", "morning"})
_A_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\b(?!:)|\b\w+day\b|\b(?:night|evening|morning|eve)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b1\d{3}\b|\b20\d\d\b")
_FIRM = frozenset({"that", "this", "these", "those"})


def points_back(text: str, parse: Parse, mention: Mention) -> bool:
    """Whether a noun phrase has only "the" or "that" (and "same") with it."""
    if mention.named or mention.text != text[slice(*mention.place)]:
        return False
    following = next((w.lemma for w in parse if w.start >= mention.place[1]), "")
    if following in ("who", "that", "which", "whose", "where"):
        return False
    words = text[slice(*mention.place)].lower().split()
    return len(words) > 1 and words[0] in {"the", *_FIRM} and len(words) <= 2 + ("same" in words)


def is_firm(text: str, mention: Mention) -> bool:
    """Whether it surely points back: "that year", "the same man"."""
    words = text[slice(*mention.place)].lower().split()
    return words[0] in _FIRM or "same" in words


def meant(text: str, mention: Mention, turns: Sequence[Heard], refine: Refine) -> str | None:
    """The fuller phrase of the conversation that a phrase points back to, or None."""
    for turn in reversed(turns):
        for one in (*turn.mentions, *turn.answered):
            fuller = not one.bare and len(key_words(one)) > 1
            same = one.lemma.lower() == mention.lemma.lower() and one.plural == mention.plural
            if same and fuller:
                name = one.text.removeprefix("the ").removeprefix("The ")
                return f"the {name}" if one.named else phrase(one.text)
    nature = _GENERAL.get(mention.lemma)
    if nature is None or not (is_firm(text, mention) or nature in ("person", "group")):
        return None
    asked = set(terms_of(text))
    for turn in reversed(turns):
        for one in _who_first(turn) if nature == "person" else (*turn.mentions, *turn.answered):
            if key_words(one) & asked:
                continue  # "that man" of a question that names Sary is somebody else
            if nature == "time":
                when = _when(mention.lemma, one)
                if when:
                    return when
            elif one.named and _is_of(refine(one), nature, mention):
                return phrase(one.text)
    return None


def _who_first(turn: Heard) -> list[Mention]:
    """The mentions of a turn, before those of the question the persons whom the answer to "who"
    names."""
    every = [*turn.mentions, *turn.answered]
    if asked_of(turn.question, turn.parse).kind != "person":
        return every
    known = frozenset().union(*map(key_words, turn.mentions))
    new = [one for one in turn.answered if one.named and not key_words(one) & known]
    return [*new, *every]


def _when(asked: str, one: Mention) -> str:
    """The time that a mention tells, as precise as is asked for: "that year" is 1677, whatever its
    day; "that night" is of no month. Empty where it tells none."""
    if one.nature != "time" or not tells_time(one.text):
        return ""
    year = _YEAR.search(one.text)
    if asked == "year" and year:
        return year.group()
    return "" if asked in _OF_A_DAY and not _A_DAY.search(one.text) else phrase(one.text)


def _is_of(one: Mention, nature: Nature, mention: Mention) -> bool:
    """Whether a name is of something of that nature, of the gender and number of `mention`."""
    alike = "unknown" in (mention.gender, one.gender) or mention.gender == one.gender
    return one.nature == nature and alike and mention.plural == one.plural


_SAYING = frozenset(
    """
    say claim tell write report announce state call declare
    """.split()  # noqa: SIM905 - as in qa.words
)
_REPORTED = re.compile(
    r"\b(?:say|says|said|tell|tells|told|claim|claims|claimed|reported)\b.*?\bthat (.+)"
)
_FEW, _LONG = 4, 25
_OBJECTS = frozenset({"dobj", "pobj", "attr"})
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "dep", "ROOT"})


def places_of_that(text: str, parse: Parse) -> list[tuple[int, int]]:
    """Where a "that" or "this" stands by itself: for something, or all, that was said before."""
    if len(terms_of(text)) > _FEW:
        return []  # it has something of its own to point to
    return [
        (word.start, word.end)
        for n, word in enumerate(parse)
        if word.lemma in ("that", "this")
        and word.pos in ("PRON", "DET", "SCONJ")
        and word.dep in _PARTS
        and word.tag != "WDT"
        and not is_thing(parse, n)
        and not (n and parse[n - 1].pos in ("NOUN", "PROPN"))
        and not (n + 1 < len(parse) and parse[n + 1].pos in ("NOUN", "PROPN", "ADJ", "NUM"))
    ]


def places_of_those(text: str, parse: Parse) -> list[tuple[int, int]]:
    """Where a "those" or "these" stands by itself: for things that were just named."""
    after = [*(word.pos for word in parse[1:]), ""]
    return [
        (word.start, word.end)
        for word, follows in zip(parse, after, strict=True)
        if text[word.start : word.end].lower() in ("those", "these")
        and follows not in ("NOUN", "PROPN", "ADJ", "NUM")
    ]


def of_those(text: str, parse: Parse, turns: Sequence[Heard]) -> list[tuple[tuple[int, int], str]]:
    """ "How many of those did he hear?" with the noun in the plural that was asked for last, "how
    many of them" with that of a question how many there are."""
    for n, word in enumerate(parse):
        form = text[word.start : word.end].lower()
        if form not in ("those", "these", "them") or n < 2 or parse[n - 1].lemma != "of":
            continue
        if parse[n - 2].lemma not in ("many", "much"):
            continue
        if n + 1 < len(parse) and parse[n + 1].pos in ("NOUN", "PROPN", "ADJ", "NUM"):
            continue
        counted = re.match(r"\W*how many\b", turns[-1].question.lower()) if turns else None
        if form == "them" and not counted:
            continue
        for turn in reversed(turns):
            for one in turn.mentions:
                if one.plural and not one.named and one.nature != "time":
                    return [((word.start, word.end), f"the {one.text.removeprefix('the ')}")]
    return []


def said_before(text: str, parse: Parse, turn: Heard) -> tuple[tuple[int, int], str]:
    """Where and how what "that" stands for is put in: the answer that was said, else the question
    that was asked before."""
    end = len(text.rstrip(" ?.!"))
    said = _said(turn.answer) if any(word.lemma in _SAYING for word in parse) else ""
    return (end, end), f" ({said or turn.question.rstrip(' ?.!')})"


def _said(answer: str) -> str:
    """What an answer reports: what follows "that", else all of it; empty if that is long."""
    reported = _REPORTED.search(answer)
    said = (reported[1] if reported else answer).rstrip(" .")
    if not 0 < len(said.split()) <= _LONG:
        return ""
    return said if "“" in said or '"' in said else f"“{said}”"


_NO_THING = frozenset("use part place care advantage kind sort way note".split())  # noqa: SIM905
_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "next", "other"})


def ones(text: str, parse: Parse, turns: Sequence[Heard]) -> list[tuple[tuple[int, int], str]]:
    """ "the oldest one" and "Did he get one?" with the noun of what was spoken of last."""
    things = [one for turn in reversed(turns) for one in (*turn.mentions, *turn.answered)]
    things = [one for one in things if not one.named and one.lemma not in _NO_THING]
    things = [one for one in things if one.plural or " " in one.text]  # not "packrook"
    counted = [one.lemma for one in things if _ORDINALS & set(words_of(one.text))]
    every = [one.lemma for one in things if one.nature in ("thing", "place")]
    found = []
    for n, word in enumerate(parse):
        nouns = counted if n and counted and parse[n - 1].lemma in _ORDINALS else every
        form = text[word.start : word.end].lower()
        part = n and parse[n - 1].lemma == "be" and n == 1 and form == "one"
        many = [one for one in turns[-1].mentions if one.plural and not one.named]
        if part and many and not text[word.end :].lower().startswith((" of ", " who ", " that ")):
            return [((word.start, word.end), f"one of {phrase(many[0].text)}")]
        if form not in ("one", "ones") or word.dep not in _OBJECTS or not nouns:
            continue
        if n + 1 < len(parse) and parse[n + 1].lemma in ("of", "who", "that", "which"):
            continue
        before = parse[n - 1] if n else None
        described = before is not None and before.pos in ("DET", "ADJ", "NUM", "NOUN")
        if before is not None and before.lemma in ("which", "no", "any", "every"):
            described = True
        found.append(((word.start, word.end), nouns[0] if described else f"a {nouns[0]}"))
    return found[:1]


_RANKED = re.compile(
    r"\bthe (?:first|second|third|fourth|fifth|sixth|last|next|others?)(?= one\b)?\s*[?.!…]*$",
    re.IGNORECASE,
)


def ranked(text: str, turns: Sequence[Heard]) -> list[tuple[tuple[int, int], str]]:
    """ "What is the first?" of what was counted: the first recommendation."""
    match = _RANKED.search(text)
    counted = re.match(r"\W*how many\b", turns[-1].question.lower())
    if match is None or counted is None:
        return []
    noun = next((one for one in turns[-1].mentions if one.plural and not one.named), None)
    end = len(text.rstrip(" ?.!…"))
    return [] if noun is None else [((end, end), f" {noun.lemma}")]


# Not "both sides", nor "both the king and the queen".
_PAIR = re.compile(
    r"\b(?:(?:the|those) two(?: of them| (?P<who>men|women|people))?|both(?: of them)?)"
    r"(?! [a-z]+s\b)(?!.*\band\b)",
    re.IGNORECASE,
)


_LAST = 2  # turns: "Who was Sary?", "And Pol Pot?", "Did the two meet?"


def pairs(text: str, turns: Sequence[Heard]) -> list[tuple[tuple[int, int], str]]:
    """ "both" and "the two" with the two that were spoken of last."""
    match = _PAIR.search(text)
    if match is None:
        return []
    spoken = [one for turn in reversed(turns[-_LAST:]) for one in turn.mentions if one.named]
    heard = [[one for one in (*turn.mentions, *turn.answered) if one.named] for turn in turns]
    lately = [one for named in reversed(heard[-_LAST:]) for one in named]
    first = [_of_gender(lately, match["who"])] if match["who"] else []
    persons = [one for one in spoken if one.nature == "person"]
    if len({" ".join(sorted(key_words(one))) for one in persons}) == _LAST:
        first = [*first, persons]
    pieces = [turn.piece for turn in turns[-_LAST:]]
    if all(pieces) and len(pieces) == _LAST:  # "And Samphan?", "And Chea?"
        first = [[one for one in spoken if one.text in pieces], *first]
    for named in (*first, *([spoken] if turns[-1].piece else []), *reversed(heard)):
        for one in named:
            words = key_words(one)
            alike = [
                two for two in named if two.nature == one.nature and not key_words(two) & words
            ]
            if one.nature != "time" and alike:
                return [(match.span(), f"{phrase(one.text)} and {phrase(alike[0].text)}")]
    return []


def _of_gender(named: Sequence[Mention], who: str) -> list[Mention]:
    """Those that can be men, or women, or anybody, as persons."""
    other = {"men": "female", "women": "male"}.get(who.lower())
    known = [key_words(one) for one in named if one.gender == other]
    able = [one for one in named if one.nature in ("person", "unknown")]
    able = [one for one in able if not any(key_words(one) & words for words in known)]
    return [replace(one, nature="person") for one in able]
