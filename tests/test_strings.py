"""Strings by number, and numbers by string."""

from pathlib import Path

import pytest

from qa import strings
from qa.strings import Strings

WORDS = ["wall", "", "d’etat", "ច្បាប់", "Wall", "a\nb", *(f"w{n}" for n in range(1000))]


@pytest.fixture(params=["made", "loaded"])
def words(request: pytest.FixtureRequest, tmp_path: Path) -> Strings:
    made = Strings.of(WORDS)
    if request.param == "made":
        return made
    made.save(tmp_path / "words")
    return Strings.load(tmp_path / "words")


def test_each_has_its_number(words: Strings) -> None:
    assert len(words) == len(WORDS)
    assert list(words) == WORDS == [words[n] for n in range(len(WORDS))]
    assert [words.find(word) for word in WORDS] == list(range(len(WORDS)))


def test_what_is_not_there_is_not_found(words: Strings) -> None:
    assert words.find("walls") is None
    assert "walls" not in words
    assert "\ud800" not in words
    assert "wall" in words
    assert 3 not in words
    with pytest.raises(IndexError):
        words[len(WORDS)]
    with pytest.raises(IndexError):
        words[-1]


def test_strings_of_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strings, "_hash", len)
    words = Strings.of(WORDS)
    assert [words.find(word) for word in WORDS] == list(range(len(WORDS)))
    assert words.find("x7") is None


def test_no_strings(tmp_path: Path) -> None:
    Strings.of([]).save(tmp_path / "none")
    none = Strings.load(tmp_path / "none")
    assert len(none) == 0
    assert list(none) == []
    assert none.find("wall") is None
