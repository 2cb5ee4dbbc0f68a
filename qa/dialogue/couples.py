""" "They" of two persons not named together: "Who was his wife?", "When did they marry?"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.asked import asked_of
from qa.dialogue.facts import Refine
from qa.dialogue.focus import as_known
from qa.dialogue.heard import Antecedent, Heard, key_words, phrase
from qa.dialogue.mention import Mention
from qa.syntax import Parse

# What two persons do with each other, and whom they have together.
_TOGETHER = frozenset(
    """
    baby child daughter divorce kid marriage marry meet quarrel separate son wed wedding
    """.split()  # noqa: SIM905 - as in qa.words
)
_TURNS = 2
_SPOUSE = re.compile(
    r"(?P<owner>\S.*?)['’]s? "
    r"(?:wife|husband|widow|widower|spouse|partner|girlfriend|boyfriend|fianc\S+)"
)


def couple(parse: Parse, turns: Sequence[Heard], refine: Refine) -> Antecedent | None:
    """The two persons that were spoken of last, if a question asks of what two do together; the one
    asked about first."""
    if not any(word.lemma in _TOGETHER for word in parse):
        return None
    if married := _married(turns):
        return married
    found: list[tuple[Mention, bool]] = []
    for turn in reversed(turns[-_TURNS:]):
        named = [one for one in turn.mentions if one.named]
        for mention in (*turn.mentions, *turn.answered):
            one = as_known(refine(mention), [each for each in named if each.nature == "person"])
            person = one.named and one.nature == "person" and not one.plural
            if person and not any(key_words(one) & key_words(other) for other, _ in found):
                found.append((one, any(mention is each for each in turn.mentions)))
        if len(found) > 1:
            break
    if len(found) < 2:
        return None
    pair = sorted(found[:2], key=lambda one: not one[1])
    text = " and ".join(phrase(one.text) for one, _ in pair)
    return Antecedent(replace(pair[0][0], text=text, plural=True), text, 1.0, asked=True)


def _married(turns: Sequence[Heard]) -> Antecedent | None:
    """X and his wife, where X's wife was asked about and nobody said who she was."""
    asked: Antecedent | None = None
    for turn in turns[-_TURNS:]:
        for one in turn.mentions:
            said = _SPOUSE.fullmatch(one.text)
            if said is None or one.nature != "person":
                continue
            told = any(
                other.named and not key_words(other) & key_words(one) for other in turn.answered
            )
            if told and asked_of(turn.question, turn.parse).kind == "person":
                return None
            text = f"{said['owner']} and {one.text}"
            asked = Antecedent(replace(one, text=text, plural=True), text, 1.0, asked=True)
    return asked
