"""Who or what somebody is: questions that ask it, sentences that say it."""

import pytest

from qa.defining import defined, says_what_it_is
from qa.syntax import open_parser


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who was Malcolm Caldwell?", "caldwell"),
        ("What is DNUM?", "dnum"),
        ("Who is Nuon Chea", "chea"),
        ("Who was the captain of the ferry?", None),
        ("Who is the minister?", None),
        ("Who killed Malcolm Caldwell?", None),
        ("When was Malcolm Caldwell born?", None),
        ("Who?", None),
    ],
)
def test_what_a_question_wants_to_be_told(question: str, name: str | None) -> None:
    assert defined(open_parser().parse([question])[0]) == name


@pytest.mark.parametrize(
    ("sentence", "name", "says"),
    [
        ("British professor Malcolm Caldwell was shot and killed.", "caldwell", True),
        ("Malcolm Caldwell was a professor.", "caldwell", True),
        ("Tea Banh, the minister of defence, came too.", "banh", True),
        ("He met Youk Chhang, who heads the centre.", "chhang", True),
        ("The madness of the regime killed Caldwell.", "caldwell", False),
        ("Nobody was there.", "caldwell", False),
    ],
)
def test_what_a_sentence_tells(sentence: str, name: str, says: bool) -> None:
    assert says_what_it_is(open_parser().parse([sentence])[0], name) is says
