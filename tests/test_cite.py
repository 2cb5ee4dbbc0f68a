"""Citations: made, checked, broken."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from qa.cite import Claim, href, verify
from qa.engine import Engine
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
