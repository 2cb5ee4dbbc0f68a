"""The quote on the source page, wherever the span lies."""

from hypothesis import given
from hypothesis import strategies as st

from qa.types import Article, Cut, Paragraph
from service.highlight import Block, Shown, shown

TEXT = "Logo\n\nThe  harbour\nwall.\n\nNews\n\n  It stood for\u00a0years. It broke.\n\n\n"
#       0       6    10      19      27      33                        59
LOGO, WALL, NEWS, STOOD = (0, 4), (6, 24), (26, 30), (32, 63)
ARTICLE = Article(
    headline=None,
    paragraphs=(Paragraph(*WALL, "heading"), Paragraph(*STOOD, "text")),
    cuts=(Cut(*LOGO, "page furniture"), Cut(*NEWS, "teaser")),
)


def marked(blocks: tuple[Block, ...]) -> list[str]:
    return [run.text for block in blocks for run in block.runs if run.marked]


def firsts(page: Shown) -> list[str]:
    return [run.text for b in (*page.article, *page.cuts) for run in b.runs if run.first]


def text_of(block: Block) -> str:
    return "".join(run.text for run in block.runs)


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_without_a_span_nothing_is_marked() -> None:
    page = shown(TEXT, ARTICLE, None)
    assert [text_of(block) for block in page.article] == [
        "The harbour wall.",
        "It stood for years. It broke.",
    ]
    assert [block.heading for block in page.article] == [True, False]
    assert [(text_of(cut), cut.reason) for cut in page.cuts] == [
        ("Logo", "page furniture"),
        ("News", "teaser"),
    ]
    assert not page.marked
    assert not firsts(page)


def test_words_inside_a_paragraph() -> None:
    page = shown(TEXT, ARTICLE, span("harbour\nwall"))
    assert marked(page.article) == ["harbour wall"]
    assert text_of(page.article[0]) == "The harbour wall."
    assert firsts(page) == ["harbour wall"]
    assert not page.cut_marked


def test_white_space_at_the_ends_is_not_marked() -> None:
    page = shown(TEXT, ARTICLE, span("  harbour\n"))
    assert marked(page.article) == ["harbour"]
    assert [run.text for run in page.article[0].runs] == ["The ", "harbour", " wall."]


def test_a_span_over_two_paragraphs_and_a_cut() -> None:
    page = shown(TEXT, ARTICLE, (span("wall")[0], span("It stood")[1]))
    assert marked(page.article) == ["wall.", "It stood"]
    assert marked(page.cuts) == ["News"]
    assert firsts(page) == ["wall."], "only the first on the page"
    assert page.cut_marked


def test_a_span_that_begins_in_a_cut() -> None:
    page = shown(TEXT, ARTICLE, (0, span("harbour")[1]))
    assert marked(page.article) == ["The harbour"]
    assert marked(page.cuts) == ["Logo"]
    assert firsts(page) == ["The harbour"], "the article stands above what was left out"


def test_a_span_within_a_cut() -> None:
    page = shown(TEXT, ARTICLE, span("ew"))
    assert marked(page.article) == []
    assert [run.text for run in page.cuts[1].runs] == ["N", "ew", "s"]
    assert firsts(page) == ["ew"]
    assert page.marked


def test_a_span_of_white_space() -> None:
    page = shown(TEXT, ARTICLE, (24, 26))
    assert not page.marked
    assert shown(TEXT, ARTICLE, (len(TEXT) - 2, len(TEXT))).marked is False
    assert shown(TEXT, ARTICLE, span("\u00a0")).marked is False


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_what_is_marked_is_what_was_asked_for(one: int, other: int) -> None:
    start, end = sorted((one, other))
    page = shown(TEXT, ARTICLE, (start, end))
    # Article first, then cuts, as the page has them.
    expected = [
        TEXT[max(start, low) : min(end, high)].split()
        for low, high in (WALL, STOOD, LOGO, NEWS)
        if max(start, low) < min(end, high)
    ]
    found = marked(page.article) + marked(page.cuts)
    assert found == [" ".join(words) for words in expected if words]
    assert firsts(page) == found[:1]
    assert [text_of(block) for block in page.article] == [
        "The harbour wall.",
        "It stood for years. It broke.",
    ]
