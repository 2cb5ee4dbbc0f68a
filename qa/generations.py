"""Generations of an index on disk: written whole, published by one rename, checked when opened.

An index folder holds generations, each a folder named gen-NUMBER-DIGEST where DIGEST begins the
SHA-256 of its manifest. A generation is written and synced under another name; renaming it is what
publishes it, so a reader finds it whole or not at all. The newest one and the one before are kept.

The manifest has the digest of every small file. Of a large one it has the size; beside the file
NAME is NAME.blocks with the digests of its blocks (`embeddings.blocks`), a small file itself.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from embeddings.blocks import BLOCK, DIGEST, Blocks, Checks, digests_of
from embeddings.digests import sha256_of
from embeddings.weights import Precision
from qa.errors import IndexDamaged, IndexMissing, IndexRefused, IndexUnwritable

FORMAT = 14
MANIFEST = "manifest.json"
_NAME = re.compile(r"gen-(\d{6})-([0-9a-f]{16})")
_PARTIAL = ".partial-"
_KEPT = 2
LARGE = 1 << 24  # bytes from which a file is checked as it is read, not when it is opened
_BLOCKS = ".blocks"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is.

    `files`: the SHA-256 digests of the small files; `blocks`: how many bytes each large one has.
    `vectors`: the kinds of the vector indexes (`embeddings.kinds`). `sources`: how many there are.
    """

    format: int
    index_id: str
    created: str
    model_id: str
    model_sha256: str
    model_precision: Precision
    parser_id: str
    dim: int
    passages: int
    sentences: int
    sources: int
    vectors: Mapping[str, str]
    files: Mapping[str, str]
    blocks: Mapping[str, int]


def newest(index: Path) -> Path:
    """The newest generation of the index folder. Raises IndexMissing if there is none."""
    found = _generations(index)
    if not found:
        raise IndexMissing(
            f"no index in {str(index)!r} (--index, CITEWELL_INDEX); "
            "build it with: citewell index SOURCES"
        )
    return found[-1]


def before(generation: Path) -> Path | None:
    """The generation before this one in its index folder, if one is kept."""
    older = [found for found in _generations(generation.parent) if found.name < generation.name]
    return older[-1] if older else None


def read_manifest(generation: Path) -> Manifest:
    """The manifest, checked against the folder's name.

    Raises IndexDamaged, or IndexRefused for another format.
    """
    match = _NAME.fullmatch(generation.name)
    try:
        data = (generation / MANIFEST).read_bytes()
        if match is None or hashlib.sha256(data).hexdigest()[:16] != match.group(2):
            raise ValueError
        content = json.loads(data)
        if content["format"] != FORMAT:
            raise IndexRefused(
                f"index {generation.name} has format {content['format']}, this citewell reads "
                f"{FORMAT}; build it again with: citewell index SOURCES"
            )
        return Manifest(**content)
    except (OSError, ValueError, KeyError, TypeError):
        raise _damaged(generation, MANIFEST) from None


def verify(generation: Path, manifest: Manifest) -> Checks:
    """Checks every small file whole and every large one's size; what checks the latters' blocks.

    Raises IndexDamaged where the bytes are not those that the manifest states; so do the checks.
    """
    with ThreadPoolExecutor() as pool:
        digests = pool.map(lambda name: _digest(generation / name), manifest.files)
        for (name, sha256), found in zip(manifest.files.items(), digests, strict=True):
            if found != sha256:
                raise _damaged(generation, name)
    return Checks(_blocks(generation, name, size) for name, size in sorted(manifest.blocks.items()))


def _digest(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""


def _blocks(generation: Path, name: str, size: int) -> Blocks:
    """The blocks of a large file, none of them checked yet."""
    path = generation / name
    try:
        digests = (generation / f"{name}{_BLOCKS}").read_bytes()
        if path.stat().st_size != size or len(digests) != -(-size // BLOCK) * DIGEST:
            raise ValueError
        return Blocks(path, digests, lambda _: _damaged(generation, name))
    except (OSError, ValueError):
        raise _damaged(generation, name) from None


def publish(index: Path, write: Callable[[Path], None], describe: "Describe") -> Path:
    """Writes a generation with `write`, describes it with `describe`, publishes it.

    Returns its folder. Whatever goes wrong, the generations that were there stay as they are.
    Raises IndexUnwritable when the disk refuses.
    """
    partial: Path | None = None
    try:
        index.mkdir(parents=True, exist_ok=True)
        _remove_partial(index)
        partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=index))
        write(partial)
        written = _written(partial)
        data = json.dumps(asdict(describe(written)), indent=1, sort_keys=True).encode()
        (partial / MANIFEST).write_bytes(data)
        _sync(partial)
        final = index / f"gen-{_next_number(index):06d}-{hashlib.sha256(data).hexdigest()[:16]}"
        partial.chmod(0o755)
        partial.rename(final)
        _sync_folder(index)
    except OSError as error:
        reason = error.strerror or str(error)
        raise IndexUnwritable(
            f"index {str(index)!r} cannot be written: {reason}; the index before it is unchanged"
        ) from error
    finally:
        if partial is not None:
            shutil.rmtree(partial, ignore_errors=True)
    for old in _generations(index)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return final


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a generation, as in a Manifest."""

    files: Mapping[str, str]
    blocks: Mapping[str, int]


Describe = Callable[[Written], Manifest]


def _written(folder: Path) -> Written:
    """Every file in `folder`, and those with the digests of blocks, which are made here."""
    files: dict[str, str] = {}
    blocks: dict[str, int] = {}
    for name in _file_names(folder):
        path = folder / name
        if (size := path.stat().st_size) >= LARGE:
            blocks[name], name = size, f"{name}{_BLOCKS}"
            (folder / name).write_bytes(digests_of(path))
        files[name] = sha256_of(folder / name)
    return Written(files, blocks)


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Holds the index folder for one writer. Raises IndexUnwritable while another has it."""
    lock = FileLock(index / ".lock", timeout=0)
    try:
        index.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise IndexUnwritable(
            f"index {str(index)!r} is being written by another process; wait for it to end"
        ) from None
    except OSError as error:
        raise IndexUnwritable(
            f"index {str(index)!r} cannot be written: {error.strerror or error}"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _generations(index: Path) -> list[Path]:
    """Oldest first."""
    try:
        names = sorted(path.name for path in index.iterdir() if _NAME.fullmatch(path.name))
    except OSError:
        return []
    return [index / name for name in names]


def _next_number(index: Path) -> int:
    found = _generations(index)
    match = _NAME.fullmatch(found[-1].name) if found else None
    return int(match.group(1)) + 1 if match else 1


def _file_names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _remove_partial(index: Path) -> None:
    """Removes what killed writers left. The caller holds the lock."""
    for path in index.glob(f"{_PARTIAL}*"):
        shutil.rmtree(path, ignore_errors=True)


def _sync(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        _sync_folder(path)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _damaged(generation: Path, name: str) -> IndexDamaged:
    return IndexDamaged(
        f"index {generation.name} is damaged: {name} is not as it was written; remove that folder "
        "to go back to the one before, or build it again with: citewell index SOURCES"
    )
