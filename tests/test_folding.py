"""White space is folded; what is read without soft hyphens is found where it is written."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.folding import as_read, as_written, unhyphenated
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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "The <b>dam</b> of Holt &amp; Son is 61&nbsp;m high.",
            "The dam of Holt & Son is 61 m high.",
        ),
        ("It was **very** high, and *so* was ***that***.", "It was very high, and so was that."),
        ("Set `lock_wait` to ``9``.", "Set lock_wait to 9."),
        ('See [the `store` page](/a_(b).md "Store") first.', "See the store page first."),
        ("![A dam](dam.png) It broke.", " It broke."),
        ("Architect</td>\n<td class='x'>Lena Pell", "Architect\n | Lena Pell"),
        ("He came.<br/>She left.", "He came. She left."),
        (r"A \*star\* and \_one\_.", "A *star* and _one_."),
        ("car&shy;ried", "carried"),
        ("who per-\nceived a glare", "who perceived a glare"),
        ("it was a well-\nknown, self- evident thing", "it was a well-known, self-evident thing"),
    ],
)
def test_marks_and_tags_are_not_read(text: str, read: str) -> None:
    assert as_read(text) == read
    assert unhyphenated(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 is a*b",
        "AT&T; R&D",
        "5 < 6 > 4",
        "See [1] and (2).",
        "Write `<b>` so.",
        "a_b_c __x__",
        "pre- and post-war",
        "the week- his last",
        "an X- ray of Anglo- French origin",
        "Kampuchea - the party",
    ],
)
def test_what_is_no_mark_is_read(text: str) -> None:
    assert as_read(text) == text.replace("`", "")


@pytest.mark.parametrize(
    ("text", "words", "written"),
    [
        ("It took **two** days.", "two", "two"),
        ("It took **two** days.", "two days", "**two** days"),
        ("Go to **Settings**.", "to Settings", "to **Settings**"),
        ("Holt &amp; Son did.", "Holt & Son", "Holt &amp; Son"),
        ("by [Lena Pell](/x) of Ost", "Lena Pell", "Lena Pell"),
        ("by [Lena Pell](/x) of Ost", "Pell of Ost", "Pell](/x) of Ost"),
        ("who per- ceived it", "perceived", "per- ceived"),
        ("a *per- ceived* glare", "perceived", "per- ceived"),
    ],
)
def test_words_are_found_with_the_marks_among_them(text: str, words: str, written: str) -> None:
    start = as_read(text).index(words)
    assert text[slice(*as_written(text, start, start + len(words)))] == written


@given(st.text(alphabet="ab \u00ad", max_size=12), st.data())
def test_every_stretch_is_found(text: str, data: st.DataObject) -> None:
    read = as_read(text)
    start = data.draw(st.integers(0, len(read)))
    end = data.draw(st.integers(start, len(read)))
    first, last = as_written(text, start, end)
    assert 0 <= first <= last <= len(text)
    assert unhyphenated(text[first:last]) == read[start:end]


@example("&ab; is no entity")
@given(st.text(alphabet="ab \u00ad*`[]()<>&;-", max_size=12))
def test_what_is_read_is_found_in_its_order(text: str) -> None:
    read = as_read(text)
    places = [as_written(text, n, n + 1) for n in range(len(read))]
    assert [text[slice(*place)] for place in places] == list(read)
    assert all(one[1] <= other[0] for one, other in pairwise(places))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("She moved to Ottawa.[5] In June", "She moved to Ottawa. In June"),
        ("for 12 years.[6][7]", "for 12 years."),
        ("in June 1949,[^2] and in Szeged[12] on", "in June 1949, and in Szeged on"),
        ("moved to Ottawa [5]. She sang. [6] Then", "moved to Ottawa. She sang. Then"),
        ("in Montreal.² She", "in Montreal. She"),
        ("Ottawa.[5](#fn5) In<sup>3</sup> Ottawa.<sup>5</sup> So", "Ottawa. In 3 Ottawa. So"),
    ],
)
def test_what_points_to_a_note_is_not_read(written: str, read: str) -> None:
    assert " ".join(as_read(written).split()) == read


@pytest.mark.parametrize(
    "text",
    [
        "args[0] is the first",
        "`a[1]` is",
        "a[1] = 3",
        "12 m² of CO² in",
        "open [and] engaging",
        "a friend[s] of",
        "[1] Smith, J.",
        "the year [1998] was",
        "Ottawa [sic] was",
    ],
)
def test_other_brackets_are_read(text: str) -> None:
    assert as_read(text) == text.replace("`", "")


def test_a_note_is_no_part_of_what_stands_before_it() -> None:
    text = "born on **4 June 1918**[5] in Szeged"
    start = as_read(text).index("4 June")
    assert text[slice(*as_written(text, start, start + 11))] == "4 June 1918"
