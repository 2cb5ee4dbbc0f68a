"""The spans of a quote that could answer."""

import pytest

from qa.spans import drafts
from qa.syntax import open_parser
from tests.conftest import ROOT


def spans_of(quote: str) -> list[str]:
    parse = open_parser().parse([quote])[0]
    return [quote[parse[a].start : parse[b - 1].end] for a, b, _, _ in drafts(parse, quote)]


@pytest.mark.parametrize(
    ("quote", "wanted"),
    [
        ("He met Minister of Defense Tea Banh on Monday.", "Tea Banh"),
        ("Sary was announced as minister in August 1975.", "August 1975"),
        ("A breakwater 612 metres long was built.", "612 metres"),
        ("It carried more than 90% of the freight.", "more than 90%"),
        ("The old town fell in the 1940s.", "1940s"),
        ("The timer saves every day at 02:30.", "02:30"),
        ("Tea Banh, the minister of defence, declined.", "minister of defence"),
        ("She wrote \u201cWhen the War Was Over\u201d in Paris.", "When the War Was Over"),
        ("Two trawlers, the Good Intent and the Marguerite, were sunk.", "Marguerite"),
        ("It stops because such files end up in shared folders.", "such files end up"),
        ("He lives near the Cambodian-Thai border.", "Cambodian-Thai border"),
        ("The record is held by Bettina Oduya.", "Bettina Oduya"),
    ],
)
def test_what_could_answer_is_among_them(quote: str, wanted: str) -> None:
    found = spans_of(quote)
    assert any(one == wanted or (" end up" in wanted and one.startswith(wanted)) for one in found)


def test_none_is_a_fragment_of_a_word_or_begins_with_an_article() -> None:
    text = (ROOT / "seeds" / "000_4283047f5d679248.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if len(line) > 40][:40]
    assert len(lines) > 20
    for line, parse in zip(lines, open_parser().parse(lines), strict=True):
        for first, last, _, _ in drafts(parse, line):
            start, end = parse[first].start, parse[last - 1].end
            before, after = line[:start][-1:], line[end:][:1]
            assert not (before.isalnum() and line[start].isalnum())
            assert not (after.isalnum() and line[end - 1].isalnum())
            assert line[start:end].split()[0].lower() not in ("a", "an", "the")
            assert line[start:end].strip() == line[start:end]


def test_a_hyphenated_word_is_not_cut() -> None:
    assert "Cambodian" not in spans_of("He lives near the Cambodian-Thai border.")


@pytest.mark.parametrize("quote", ["", ".", "— —", "Yes", "“”", "1", "a", "x" * 3000])
def test_odd_quotes_do_no_harm(quote: str) -> None:
    assert all(one in quote for one in spans_of(quote))
