"""Puts into a question what its pronouns and phrases point back to."""

import re
from collections.abc import Sequence

from qa.dialogue.anaphors import Anaphor
from qa.dialogue.facts import Refine
from qa.dialogue.frames import capital, owning, replaced
from qa.dialogue.heard import ARTICLES, Antecedent, Heard, key_words
from qa.dialogue.mention import Mention
from qa.dialogue.pointing import is_firm, meant, points_back
from qa.dialogue.readings import Reading
from qa.syntax import Parse
from qa.words import terms_of

Place = tuple[tuple[int, int], str]
"""Where something is put in, and what."""

NEAR = 0.5  # what is this much likelier than another leaves it out
_READINGS, _LIKE = 3, 0.75  # so much of the weight of the likeliest lets the sources choose
_FEW = 3  # content words: a question with more of them stands by itself
_AS_IT_IS = 0.9
_OWN = {"he": "his", "she": "her", "they": "their", "it": "its"}
_MOVING = frozenset(
    """
    get gets go goes went gone going come came travel travelled move moved send sent take taken
    bring brought flown driven deported transferred exiled extradited
    """.split()  # noqa: SIM905 - as in qa.words
)
_KEPT = frozenset(
    """
    to from near around over in at on by since until till before after
    """.split()  # noqa: SIM905
)


def put(text: str, places: Sequence[Place]) -> str:
    """`text` with all of `places`; the "and" before a follow-up goes once something is put in."""
    if not places:
        return text
    edge = len(text) + 1
    for place, words in sorted(places, reverse=True):
        if place[1] > edge:
            continue  # a phrase inside one that is replaced already
        text = replaced(text, place, words)
        edge = place[0]
    for link in ("and ", "but ", "so "):
        if text.lower().startswith(link):
            text = text[len(link) :]
    return capital(text)


def of_pronoun(parse: Parse, one: Anaphor, name: str) -> Place:
    """A name for a pronoun: "Ieng Sary's" for "his"."""
    word = parse[one.word]
    return (word.start, word.end), owning(name) if one.owning else name


def of_adverb(
    text: str, parse: Parse, one: Anaphor, fit: Antecedent, before: Sequence[Heard]
) -> Place:
    """ "in Paris" for "there", "1979" for the "then" of "by then"."""
    word = parse[one.word]
    last = text[: word.start].lower().split()[-1:]
    if last and last[0] in _MOVING:
        words = f"to {fit.text}"
    elif last and last[0] in _KEPT:
        words = fit.text
    else:
        words = _at(fit.text, before)
    return (word.start, word.end), words


def _at(name: str, before: Sequence[Heard]) -> str:
    """ "in Paris", "on the island", "in 1979", "on 15 March": as it was said, if it was."""
    for turn in reversed(before):
        for text in (turn.question, turn.answer):
            said = re.search(rf"\b(?:in|on|at) {re.escape(name)}\b", text)
            if said:
                return said.group()
    is_day = " " in name and name[0].isdigit()
    return f"{'on' if is_day else 'in'} {name}"


def of_phrases(
    text: str, parse: Parse, mentions: Sequence[Mention], before: Sequence[Heard], refine: Refine
) -> list[Place]:
    """The phrases that point back, with what they point to."""
    found: list[Place] = []
    whole = any(one.named for one in mentions) or len(terms_of(text)) > _FEW
    for mention in mentions:
        if not points_back(text, parse, mention) or (whole and not is_firm(text, mention)):
            continue
        fuller = meant(text, mention, before, refine)
        if fuller is not None:
            if fuller[:1].islower() and fuller.split(" ", 1)[0] not in ARTICLES:
                fuller = f"the {fuller}"
            when = mention.nature == "time" and mention.role not in ("subject", "object")
            led = text[: mention.place[0]].lower().split()[-1:]
            if when and led and led[0] not in _KEPT:
                fuller = _at(fuller, before)
            found.append((mention.place, fuller))
    return found


def combined(
    text: str,
    parse: Parse,
    fixed: Sequence[Place],
    groups: Sequence[tuple[Anaphor, Sequence[Antecedent]]],
) -> tuple[Reading, ...]:
    """The readings: each of the near antecedents of the first pronoun, the best of the others."""
    first, options = groups[0]
    readings = []
    for one in near(options):
        name = _definite(parse, first, one)
        places = [*fixed, of_pronoun(parse, first, name)]
        taken = [key_words(one.mention)]
        for pronoun, fits in groups[1:]:
            free = [fit for fit in fits if not any(_is_same(fit, words) for words in taken)]
            if free:  # "when they shot him": whoever they were, not the man himself
                taken.append(key_words(free[0].mention))
                other = _definite(parse, pronoun, free[0])
                own = "" if first.owning else _own(other, key_words(one.mention))
                other = f"{_OWN[first.pointer]} {own}" if own else other
                places.append(of_pronoun(parse, pronoun, other))
        readings.append(Reading(put(text, places), one.weight / options[0].weight))
    if len(terms_of(text)) > _FEW:
        readings.append(Reading(text, _AS_IT_IS))  # it may well say enough by itself
    return tuple(readings)


def _definite(parse: Parse, one: Anaphor, fit: Antecedent) -> str:
    """ "Of the coaches" for "of them", whether or not an article stood with them: a part is of
    those that are known."""
    name, mention = fit.text, fit.mention
    part = one.word > 0 and parse[one.word - 1].lemma == "of" and not one.owning
    plain = not mention.named and mention.plural and name == mention.text and "'s " not in name
    bare = name[:1].islower() and name.split(" ", 1)[0] not in ARTICLES
    return f"the {name}" if part and plain and bare else name


def _own(phrase: str, words: frozenset[str]) -> str:
    """The name of "Ieng Sary's real name", if `words` are of Ieng Sary: "When did Ieng Sary change
    his real name?"; else nothing."""
    owner, _, owned = phrase.partition("'s ")
    said = frozenset(terms_of(owner))
    return owned if said and (said <= words or words <= said) else ""


def _is_same(fit: Antecedent, words: frozenset[str]) -> bool:
    """Whether `words` name what is meant, or one is a form of the other; what is somebody's is not
    the one whose it is."""
    own = key_words(fit.mention)
    owned = not fit.mention.named and fit.mention.nature != "person"
    return own <= words or (words <= own and not owned)


def near(options: Sequence[Antecedent]) -> list[Antecedent]:
    """The first of `options` and those that are not much less likely."""
    first, *others = options
    return [first, *(one for one in others if one.weight >= _LIKE * first.weight)][:_READINGS]


def are_joined(options: Sequence[Antecedent]) -> bool:
    """Whether the likeliest two were named together, so that the grammar prefers neither."""
    if len(options) < 2:
        return False
    one, other = options[0].mention, options[1].mention
    return other.joined == one.head or one.joined == other.head
