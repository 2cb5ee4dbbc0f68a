"""A comment is never quoted, nor is half of the sentence that it stands in."""

import pytest

from qa.articles import article_of
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
        ("He came. <!-- SECRET.\n\nOr so. -->\n\nShe left.", ["He came.", "She left."]),
        (
            "He came. <!-- SECRET.\n\n- Or so.\n\n# So --> It is.\n\nIt rained.",
            ["He came.", "It is.", "It rained."],
        ),
        ("<!--\nSECRET.\n\nOr so.\n-->\n\nShe left.", ["She left."]),
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


def test_a_note_is_hidden_to_its_end_and_no_further_than_the_next() -> None:
    text = "Write <!-- and close it.\n\nHe came. <!-- SECRET --> She left.\n"
    assert texts(text) == ["Write <!-- and close it.", "He came.", "She left."]
    far = "Write <!-- and close it.\n\n" + "It is so. " * 300 + "The flow is b --> c.\n"
    assert len(texts(far)) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He came.\n\n<!-- SECRET -->\n\nShe left.", ["He came.", "She left."]),
        ("He came.\n<!--\nSECRET.\n\nOr so.\n-->\nShe left.", ["He came.", "She left."]),
        ("Write\n\n<!-- a --> for a note.", ["Write", "<!-- a --> for a note."]),
        ("<!-- He came.\n\nShe left.", ["<!-- He came.", "She left."]),
    ],
)
def test_a_comment_that_has_its_lines_to_itself_is_none_of_a_plain_text(
    text: str, words: list[str]
) -> None:
    article = article_of(text)
    assert [text[one.start : one.end] for one in article.paragraphs] == words
    hidden = {text[cut.start : cut.end] for cut in article.cuts if cut.reason == HIDDEN}
    assert all(words.startswith("<!--") and words.endswith("-->") for words in hidden)


def test_cuts_say_what_they_are() -> None:
    text = "He came. <!-- a --> She <!-- b --> left."
    cuts = {text[cut.start : cut.end]: cut.reason for cut in markdown_blocks(text)[1]}
    assert cuts == {"<!-- a -->": HIDDEN, "She <!-- b --> left.": HOLDS_HIDDEN}
