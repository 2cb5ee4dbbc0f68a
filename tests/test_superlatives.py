"""Superlatives, and what is told of their contraries."""

from collections.abc import Callable

import pytest

from qa.engine import Engine
from qa.superlatives import is_contrary


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("Where is the river widest?", "At the mill the river is at its narrowest.", True),
        ("Who was the oldest winner?", "At nineteen he is still its youngest winner.", True),
        ("Which stream brings the least water?", "The Sava brings the most water.", True),
        ("Where is the river widest?", "The river is widest at the ford.", False),
        ("Where is the river widest?", "Narrowest at the mill, it is widest at the ford.", False),
        ("Who was older, the widest read or the narrowest?", "He was the narrowest.", False),
        ("Where is the river widest?", "The river is deepest at the ford.", False),
        ("Who won most?", "Falk won the fewest races, and Maren the most.", False),
    ],
)
def test_the_contrary_is_told(question: str, quote: str, expected: bool) -> None:
    assert is_contrary(question, quote) is expected


def test_the_least_is_no_answer_to_the_most(indexed: Callable[[dict[str, str]], Engine]) -> None:
    engine = indexed(
        {
            "river.md": "The Senna rises above Tarn. The river is at its narrowest at the mill of "
            "Skarvik. It is crossed by nine bridges.\n"
        }
    )
    assert engine.ask("Where is the river Senna at its narrowest?").answered
    assert not engine.ask("Where is the river Senna at its widest?").answered


def test_the_most_may_stand_beside_the_least(indexed: Callable[[dict[str, str]], Engine]) -> None:
    engine = indexed(
        {
            "river.md": "The Senna is at its widest at the ford of Tarn. The Senna is at its "
            "narrowest at the mill of Skarvik.\n"
        }
    )
    answer = engine.ask("Where is the Senna at its widest?").answer
    assert answer is not None
    assert "ford of Tarn" in answer.text
