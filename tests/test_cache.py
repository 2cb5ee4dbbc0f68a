"""What is kept for a user: written once, checked whenever it is opened, and never half there."""

import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from embeddings.cache import MANIFEST, cache_folder, kept

CONTENTS = {"a.bin": b"\x00\x01", "b.txt": b"two"}


class Writer:
    """Writes the same files each time, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, folder: Path) -> None:
        assert list(folder.iterdir()) == []
        self.times += 1
        for name, content in CONTENTS.items():
            (folder / name).write_bytes(content)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MANIFEST}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CITEWELL_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.parametrize(
    ("settings", "folder"),
    [
        ({"CITEWELL_CACHE": "/c", "XDG_CACHE_HOME": "/x"}, "/c"),
        ({"CITEWELL_CACHE": "", "XDG_CACHE_HOME": "/x"}, "/x/citewell"),
        ({"CITEWELL_CACHE": "", "XDG_CACHE_HOME": "", "HOME": "/h"}, "/h/.cache/citewell"),
    ],
)
def test_the_folder_is_the_users(
    settings: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == Path(folder)


def test_it_is_written_once(cache: Path) -> None:
    write = Writer()
    folders = {kept("kind", "key", write) for _ in range(3)}
    assert folders == {cache / "kind" / "key"}
    assert contents(folders.pop()) == CONTENTS
    assert write.times == 1
    assert contents(kept("kind", "other", write)) == CONTENTS
    assert write.times == 2


@pytest.mark.parametrize("damage", ["changed", "missing", "more", "manifest", "manifest missing"])
def test_what_is_damaged_is_written_again(damage: str) -> None:
    write = Writer()
    folder = kept("kind", "key", write)
    if damage == "changed":
        (folder / "a.bin").write_bytes(b"\x00\x02")
    elif damage == "missing":
        (folder / "b.txt").unlink()
    elif damage == "more":
        (folder / "c.txt").write_bytes(b"three")
    elif damage == "manifest":
        (folder / MANIFEST).write_text("[1]", encoding="utf-8")
    else:
        (folder / MANIFEST).unlink()
    assert kept("kind", "key", write) == folder
    assert contents(folder) == CONTENTS
    assert write.times == 2
    assert kept("kind", "key", write) == folder
    assert write.times == 2


def test_what_fails_leaves_nothing(cache: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "a.bin").write_bytes(b"half")
        raise ValueError("no such model")

    with pytest.raises(ValueError, match="no such model"):
        kept("kind", "key", fail)
    assert [path.name for path in (cache / "kind").iterdir() if path.is_dir()] == []
    assert contents(kept("kind", "key", Writer())) == CONTENTS


def test_many_at_once_write_it_once() -> None:
    write = Writer()
    with ThreadPoolExecutor(8) as threads:
        folders = set(threads.map(lambda _: kept("kind", "key", write), range(16)))
    assert write.times == 1
    assert contents(folders.pop()) == CONTENTS
    assert not folders


def test_without_a_cache_a_process_makes_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("CITEWELL_CACHE", str(tmp_path / "file" / "cache"))
    with caplog.at_level(logging.WARNING):
        folder = kept("kind", "key", Writer())
    assert contents(folder) == CONTENTS
    assert tmp_path not in folder.parents
    (record,) = caplog.records
    assert "CITEWELL_CACHE" in record.getMessage()
    assert "\n" not in record.getMessage()


def test_a_process_takes_its_own_with_it(tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    script = (
        "from pathlib import Path\n"
        "from embeddings.cache import kept\n"
        "print(kept('kind', 'key', lambda folder: None))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"CITEWELL_CACHE": str(tmp_path / "file"), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    folder = Path(done.stdout.strip())
    assert folder.name.startswith("citewell-")
    assert not folder.exists()
