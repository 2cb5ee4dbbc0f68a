"""What a collection says of a name: whether it is a person's, and whose."""

from collections.abc import Callable

import pytest

from qa.dialogue.names import nature_and_gender
from qa.dialogue.nature import Gender, Nature
from qa.engine import Engine
from qa.library import Library
from qa.words import terms_of

TEXT = """# The light

Rosalind Augusta Tay painted the light. Her pictures hang in the town hall, which she chose. It
was finished by Rosalind Tay's grandfather Hugh Tay, who had been a smith.

The first tower was begun by the engineer Phineas Aldous, who fell. Brightwater Trust manager Odd
Berg keeps it today. The Brightwater Trust paid for the lamp.
"""


@pytest.fixture(scope="module")
def library(indexed: Callable[[dict[str, str]], Engine]) -> Library:
    return indexed({"light.md": TEXT}).library


@pytest.mark.parametrize(
    ("name", "nature", "gender"),
    [
        ("Rosalind Augusta Tay", "unknown", "female"),  # "Her pictures"
        ("Hugh Tay", "person", "male"),
        ("Phineas Aldous", "person", "unknown"),  # "the engineer"
    ],
)
def test_a_person_is_told_by_the_words_beside_the_name(
    library: Library, name: str, nature: Nature, gender: Gender
) -> None:
    assert nature_and_gender(library, tuple(terms_of(name))) == (nature, gender)


def test_what_is_said_of_a_namesake_says_nothing(library: Library) -> None:
    assert nature_and_gender(library, tuple(terms_of("Rosalind Tay")))[1] != "male"


def test_what_has_a_manager_is_no_person(library: Library) -> None:
    assert nature_and_gender(library, tuple(terms_of("Brightwater Trust")))[0] != "person"
