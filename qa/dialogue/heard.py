"""What was heard of a conversation, and what of it another question may mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.dialogue.mention import Mention
from qa.syntax import Parse
from qa.words import terms_of, words_of

_TIMES = frozenset(
    """
    january february march april may june july august september october november december spring
    summer autumn winter christmas easter seventies eighties nineties sixties fifties century war
    monday tuesday wednesday thursday friday saturday sunday
    """.split()  # noqa: SIM905 - as in qa.words
)
ARTICLES = frozenset(
    """
    the a an his her their its this that these those some any my our your
    """.split()  # noqa: SIM905 - as in qa.words
)
"""The words before a noun that say which of its kind is meant."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A turn as it was understood: the question as it stands alone, and the answer that was given.

    `answer` is empty where none was given, and `named` who it was that was asked for, where that is
    told by the verb of the question; `deeds` what the answer says, as verbs, of which mentions.
    `piece` is what the turn put into the question before it
    ("Karnavas", of "What about Karnavas?"), else empty.
    """

    question: str
    parse: Parse
    mentions: tuple[Mention, ...]
    answer: str
    answered: tuple[Mention, ...]
    piece: str = ""
    named: Mention | None = None
    deeds: tuple[tuple[str, Mention], ...] = ()


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A mention that may be meant, how it is written, and how likely it is (no probability)."""

    mention: Mention
    text: str
    weight: float
    asked: bool


def key_words(mention: Mention) -> frozenset[str]:
    """The words by which a mention is known again."""
    return frozenset(terms_of(mention.text) or words_of(mention.text))


def tells_time(text: str) -> bool:
    """Whether a word of a time says which: a number, a month, a season."""
    return any(word[0].isdigit() or word in _TIMES for word in words_of(text))


def written(one: Mention) -> str:
    """A mention as it is written in another question; what began its sentence in small letters."""
    text = one.text
    if one.named and one.nature == "thing" and one.place[0] and text.startswith("The "):
        return text  # a title: "Who wrote The Salt Wife?"
    if not one.named and one.place[0] == 0 and text[1:2].islower():
        text = text[0].lower() + text[1:]
    return phrase(text)


def phrase(text: str) -> str:
    """A mention as it is written in another question: what was "a boat" is now "the boat"."""
    for article in ("a ", "an ", "A ", "An ", "The ", "some ", "any "):
        if text.startswith(article):
            return "the " + text[len(article) :]
    if text.split(" ", 1)[0].lower() in ARTICLES:
        return text[0].lower() + text[1:]
    return text


def is_named(fit: Antecedent, names: Sequence[str]) -> bool:
    """Whether one of `names` is a form of what a pronoun would stand for."""
    words = set(terms_of(fit.text))
    return any(set(terms_of(name)) <= words for name in names if terms_of(name))
