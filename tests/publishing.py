"""Generations of an index made from another: whole, damaged, or not for this citewell."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from qa import generations

Manifest = dict[str, object]


def publish_damaged(index: Path, name: str = "texts.utf8") -> str:
    """Publishes the newest generation again with one bit of a file changed; returns its name."""

    def damage(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[len(data) // 2] ^= 1
        (folder / name).write_bytes(data)

    return _publish_copy(index, damage)


def publish_with(index: Path, changes: Mapping[str, object]) -> str:
    """Publishes the newest generation again with other entries in its manifest."""

    def change(folder: Path) -> None:
        path = folder / generations.MANIFEST
        path.write_text(json.dumps(json.loads(path.read_bytes()) | changes))

    return _publish_copy(index, change)


def _publish_copy(index: Path, change: Callable[[Path], None]) -> str:
    newest = generations.newest(index)
    match = re.match(r"gen-(\d+)-", newest.name)
    assert match
    copy = index / ".partial-copy"
    shutil.copytree(newest, copy)
    change(copy)
    digest = hashlib.sha256((copy / generations.MANIFEST).read_bytes()).hexdigest()[:16]
    return copy.rename(index / f"gen-{int(match[1]) + 1:06d}-{digest}").name
