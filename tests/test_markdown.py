"""Markdown gives the same blocks as a plain text, without the marks before the words."""

import pytest

from qa.articles import article_of
from qa.markdown import CODE, FRONT_MATTER, MARKUP, markdown_blocks


def texts(text: str) -> list[str]:
    blocks, _ = markdown_blocks(text)
    assert all(block.text == " ".join(text[block.start : block.end].split()) for block in blocks)
    return [block.text for block in blocks]


def cuts(text: str) -> list[tuple[str, str]]:
    return [(text[cut.start : cut.end], cut.reason) for cut in markdown_blocks(text)[1]]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# The scale\n", "The scale"),
        ("## The scale ##\n", "The scale"),
        ("The scale\n=========\n", "The scale"),
        ("The scale\nand its plate\n---\n", "The scale and its plate"),
        ("# About C#\n", "About C#"),
        ("> ## The scale\n", "The scale"),
        ("# The scale\r\n", "The scale"),
    ],
)
def test_headings_are_known(text: str, heading: str) -> None:
    blocks, _ = markdown_blocks(text)
    assert [(block.text, block.heading) for block in blocks] == [(heading, True)]


def test_items_lose_their_marks_and_paragraphs_keep_their_words() -> None:
    text = "Put it down.\n\n- Remove the film.\n  - Twice\n\n1. Open the **app**.\n\n> No water.\n"
    blocks, _ = markdown_blocks(text)
    assert texts(text) == [
        "Put it down.",
        "Remove the film.",
        "Twice",
        "Open the **app**.",
        "No water.",
    ]
    assert [block.item for block in blocks] == [False, True, True, True, False]


def test_a_table_gives_a_block_a_row() -> None:
    text = "| Symbol | Meaning |\n| --- | --- |\n| Lo | Empty. |\n| EEE | Too heavy. |\n"
    blocks, _ = markdown_blocks(text)
    assert [(block.text, block.table) for block in blocks] == [
        ("| Symbol | Meaning |", "columns"),
        ("Lo | Empty.", "row"),
        ("EEE | Too heavy.", "row"),
    ]


def test_code_tags_and_front_matter_are_cut() -> None:
    text = (
        "---\ntitle: X\n---\n\nWords.\n\n```sh\nrun\n```\n\n    indented\n\n<p><img alt='ad'></p>\n"
    )
    assert texts(text) == ["Words."]
    assert cuts(text) == [
        ("---\ntitle: X\n---", FRONT_MATTER),
        ("```sh\nrun\n```", CODE),
        ("indented", CODE),
        ("<p><img alt='ad'></p>", MARKUP),
    ]


def test_front_matter_ends_where_it_says_and_rules_are_none() -> None:
    assert texts("---\n\nWords.\n\n---\n\nMore.\n")[-1] == "More."
    assert cuts("Words.\n\n---\n\nMore.\n") == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_wrapped_paragraph_is_one_block(newline: str) -> None:
    text = f"Put the scale{newline}on a table.{newline}{newline}Then wait.{newline}"
    assert texts(text) == ["Put the scale on a table.", "Then wait."]


MENU = """[Docs](/) › Guides › Starting

# Starting

*By Rosamund Achterby*

The printer needs PostgreSQL 14, and a disk of 40 GB. See [the list](list.md) of what else there is.

{link}

Share this: Facebook · E-mail

It runs on any machine that was made after 2015, as far as anybody has told us so far.
"""


@pytest.mark.parametrize(
    ("link", "cut"),
    [
        ("[Skip to content](#main)", True),
        ("[News](/news) | [Sport](/sport)", True),
        ("[Configuration reference](configuration.md)", True),
        ("See [the reference](reference.md) for that.", False),
        ("[PostgreSQL](https://pg.example) is needed.", False),
    ],
)
def test_links_by_themselves_and_signatures_with_marks_are_cut(link: str, cut: bool) -> None:
    text = MENU.format(link=link)
    article = article_of(text, markdown=True)
    kept = [text[part.start : part.end] for part in article.paragraphs]
    assert len(kept) == 2 + (not cut)
    assert (link in kept) != cut
