"""A build that was killed goes on from what it has; however an index came about, it is the same."""

import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.encoder import Encoded, Encoder
from embeddings.weights import Model
from qa import generations
from qa.errors import IndexUnwritable, SourceError
from qa.indexing import update
from qa.library import Library
from qa.spool import Spool
from qa.syntax import Parse, Parser, open_parser
from tests.commands.conftest import COMMAND, environment
from tests.conftest import SEEDS
from tests.encoders import Passing

Make = Callable[..., Path]
SPOOL = ".spool"
TEXT = "The harbour wall was built in 1901. It stood for ninety years and broke in a storm."


class Counting(Passing):
    """Notes the texts that are encoded."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        self.seen: list[str] = []

    def encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        self.seen += texts
        return super().encode_tokens(texts)


class CountingParser(Parser):
    """Counts what is parsed."""

    def __init__(self) -> None:
        self.seen = 0

    @property
    def id(self) -> str:
        return open_parser().id

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        self.seen += len(texts)
        return open_parser().parse(texts)


def digests(index: Path) -> tuple[str, dict[str, str]]:
    manifest = Library.open(index).manifest
    return manifest.index_id, dict(manifest.files)


def records(index: Path, name: str) -> int:
    """How many records a killed build left; it waits with them for the next one."""
    if not (index / SPOOL / name).exists():
        return 0
    with closing(Spool(index / SPOOL / name)) as spool:
        return len(spool)


def spooled(index: Path, name: str) -> int:
    path = index / SPOOL / name
    return path.stat().st_size if path.exists() else 0


@pytest.fixture(scope="module")
def short_built(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> tuple[Path, tuple[str, dict[str, str]]]:
    """A folder of the shorter articles, and what their index is like when it is built at once."""
    folder = tmp_path_factory.mktemp("short")
    for path in SEEDS.glob("00[234]_*.txt"):
        shutil.copy(path, folder)
    update(folder / "index", folder, encoder)
    return folder, digests(folder / "index")


# How far the process is when it is killed: what it has written by then, in bytes.
@pytest.mark.parametrize(
    ("name", "size"),
    [("passages", 0), ("passages", 1), ("passages", 500_000), ("parses", 1),
     ("parses", 30_000)],
)  # fmt: skip
def test_a_killed_index_command_goes_on(
    tmp_path: Path,
    encoder: Encoder,
    short_built: tuple[Path, tuple[str, dict[str, str]]],
    name: str,
    size: int,
) -> None:
    (folder, expected), index = short_built, tmp_path / "index"
    process = subprocess.Popen(
        [*COMMAND, "index", str(folder), "--index", str(index)], env=environment()
    )
    try:
        until = time.monotonic() + 300
        while spooled(index, name) < size or not (index / SPOOL / name).exists():
            assert process.poll() is None, "it ended before it could be killed"
            assert time.monotonic() < until
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
    finally:
        process.kill()
        process.wait()
    kept = {name: records(index, name) for name in ("passages", "parses")}
    assert kept[name] > 0 or size <= 1  # the first byte may be that of a record which breaks off
    counting, parser = Counting(encoder), CountingParser()
    summary = update(index, folder, counting, parser=parser)
    texts = summary.encoded + summary.reused
    assert len(counting.seen) == summary.encoded == texts - kept["passages"]
    quotes = set(Library.open(index).corpus.sentence_quotes())
    assert parser.seen == len(quotes) - kept["parses"]
    assert digests(index) == expected
    assert not (index / SPOOL).exists()


ARTICLES = {
    "a__txt": TEXT,
    "b__txt": "A ferry left at noon. Nobody was on board. It came back in the evening.\n\n" * 3,
    "c__txt": f"{TEXT} Bees were kept on the roof of the harbour office, in eleven hives.",
    "d__txt": "Der Turm ist rot. Er steht am Hafen.",
    "sources__toml": '[sources.d]\nlanguage = "de"\n[sources.a]\npublished = "1992-03"\n',
}


@pytest.fixture
def whole(
    collection: Make, tmp_path: Path, encoder: Encoder
) -> tuple[Path, tuple[str, dict[str, str]]]:
    """A folder of sources, and what its index is like when it is built at once."""
    folder = collection(**ARTICLES)
    update(tmp_path / "whole", folder, encoder)
    return folder, digests(tmp_path / "whole")


def test_increments_give_the_same_bytes(
    whole: tuple[Path, tuple[str, dict[str, str]]],
    tmp_path: Path,
    encoder: Encoder,
) -> None:
    growing, index, encoded = tmp_path / "growing", tmp_path / "i", 0
    growing.mkdir()
    for path in sorted(whole[0].iterdir(), reverse=True):  # the manifest last, then as it is
        if path.suffix == ".txt":
            text = path.read_text()
            (growing / path.name).write_text(text[: len(text) // 2])
            encoded += update(index, growing, encoder).encoded
            (growing / path.name).write_text(text)
            encoded += update(index, growing, encoder).encoded
    (growing / "sources.toml").write_bytes((whole[0] / "sources.toml").read_bytes())
    update(index, growing, encoder)
    assert digests(index) == whole[1]
    counting = Counting(encoder)
    assert not update(index, growing, counting).written
    assert counting.seen == []


@pytest.fixture
def stopping(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, Path, Encoder], None]:
    """Builds an index and stops when all is encoded, before it is put together."""

    def stop(*given: object) -> None:
        raise InterruptedError("enough")

    def build(index: Path, folder: Path, encoder: Encoder) -> None:
        with monkeypatch.context() as patched:
            patched.setattr("qa.indexing.assemble", stop)
            with pytest.raises(IndexUnwritable):  # what the test raises is an OSError
                update(index, folder, encoder)

    return build


def test_what_a_stopped_build_left_is_used_whatever_the_sources_are_then(
    whole: tuple[Path, tuple[str, dict[str, str]]],
    tmp_path: Path,
    encoder: Encoder,
    stopping: Callable[[Path, Path, Encoder], None],
) -> None:
    folder, index = whole[0], tmp_path / "i"
    (folder / "b.txt").unlink()
    stopped, again, third = Counting(encoder), Counting(encoder), Counting(encoder)
    stopping(index, folder, stopped)
    # Another writer with other sources, that is stopped too.
    (folder / "e.txt").write_text("The mayor stayed. He slept.")
    stopping(index, folder, again)
    (folder / "e.txt").unlink()
    (folder / "b.txt").write_text(ARTICLES["b__txt"])
    summary = update(index, folder, third)
    assert len(again.seen) == 1
    assert stopped.seen
    assert third.seen
    assert not set(third.seen) & {*stopped.seen, *again.seen}
    assert summary.encoded == len(third.seen)
    assert digests(index) == whole[1]


@pytest.mark.parametrize("name", ["passages", "parses"])
def test_what_changed_on_the_disk_is_made_again(
    whole: tuple[Path, tuple[str, dict[str, str]]],
    tmp_path: Path,
    encoder: Encoder,
    stopping: Callable[[Path, Path, Encoder], None],
    name: str,
) -> None:
    folder, index = whole[0], tmp_path / "i"
    stopping(index, folder, encoder)
    spool = index / SPOOL / name
    data = bytearray(spool.read_bytes())
    data[len(data) // 2] ^= 1
    spool.write_bytes(data)
    counting, parser = Counting(encoder), CountingParser()
    update(index, folder, counting, parser=parser)
    assert bool(counting.seen) == (name != "parses")
    assert (parser.seen > 0) == (name == "parses")
    assert digests(index) == whole[1]


def test_what_a_build_left_that_was_killed_while_it_wrote_is_no_part_of_the_next(
    whole: tuple[Path, tuple[str, dict[str, str]]], tmp_path: Path, encoder: Encoder
) -> None:
    folder, index = whole[0], tmp_path / "i"
    left = index / SPOOL / "columns"
    left.mkdir(parents=True)
    (left / "texts.utf8").write_bytes(b"half a te")
    (left / "more").write_bytes(b"more")
    update(index, folder, encoder)
    assert digests(index) == whole[1]
    assert not (index / SPOOL).exists()


def test_sources_without_a_sentence_leave_the_index_as_it_was(
    collection: Make, tmp_path: Path, encoder: Encoder
) -> None:
    index = tmp_path / "i"
    update(index, collection(a__txt=TEXT), encoder)
    before = sorted(index.rglob("*"))
    with pytest.raises(SourceError, match="no sentence"):
        update(index, collection(a__txt=""), encoder)
    assert sorted(index.rglob("*")) == before


def test_what_another_model_or_parser_left_is_not_used(
    collection: Make,
    tmp_path: Path,
    encoder: Encoder,
    stopping: Callable[[Path, Path, Encoder], None],
) -> None:
    folder, index = collection(a__txt=TEXT), tmp_path / "i"

    class Other(Counting):
        @property
        def model(self) -> Model:
            return replace(super().model, sha256="0" * 64)

    stopping(index, folder, Other(encoder))
    counting = Counting(encoder)
    update(index, folder, counting)
    assert len(counting.seen) == 1


def test_nothing_is_encoded_where_a_file_cannot_be_read(
    collection: Make, tmp_path: Path, encoder: Encoder
) -> None:
    counting = Counting(encoder)
    with pytest.raises(SourceError, match=r"z\.txt: byte 3"):
        update(tmp_path / "i", collection(a__txt=TEXT, z__txt=b"caf\xe9 x"), counting)
    assert counting.seen == []


def test_a_full_disk_is_one_line_and_the_next_build_goes_on(
    whole: tuple[Path, tuple[str, dict[str, str]]],
    tmp_path: Path,
    encoder: Encoder,
) -> None:
    folder, index = whole[0], tmp_path / "i"
    update(index, collection_of_one(tmp_path), encoder)
    before = generations.newest(index)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    first = Counting(encoder)
    try:
        # A limit on file size refuses a write as a full disk does.
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, limits[1]))
        with pytest.raises(IndexUnwritable, match="cannot be written") as error:
            update(index, folder, first)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)
    assert "\n" not in str(error.value)
    assert generations.newest(index) == before
    second = Counting(encoder)
    summary = update(index, folder, second)
    assert first.seen
    assert len(second.seen) == summary.encoded
    assert summary.reused > 0
    assert digests(index) == whole[1]


def collection_of_one(tmp_path: Path) -> Path:
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "x.txt").write_text("Something else was here before.")
    return folder


def test_the_progress_covers_all_that_is_waited_for(
    whole: tuple[Path, tuple[str, dict[str, str]]], tmp_path: Path, encoder: Encoder
) -> None:
    told: dict[str, list[tuple[int, int]]] = {}
    parser = CountingParser()

    def progress(stage: str, done: int, total: int) -> None:
        told.setdefault(stage, []).append((done, total))

    summary = update(tmp_path / "i", whole[0], encoder, progress, parser=parser)
    assert list(told) == ["reading", "encoding"]
    assert told["reading"][-1] == (4, 4)
    work = summary.encoded + parser.seen
    assert told["encoding"][-1] == (work, work)
    for steps in told.values():
        assert steps == sorted(steps)
        assert steps[0][0] == 0
