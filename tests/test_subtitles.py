"""Subtitles: what is spoken goes on from cue to cue, their numbers and times are no sentences."""

import pytest

from qa.articles import article_of
from qa.folding import fold
from qa.lines import lines_of
from qa.passages import passages_of
from qa.subtitles import subtitle_blocks

SUBRIP = """1
00:00:01,000 --> 00:00:04,200
My name is Ruth Okafor and I was born

2
00:00:04,300 --> 00:00:08,000
in Lagos in 1938 on the ship
Aureol. I had 3 brothers.

3
00:00:08,500 --> 00:00:12,000
1961
was a dry year.

4
00:00:12,500 --> 00:00:17,000
- When did you leave
- In June. Then I sang

5
00:00:18,000 --> 00:00:19,000
KROLL: She did.
"""
SENTENCES = [
    "My name is Ruth Okafor and I was born 2 00:00:04,300 --> 00:00:08,000 in Lagos in 1938 on the "
    "ship Aureol.",
    "I had 3 brothers.",
    "1961 was a dry year.",
    "When did you leave",
    "In June.",
    "Then I sang",
    "KROLL: She did.",
]


def sentences(text: str) -> list[str]:
    article = article_of(text)
    assert article.headline is None
    drafts = passages_of(text, article)
    return [fold(text[a:b]) for draft in drafts for a, b in draft.sentences]


@pytest.mark.parametrize("above", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n"])
def test_what_is_spoken_goes_on_from_cue_to_cue(newline: str, above: str) -> None:
    assert sentences(above + SUBRIP.replace("\n", newline)) == SENTENCES


def test_web_subtitles_have_a_head_names_and_notes() -> None:
    text = (
        "WEBVTT - The Aureol\nKind: captions\n\nNOTE a secret\nof ours\n\nSTYLE\n::cue {}\n"
        "\nopening\n00:01.000 --> 00:04.200 align:start\nI was born\n\n00:04.300 --> 00:08.000\n"
        "at sea.\n\nNOTE the end\n\n01:00:04.300 --> 01:00:08.000\nI sang.\n"
    )
    assert sentences(text) == ["I was born 00:04.300 --> 00:08.000 at sea.", "I sang."]
    cuts = [text[cut.start : cut.end] for cut in article_of(text).cuts]
    assert cuts[2:4] == ["NOTE a secret", "of ours"]


def test_a_note_within_a_sentence_is_not_quoted() -> None:
    times = "00:01.000 --> 00:04.200\n"
    text = f"WEBVTT\n\n{times}I was born\n\nNOTE a secret\n\n{times}at sea.\n"
    assert sentences(text) == ["I was born", "at sea."]


def test_a_line_above_the_first_cue_stands_alone() -> None:
    text = "Ruth at sea\n\n" + SUBRIP
    assert article_of(text).headline == "Ruth at sea"
    found = subtitle_blocks(text, lines_of(text))
    assert found is not None
    assert found[0][0].text == "Ruth at sea"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The train of 10:00 --> 11:00 was late.\nSo was that of 12:00:01,000 --> 13:00:01,000.",
        "1\n00:00:01,000 --> 00:00:04,200\nOne cue is no film.",
    ],
)
def test_a_text_about_times_has_no_subtitles(text: str) -> None:
    assert subtitle_blocks(text, lines_of(text)) is None
