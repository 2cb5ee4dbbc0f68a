"""Pages as publishing systems dump them: what must be kept, what must be cut, what is a sentence.

Each page of tests/pages has its expectations beside it: `keep` stands in a paragraph that can be
quoted, `cut` in none, `sentences` come out whole, `paragraphs` begin a paragraph.
"""

import textwrap
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa.articles import article_of
from qa.folding import fold
from qa.passages import passages_of
from qa.types import Article

PAGES = sorted(
    path for path in (Path(__file__).parent / "pages").iterdir() if path.suffix in (".txt", ".md")
)


@dataclass(frozen=True)
class Understood:
    """An article as words: its headline, quotable paragraphs, headings, cuts and sentences."""

    headline: str | None
    paragraphs: list[str]
    headings: list[str]
    cuts: list[str]
    sentences: list[str]


def understood(text: str, *, markdown: bool = False, title: str | None = None) -> Understood:
    article: Article = article_of(text, title, markdown=markdown)
    parts = article.paragraphs
    return Understood(
        headline=article.headline,
        paragraphs=[fold(text[p.start : p.end]) for p in parts if p.kind in ("text", "row")],
        headings=[fold(text[p.start : p.end]) for p in parts if p.kind == "heading"],
        cuts=[fold(text[cut.start : cut.end]) for cut in article.cuts],
        sentences=[
            fold(text[start:end])
            for draft in passages_of(text, article)
            for start, end in draft.sentences
        ],
    )


def _read(path: Path) -> tuple[str, Mapping[str, list[str]]]:
    expected = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    return path.read_bytes().decode(), expected


def _failures(found: Understood, expected: Mapping[str, list[str]]) -> list[str]:
    def stands(words: str) -> bool:
        return any(fold(words) in paragraph for paragraph in found.paragraphs)

    def begins(words: str) -> bool:
        return any(paragraph.startswith(fold(words)) for paragraph in found.paragraphs)

    failures = [f"lost: {words}" for words in expected["keep"] if not stands(words)]
    failures += [f"stayed: {words}" for words in expected["cut"] if stands(words)]
    failures += [
        f"no sentence: {words}"
        for words in expected.get("sentences", [])
        if fold(words) not in found.sentences
    ]
    return failures + [
        f"no paragraph: {words}" for words in expected.get("paragraphs", []) if not begins(words)
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_article_inside_a_page(path: Path) -> None:
    text, expected = _read(path)
    found = understood(text, markdown=path.suffix == ".md")
    assert _failures(found, expected) == []
    assert found.headline == expected.get("headline", found.headline)
    if expected.get("nothing_cut"):
        assert found.cuts == []
    if expected.get("only_headline_cut"):
        assert found.cuts == [found.headline]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("newline", ["\r\n", "\n"], ids=["windows", "unix"])
def test_newlines_and_a_byte_order_mark_change_nothing(path: Path, newline: str) -> None:
    text, expected = _read(path)
    unix = text.replace("\r\n", "\n").removeprefix("\ufeff")
    changed = "\ufeff" + unix.replace("\n", newline)
    assert _failures(understood(changed, markdown=path.suffix == ".md"), expected) == []


def test_trailing_white_space_changes_nothing() -> None:
    text, expected = _read(next(path for path in PAGES if path.stem == "regional"))
    changed = "".join(f"{line} \t\n" for line in text.splitlines())
    assert _failures(understood(changed), expected) == []


PARAGRAPHS = [
    "On the evening of 14 August 1902 a lamp was overturned in the loft of the municipal granary "
    "at Lindt. The watchman, one Gustav Hale, was in the street at that moment, having stepped "
    "out to look at a comet.",
    "“I never saw so many rats,” wrote the schoolmaster, Mr. A. B. Corliss, in his diary. “They "
    "came down the steps in file, like a regiment.”",
    "There were some 3,400 sacks of rye in the building, which burned for eleven days; the smell "
    "of it, says the chronicle, “was that of the largest loaf ever baked”. The loss was put at "
    "61,000 crowns, of which the town paid half and the insurers the rest.",
    "Hale was dismissed. He afterwards became, as everybody knows, the founder of the Lindt "
    "Observatory, where he is buried beneath the largest of the telescopes.",
]
SENTENCES = understood("\n\n".join(PARAGRAPHS)).sentences


def test_sentences_of_the_clean_text() -> None:
    assert len(SENTENCES) == 8
    assert SENTENCES[2] == (
        "“I never saw so many rats,” wrote the schoolmaster, Mr. A. B. Corliss, in his diary."
    )


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("newline", ["\n", "\n\n", "\r\n"], ids=["single", "double", "windows"])
@pytest.mark.parametrize("indent", ["", "    ", "\t"], ids=["flush", "indented", "tab"])
def test_a_wrapped_text_gives_the_same_sentences(width: int, newline: str, indent: str) -> None:
    wrapped = [textwrap.wrap(text, width, initial_indent=indent) for text in PARAGRAPHS]
    lines = [line for paragraph in wrapped for line in paragraph]
    assert understood(newline.join(lines)).sentences == SENTENCES


@pytest.mark.parametrize("width", [30, 32, 36])
def test_the_headline_of_a_newspaper_column_is_above_its_sentences(width: int) -> None:
    found = understood("FIRE IN THE GRANARY\n\n" + textwrap.fill(PARAGRAPHS[0], width))
    assert found.headline == "FIRE IN THE GRANARY"
    assert found.sentences == SENTENCES[:2]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_blank_lines_between_wrapped_paragraphs_divide_them(width: int) -> None:
    text = "\n\n".join("\n".join(textwrap.wrap(text, width)) for text in PARAGRAPHS)
    found = understood(text)
    assert found.paragraphs == PARAGRAPHS
    assert found.sentences == SENTENCES


def test_a_headline_printed_again_is_cut_wherever_the_site_puts_its_name() -> None:
    headline, body = "Otter delays trains at Aldham", "\n\n".join(PARAGRAPHS)
    for title in (f"{headline} | The Post", f"The Post - {headline}", f"The Post: {headline}"):
        found = understood(f"{title}\n\n{headline}\n\n{headline}\n\n{body}")
        assert found.headline == headline
        assert found.cuts == [title, headline, headline]
        assert found.paragraphs == PARAGRAPHS


def test_the_title_of_the_manifest_is_the_headline_if_the_page_prints_it() -> None:
    text = "Lamps of the coast\n\nThe lamps of Orlow\n\n" + "\n\n".join(PARAGRAPHS)
    assert understood(text, title="The lamps of Orlow").headline == "The lamps of Orlow"


def test_a_text_without_a_headline_has_none() -> None:
    found = understood("\n\n".join(PARAGRAPHS), title="The granary fire")
    assert found.headline is None
    assert found.cuts == []


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "\u200b\n"])
def test_a_blank_text_has_no_article(text: str) -> None:
    assert article_of(text) == Article(None, (), ())


