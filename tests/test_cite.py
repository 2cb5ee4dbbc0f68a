"""Citations: made, checked, broken."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.cite import Claim, text_fragment, verify
from qa.engine import Engine
from qa.folding import fold
from qa.types import Citation


@pytest.fixture(scope="session")
def citation(engine: Engine) -> Citation:
    return engine.ask("Who wrote Pol Pot: Anatomy of a Nightmare?").citations[0]


def claim(citation: Citation, **changes: object) -> Claim:
    return Claim.model_validate({**asdict(citation), **changes})


def test_a_citation_holds(engine: Engine, citation: Citation) -> None:
    result = verify(engine.library.corpus, claim(citation))
    assert result.verified
    assert result.reason is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"source_id": "nobody"}, "no source has the id"),
        ({"source_sha256": "0" * 64}, "has changed since"),
        ({"start": -1}, "is no stretch"),
        ({"end": 10**9}, "is no stretch"),
        ({"start": 5, "end": 5}, "is no stretch"),
        ({"quote": "Other words."}, "has other words at this place"),
        ({"start": 3742}, "has other words at this place"),
        ({"quote": ""}, "has other words at this place"),
    ],
)
def test_what_does_not_hold_says_why(
    engine: Engine, citation: Citation, changes: dict[str, object], reason: str
) -> None:
    result = verify(engine.library.corpus, claim(citation, **changes))
    assert not result.verified
    assert result.reason is not None
    assert reason in result.reason


def test_a_quote_of_nothing_does_not_hold(engine: Engine, citation: Citation) -> None:
    number = engine.library.corpus.number(citation.source_id)
    assert number is not None
    gap = engine.library.corpus.texts[number].index("\n")
    nothing = claim(citation, start=gap, end=gap + 1, quote="")
    result = verify(engine.library.corpus, nothing)
    assert (result.verified, result.reason) == (False, "the source has no words at this place")


def test_short_quotes_are_whole_in_the_fragment_and_long_ones_by_their_ends() -> None:
    text = "He left. The harbour wall, built in 1901 - of stone & sand -, broke. " + "word " * 40
    assert unquote(text_fragment(text, 0, 8)) == "He left."
    fragment = text_fragment(text, 9, len(text))
    first, last = fragment.split(",")
    assert unquote(first) == "The harbour wall, built in 1901"
    assert unquote(last) == "word word word word word word"
    assert "&" not in fragment


def test_words_that_stand_earlier_get_the_words_before_them() -> None:
    text = "One two three. I agree. Four five six. I agree."
    start = text.rindex("I agree.")
    fragment = unquote(text_fragment(text, start, len(text)))
    assert fragment == "agree. Four five six.-,I agree."


@given(st.text(min_size=1), st.data())
def test_a_fragment_can_be_built_of_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if fold(text[start:end]) and not any("\ud800" <= c <= "\udfff" for c in text):
        assert " " not in text_fragment(text, start, end)


def test_links_survive_odd_ids(
    collection: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    from qa.indexing import update

    folder = collection(a__txt="x")
    (folder / "a.txt").rename(folder / "50% of? it's #1 & ünï.txt")
    (folder / "50% of? it's #1 & ünï.txt").write_text("The ferry left at noon.")
    update(tmp_path / "i", folder, engine.encoder)
    odd = replace(engine, library=type(engine.library).open(tmp_path / "i"))
    link = odd.ask("When did the ferry leave?").citations[0].href
    path = link.split("?start=")[0]
    assert unquote(path) == "/sources/50% of? it's #1 & ünï"
    assert not set(path) & set("?#& '")
