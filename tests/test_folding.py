"""White space is folded; what is read without soft hyphens is found where it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.folding import as_written, unhyphenated
from qa.words import terms_of

WRITTEN = "It car\u00adried for\u00adty\u00ad pas\u00adsen\u00adgers."


def test_words_are_read_without_soft_hyphens() -> None:
    assert unhyphenated(WRITTEN) == "It carried forty passengers."
    assert terms_of(WRITTEN) == terms_of("It carried forty passengers.")


def test_what_was_read_is_found_as_it_is_written() -> None:
    start = unhyphenated(WRITTEN).index("forty")
    assert WRITTEN[slice(*as_written(WRITTEN, start, start + 5))] == "for\u00adty"


@pytest.mark.parametrize(
    "times",
    [
        "2 00:00:04,300 --> 00:00:08,000 ",
        "00:04.300 --> 00:08.000 ",
        "00:04.300 --> 01:00:08.000 align:start line:0 ",
        "\n\n2\r\n00:00:04,300  -->  00:00:08,000\r\n",
    ],
)
def test_the_times_of_subtitles_are_not_read(times: str) -> None:
    text = f"I was born {times}in Lagos."
    read = unhyphenated(text)
    assert read.split() == ["I", "was", "born", "in", "Lagos."]
    start = read.index("born")
    assert text[slice(*as_written(text, start, read.index("Lagos") + 5))] == f"born {times}in Lagos"


@pytest.mark.parametrize(
    "text",
    [
        "The train of 10:00 --> 11:00 was late.",
        "It is a --> b.",
        "Open 1 00:00:04,300 and 00:00:08,000 now.",
    ],
)
def test_other_times_and_arrows_are_read(text: str) -> None:
    assert unhyphenated(text) == text


def test_a_year_above_the_time_of_a_subtitle_is_read() -> None:
    assert unhyphenated("in 1938 00:04.300 --> 00:08.000 at sea") == "in 1938 at sea"


@given(st.text(alphabet="ab \u00ad", max_size=12), st.data())
def test_every_stretch_is_found(text: str, data: st.DataObject) -> None:
    read = unhyphenated(text)
    start = data.draw(st.integers(0, len(read)))
    end = data.draw(st.integers(start, len(read)))
    first, last = as_written(text, start, end)
    assert 0 <= first <= last <= len(text)
    assert unhyphenated(text[first:last]) == read[start:end]
