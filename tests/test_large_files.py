"""Files that are checked as they are read: a changed byte is never used, wherever it is."""

import ctypes
import mmap
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from embeddings import blocks
from embeddings.blocks import Blocks, Checks, digests_of
from embeddings.encoder import Encoder
from embeddings.kinds import Kind
from qa import generations
from qa.errors import IndexDamaged
from qa.indexing import update
from qa.library import Library
from qa.words import terms_of
from tests.conftest import ROOT

Make = Callable[..., Path]
TEXT = "\n\n".join(
    f"In {1900 + n} the “harbour” number {n} was built of stone {n * 7}. Nobody knew Ada {n}."
    for n in range(20)
)


class Damage(Exception):
    """A block is not as it was."""


@pytest.fixture(autouse=True, scope="module")
def small_blocks() -> Iterator[None]:
    """As if every file above a kilobyte were large."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generations, "LARGE", 1 << 10)
        patch.setattr(generations, "BLOCK", 1 << 8)
        patch.setattr(blocks, "BLOCK", 1 << 8)
        patch.setattr(blocks, "_LARGE", 1 << 12)
        yield


@pytest.fixture(scope="module")
def index(
    tmp_path_factory: pytest.TempPathFactory,
    small_blocks: None,
    encoder: Encoder,
) -> Path:
    """An index; who changes it puts it right again."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "sources").mkdir()
    (folder / "sources" / "a.txt").write_text(TEXT)
    (folder / "sources" / "b.md").write_text(f"# Stone\n\n{TEXT}")
    kind = Kind.parse("IVF4,SQ8,nprobe=4")
    update(folder / "index", folder / "sources", encoder, kind=kind)
    return folder / "index"


def use_all(library: Library) -> list[object]:
    """Reads whatever an answer may be made of."""
    corpus, words = library.corpus, library.sentence_words
    terms = sorted({term for text in corpus.texts for term in terms_of(text)})
    rows = np.arange(library.manifest.sentences)
    query = library.sentence_vectors.vectors(rows[:1])[0]
    found: list[object] = [
        list(corpus.sources),
        [*corpus.passage_texts()],
        [*corpus.sentence_texts()],
    ]
    found += [words.holders(term).tolist() for term in terms]
    found += [library.passage_words.best([term], 9).tolist() for term in terms]
    found += [words.scores(terms, rows).tolist(), library.tokens.rows[:].tolist()]
    found += [library.tokens.scales[:].tolist(), library.token_spans[:].tolist()]
    for vectors in (library.sentence_vectors, library.passage_vectors):
        found += [part.tolist() for part in vectors.search(query, len(vectors))]
        found.append(vectors.vectors(np.arange(len(vectors))).tolist())
    found += [library.parses.parse(row) for row in rows.tolist()]
    return found


def test_what_is_checked_on_the_way_is_what_was_written(index: Path) -> None:
    manifest = Library.open(index).manifest
    assert {"texts.utf8", "sentences.faiss", "tokens/rows.npy"} <= set(manifest.blocks)
    assert manifest.vectors == {"passages": "IVF4,SQ8,nprobe=4", "sentences": "IVF4,SQ8,nprobe=4"}
    unchecked = Library.load(generations.newest(index), manifest, Checks())
    checked, whole = Library.open(index), Library.open(index, whole=True)
    assert use_all(checked) == use_all(whole) == use_all(unchecked)


@pytest.mark.parametrize("part", [0.0, 0.4, 1.0])
def test_a_changed_byte_is_refused_when_it_is_read(index: Path, part: float) -> None:
    generation = generations.newest(index)
    names = sorted(Library.open(index).manifest.blocks)
    assert len(names) > 10
    for name in names:
        path = generation / name
        data = path.read_bytes()
        changed = bytearray(data)
        changed[int(part * (len(data) - 1))] ^= 4
        path.write_bytes(changed)
        with pytest.raises(IndexDamaged, match=f"is damaged: {name} is not as it was"):
            use_all(Library.open(index))
        with pytest.raises(IndexDamaged, match=f"is damaged: {name} is not as it was"):
            Library.open(index, whole=True)
        path.write_bytes(data)
    use_all(Library.open(index))


@pytest.mark.parametrize("damage", ["shorter", "longer", "missing", "no digests"])
def test_what_has_another_size_is_refused_when_it_is_opened(index: Path, damage: str) -> None:
    generation = generations.newest(index)
    for name in Library.open(index).manifest.blocks:
        path = generation / (f"{name}.blocks" if damage == "no digests" else name)
        data = path.read_bytes()
        if damage in ("missing", "no digests"):
            path.unlink()
        else:
            path.write_bytes(data[:-1] if damage == "shorter" else data + b"\0")
        with pytest.raises(IndexDamaged, match="is damaged"):
            Library.open(index)
        path.write_bytes(data)
    Library.open(index)


