"""What is kept of a build: it comes back as it was written, or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qa.errors import IndexDamaged
from qa.spool import KEY, Spool

KEYS = [bytes([n]) * KEY for n in range(5)]
RECORDS = [(key, key * n) for n, key in enumerate(KEYS)]  # the first one is empty


def written(path: Path) -> bytes:
    """The file, to which those of RECORDS are added that it lacks."""
    spool = Spool(path)
    for key, content in RECORDS[len(spool) :]:
        spool.append(key, content)
    spool.close()
    return path.read_bytes()


def found(path: Path) -> list[tuple[bytes, bytes]]:
    spool = Spool(path)
    try:
        return [(spool.keys[n].tobytes(), spool[n]) for n in range(len(spool))]
    finally:
        spool.close()


def test_records_come_back(tmp_path: Path) -> None:
    written(tmp_path / "s")
    assert found(tmp_path / "s") == RECORDS


def test_a_record_that_was_cut_off_is_dropped_wherever_it_was(tmp_path: Path) -> None:
    path = tmp_path / "s"
    data = written(path)
    ends = []
    for size in range(len(data)):
        path.write_bytes(data[:size])
        kept = found(path)
        assert kept == RECORDS[: len(kept)]
        assert path.stat().st_size <= size
        ends.append(len(kept))
        # What is written after it comes back, too.
        assert written(path) == data
    assert ends == sorted(ends)
    assert set(ends) == set(range(len(RECORDS)))


@pytest.mark.parametrize(
    "damage",
    [lambda byte: byte ^ 1, lambda byte: 255 - byte, lambda _: 0],
    ids=["a bit", "all bits", "zero"],
)
def test_a_changed_byte_is_never_used(tmp_path: Path, damage: Callable[[int], int]) -> None:
    path = tmp_path / "s"
    data = written(path)
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] = damage(data[place])
        path.write_bytes(changed)
        kept = found(path)
        assert kept == RECORDS[: len(kept)]
        assert (len(kept) == len(RECORDS)) == (bytes(changed) == data)


def test_a_byte_that_changes_while_it_is_open_is_refused(tmp_path: Path) -> None:
    data = written(tmp_path / "s")
    spool = Spool(tmp_path / "s")
    (tmp_path / "s").write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert spool[0] == b""
    with pytest.raises(IndexDamaged, match="build the index again"):
        spool[len(KEYS) - 1]
    spool.close()
