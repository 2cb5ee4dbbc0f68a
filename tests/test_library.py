"""The index on disk: built, updated, damaged, killed, out of space."""

import gc
import hashlib
import json
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest

from embeddings.encoder import Encoder, unit
from embeddings.weights import Model
from qa import generations
from qa.errors import IndexMissing, IndexRefused, IndexUnwritable, SourceError
from qa.indexing import update
from qa.library import Library
from tests.conftest import SEEDS

Make = Callable[..., Path]
TEXT = "The harbour wall was built in 1901. It stood for ninety years and broke in a storm."


def test_an_index_holds_what_the_manifest_says(seeds_index: Path, encoder: Encoder) -> None:
    library = Library.open(seeds_index, encoder.model)
    manifest = library.manifest
    assert manifest.model_sha256 == encoder.model.sha256
    assert manifest.sources == len(library.corpus.sources) == 5
    assert len(library.passage_vectors) == len(library.passage_words) == manifest.passages
    assert len(library.sentence_vectors) == len(library.sentence_words) == manifest.sentences
    texts = list(library.corpus.passage_texts())
    rows = np.arange(0, len(texts), 7)
    np.testing.assert_allclose(
        library.passage_vectors.vectors(rows), encoder.encode([texts[r] for r in rows]), atol=1e-5
    )


def test_a_sentence_is_the_mean_of_its_tokens_in_its_passage(
    seeds_index: Path, encoder: Encoder
) -> None:
    library = Library.open(seeds_index)
    corpus, texts = library.corpus, list(library.corpus.passage_texts())
    for row in range(0, len(corpus.sentences), 23):
        passage = encoder.encode_tokens([texts[corpus.sentence(row).passage]])[0]
        start, end = corpus.place_in_text(row)
        inside = (passage.spans[:, 0] >= start) & (passage.spans[:, 0] < end)
        own = unit(passage.tokens[inside].mean(axis=0))
        (stored,) = library.sentence_vectors.vectors(np.array([row]))
        assert float(own @ stored) > 0.999  # tokens are stored in eight bits


def test_every_vector_answers_to_its_own_sentence(seeds_index: Path) -> None:
    vectors = Library.open(seeds_index).sentence_vectors
    for row in range(0, len(vectors), 23):
        found, scores = vectors.search(vectors.vectors(np.array([row]))[0], 1)
        assert found[0] == row
        assert scores[0] > 0.999


def test_nothing_changed_writes_nothing(seeds_index: Path, encoder: Encoder) -> None:
    before = generations.newest(seeds_index)
    summary = update(seeds_index, SEEDS, encoder)
    assert not summary.written
    assert summary.encoded == 0
    assert generations.newest(seeds_index) == before


def test_only_what_changed_is_encoded_and_equals_a_rebuild(
    collection: Make, tmp_path: Path, encoder: Encoder
) -> None:
    folder = collection(a__txt=TEXT, b__txt="A ferry left at noon. Nobody was on board.")
    update(tmp_path / "i", folder, encoder)
    (folder / "b.txt").write_text("A ferry left at noon. Everybody was on board.")
    (folder / "c.txt").write_text("Bees were kept on the roof of the harbour office.")
    summary = update(tmp_path / "i", folder, encoder)
    assert summary.written
    assert 0 < summary.encoded < summary.passages + summary.sentences
    update(tmp_path / "fresh", folder, encoder)
    updated, rebuilt = Library.open(tmp_path / "i"), Library.open(tmp_path / "fresh")
    assert updated.manifest.index_id == rebuilt.manifest.index_id
    every = np.arange(summary.sentences)
    np.testing.assert_allclose(
        updated.sentence_vectors.vectors(every), rebuilt.sentence_vectors.vectors(every), atol=1e-5
    )


def test_a_source_that_was_removed_is_gone(
    collection: Make, tmp_path: Path, encoder: Encoder
) -> None:
    folder = collection(a__txt=TEXT, b__txt="A ferry left at noon.")
    update(tmp_path / "i", folder, encoder)
    (folder / "b.txt").unlink()
    update(tmp_path / "i", folder, encoder)
    library = Library.open(tmp_path / "i")
    assert [source.id for source in library.corpus.sources] == ["a"]
    assert not any("ferry" in text for text in library.corpus.sentence_texts())


def test_two_generations_are_kept(collection: Make, tmp_path: Path, encoder: Encoder) -> None:
    folder = collection(a__txt=TEXT)
    for n in range(4):
        (folder / "b.txt").write_text(f"Version {n} of a text.")
        update(tmp_path / "i", folder, encoder)
    names = sorted(path.name[:10] for path in (tmp_path / "i").glob("gen-*"))
    assert names == ["gen-000003", "gen-000004"]


def test_an_empty_file_is_named_and_the_rest_indexed(
    collection: Make, tmp_path: Path, encoder: Encoder
) -> None:
    summary = update(tmp_path / "i", collection(a__txt=TEXT, b__txt=" \n"), encoder)
    assert summary.empty_sources == ("b",)
    with pytest.raises(SourceError, match="no sentence in any of 2 files"):
        update(tmp_path / "j", collection(a__txt="", b__txt=""), encoder)


def test_no_index() -> None:
    with pytest.raises(IndexMissing, match="citewell index"):
        Library.open(Path("/nonexistent/index"))


