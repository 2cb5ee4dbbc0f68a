"""A comment is never quoted, nor is half of the sentence that it stands in."""

import pytest

from qa.hiding import HIDDEN, HOLDS_HIDDEN
from qa.markdown import markdown_blocks


def texts(text: str) -> list[str]:
    return [block.text for block in markdown_blocks(text)[0]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# The mill <!-- omit in toc -->", ["The mill"]),
        ("He came. <!-- SECRET --> She left.", ["He came.", "She left."]),
        ("He came. <!-- SECRET. Or\nso. --> She left.", ["He came.", "She left."]),
        ("He came. She <!-- SECRET --> left. It rained.", ["He came.", "It rained."]),
        ("It is false that <!-- SECRET --> he came.", []),
        ("- Rye <!-- SECRET -->\n- Oats", ["Rye", "Oats"]),
        ("| Rye | 4 <!-- SECRET --> |\n| --- | --- |\n| Oats | 5 |", ["Rye | 4", "Oats | 5"]),
        ("> He came. <!-- SECRET -->\n> She left.", ["He came.", "She left."]),
        ("He came.<!--> She left.", ["He came.<!--> She left."]),
        ("He came <!-- --> at noon.", ["He came <!-- --> at noon."]),
        ("He `a\\` came. <!-- `SECRET --> She left.", ["He `a\\` came.", "She left."]),
    ],
)
def test_a_comment_is_no_text(text: str, words: list[str]) -> None:
    assert texts(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Write `<!-- a -->` for a note.",
        "Write ``<!-- ` -->`` for a note.",
        "Write \\<!-- a --> for a note.",
        "Write <!-- and close it.",
        "Put <script>run()</script> above it.",
        "The flow is a <-- b --> c.",
    ],
)
def test_what_a_reader_sees_stays(text: str) -> None:
    assert texts(text) == [text]


def test_cuts_say_what_they_are() -> None:
    text = "He came. <!-- a --> She <!-- b --> left."
    cuts = {text[cut.start : cut.end]: cut.reason for cut in markdown_blocks(text)[1]}
    assert cuts == {"<!-- a -->": HIDDEN, "She <!-- b --> left.": HOLDS_HIDDEN}
