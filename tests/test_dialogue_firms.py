"""Names of firms and houses are one thing that is spoken of, not two."""

import pytest

from qa.dialogue.facts import Facts
from qa.dialogue.mentions import mentions_of
from qa.dialogue.resolve import resolve
from qa.query import Turn
from qa.syntax import open_parser


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Who audited it for Penhallow & Strick?", ["Penhallow & Strick"]),
        ("Who runs Marks & Spencer and Boots?", ["Marks & Spencer", "Boots"]),
        ("Where is St Mary's Hospital?", ["St Mary's Hospital"]),
        ("When did Ben's Cafe open?", ["Ben's Cafe"]),
        ("What was Sary's Ministry?", ["Sary", "Ministry"]),
        ("Where is Ben's hotel?", ["Ben"]),
        ("Did Penhallow and Strick agree?", ["Penhallow", "Strick"]),
    ],
)
def test_names_of_houses_and_firms(text: str, named: list[str]) -> None:
    (parse,) = open_parser().parse([text])
    assert [one.text for one in mentions_of(text, parse) if one.named] == named


@pytest.mark.parametrize(
    ("question", "answer", "following", "meant"),
    [
        (
            "When was Moss & Crane founded?",
            "Moss & Crane was founded in 1950.",
            "Where are they based?",
            "Where are Moss & Crane based?",
        ),
        (
            "When did Crane's Brewery close?",
            "Crane's Brewery closed in March.",
            "How many people worked there?",
            "How many people worked in Crane's Brewery?",
        ),
    ],
)
def test_what_points_back_to_them(question: str, answer: str, following: str, meant: str) -> None:
    history = [Turn(question=question, answer=answer)]
    found = resolve(following, history, open_parser(), Facts())
    assert found.readings[0].question == meant