def test_another_model_is_refused(seeds_index: Path, encoder: Encoder) -> None:
    other = Model(id="other", sha256="0" * 64, folder=encoder.model.folder)
    with pytest.raises(IndexRefused, match="built with the model sentence-transformers/all-MiniLM"):
        Library.open(seeds_index, other)


def test_another_format_is_refused(tmp_path: Path) -> None:
    data = json.dumps({"format": generations.FORMAT + 1}).encode()
    digest = hashlib.sha256(data).hexdigest()[:16]
    folder = tmp_path / f"gen-000001-{digest}"
    folder.mkdir()
    (folder / "manifest.json").write_bytes(data)
    with pytest.raises(IndexRefused, match=f"has format {generations.FORMAT + 1}"):
        Library.open(tmp_path)


@pytest.fixture
def small_index(collection: Make, tmp_path: Path, encoder: Encoder) -> Path:
    update(tmp_path / "small", collection(a__txt=TEXT), encoder)
    return tmp_path / "small"


def files_of(index: Path) -> list[Path]:
    return sorted(path for path in generations.newest(index).rglob("*") if path.is_file())


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    if not data:
        return data
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        flipped,
        lambda data: data[: len(data) // 2],
        lambda data: data[:-8] + b"\0" * 8 if data[-8:] != b"\0" * 8 else data + b"\0",
        lambda data: data + b"\n",
        lambda _: None,
    ],
    ids=["flipped", "truncated", "zero-filled", "longer", "missing"],
)
def test_any_damage_to_any_file_is_refused(
    small_index: Path, damage: Callable[[bytes], bytes | None]
) -> None:
    files = files_of(small_index)
    assert len(files) > 10
    for path in files:
        data = path.read_bytes()
        damaged = damage(data)
        if damaged == data:
            continue  # a bit of an empty file
        path.unlink() if damaged is None else path.write_bytes(damaged)
        with pytest.raises(IndexRefused, match="is damaged") as error:
            Library.open(small_index)
        assert path.name in str(error.value)
        assert "\n" not in str(error.value)
        path.write_bytes(data)
    Library.open(small_index)


def test_a_damaged_index_can_be_built_again(
    small_index: Path, collection: Make, encoder: Encoder
) -> None:
    files_of(small_index)[0].write_bytes(b"")
    assert update(small_index, collection(a__txt=TEXT), encoder).written
    Library.open(small_index)


def test_a_kill_while_writing_leaves_the_old_index(small_index: Path) -> None:
    before = generations.newest(small_index)
    code = (
        "import os, signal, sys; from pathlib import Path; from qa import generations\n"
        "def write(folder):\n"
        "    (folder / 'half').write_bytes(b'x' * 100)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "generations.publish(Path(sys.argv[1]), write, lambda files: None)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(small_index)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert list(small_index.glob(".partial-*"))
    assert generations.newest(small_index) == before
    Library.open(small_index)


def test_what_a_killed_writer_left_is_removed(
    small_index: Path, collection: Make, encoder: Encoder
) -> None:
    (small_index / ".partial-old").mkdir()
    update(small_index, collection(a__txt=TEXT, b__txt="More of it."), encoder)
    assert not list(small_index.glob(".partial-*"))


def test_a_full_disk_leaves_the_old_index(small_index: Path) -> None:
    before = generations.newest(small_index)

    def write(folder: Path) -> None:
        (folder / "large").write_bytes(b"x" * 1_000_000)

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        # A limit on file size refuses the write as a full disk does: with an OSError half-way.
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
        with pytest.raises(IndexUnwritable, match="the index before it is unchanged"):
            generations.publish(small_index, write, lambda _: pytest.fail("not reached"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)
    assert generations.newest(small_index) == before
    assert not list(small_index.glob(".partial-*"))
    Library.open(small_index)


def test_an_index_that_cannot_be_written_is_named(
    tmp_path: Path, collection: Make, encoder: Encoder
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexUnwritable, match="cannot be written"):
        update(tmp_path / "file" / "index", collection(a__txt=TEXT), encoder)


def test_one_writer_at_a_time(small_index: Path, collection: Make, encoder: Encoder) -> None:
    with (
        generations.writing(small_index),
        pytest.raises(IndexUnwritable, match="being written by another process"),
    ):
        update(small_index, collection(a__txt=TEXT), encoder)


def test_a_generation_is_readable_by_others(small_index: Path) -> None:
    assert generations.newest(small_index).stat().st_mode & 0o777 == 0o755


def test_a_library_that_nobody_holds_lets_its_files_go(seeds_index: Path, encoder: Encoder) -> None:
    generation = generations.newest(seeds_index)

    def mapped() -> int:
        maps = psutil.Process().memory_maps(grouped=False)
        return sum(generation.name in one.path for one in maps)

    before = mapped()
    library = Library.open(seeds_index)
    assert library.corpus.sources[0].id in library.corpus.sources.ids
    assert library.analysis(0).parse == library.parses.parse(0)
    assert mapped() > before
    gc.disable()  # what holds itself would go with the next collection, whenever that is
    try:
        del library
        assert mapped() == before
    finally:
        gc.enable()


def test_a_sentence_is_found_by_its_words(seeds_index: Path) -> None:
    library = Library.open(seeds_index)
    corpus = library.corpus
    quotes = list(corpus.sentence_quotes())
    for quote in quotes[::9]:
        found = library.row_of(quote)
        assert found is not None, quote
        assert quotes[found] == quote
    assert library.row_of(quotes[5] + " And more.") is None
    assert library.row_of("What was it about, then?") is None
    assert library.row_of("") is None
