"""The whole way from a text to its sentences keeps every offset, whatever the text is."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from qa.articles import article_of
from qa.folding import fold
from qa.html import is_page
from qa.passages import passages_of
from qa.sentences import LONGEST, Span
from qa.types import Article, Cut, Paragraph

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

# Words and marks that the rules look for, so that odd pages are made of them.
_PIECES = [
    "Related articles", "Read more: Port reopens", "Advertisement", "Share", "By Jane Doe",
    "Published 3 May 2018", "References", "[1] Roe, A. (2004). Ploughs.", "Leave a Reply", "Reply",
    "Photo: Jane Doe/AFP", "Image caption,", "Contents", "Cite this item", "The harbour reopens",
    "The council met on Monday and agreed to pay for the new roof.", "It rained. He left.",
    "He said: “Go on", "- first item", "• Second", "1. Third", "# Heading", "> quoted", "| a | b |",
    "| --- | --- |", "```", "    code", "<div>", "</div>", "---", "***", "[x]: http://a.example/b",
    "Mr. A. B. Corliss, of No. 2, came at 5 p.m. on Jan. 5.", "他来了。她走了！", "قال الرجل؟ نعم.",
    "e.g. this", "…", "?!", "🎉", "\u00a0", "\u200b", "\ufeff", "\x0c", "\x1c", "\u2028", "(", "”",
    "Tel: 0555 0100", "x" * 700, "word " * 200, "> from the 11th of", ">> Nora", "<!-- note -->",
    "He came. She <!-- note --> left.", "<!-- note", "<p>He <b>came</b>.</p>", "<script>", "`",
    "\n1\n00:00:01,000 --> 00:00:04,200\n", "00:01.000 --> 00:02.000", "NOTE this", "Comments (3)",
    "WEBVTT", "Jo says: It rained.", "Subject: Re: Rain", "From: Jo", "Dear Jo,",
]  # fmt: skip
_GLUE = ["\n", "\n\n", "\r\n", "\r\n\r\n", " ", "\t", "   ", "\r", "\n   ", ""]
_PAGES = st.lists(
    st.tuples(st.one_of(st.sampled_from(_PIECES), st.text(max_size=40)), st.sampled_from(_GLUE)),
    max_size=30,
).map(lambda parts: "".join(piece + glue for piece, glue in parts))
_TEXTS = st.one_of(_PAGES, st.text(max_size=300))

_BULLET = re.compile(r"[•·▪◦‣●○■►*–—-]|>+|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]?")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_CUE = re.compile(r"\d{1,6}|[\d:.,]+ --> [\d:.,]+.*")
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"


def _sentences(text: str, article: Article) -> list[Span]:
    return [span for draft in passages_of(text, article) for span in draft.sentences]


def _inside(span: Span, start: int, end: int) -> bool:
    return start <= span[0] and span[1] <= end


def _parts(article: Article) -> list[Paragraph | Cut]:
    return [*article.paragraphs, *article.cuts]


def _uncovered(text: str, article: Article) -> list[str]:
    """The stretches that lie in no paragraph and no cut, without the white space around them."""
    spans = sorted((part.start, part.end) for part in _parts(article))
    gaps, place = [], 0
    for start, end in [*spans, (len(text), len(text))]:
        gaps += text[place:start].splitlines()
        place = max(place, end)
    visible = [gap.translate(dict.fromkeys(map(ord, _INVISIBLE))).strip() for gap in gaps]
    return [gap for gap in visible if gap]


def _check_spans(text: str, article: Article) -> None:
    parts = sorted(_parts(article), key=lambda part: part.start)
    assert all(0 <= part.start < part.end <= len(text) for part in parts)
    assert all(part.end <= after.start for part, after in pairwise(parts))
    assert list(article.paragraphs) == sorted(article.paragraphs, key=lambda part: part.start)
    assert list(article.cuts) == sorted(article.cuts, key=lambda cut: cut.start)
    assert all(text[part.start : part.end].strip() for part in parts)


def _check_sentences(text: str, article: Article) -> None:
    sentences = _sentences(text, article)
    quotable = [part for part in article.paragraphs if part.kind in ("text", "row")]
    assert all(before[1] <= after[0] for before, after in pairwise(sentences))
    for start, end in sentences:
        quote = text[start:end]
        assert quote == quote.strip() != ""
        assert len(fold(quote)) <= LONGEST
    for paragraph in quotable:
        inside = [s for s in sentences if _inside(s, paragraph.start, paragraph.end)]
        joined = " ".join(text[start:end] for start, end in inside)
        paragraph_text = text[paragraph.start : paragraph.end]
        assert "".join(joined.split()) == "".join(paragraph_text.split())
    held = [p for s in sentences for p in quotable if _inside(s, p.start, p.end)]
    assert len(held) == len(sentences)


def _check_passages(text: str, article: Article) -> None:
    # A passage may begin with the row that names its columns.
    barriers = [
        part
        for part in _parts(article)
        if isinstance(part, Cut) or part.kind not in ("text", "row", "columns")
    ]
    drafts = passages_of(text, article)
    assert all(before.end <= after.start for before, after in pairwise(drafts))
    for draft in drafts:
        assert not any(draft.start < part.end and part.start < draft.end for part in barriers)
        assert draft.heading == (0, 0) or draft.heading[1] <= draft.start


@settings(deadline=None, max_examples=150)
@given(_TEXTS, st.sampled_from([None, "The harbour reopens"]))
def test_a_plain_text_keeps_every_character_in_its_place(text: str, title: str | None) -> None:
    assume(not is_page(text))  # of a page in HTML no tag is kept, as of Markdown no mark
    article = article_of(text, title)
    _check_spans(text, article)
    _check_sentences(text, article)
    _check_passages(text, article)
    gaps = [gap for gap in _uncovered(text, article) if not _BULLET.fullmatch(gap)]
    assert "WEBVTT" in text or all(map(_CUE.fullmatch, gaps))  # whose cues may have names


@settings(deadline=None, max_examples=150)
@given(_TEXTS, st.sampled_from([None, "The harbour reopens"]))
@example("---\nRelated articles\rRelated articles\n---\nRelated articles\n", None)
def test_a_markdown_text_keeps_every_word_in_its_place(text: str, title: str | None) -> None:
    article = article_of(text, title, markdown=True)
    _check_spans(text, article)
    _check_sentences(text, article)
    _check_passages(text, article)
    gaps = (_TAG.sub("", gap) for gap in _uncovered(text, article))
    words = [gap for gap in gaps if re.search(r"[^\W\d_]", gap)]
    assert [gap for gap in words if "]:" not in gap] == []


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_sentence_of_a_seed_stands_at_its_offset(path: Path) -> None:
    text = path.read_bytes().decode()
    article = article_of(text)
    _check_spans(text, article)
    _check_sentences(text, article)
    _check_passages(text, article)
    assert [gap for gap in _uncovered(text, article) if not _BULLET.fullmatch(gap)] == []


def test_paragraphs_of_one_sentence_share_a_passage_up_to_a_heading() -> None:
    text = "One came.\n\nTwo came.\n\nThe harbour\n\nThree ships lay in the harbour that night.\n"
    drafts = passages_of(text, article_of(text))
    assert [len(draft.sentences) for draft in drafts] == [2, 1]
    assert [text[slice(*draft.heading)] for draft in drafts] == ["", "The harbour"]


def test_the_rows_of_a_table_stand_apart_below_the_names_of_its_columns() -> None:
    text = (
        "# Ferrier\n\n## Settings\n\nThere are two. Both have a default.\n\n"
        "| Name | Default |\n|---|---|\n"
        "| lock | Nine. Ten if asked. |\n| wait | 3 |\n\nThe rest is told below.\n"
    )
    drafts = passages_of(text, article_of(text, markdown=True))
    heads = [(text[slice(*draft.heading)], text[slice(*draft.columns)]) for draft in drafts]
    assert heads == [("Settings", ""), ("Settings", "| Name | Default |"), ("Settings", "")]
    assert text[drafts[1].start :].startswith("| Name | Default |\n|---|")
    assert [draft.start for draft in (drafts[0], drafts[2])] == [
        draft.sentences[0][0] for draft in (drafts[0], drafts[2])
    ]
    assert [text[slice(*span)] for span in drafts[1].sentences] == [
        "lock | Nine. Ten if asked.",
        "wait | 3",
    ]


def test_a_passage_knows_the_heading_above_its_heading() -> None:
    text = (
        "# Changes\n\n## 2.4 (March)\n\nWords.\n\n### Removed\n\nThe plug-in.\n\n"
        "### Added\n\nA door.\n\n## 2.3\n\nThe horn.\n"
    )
    drafts = passages_of(text, article_of(text, markdown=True))
    assert [(text[slice(*d.above)], text[slice(*d.heading)]) for d in drafts] == [
        ("", "2.4 (March)"),
        ("2.4 (March)", "Removed"),
        ("2.4 (March)", "Added"),
        ("", "2.3"),
    ]
    html = "<h1>Ost</h1><h2>Mill</h2><p>Words.</p><h3>Age</h3><p>Old.</p><h2>Horn</h2><p>Loud.</p>"
    drafts = passages_of(html, article_of(html, markdown=True))
    assert [html[slice(*draft.above)] for draft in drafts] == ["", "Mill", ""]


def test_a_long_paragraph_is_divided_between_sentences() -> None:
    text = "The ferry ran to the island and back, as it had always done. " * 40
    drafts = passages_of(text, article_of(text))
    assert sum(len(draft.sentences) for draft in drafts) == 40
    assert len(drafts) > 2
    assert all(400 < draft.end - draft.start < 1000 for draft in drafts)


def test_a_question_stands_in_the_passage_of_its_answer() -> None:
    told = "The well was dug by hand in the dry summer of 1902, they say. " * 4
    answer = f"HILL: Indeed. {told}"
    text = f"{told}\n\nROE: It is dry. Why?\n\n{answer}\n\nROE: And the water?\n\nHILL: Sweet."
    drafts = passages_of(text, article_of(text))
    begun = [fold(text[slice(*draft.sentences[0])]) for draft in drafts]
    assert begun[1:] == ["It is dry."]
    ended = [fold(text[slice(*draft.sentences[-1])]) for draft in drafts]
    assert ended[-1] == "Sweet."
