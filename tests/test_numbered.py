"""What is said of the First World War answers nothing of the Second."""

from collections.abc import Callable

import pytest

from qa.engine import Engine
from qa.numbered import is_of_none, numbered_in, of_another

TEXT = """# The yard

The yard was founded by a cooper. During the First World War it built 26 minesweepers. Elevator
Four burned in 1931, with nine men. Elevator Two was sold in 1940 to a brewer. King Henry VIII was
never here. The ninth elevator was of stone, and elevator no. 10 was never built.
"""


@pytest.fixture(scope="module")
def yard(indexed: Callable[[dict[str, str]], Engine]) -> Engine:
    return indexed({"yard.md": TEXT})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In the Second World War, and in World War II", {("world war", 2)}),
        ("Case 002 is not Case 001.", {("case", 2), ("case", 1)}),
        ("Did Henry VIII and Pope Clement VII meet?", {("henry", 8), ("pope clement", 7)}),
        ("the 3rd Battalion, Elevator Four", {("battalion", 3), ("elevator", 4)}),
        ("Can I go? Should I? In May 12 men, on Sunday 14 people, at 10.30.", set()),
        ("On Jan 7, at the Oct 30 press conference, since Nov. 8. After 10 years, about 9.", set()),
        ("It was 1945, and Sary 1.5 metres away, 20% of Torvik 30%.", set()),
    ],
)
def test_names_have_numbers(text: str, names: set[tuple[str, int]]) -> None:
    assert set(numbered_in(text)) == names


@pytest.mark.parametrize(
    ("question", "none"),
    [
        ("How many ships did the yard build in the First World War?", False),
        ("How many ships did the yard build in the Second World War?", True),
        ("How many ships did the yard build in World War Two?", True),
        ("When did Elevator Four burn?", False),
        ("When did Elevator Six burn?", True),
        ("What was Elevator Nine?", False),  # "the ninth elevator"
        ("What was Elevator 10?", False),  # "elevator no. 10"
        ("What did Henry VIII say?", False),
        ("What did Harry II say?", False),  # a name that is not known at all is seen otherwise
        ("Who founded the yard?", False),
    ],
)
def test_a_number_that_no_source_has_is_known_as_such(
    yard: Engine, question: str, none: bool
) -> None:
    assert is_of_none(yard.library, question) == none
    if none:
        assert not yard.ask(question).answered


def test_another_of_the_name_comes_behind(yard: Engine) -> None:
    corpus = yard.library.corpus
    rows = list(range(len(corpus.sentences)))
    others = of_another(yard.library, "Who bought Elevator Two in 1931?", rows)
    assert [corpus.sentence_quote(n).split(" ", 2)[:2] for n in rows if others[n]] == [
        ["Elevator", "Four"]
    ]
