"""Whose a thing is, in the question and in a sentence."""

import pytest

from qa.owners import is_anothers, is_kins, owners
from qa.syntax import open_parser


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The breakwater of Brennick is 800 metres long, and Skarvik has cranes.", True),
        ("Brennick's breakwater is 800 metres long.", True),
        ("The breakwater of Skarvik is 612 metres long.", False),
        ("The breakwater is 612 metres long.", False),
        ("It is 612 metres long.", False),
        ("The breakwater of Brennick is longer than the breakwater of Skarvik.", False),
    ],
)
def test_a_thing_of_another_is_told(sentence: str, expected: bool) -> None:
    question, parse = open_parser().parse(["How long is the breakwater of Skarvik?", sentence])
    assert is_anothers(question, parse) is expected


def test_a_question_that_names_nobody_is_of_nobody() -> None:
    question, parse = open_parser().parse(
        ["How long is the breakwater?", "The breakwater of Brennick is 800 metres long."]
    )
    assert not is_anothers(question, parse)


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How old was he when he died?", "He came at 15, after his father had died.", True),
        ("How old was he when he died?", "Torvik's uncle died at 70.", True),
        ("How old was he when he died?", "He died at 87, after his father had died at 60.", False),
        ("How old was he when he died?", "The minister died at 87.", False),
        ("How old was he when he died?", "He was 87.", False),
        ("Who died in 1913?", "His father died in 1913.", False),
    ],
)
def test_what_ones_father_did_is_not_what_one_did_oneself(
    question: str, sentence: str, expected: bool
) -> None:
    assert is_kins(*open_parser().parse([question, sentence])) is expected


def test_names_that_hang_on_a_word() -> None:
    (parse,) = open_parser().parse(["The wall of Brennick was built by Mats Torvik."])
    assert owners(parse, 1) == {"brennick"}
