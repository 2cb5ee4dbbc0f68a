"""What was read of a source is taken from the index before, and is what reading it again gives."""

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.encoder import Encoder
from qa import gathering, generations
from qa.articles import article_of
from qa.corpus import Corpus
from qa.dates.mentions import mentions
from qa.gathering import corpus_of
from qa.indexing import update
from qa.library import Library
from qa.sources import read_documents
from qa.types import Article
from tests.conftest import SEEDS

Make = Callable[..., Path]
PAGE = """{0}: the harbour

Share this page

The wall of {0} was built on 5 May 1901. It broke last winter, in a storm.

Click here to read more stories
Photo: A. Person

The following year it was mended. Nobody had expected that by then.
"""
SOURCES = {
    "a__txt": PAGE.format("Ada"),
    "b__md": "# Bees\n\n## In the harbour\n\nBees were kept in 1912. The same year they left.\n",
    "c__txt": PAGE.format("Cove"),
    "d__txt": "",
    "e__txt": PAGE.format("Elm"),
    "sources__toml": '[sources.c]\npublished = "1998-05"\n[sources.e]\nlanguage = "de"\n',
}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that articles are looked for in."""
    texts: list[str] = []

    def noting(text: str, title: str | None = None, *, markdown: bool = False) -> Article:
        texts.append(text)
        return article_of(text, title, markdown=markdown)

    monkeypatch.setattr(gathering, "article_of", noting)
    return texts


def files_of(index: Path) -> dict[str, bytes]:
    folder = generations.newest(index)
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_only_what_changed_is_read_and_the_index_is_the_same(
    collection: Make, tmp_path: Path, encoder: Encoder, read: list[str]
) -> None:
    folder, index = collection(**SOURCES), tmp_path / "i"
    update(index, folder, encoder)
    assert Library.open(index).corpus.cuts.size
    assert Library.open(index).corpus.mentions.size
    read.clear()
    update(index, folder, encoder)
    assert read == []
    (folder / "a.txt").unlink()
    changed = PAGE.format("Bay")
    collection(aa__txt=SOURCES["a__txt"], e__txt=changed)
    toml = SOURCES["sources__toml"].replace("1998-05", "1999")
    collection(sources__toml=toml + 'title = "Elm"\n[sources.d]\npublisher = "Nobody"\n')
    update(index, folder, encoder)
    assert read == [SOURCES["a__txt"], SOURCES["c__txt"], "", changed]
    update(tmp_path / "fresh", folder, encoder)
    assert files_of(index) == files_of(tmp_path / "fresh")


@pytest.mark.parametrize(
    "change",
    [{"b__txt": SOURCES["b__md"]}, {"sources__toml": '[sources.b]\ntitle = "Bees"\n'}],
    ids=["the ending", "a title that is the headline"],
)
def test_what_it_was_read_as_counts(
    collection: Make, tmp_path: Path, encoder: Encoder, read: list[str], change: dict[str, str]
) -> None:
    folder = collection(b__md=SOURCES["b__md"])
    update(tmp_path / "i", folder, encoder)
    if "b__txt" in change:
        (folder / "b.md").unlink()
    read.clear()
    update(tmp_path / "i", collection(**change), encoder)
    assert read == [SOURCES["b__md"]]


def test_what_another_version_read_is_read_again(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first", "second", "third"):
        (tmp_path / name).mkdir()
    first = corpus_of(read_documents(SEEDS), tmp_path / "first")
    assert len(read) == 5
    second = corpus_of(read_documents(SEEDS), tmp_path / "second", first)
    assert len(read) == 5
    monkeypatch.setattr(gathering, "_reader", lambda: b"another")
    corpus_of(read_documents(SEEDS), tmp_path / "third", second)
    assert len(read) == 10


def test_an_index_of_before_there_were_keys_is_read_again(
    collection: Make, tmp_path: Path, encoder: Encoder, read: list[str]
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    documents = read_documents(collection(**SOURCES))
    corpus_of(documents, tmp_path / "old")
    (tmp_path / "old" / "read_as.npy").unlink()
    read.clear()
    corpus_of(documents, tmp_path / "new", Corpus.load(tmp_path / "old"))
    assert len(read) == len(documents)


NEWS = """The bridge at Tollen is shut

By Jane Roe
Tuesday 22 June 1999

The bridge at Tollen was shut yesterday, after a barge had struck it last Thursday at noon.

It will be opened again next spring, said the keeper, who has lived beside it since he was ten.
"""


def corpus_with(folder: Path, where: Path) -> Corpus:
    where.mkdir()
    return corpus_of(read_documents(folder), where)


def test_the_page_dates_itself_where_the_manifest_does_not(
    collection: Make, tmp_path: Path
) -> None:
    toml = '[sources.b]\npublisher = "The Herald"\nauthor = "J. R."\n'
    toml += '[sources.c]\npublished = "1998"\npublished_basis = "known"\n'
    folder = collection(a__txt=NEWS, b__txt=NEWS, c__txt=NEWS, sources__toml=toml)
    corpus = corpus_with(folder, tmp_path / "i")
    known = [(one.published, one.published_basis, one.author) for one in corpus.sources]
    assert known == [
        ("1999-06-22", "stated", "Jane Roe"),
        ("1999-06-22", "stated", "J. R."),
        ("1998", "known", "Jane Roe"),
    ]


def test_what_is_said_relative_to_it_is_told_from_it(collection: Make, tmp_path: Path) -> None:
    undated = NEWS.replace("Tuesday 22 June 1999", "Tuesday 23 June 1999")
    corpus = corpus_with(collection(a__txt=NEWS, b__txt=undated), tmp_path / "i")
    found = {one.text: one.resolved for one in mentions(corpus, 0, 0, len(NEWS))}
    assert found == {
        "yesterday": "1999-06-21",
        "last Thursday": "1999-06-17",
        "next spring": "2000",
    }
    assert {one.resolved for one in mentions(corpus, 1, 0, len(undated))} == {None}
    assert corpus.sources.within("1999-06", "1999-06").tolist() == [True, False]


def test_what_is_only_inferred_is_noted_unless_the_manifest_notes(
    collection: Make, tmp_path: Path
) -> None:
    page = NEWS.replace("By Jane Roe\nTuesday 22 June 1999", "Last updated 22 June 1999")
    toml = '[sources.b]\npublished_note = "A guess."\n'
    corpus = corpus_with(collection(a__txt=page, b__txt=page, sources__toml=toml), tmp_path / "i")
    assert [(one.published_basis, one.published_note) for one in corpus.sources] == [
        ("inferred", "It says “Last updated 22 June 1999”."),
        ("inferred", "A guess."),
    ]
