"""Whose deed a sentence tells, where the question asks of somebody by name."""

from collections.abc import Callable

import pytest

from qa.deeds import is_anothers_deed
from qa.engine import Engine
from qa.syntax import open_parser

WON = "When did Ilse Maren win the regatta?"


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (WON, "Jorid Falk won the regatta in 1931.", True),
        (WON, "The regatta was won by Jorid Falk in 1931.", True),
        (WON, "Jorid Falk was beaten in 1930 and won the regatta in 1931.", True),
        (WON, "Jorid Falk, who won the regatta in 1931, came from Skarvik.", True),
        (WON, "Maren won the regatta in 1931.", False),
        (WON, "Ilse Marén won the regatta in 1931.", False),
        (WON, "Jorid Falk and Ilse Maren won the regatta in 1931.", False),
        (WON, "Maren was beaten by Falk in 1930 and won the regatta in 1931.", False),
        (WON, "Maren, beaten by Falk in 1930, won the regatta in 1931.", False),
        (WON, "She won the regatta in 1931.", False),
        (WON, "The schoolmaster's daughter won the regatta in 1931.", False),
        (WON, "The President won the regatta in 1931.", False),
        (WON, "Jorid Falk lost the regatta in 1931.", False),
        ("When did the winner die?", "Jorid Falk died in 1931.", False),
        ("When was Ilse Maren arrested?", "The police arrested Jorid Falk in 1931.", True),
        ("When was Ilse Maren arrested?", "The police arrested Ilse Maren in 1931.", False),
        ("By how much did Maren beat Falk?", "Falk beat Maren by two lengths.", True),
        ("By how much did Maren beat Falk?", "Maren beat Falk by two lengths.", False),
        ("When was Dogger Records founded?", "The label was founded by Jorid Falk.", False),
        ("When was Dogger Records founded?", "Jorid Falk founded Eider Films in 1978.", True),
        ("Who was Falk married to?", "In 1946 he married Ilse Maren.", False),
        ("Who was mayor when the Danes took Tarn?", "Tarn was taken while Falk was mayor.", False),
        ("What did the High Court award?", "Mr Justice Alder awarded 4,000 crowns.", False),
        ("When did the US leave?", "The United States left in 1931.", False),
        ("Why was Karl V nicknamed the Owl?", "Karl V, Count Palatine, who was nicknamed", False),
    ],
)
def test_a_deed_of_another_is_told(question: str, sentence: str, expected: bool) -> None:
    assert is_anothers_deed(*open_parser().parse([question, sentence])) is expected


def test_what_only_another_did_is_refused(indexed: Callable[[dict[str, str]], Engine]) -> None:
    engine = indexed(
        {
            "regatta.md": "The regatta of Skarvik has been rowed since 1920. Jorid Falk won the "
            "regatta in 1931 by two lengths. Ilse Maren was a schoolmistress, and wrote poems.\n"
        }
    )
    answer = engine.ask("When did Jorid Falk win the regatta?").answer
    assert answer is not None
    assert answer.short == "1931"
    assert not engine.ask("When did Ilse Maren win the regatta?").answered
