"""Whom nobody named, but a turn tells: who did what was asked, and what is said to be a ship."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.dialogue.anaphors import SHIPS, Pointer
from qa.dialogue.asked_for import GENDERS, THE, description, spouse
from qa.dialogue.heard import Antecedent, Heard, key_words
from qa.dialogue.mention import Mention
from qa.dialogue.nature import Nature

BEINGS = frozenset({"person", "group", "unknown"})
"""What may be somebody."""
FADING = 0.65
"""How much of its weight a mention keeps from turn to turn."""
_UNNAMED, _UNNAMED_MANY = 1.6, 0.8
_ANSWERS = 2  # turns of which the answer is known
_WED = re.compile(r"\b(?:married|wed|wife|husband)\b", re.IGNORECASE)


def unnamed(turns: Sequence[Heard], pointer: Pointer) -> Iterator[Antecedent]:
    """Whom the last questions asked for by what they did, and nobody named: "the man who wrote the
    book"."""
    for age, turn in enumerate(reversed(turns[-_ANSWERS:])):
        if turn.named is not None:
            continue
        asked = set().union(*map(key_words, turn.mentions))
        beings = [one for one in turn.answered if one.named and one.nature in BEINGS]
        known = [key_words(one) for one in turn.mentions if one.named]
        beings = [one for one in beings if not any(words <= key_words(one) for words in known)]
        wed = _WED.search(turn.answer) and any(one.nature == "person" for one in beings)
        said = "" if wed else spouse(turn.mentions, turn.parse, pointer)
        if not said and all(key_words(one) <= asked for one in beings):
            said = description(turn.question, turn.parse, pointer)
        gender = GENDERS.get(pointer, "unknown")
        nature: Nature = "thing" if pointer == "it" else "person"
        one = Mention(
            THE.get(pointer, ""), (0, 0), 0, "person", nature, gender,
            pointer == "they", named=False, bare=False, role="subject", joined=None,
        )  # fmt: skip
        if said:
            weight = _UNNAMED_MANY if pointer == "they" else _UNNAMED
            yield Antecedent(one, said, weight * FADING**age, asked=True)


def is_ship(one: Mention, turn: Heard) -> bool:
    """Whether a turn says that a name is a ship's: "the container ship Ever Given", or that it is
    the one that was asked for: "Which ship was first?"."""
    if not one.named or one.plural:
        return one.lemma in SHIPS and not one.plural
    before = [
        text[:place].lower().split()
        for text in (turn.question, turn.answer)
        for place in [text.find(one.text)]
        if place > 0
    ]
    if any(SHIPS & set(words[-2:]) for words in before):
        return True
    asked = set(turn.question.lower().split()[:2]) & SHIPS
    return bool(asked) and one.role == "subject" and any(one is each for each in turn.answered)


def is_called(one: Mention, turns: Sequence[Heard]) -> bool:
    """Whether an answer has a name beside somebody: "The minister, Karin Lund"."""
    return any(
        first.lemma == one.lemma and not first.named and second.named and between in (", ", " ")
        for turn in turns
        for first, second in pairwise(turn.answered)
        for between in [turn.answer[first.place[1] : second.place[0]]]
    )