def test_a_damaged_index_is_not_built_upon(
    index: Path, tmp_path: Path, collection: Make, encoder: Encoder
) -> None:
    index = Path(shutil.copytree(index, tmp_path / "index"))
    path = generations.newest(index) / "tokens" / "rows.npy"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    summary = update(index, collection(a__txt=TEXT), encoder)
    assert summary.written
    assert summary.reused == 0
    use_all(Library.open(index))


def blocks_of(path: Path, data: bytes) -> Blocks:
    path.write_bytes(data)
    return Blocks(path, digests_of(path), lambda _: Damage())


def test_only_the_blocks_that_are_needed_are_checked(tmp_path: Path) -> None:
    path, data = tmp_path / "file", bytes(range(256)) * 5 + b"the end"
    digests = blocks_of(path, data)._digests
    changed = bytearray(data)
    changed[600] ^= 1  # of the third block
    path.write_bytes(changed)
    read = Blocks(path, digests, lambda _: Damage())
    read.need(0, 512)
    read.need(768, len(data))
    for start, end in ((500, 513), (600, 601), (767, 768), (0, len(data))):
        with pytest.raises(Damage):
            read.need(start, end)
    read.need_rows(np.array([0, 256, 900]), 256)
    with pytest.raises(Damage):
        read.need_rows(np.array([0, 300]), 256)
    with pytest.raises(Damage):
        read.need_all()


def test_of_a_file_larger_than_memory_only_what_is_needed_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, page, block = tmp_path / "file", mmap.PAGESIZE, 1 << 16
    monkeypatch.setattr(blocks, "BLOCK", block)
    read = blocks_of(path, os.urandom(64 * block))
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if pages_in_memory(read).any():
        pytest.skip("the files of this disk stay in memory")
    assert read.content[9 * block] >= 0
    read.expect(20 * block + 5, 20 * block + 6)  # not checked yet: all of its block
    read.need(40 * block, 40 * block + 1)
    expected = np.zeros(64 * block // page, dtype=np.bool_)
    for start, end in (
        (9 * block, 9 * block + page),
        (20 * block, 21 * block),
        (40 * block, 41 * block),
    ):
        expected[start // page : end // page] = True
    deadline = time.monotonic() + 30
    while not pages_in_memory(read)[expected].all() and time.monotonic() < deadline:
        time.sleep(0.01)
    np.testing.assert_array_equal(pages_in_memory(read), expected)


def test_a_system_that_takes_no_advice_reads_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = os.urandom(1 << 14)
    monkeypatch.setattr(blocks, "_WILL_NEED", 1 << 14)  # one that there is not
    monkeypatch.delattr(mmap, "MADV_RANDOM")
    read = blocks_of(tmp_path / "file", data)
    read.need(0, len(data))
    read.need_rows(np.array([0, 700]), 256)
    assert read.content.tobytes() == data


def pages_in_memory(read: Blocks) -> npt.NDArray[np.bool_]:
    found = np.zeros(-(-len(read.content) // mmap.PAGESIZE), dtype=np.uint8)
    address, length = read.content.ctypes.data, len(read.content)
    mincore = ctypes.CDLL(None, use_errno=True).mincore
    assert mincore(ctypes.c_void_p(address), ctypes.c_size_t(length), found.ctypes) == 0
    return (found & 1).astype(np.bool_)


def test_a_process_that_ends_does_not_wait_for_the_whole_check(tmp_path: Path) -> None:
    blocks_of(tmp_path / "file", b"x" * (2_000 << 8))
    script = """
import sys, threading, time
from pathlib import Path
from embeddings import blocks
blocks.BLOCK, blocks._STRIPE = 1 << 8, 1
path, begun, checked = Path("file"), threading.Event(), []
class Slow(blocks.Blocks):
    def _check_stripe(self, descriptor, first):
        super()._check_stripe(descriptor, first)
        checked.append(first)
        if len(checked) == 50:
            begun.set()
        time.sleep(0.01)
read = Slow(path, blocks.digests_of(path), lambda _: Exception())
def check():
    try:
        read.need_all()
    except RuntimeError:
        print(len(checked), len(read._checked))
threading.Thread(target=check).start()
begun.wait()
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    checked, blocks_in_all = map(int, done.stdout.split())
    assert 0 < checked < blocks_in_all == 2_000


def test_a_file_without_a_byte(tmp_path: Path) -> None:
    assert digests_of(blocks_of(tmp_path / "file", b"x").path) != b""
    (tmp_path / "none").write_bytes(b"")
    assert digests_of(tmp_path / "none") == b""
