"""Texts in one file, read in parts."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import texts
from qa.texts import Texts, TextsWriter

KHMER = "ច្បាប់ a\r\n " * 700
WHOLE = ["", "plain " * 2000, KHMER, "é", "", "𝒳" * 5000 + "x" * 3000, "the last"]


def written(whole: list[str], folder: Path) -> Texts:
    writer = TextsWriter(folder, "texts")
    for text in whole:
        writer.append(text)
    writer.close()
    return Texts.load(folder, "texts")


@pytest.fixture
def stored(tmp_path: Path) -> Texts:
    return written(WHOLE, tmp_path)


def test_whole_texts(stored: Texts) -> None:
    assert len(stored) == len(WHOLE)
    assert list(stored) == WHOLE
    assert [stored.length(n) for n in range(len(WHOLE))] == [len(text) for text in WHOLE]
    with pytest.raises(IndexError):
        stored[len(WHOLE)]


def test_parts_are_slices(stored: Texts) -> None:
    for number, text in enumerate(WHOLE):
        places = sorted({0, 1, 3, 1023, 1024, 1025, 4096, 5001, len(text) - 1, len(text), 9999})
        for start in (place for place in places if place >= 0):
            for end in (place for place in places if place >= start):
                assert stored.part(number, start, end) == text[start:end]


@given(st.lists(st.text(max_size=40), min_size=1), st.data())
def test_any_part_of_any_text(whole: list[str], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "_STEP", 3)
        stored = written(whole, Path(folder))
        number = data.draw(st.integers(0, len(whole) - 1))
        start = data.draw(st.integers(0, 50))
        end = data.draw(st.integers(start, 60))
        assert stored.part(number, start, end) == whole[number][start:end]


def test_a_part_reads_little(tmp_path: Path) -> None:
    """A text of a megabyte is not read for the sake of a sentence of it."""
    stored = written(["𝒳y" * 200_000], tmp_path)
    start = stored._mark(0, 300_000)[0]
    end = stored._mark(0, 300_050 + 1023)[0]
    assert 0 < end - start < 10_000
