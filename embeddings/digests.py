"""SHA-256 of files, and of those that were read before without reading them again."""

import hashlib
import json
import os
import time
from pathlib import Path

_CHUNK = 1 << 20
_SETTLED = 2.0  # seconds: a file that was just written may be written again within its time stamp
_MOST = 100


def sha256_of(path: Path) -> str:
    """SHA-256 of a file as 64 hexadecimal digits, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def remembered_sha256(path: Path, memory: Path) -> str:
    """`sha256_of(path)`, taken from the file `memory` if that has it and the file is as it was:
    its size, its times of change and its place on the disk, as git knows an unchanged file.

    For what names a file. What is used must be read and compared. A memory that cannot be read or
    written is none.
    """
    status = path.stat()
    name = os.fspath(path.resolve())
    seen = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev]
    known = _read(memory)
    if (found := known.get(name)) and found[:-1] == seen:
        return str(found[-1])
    digest = sha256_of(path)
    if time.time() - status.st_ctime > _SETTLED:
        kept = {**{key: known[key] for key in list(known)[-_MOST:]}, name: [*seen, digest]}
        _write(memory, kept)
    return digest


def _read(memory: Path) -> dict[str, list[object]]:
    try:
        content = json.loads(memory.read_bytes())
        return {str(key): list(value) for key, value in content.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write(memory: Path, content: dict[str, list[object]]) -> None:
    partial = memory.with_name(f".{memory.name}.{os.getpid()}")
    try:
        memory.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.write_text(json.dumps(content, indent=1), encoding="utf-8")
        partial.replace(memory)
    except OSError:
        partial.unlink(missing_ok=True)
