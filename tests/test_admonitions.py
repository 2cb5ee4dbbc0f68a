"""Boxes of Markdown: their marks are no words, and what is set in below them is no code."""

import pytest

from qa.articles import article_of
from qa.markdown import CODE
from qa.passages import passages_of

LAMP = "Do not open the lamp."
OUT = "It may go out."


def quotes(text: str) -> list[str]:
    """The sentences of a text, above which stands another."""
    text = f"# Lamps\n\nThey are lit with a match.\n\n{text}\n\nThen wait.\n"
    drafts = passages_of(text, article_of(text, markdown=True))
    found = [text[slice(*span)] for draft in drafts for span in draft.sentences]
    assert (found[0], found[-1]) == ("They are lit with a match.", "Then wait.")
    return found[1:-1]


@pytest.mark.parametrize(
    "box",
    [
        f"> [!WARNING]\n> {LAMP}\n> {OUT}",
        f"> [!note]-\n>\n> {LAMP}\n> {OUT}",
        f"!!! note\n    {LAMP}\n    {OUT}",
        f"!!! danger inline end\n    {LAMP}\n    {OUT}",
        f"!!! note\n\n    {LAMP}\n\n    {OUT}",
        f"??? tip\n    {LAMP}\n\n    {OUT}",
        f"???+ tip\n\n    {LAMP}\n    {OUT}",
        f"!!! note\n    {LAMP}\n\n    - {OUT}",
        f":::note\n{LAMP} {OUT}\n:::",
        f"::: warning\n\n{LAMP}\n\n{OUT}\n\n:::",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_mark_of_a_box_is_none_of_its_words(box: str, newline: str) -> None:
    assert quotes(box.replace("\n", newline)) == [LAMP, OUT]


@pytest.mark.parametrize(
    "box",
    [
        f"> [!tip] Mind the fire\n> {LAMP}",
        f'!!! tip "Mind the fire"\n    {LAMP}',
        f":::tip Mind the fire\n{LAMP}\n:::",
    ],
)
def test_its_title_is_a_line_of_its_own(box: str) -> None:
    assert quotes(box) == ["Mind the fire", LAMP]


def test_code_in_a_box_and_behind_it_is_code() -> None:
    text = f"!!! note\n    {LAMP}\n\n    ```sh\n    run\n\n    stop\n    ```\n\n{OUT}\n\n    more\n"
    cuts = article_of(text, markdown=True).cuts
    code = [text[one.start : one.end] for one in cuts if one.reason == CODE]
    assert [fold.strip() for fold in code] == ["```sh\n    run", "stop\n    ```", "more"]


@pytest.mark.parametrize(
    "words", ["!!! That was close.", "[!] marks what is new.", "::: is a mark."]
)
def test_other_marks_are_words(words: str) -> None:
    assert "".join(quotes(words)).replace(" ", "") == words.replace(" ", "")