def test_a_question_above_its_answer_is_a_heading() -> None:
    text = "The library\n\nIs there a fine?\n\nTwenty pence a day, up to six pounds.\n"
    found = understood(text)
    assert found.headings == ["Is there a fine?"]
    assert found.paragraphs == ["Twenty pence a day, up to six pounds."]


def test_a_line_in_capitals_above_a_longer_text_is_a_heading_though_it_ends_with_a_mark() -> None:
    below = "A fire broke out at the quay on Wednesday last, and was put out by six in the morning."
    text = f"{below}\n\nALARMING FIRE.\n\n{below}\n\nNO PERSON WAS HURT.\n\nIt rained."
    kinds = [one.kind for one in article_of(text).paragraphs]
    assert kinds == ["text", "heading", "text", "text", "text"]


def test_a_question_in_bold_is_a_heading_however_short_its_answer() -> None:
    found = understood("# The well\n\n**Do you regret it?**\n\nNo.\n", markdown=True)
    assert "**Do you regret it?**" in found.headings
    assert found.paragraphs == ["No."]


SECTIONS = "{above}\n\n## History\n\n{0}\n\n## Keepers\n\n{1}\n"


@pytest.mark.parametrize("marks", ["##", "#"])
def test_of_a_page_with_a_title_the_first_heading_is_that_of_a_section(marks: str) -> None:
    front = "---\ntitle: The lamps of Orlow\n---"
    sections = SECTIONS.replace("##", marks)
    found = understood(sections.format(*PARAGRAPHS, above=front), markdown=True)
    assert found.headings == ["History", "Keepers"]
    given = understood(
        sections.format(*PARAGRAPHS, above=""), title="The lamps of Orlow", markdown=True
    )
    assert given.headings == ["History", "Keepers"]


def test_the_headline_is_one_though_the_title_has_other_words() -> None:
    front = "---\ntitle: Lamps\n---\n\n# The old lights of the coast"
    found = understood(SECTIONS.format(*PARAGRAPHS, above=front), markdown=True)
    assert found.headings == ["History", "Keepers"]
    front = "---\ntitle: Lamps of the coast\n---\n\n## The lamps of the coast"
    found = understood(SECTIONS.format(*PARAGRAPHS, above=front), markdown=True)
    assert found.headings == ["History", "Keepers"]


@pytest.mark.parametrize("markdown", [False, True], ids=["text", "markdown"])
def test_the_heading_right_below_the_contents_is_of_the_text(markdown: bool) -> None:
    item, marks = ("- ", "## ") if markdown else ("", "")
    listed = f"{item}Early life\n{item}Keepers"
    parts = f"{marks}Early life[edit]\n\n{PARAGRAPHS[0]}\n\n{marks}Keepers[edit]\n\n{PARAGRAPHS[1]}"
    top = f"{marks[1:]}The lamps of Orlow\n\nFrom Openpedia, the free encyclopedia"
    found = understood(f"{top}\n\n{marks}Contents\n\n{listed}\n\n{parts}", markdown=markdown)
    assert found.headline == "The lamps of Orlow"
    assert found.headings == ["Early life[edit]", "Keepers[edit]"]


def test_a_question_with_its_speaker_is_no_heading() -> None:
    found = understood("ASKER: How did it begin?\n\nROSS: My uncle did it before me, by hand.\n")
    assert found.headings == []
