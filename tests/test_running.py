"""The running titles of scanned pages: within a sentence they are passed over, elsewhere cut."""

import pytest

from qa.articles import article_of
from qa.passages import passages_of
from qa.running import RUNNING

LINES = [
    "The keeper of the bridge lived in the toll house, and in the winter",
    "of 1911 he was told by the board that the",
    "winding gear was to be replaced. He answered that he had turned it",
    "by hand for thirty years, and that no motor would",
    "be as patient as he was with the barges of the Ebber. The board",
    "replied in a letter of two lines, which he kept in his hat.",
    "It says that motors do not drink, and that they do not sleep in",
    "the toll house either. He wrote back that he knew of one that did.",
]


def scanned(titles: list[str], gap: str) -> str:
    """A text of four pages with what stands above the second to the last."""
    pages = ["\n".join(LINES[n : n + 2]) for n in range(0, 8, 2)]
    parts = [pages[0]]
    for title, page in zip(titles, pages[1:], strict=True):
        parts += [title, page]
    return "THE SWING BRIDGE\n\n" + gap.join(parts) + "\n"


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize(
    "titles",
    [
        ["THE SWING BRIDGE", "THE SWING BRIDGE", "THE SWING BRIDGE"],
        ["12   THE SWING BRIDGE", "THE SWING BRIDGE   13", "14   THE SWING BRIDGE"],
        ["Bridges of Tollen", "Bridges of Tollen", "Bridges of Tollen"],
    ],
)
def test_a_sentence_goes_on_behind_a_running_title(titles: list[str], gap: str) -> None:
    text = scanned(titles, gap)
    article = article_of(text)
    quotes = [text[slice(*s)] for d in passages_of(text, article) for s in d.sentences]
    whole = [next(quote for quote in quotes if title in quote) for title in titles[:2]]
    assert whole[0].startswith("The keeper of the bridge")
    assert whole[0].endswith("was to be replaced.")
    cuts = [text[one.start : one.end] for one in article.cuts if one.reason == RUNNING]
    assert cuts == titles[2:]  # it stands between two sentences
    assert any(f"no motor would{gap}{titles[1]}{gap}be as" in quote for quote in quotes)
    assert not any(quote == "THE SWING BRIDGE" for quote in quotes)


def test_so_it_does_behind_the_number_of_a_page() -> None:
    text = scanned(["12", "- 13 -", "14"], "\n\n")
    quotes = [text[slice(*s)] for d in passages_of(text, article_of(text)) for s in d.sentences]
    assert any("told by the board that the\n\n12\n\nwinding gear" in quote for quote in quotes)


@pytest.mark.parametrize(
    "titles",
    [
        ["The Tolls", "The Keepers", "The End"],  # each is a heading of its own
        ["12", "11", "10"],
        ["so they said", "so they said", "so they said"],
    ],
)
def test_other_lines_stay(titles: list[str]) -> None:
    article = article_of(scanned(titles, "\n\n"))
    assert not any(one.reason == RUNNING for one in article.cuts)


def test_a_refrain_and_who_speaks_stay() -> None:
    verses = "We rowed out to the skerry\nRow, boys, row\nand came home in the morning\n"
    chat = "JO MARSH 12:10\nhi there\nAMY ROE 12:11\nyes i did\n"
    for text in (verses * 4, chat * 4):
        assert not any(one.reason == RUNNING for one in article_of(f"Notes\n\n{text}").cuts)
