"""What the reading of follow-ups asks of the collection: which words are names, and whose."""

from collections.abc import Callable
from dataclasses import dataclass, field

from qa.dialogue.mentions import Mention

Refine = Callable[[Mention], Mention]
"""A mention with what the collection says of its name."""


def _as_it_is(mention: Mention) -> Mention:
    return mention


def _any_word(term: str) -> bool:
    return bool(term)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a collection knows; by default nothing.

    refine  a mention with the nature and the gender that the collection gives its name
    knows   whether a term (`qa.words.terms_of`) stands anywhere in it
    names   the words, in lower case, that are names in it
    """

    refine: Refine = _as_it_is
    knows: Callable[[str], bool] = _any_word
    names: frozenset[str] = field(default_factory=frozenset)
