"""Names of a question and of a sentence: whether one is the other's, or a namesake's."""

from collections.abc import Callable

import pytest

from qa.engine import Engine
from qa.persons import is_namesakes, is_of, name_asked
from qa.syntax import open_parser


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Rolf Sandvik", {"rolf", "sandvik"}),
        ("the minister Rolf Sandvik", {"rolf", "sandvik"}),
        ("rolf sandvik", {"rolf", "sandvik"}),
        ("Mr Sandvik", {"sandvik"}),
        ("Sandvik's wife", set()),
        ("his wife", set()),
    ],
)
def test_the_name_that_is_asked_about(said: str, words: set[str]) -> None:
    assert name_asked(said) == words


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Rolf Sandvik", True),
        ("Sandvik", True),
        ("Yesterday Rolf Sandvik", True),
        ("Rolf Arne Sandvik", True),
        ("Tone Sandvik", False),
        ("Sandvik Street", False),
    ],
)
def test_a_name_is_that_asked_for(name: str, same: bool) -> None:
    assert is_of(frozenset({"rolf", "sandvik"}), name) == same


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("In 1932 his deputy James Chadwick found it.", True),
        ("James Chadwick found it, and Chadwick said so.", False),
        ("James Chadwick found it, and Edwin Chadwick did not.", False),
        ("E. Chadwick found it.", False),
        ("Yesterday Chadwick found it.", False),
        ("Lord Chadwick found it.", False),
        ("Edwin Josef Chadwick found it.", False),
        ("Nobody found it.", False),
    ],
)
def test_a_namesake(quote: str, expected: bool) -> None:
    (parse,) = open_parser().parse([quote])
    assert is_namesakes(("edwin", "chadwick"), quote, parse) == expected


@pytest.mark.parametrize(
    ("name", "quote"),
    [
        (("colonel", "grisanti"), "Colonel Matteo Grisanti led the younger men."),
        (("colonel", "grisanti"), "Matteo Grisanti led the younger men."),
        (("grisanti",), "Matteo Grisanti led the younger men."),
    ],
)
def test_whose_first_name_is_not_asked(name: tuple[str, ...], quote: str) -> None:
    (parse,) = open_parser().parse([quote])
    assert not is_namesakes(name, quote, parse)


def test_what_is_told_of_a_namesake_is_refused(indexed: Callable[[dict[str, str]], Engine]) -> None:
    engine = indexed(
        {
            "atoms.txt": "His deputy, the physicist James Chadwick, found the neutron in 1932.",
            "towns.txt": "The clerk Edwin Holt drew the drains of the town, unthanked by it.",
        }
    )
    assert engine.ask("Who was James Chadwick?").answered
    assert not engine.ask("Who was Edwin Chadwick?").answered


def test_who_has_two_names_is_no_namesake(engine: Engine) -> None:
    assert engine.ask("Who was Ieng Thirith?").answered  # born Khieu Thirith
