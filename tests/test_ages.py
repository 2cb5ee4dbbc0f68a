"""Ages beside the name: what asks for one, and where it stands."""

from collections.abc import Callable

import pytest

from qa.ages import Age, age_in, asked_age
from qa.engine import Engine

Indexed = Callable[[dict[str, str]], Engine]

SANDVIK = Age(frozenset({"rolf", "sandvik"}))


@pytest.mark.parametrize(
    "question",
    [
        "How old is Rolf Sandvik?",
        "how old was Rolf Sandvik",
        "What age was Rolf Sandvik?",
        "What is Rolf Sandvik's age?",
        "Rolf Sandvik's age",
        "rolf sandvik age",
        "What was the age of Rolf Sandvik?",
    ],
)
def test_asks_for_an_age(question: str) -> None:
    assert asked_age(question) == SANDVIK


@pytest.mark.parametrize(
    "question",
    [
        "How old was Rolf Sandvik when he died?",
        "How old was Rolf Sandvik at the trial?",
        "How old is Rolf Sandvik's wife?",
        "How old is his wife?",
        "When did Rolf Sandvik come of age?",
        "How many people are aged 44?",
    ],
)
def test_asks_for_something_else(question: str) -> None:
    assert asked_age(question) is None


@pytest.mark.parametrize(
    ("quote", "age"),
    [
        ("Rolf Sandvik, 44, the master, was cleared.", "44"),
        ("The master, Rolf Sandvik (44), was cleared.", "44"),
        ("Mr Sandvik, aged 44, was cleared.", "44"),
        ("The court cleared the 44-year-old Rolf Sandvik.", "44"),
        ("The court cleared the 44-year-old ferry master Rolf Sandvik.", "44"),
        ("Rolf Sandvik, a 44-year-old master, was cleared.", "44"),
        ("Sandvik is 44 years old.", "44"),
        ("Rolf Sandvik turned 101 last week.", "101"),
        ("Tone Brekke, 29, and Rolf Sandvik, 44.", "44"),
    ],
)
def test_stands_beside_the_name(quote: str, age: str) -> None:
    span = age_in(quote, SANDVIK)
    assert span is not None
    assert quote[slice(*span)] == age


@pytest.mark.parametrize(
    "quote",
    [
        "Tone Brekke, 29, spoke for Rolf Sandvik.",
        "Rolf Sandvik, 44 miles from the coast, called for help.",
        "In the second half Rolf Sandvik (44) scored.",
        "Rolf Sandvik was 44 hours at sea.",
        "To Rolf Sandvik, 14 March was a holiday.",
        "Rolf Sandvik, 1944, oil on canvas.",
    ],
)
def test_is_no_age(quote: str) -> None:
    assert age_in(quote, SANDVIK) is None


def test_an_age_is_found_by_its_form(indexed: Indexed) -> None:
    engine = indexed(
        {
            "ferry.txt": "Rolf Sandvik, 44, the master of the ferry, was cleared of neglect."
            " The judge, Karin Moe (61), said that the old company was to blame for the old radar."
            " How old the radar was nobody could say."
        }
    )
    response = engine.ask("How old is Karin Moe?")
    assert response.answer is not None
    assert response.answer.short == "61"
    assert response.answer.text.startswith("The judge, Karin Moe (61)")
    assert not engine.ask("How old is Tone Brekke?").answered
