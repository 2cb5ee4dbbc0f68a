""" "They" of two persons not named together: "Who was his wife?", "When did they marry?"."""

from collections.abc import Sequence
from dataclasses import replace

from qa.dialogue.facts import Refine
from qa.dialogue.focus import Antecedent, Heard, as_known, key_words, phrase
from qa.dialogue.mentions import Mention
from qa.syntax import Parse

# What two persons do with each other, and whom they have together.
_TOGETHER = frozenset(
    """
    baby child daughter divorce kid marriage marry meet quarrel separate son wed wedding
    """.split()  # noqa: SIM905 - as in qa.words
)
_TURNS = 2


def couple(parse: Parse, turns: Sequence[Heard], refine: Refine) -> Antecedent | None:
    """The two persons that were spoken of last, if a question asks of what two do together; the one
    asked about first."""
    if not any(word.lemma in _TOGETHER for word in parse):
        return None
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
