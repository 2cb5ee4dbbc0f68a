"""White space is folded; what is read without soft hyphens is found where it is written."""

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


@given(st.text(alphabet="ab \u00ad", max_size=12), st.data())
def test_every_stretch_is_found(text: str, data: st.DataObject) -> None:
    read = unhyphenated(text)
    start = data.draw(st.integers(0, len(read)))
    end = data.draw(st.integers(start, len(read)))
    first, last = as_written(text, start, end)
    assert 0 <= first <= last <= len(text)
    assert unhyphenated(text[first:last]) == read[start:end]
