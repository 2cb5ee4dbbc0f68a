"""What was spoken of: the mentions of a conversation, and which of them a pronoun is likely to mean.

The order is that of centering (Grosz, Joshi and Weinstein 1995): what was spoken of last, as the
subject before the object, and what a question asked for once it has been answered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.asked import asked_of
from qa.dialogue.anaphors import Anaphor, Pointer, agrees
from qa.dialogue.mentions import Mention
from qa.dialogue.nature import Nature
from qa.syntax import Parse
from qa.words import terms_of, words_of

_FADING = 0.55  # how much of its weight a mention keeps from turn to turn
_ROLES = {"subject": 0.35, "object": 0.15, "owner": 0.05, "other": 0.0}
_ASKED, _ANSWERED, _REPEATED, _AGREED, _NAMED = 1.0, 0.45, 0.15, 0.3, 0.15
_WANTED: dict[str, Nature] = {"person": "person", "place": "place", "date": "time"}


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A turn as it was understood: the question as it stands alone, and the answer that was given.

    `answer` is empty where none was given.
    """

    question: str
    parse: Parse
    mentions: tuple[Mention, ...]
    answer: str
    answered: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A mention that may be meant, as it is to be written, and how likely it is (no probability)."""

    mention: Mention
    text: str
    weight: float


Refine = Callable[[Mention], Mention]
"""A mention with what the collection says of its name."""


def antecedents(
    turns: Sequence[Heard], anaphor: Anaphor | None, pointer: Pointer, refine: Refine
) -> list[Antecedent]:
    """What a pointer can stand for after `turns` (oldest first), the likeliest first."""
    found: dict[str, Antecedent] = {}
    for age, turn in enumerate(reversed(turns)):
        kind = asked_of(turn.question, turn.parse).kind
        for mention, weight in _weighed(turn, kind):
            one = refine(mention) if pointer in ("he", "she", "it", "they") else mention
            if not agrees(pointer, one) or not _is_nameable(one):
                continue
            if one.gender != "unknown" or (one.nature != "unknown" and pointer not in ("he", "she")):
                weight += _AGREED
            _add(found, Antecedent(one, phrase(one), weight * _FADING**age))
    return sorted(found.values(), key=lambda one: -one.weight)


def _weighed(turn: Heard, kind: str) -> list[tuple[Mention, float]]:
    """The mentions of a turn, and what each weighs there."""
    weights: list[tuple[Mention, float]] = []
    asked = set().union(*(key_words(one) for one in turn.mentions)) if turn.mentions else set()
    for mention in turn.mentions:
        weights.append((mention, _ASKED + _ROLES[mention.role] + _NAMED * mention.named))
    wanted = _WANTED.get(kind)
    first = True
    for mention in turn.answered:
        weight = _ANSWERED + _ROLES[mention.role] / 2 + _NAMED * mention.named
        if mention.nature == wanted and not key_words(mention) <= asked:
            weight += (0.8 if first else 0.3) if mention.named or wanted == "time" else 0.2
            first = False
        weights.append((mention, weight))
    return weights


def _add(found: dict[str, Antecedent], one: Antecedent) -> None:
    """Puts `one` with what it is a form of ("Sary", "Ieng Sary"); the longer form is written."""
    words = key_words(one.mention)
    for key, other in found.items():
        theirs = key_words(other.mention)
        if words <= theirs or (theirs < words and one.mention.named):
            longer = other if theirs >= words or not one.mention.named else one
            weight = max(other.weight, one.weight) + _REPEATED * min(other.weight, one.weight)
            found[key] = replace(longer, weight=weight)
            return
    found[" ".join(sorted(words))] = one


def key_words(mention: Mention) -> frozenset[str]:
    """The words by which a mention is known again."""
    return frozenset(terms_of(mention.text) or words_of(mention.text))


def _is_nameable(mention: Mention) -> bool:
    """Not a phrase that itself points back ("his wife"), nor one that says nothing ("someone")."""
    words = set(words_of(mention.text))
    return not words & {"his", "her", "their", "its", "my", "our", "your", "someone", "something"}


def phrase(mention: Mention) -> str:
    """The mention as it is written in another question: what was "a boat" is now "the boat"."""
    text = mention.text
    for article in ("a ", "an ", "A ", "An ", "The ", "some ", "any "):
        if text.startswith(article):
            return "the " + text[len(article) :]
    if not mention.named and text[:1].isupper() and mention.nature != "time":
        return text[0].lower() + text[1:]
    return text
