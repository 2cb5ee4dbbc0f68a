"""What the reading of follow-ups asks of the collection: which words are names, and whose."""

from collections.abc import Callable, Container
from dataclasses import dataclass, field, replace

from qa.dialogue.mention import Mention
from qa.dialogue.nature import Gender, Nature
from qa.syntax import Parse

Natures = Callable[[str], tuple[Nature, Gender]]
"""What a collection says of a name."""
Refine = Callable[[Mention], Mention]
"""A mention with what the collection says of its name."""


def _untold(name: str) -> tuple[Nature, Gender]:
    return "unknown", "unknown"


def _unparsed(text: str) -> Parse | None:
    return None


def _any_word(term: str) -> bool:
    return bool(term)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a collection knows; by default nothing.

    natures  what it says of a name
    knows    whether a term (`qa.words.terms_of`) stands anywhere in it
    names    the words, in lower case, that are names in it
    parse_of the parse of a text that is one of its sentences; None of any other
    """

    natures: Natures = _untold
    knows: Callable[[str], bool] = _any_word
    names: Container[str] = field(default_factory=frozenset)
    parse_of: Callable[[str], Parse | None] = _unparsed

    def refiner(self) -> Refine:
        """The Refine of these facts."""

        def refine(mention: Mention) -> Mention:
            if not mention.named or mention.gender != "unknown" or mention.told:
                return mention
            nature, gender = self.natures(mention.text)
            if gender != "unknown" or (mention.nature == "person" and nature != "place"):
                nature = "person"
            article = mention.text.lower().startswith("the ")  # no name of a person has one
            if article and nature == "person" and gender == "unknown":
                return mention
            known = mention.nature if nature == "unknown" else nature
            return replace(mention, gender=gender, nature=known)

        return refine
