"""What a question may mean: readings, each a question that stands alone."""

from dataclasses import dataclass

from qa.dialogue.fragments import Form
from qa.syntax import Parse


@dataclass(frozen=True, slots=True)
class Reading:
    """A question that stands alone, and how likely it is meant (no probability)."""

    question: str
    weight: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a question may mean.

    readings  at least one, the likeliest first; the question itself where it stands alone
    form      what was said: "greeting", "thanks" and "parting" get a reply and no answer
    moves_on  whether what was quoted before is seldom the answer: "who else", "and then"
    open      the word that nothing said before fits, or empty
    even      whether the grammar has no preference between the first two readings
    parse     of the question as it was asked
    """

    readings: tuple[Reading, ...]
    form: Form
    moves_on: bool = False
    open: str = ""
    even: bool = False
    parse: Parse | None = None


def only(question: str, form: Form, *, moves_on: bool = False) -> Resolution:
    """One reading."""
    return Resolution((Reading(question, 1.0),), form, moves_on)
