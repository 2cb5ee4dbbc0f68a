"""A noun phrase of a question or an answer, and what it is known by."""

from dataclasses import dataclass
from typing import Literal

from qa.dialogue.nature import Gender, Nature

Role = Literal["subject", "object", "owner", "other"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase: its place in the text, and what a pronoun needs to know of it.

    text     the phrase with what follows it ("the letters to Pol Pot"); of a name only the name
    place    start and end of the phrase in its text; head the number of its head in the parse
    lemma    of its head
    named    whether it is a name; bare: nothing but a determiner stands with the noun
    joined   head of the mention that it is joined to by "and", or None
    told     whether the conversation says of what nature it is, whatever the collection does
    """

    text: str
    place: tuple[int, int]
    head: int
    lemma: str
    nature: Nature
    gender: Gender
    plural: bool
    named: bool
    bare: bool
    role: Role
    joined: int | None
    told: bool = False
