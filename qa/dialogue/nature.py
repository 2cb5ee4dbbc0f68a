"""What a noun phrase stands for, as far as a pronoun cares: a person, a place, a time, a thing."""

from collections.abc import Sequence
from typing import Literal

from qa.nouns import kind_of_noun

Nature = Literal["person", "place", "group", "time", "thing", "unknown"]
Gender = Literal["male", "female", "unknown"]

_OF_ENTITY: dict[str, Nature] = {
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "group",
    "NORP": "group",
    "DATE": "time",
    "TIME": "time",
    "EVENT": "thing",
    "PRODUCT": "thing",
    "WORK_OF_ART": "thing",
    "LAW": "thing",
    "LANGUAGE": "thing",
}
_OF_KIND: dict[str, Nature] = {
    "person": "person",
    "place": "place",
    "organisation": "group",
    "date": "time",
}
_PLURAL_PEOPLE = frozenset({"people", "folk", "couple", "pair", "crowd", "staff", "public"})
CASES = frozenset(
    """
    trial funeral murder arrest hearing appeal burial wedding inquest
    """.split()  # noqa: SIM905
)
"""What happens to somebody."""

_MALE = frozenset(
    """
    boy boyfriend brother duke emperor father fisherman gentleman god grandfather grandson guy he
    headmaster heir husband king lord man monk mr mr. nephew pope priest prince sir son stepfather
    stepson uncle widower businessman chairman statesman policeman salesman spokesman abbot
    bridegroom godfather lad landlord workman craftsman foreman fireman clergyman nobleman watchman
    gunman helmsman cameraman postman dad daddy grandpa granddad
    """.split()  # noqa: SIM905 - as in qa.words
)
_FEMALE = frozenset(
    """
    actress aunt countess daughter duchess empress girl girlfriend goddess grandmother
    granddaughter headmistress heiress lady madam madame miss mother mrs mrs. ms ms. niece nun
    princess queen she sister stepdaughter stepmother widow wife woman chairwoman midwife mistress
    waitress policewoman saleswoman spokeswoman businesswoman hostess heroine matron mayoress
    abbess governess landlady bride lass nanny godmother stewardess camerawoman forewoman mum mummy
    mom grandma gran granny nan auntie
    """.split()  # noqa: SIM905 - as in qa.words
)
_TITLES = frozenset(
    """
    dr doctor prof professor captain capt colonel col major general gen lieutenant lt sergeant sgt
    admiral commander inspector judge justice senator president minister chancellor ambassador
    governor mayor bishop archbishop cardinal rabbi imam reverend rev deacon count baron
    """.split()  # noqa: SIM905 - as in qa.words
)


def is_title(lemma: str) -> bool:
    """Whether a word before a name tells that it is a person's: "Dr. Adelson"."""
    return lemma.lower().rstrip(".") in _TITLES


def nature_of_entity(entity: str) -> Nature:
    """The nature of a name by the type that the parser gives it."""
    return _OF_ENTITY.get(entity, "unknown")


def nature_of_noun(lemma: str) -> Nature:
    """The nature of what a common noun names."""
    if lemma in _PLURAL_PEOPLE or lemma in _MALE or lemma in _FEMALE:
        return "person"
    return "thing" if lemma in CASES else _OF_KIND.get(kind_of_noun(lemma), "thing")


def gender_of(lemmas: Sequence[str]) -> Gender:
    """The gender that the words of a phrase tell ("Mrs Muoi", "the king"), the last one first."""
    for lemma in reversed(lemmas):
        if lemma in _FEMALE:
            return "female"
        if lemma in _MALE:
            return "male"
    return "unknown"
