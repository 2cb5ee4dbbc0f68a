"""Lines know their place, their bullet and the blank lines above them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.lines import lines_of


def words(text: str) -> list[str]:
    return [text[line.start : line.end] for line in lines_of(text)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_lines_end_at_any_newline(newline: str) -> None:
    text = newline.join(["one", "", " two\t", "three"])
    assert words(text) == ["one", "two", "three"]
    assert [line.gap for line in lines_of(text)] == [0, 1, 0]
    assert [line.indent for line in lines_of(text)] == [0, 1, 0]


BULLETS = ["- ", "– ", "— ", "• ", "* ", "▪ ", "1. ", "12) ", "(3) ", "a) ", "(b) ", "2.1 "]


@pytest.mark.parametrize("bullet", BULLETS)
def test_the_bullet_is_no_part_of_the_line(bullet: str) -> None:
    [line] = lines_of(f"  {bullet}Read the meter")
    assert line.bullet
    assert words(f"  {bullet}Read the meter") == ["Read the meter"]


@pytest.mark.parametrize(
    "line",
    [
        "- occupied much of his visit",
        "3.5 million people",
        "1. mai was a holiday",
        "2.4 kg of salt",
        "12 Gas Lane",
        "1,200 men",
        "1990. Then he left",
        "A. B. Corliss came",
        "I. Sato",
        "-5 degrees",
        "*packrook*",
        "e.g. this",
    ],
)
def test_a_line_that_only_begins_like_one_has_no_bullet(line: str) -> None:
    assert words(line) == [line]


def test_the_marks_of_a_quoted_mail_are_no_part_of_its_lines() -> None:
    text = "He wrote:\n> Dear Nora,\n>\n>> bring me\n> > the box.\n>  - Rye\n>5 pounds\nNora\n"
    lines = lines_of(text)
    assert words(text) == [
        "He wrote:",
        "Dear Nora,",
        "bring me",
        "the box.",
        "Rye",
        ">5 pounds",
        "Nora",
    ]
    assert [line.quoted for line in lines] == [0, 1, 2, 2, 1, 0, 0]
    assert [line.gap for line in lines] == [0, 0, 1, 0, 0, 0, 0]
    assert [line.bullet for line in lines] == [False, False, False, False, True, False, False]


@pytest.mark.parametrize("line", ["> 5 mg was given", "> Follow this story", ">>> Call us <<<"])
def test_a_mark_on_one_line_alone_is_a_word(line: str) -> None:
    assert words(f"Of those who had\n{line}\nnone was ill.")[1] == line


def test_marks_that_nobody_sees_are_no_part_of_the_line() -> None:
    assert words("\ufeffThe lamp\u200b\n\u200b\n\u00a0It burned\u00a0\n") == [
        "The lamp",
        "It burned",
    ]


@given(st.text())
def test_lines_are_stripped_in_order_and_hold_every_word(text: str) -> None:
    lines = lines_of(text)
    assert all(a.end <= b.start for a, b in pairwise(lines))
    assert all(text[x.start : x.end] == text[x.start : x.end].strip() != "" for x in lines)
    held = "".join(c for x in lines for c in text[x.start : x.end] if c.isalpha())
    bullets = sum(line.bullet for line in lines)
    assert len([c for c in text if c.isalpha()]) - len(held) <= bullets
