"""What was spoken of in a conversation, and what of it a pronoun is likely to mean.

The order is that of centering (Grosz, Joshi and Weinstein 1995): what was spoken of last, as the
subject before the object, and what a question asked for once it has been answered.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.asked import asked_of
from qa.dialogue.anaphors import Pointer, agrees
from qa.dialogue.facts import Refine
from qa.dialogue.heard import Antecedent, Heard, key_words, tells_time, written
from qa.dialogue.mention import Mention
from qa.dialogue.nature import Nature
from qa.dialogue.unnamed import BEINGS, FADING, is_called, is_ship, unnamed
from qa.nouns import kind_of_noun
from qa.words import words_of

_ROLES = {"subject": 0.35, "object": 0.15, "owner": 0.05, "other": 0.0}
_ASKED, _ANSWERED, _REPEATED, _AGREED, _NAMED = 1.0, 0.45, 0.15, 0.3, 0.35
_COUNTED = 0.4  # "how many logbooks", "which logbooks" is asked of the logbooks
_INSIDE, _OFFICE = 0.3, 0.4
_ANY_NAME, _LEAST = 0.6, 0.01
_CALLED = 0.6  # a ship by its name
_SAME_DEED = 2.0
_ONE_PERSON = 0.45  # what it costs a person's name to be "they": it may be a club's
_DOES = 0.4  # who does something is a person or a group rather than a thing
_WANTED: dict[str, Nature] = {"person": "person", "place": "place", "date": "time"}
_NOBODY = frozenset({"place", "organisation", "date"})


def antecedents(
    turns: Sequence[Heard], pointer: Pointer, refine: Refine, *, does: bool = False
) -> list[Antecedent]:
    """What a pointer can stand for after `turns` (oldest first), the likeliest first.

    `does`: whether it is the subject of what somebody does.
    """
    found = _fitting(turns, pointer, refine, does, agrees)
    known = any(one.mention.named or one.mention.gender != "unknown" for one in found)
    if (pointer in ("he", "she") and not known) or (pointer == "they" and not found):
        # The types of names are often wrong: any name will do rather than none.
        found += (
            replace(one, weight=one.weight * _ANY_NAME)
            for one in _fitting(turns, pointer, refine, does, _is_some_name)
        )
    found = [replace(one, weight=max(one.weight, _LEAST)) for one in found]
    return sorted(found, key=lambda one: -one.weight)


def _fitting(
    turns: Sequence[Heard],
    pointer: Pointer,
    refine: Refine,
    does: bool,
    fits: Callable[[Pointer, Mention], bool],
) -> list[Antecedent]:
    found: dict[str, Antecedent] = {}
    every = [one for turn in turns for one in turn.mentions if one.nature == "person"]
    persons = [one for one in every if one.named or one.gender != "unknown"]
    persons.sort(key=lambda one: one.gender == "unknown")  # what a later turn told comes first
    for age, turn in enumerate(reversed(turns)):
        # "Where is the office?" "In Quay Street." "Who runs it?": the office, not the street.
        stays = pointer == "it" and any(word.lemma == "where" for word in turn.parse)
        kind = "" if stays else asked_of(turn.question, turn.parse).kind
        weighed = _weighed(turn, kind)
        names = [one for one, _ in weighed if one.named and one.nature in BEINGS]
        many = pointer == "they" and any(one.plural and not one.named for one in turn.mentions)
        if pointer == "they":
            weighed = [*weighed, *_together(weighed)]
        for mention, weight in weighed:
            one = refine(mention) if pointer != "then" else mention
            if pointer == "there" and one.nature != "person":
                one = mention  # a ward may be called after a bird, and a street after a town
            one = as_known(one, persons)
            asked = any(mention is other for other in turn.mentions)
            ship = pointer == "she" and is_ship(one, turn)
            one = replace(one, nature="thing", gender="female") if ship else one
            if (ship or fits(pointer, one)) and _is_nameable(one, asked=asked):
                weight += _preference(pointer, one, does) + _CALLED * (ship and one.named)
                weight -= _OFFICE * (not one.named and is_called(one, turns))
                # Of "how many logbooks did Torvik leave" they are the logbooks.
                weight -= _ONE_PERSON * (many and one.named and not one.plural)
                told = [each for each in names if not key_words(each) <= key_words(mention)]
                alone = asked and age == 0 and not (one.named or told)
                if alone and one.nature == "person":
                    weight += _OFFICE + _NAMED  # "the captain" of whom nobody gave the name
                name = _as_asked(turn.question, one) if asked else written(one)
                _add(found, Antecedent(one, name, weight * FADING**age, asked))
    fit = [*found.values(), *unnamed(turns, pointer)]
    fit.sort(key=lambda one: -one.weight)
    if pointer == "it" and fit and fit[0].asked and _is_by_name(fit[0].mention):
        return [one for one in fit if one.asked or one.mention.named]
    return fit


def _is_by_name(mention: Mention) -> bool:
    """Whether it is a name, or one word that is used as one: "Who wrote ferrule?"."""
    return mention.named or (" " not in mention.text and not mention.plural)


def _is_some_name(pointer: Pointer, mention: Mention) -> bool:
    wrong = {"he": "female", "she": "male"}.get(pointer)
    could_be = mention.named and not mention.plural and mention.nature not in ("place", "time")
    if pointer in ("he", "she") and kind_of_noun(mention.lemma.lower()) in _NOBODY:
        return False  # "the National Archive", whatever the parser takes it for
    if pointer in ("he", "she") and mention.text.lower().startswith("the "):
        return False  # "the Medway"
    return could_be and mention.gender != wrong


def _preference(pointer: Pointer, mention: Mention, does: bool) -> float:
    if pointer in ("he", "she"):
        # Who was asked for by an office is known by name once it was answered.
        return _AGREED * (mention.gender != "unknown") - _OFFICE * (not mention.named)
    if pointer == "it":
        owns = mention.role == "owner"  # "X's compass": it is the compass, as a rule
        return _AGREED * (mention.nature != "unknown") - _NAMED * mention.named - _INSIDE * owns
    if pointer == "they" and mention.named and mention.nature == "person" and not mention.plural:
        return -_ONE_PERSON
    if pointer == "they" and does:
        return _DOES if mention.nature in ("person", "group", "place") else -_DOES
    if pointer == "they":
        return _AGREED * mention.plural
    return _AGREED * (mention.nature != "unknown")


def _weighed(turn: Heard, kind: str) -> list[tuple[Mention, float]]:
    """The mentions of a turn, and what each weighs there."""
    weights: list[tuple[Mention, float]] = []
    asked = set().union(*(key_words(one) for one in turn.mentions)) if turn.mentions else set()
    for mention in turn.mentions:
        inside = any(_is_inside(mention, other) for other in turn.mentions)
        inside = inside or f"({mention.text})" in turn.question  # of what it was asked
        inside = inside and mention.role != "owner"  # "the captain's body" is spoken of as his
        weight = _ASKED + _ROLES[mention.role] + _NAMED * mention.named - _INSIDE * inside
        led = turn.question[: mention.place[0]].lower().split()[-1:]
        weight += _COUNTED * (led == ["many"] or (mention.plural and led in (["what"], ["which"])))
        weights.append((mention, weight))
    wanted = _WANTED.get(kind)
    first = True
    for mention in turn.answered:
        weight = _ANSWERED + _ROLES[mention.role] / 2 + _NAMED * mention.named
        if turn.named is not None:
            weight += (0.8 if mention.named else 0.2) * (mention is turn.named)
        elif mention.nature == wanted and not key_words(mention) <= asked:
            weight += (0.8 if first else 0.3) if mention.named or wanted == "time" else 0.2
            first = False
        weights.append((mention, weight))
    return weights


def _together(weighed: Sequence[tuple[Mention, float]]) -> list[tuple[Mention, float]]:
    """Those that are joined by "and", as one."""
    found: list[tuple[Mention, float]] = []
    run: list[Mention] = []
    first = 0.0
    for mention, weight in [*weighed, *weighed[:1]]:
        follows = run and mention.joined == run[-1].head and mention.place[0] > run[-1].place[0]
        if follows and not mention.named and run[0].named:
            continue  # the "his partner" of "Fowler and his partner Baker"
        if follows and mention.named and run[0].named:
            run.append(mention)
            continue
        if len(run) > 1:
            text = f"{', '.join(one.text for one in run[:-1])} and {run[-1].text}"
            found.append((replace(run[0], text=text, plural=True, joined=None), first + _AGREED))
        run, first = [mention], weight
    return found


def _is_inside(one: Mention, other: Mention) -> bool:
    """Whether a mention is part of what another says: the city of "the visit to the city"."""
    start, end = other.place[0], other.place[0] + len(other.text)
    return other is not one and start <= one.place[0] and one.place[1] <= end


def _add(found: dict[str, Antecedent], one: Antecedent) -> None:
    """Puts `one` with what it is a form of ("Sary", "Ieng Sary"); the longer form is written."""
    words = key_words(one.mention)
    for key, other in found.items():
        theirs = key_words(other.mention)
        if words != theirs and other.asked != one.asked and not _may_be_short(one, other):
            continue
        if words <= theirs or (theirs < words and one.mention.named):
            longer = other if theirs >= words or not one.mention.named else one
            weight = max(other.weight, one.weight) + _REPEATED * min(other.weight, one.weight)
            found[key] = replace(longer, weight=weight)
            return
    found[" ".join(sorted(words))] = one


def _may_be_short(one: Antecedent, other: Antecedent) -> bool:
    """Whether the shorter name is of an answer: "Torvik" of the question is not the "Liv Torvik"
    that an answer names."""
    shorter = min(one, other, key=lambda each: len(key_words(each.mention)))
    return not shorter.asked


def as_known(mention: Mention, persons: Sequence[Mention]) -> Mention:
    """`mention` with what the conversation says of a person of that name."""
    words = key_words(mention)
    for person in persons:
        theirs = key_words(person)
        alike = words <= theirs or theirs <= words
        if alike if mention.named and person.named else words == theirs:
            gender = person.gender if mention.gender == "unknown" else mention.gender
            return replace(mention, nature="person", gender=gender)
    return mention


def _is_nameable(mention: Mention, *, asked: bool) -> bool:
    """Not a phrase that itself points back ("his wife"), nor one that says nothing ("someone")."""
    words = words_of(mention.text)
    alone = not mention.named and len(words) == 1 and not mention.plural
    if alone and mention.nature != "time" and not asked:
        return False  # "chair", "export": no phrase of its own
    if mention.nature == "time" and not mention.named and not tells_time(mention.text):
        return False
    if not words or words[0] in ("this", "that", "these", "those", "such", "one"):
        return False
    return not set(words) & {"his", "her", "their", "its", "someone", "something"}


def _as_asked(question: str, one: Mention) -> str:
    """A mention of a question as it is written in another: of "in which treaty" the treaty."""
    before = question[: one.place[0]].lower().split()[-1:]
    asked = before in (["which"], ["what"], ["many"], ["much"]) and not one.named
    return f"the {one.text}" if asked else written(one)


def said_the_same(
    fits: Sequence[Antecedent], verb: str, turns: Sequence[Heard]
) -> list[Antecedent]:
    """What can be meant, before the rest that of which the answer says what is asked: "Why were
    they dropped?" of "the charges were dropped"."""
    told = {key_words(one) for turn in turns for lemma, one in turn.deeds if lemma == verb}
    raised = (
        replace(fit, weight=fit.weight + _SAME_DEED * (key_words(fit.mention) in told))
        for fit in fits
    )
    return sorted(raised, key=lambda fit: -fit.weight)
