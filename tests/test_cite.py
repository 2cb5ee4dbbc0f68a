"""Citations: made, checked, broken."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.cite import Claim, href, text_fragment, verify
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


def test_a_quote_over_two_blocks_is_found_by_its_ends() -> None:
    text = "## Hours\n\n- The room opens at nine.\n- It closes at six on all weekdays but Friday.\n"
    blocks = [(3, 8), (12, 35), (38, 82)]
    start, end = text.index("The room"), text.index("\n", 40)
    assert [text[a:b] for a, b in blocks] == [
        "Hours",
        "The room opens at nine.",
        "It closes at six on all weekdays but Friday.",
    ]
    fragment = text_fragment(text, start, end, blocks)
    assert unquote(fragment) == "The room opens at nine.,six on all weekdays but Friday."
    assert unquote(text_fragment(text, start, blocks[1][1], blocks)) == "The room opens at nine."


def test_the_words_before_a_quote_are_of_one_block() -> None:
    text = "I agree. So do I. Nobody else did.\n\n- Not I.\n- I agree. We do. I agree."
    blocks = [(0, 34), (38, 44), (47, 71)]
    assert text[slice(*blocks[2])] == "I agree. We do. I agree."
    first, last = blocks[2][0], text.rindex("I agree.")
    fragment = text_fragment(text, first, first + 8, blocks[1:])
    assert unquote(fragment) == "Not I.-,I agree."
    assert unquote(text_fragment(text, last, len(text), blocks)) == "I agree. We do.-,I agree."


def test_each_part_of_a_fragment_stands_in_one_block_of_the_page(
    collection: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    from qa.indexing import update

    folder = collection(
        a__md="# The reading room\n\nCoats must be left in the cloakroom.\n\n"
        "- The room opens at 9 a.m. on weekdays.\n- The room opens at 11 a.m. on weekends.\n"
    )
    update(tmp_path / "i", folder, engine.encoder)
    corpus = type(engine.library).open(tmp_path / "i").corpus
    text, article = corpus.texts[0], corpus.article(0)
    start, end = text.index("The room opens"), text.index("weekends.") + len("weekends.")
    link = href(corpus, 0, start, end)
    parts = [unquote(part) for part in link.split("#:~:text=")[1].split(",")]
    assert parts == ["The room opens at 9 a.m.", "opens at 11 a.m. on weekends."]
    blocks = [text[p.start : p.end] for p in article.paragraphs]
    assert all(any(part in block for block in blocks) for part in parts)


def test_the_blocks_of_a_stretch_are_those_of_the_article(engine: Engine) -> None:
    corpus = engine.library.corpus
    for source in range(len(corpus.sources)):
        paragraphs = [(p.start, p.end) for p in corpus.article(source).paragraphs]
        for start, end in [*paragraphs, *((a + 1, b + 9) for a, b in paragraphs), (0, 1)]:
            within = [n for n, (a, b) in enumerate(paragraphs) if b > start and a < end]
            found = corpus.blocks(source, start, end)
            inside = [block for block in found if block[1] > start]
            assert inside == [paragraphs[n] for n in within]
            before = [block for block in found if block[1] <= start]
            assert before == [p for p in paragraphs if p[1] <= start][-1:]


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
