"""What a source asks is quoted with what answers it, and never alone as an answer."""

from collections.abc import Callable

import pytest

from qa.engine import Engine

Indexed = Callable[[dict[str, str]], Engine]

PAGE = {
    "panels.md": "# Panels on the roof\n\nPanels on the roof turn light into power.\n\n"
    "## Questions\n\nHow do I register my panels?\n\nWrite to the grid office at 5 Quay Street.\n\n"
    "## Related questions\n\nWhat is a feed-in tariff?\n\nWho owns the grid?\n",
}


@pytest.mark.parametrize("question", ["What is a feed-in tariff?", "Who owns the grid?"])
def test_a_question_without_an_answer_is_none(indexed: Indexed, question: str) -> None:
    assert not indexed(PAGE).ask(question).answered


def test_a_question_is_quoted_with_its_answer(indexed: Indexed) -> None:
    answer = indexed(PAGE).ask("How do I register my panels?").answer
    assert answer is not None
    assert "5 Quay Street" in answer.text
