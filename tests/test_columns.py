"""Arrays that grow on the disk: their files are those that numpy writes of the whole."""

from pathlib import Path

import numpy as np
import pytest

from qa.columns import Column, Growing


@pytest.mark.parametrize("waiting", [1, 100, 1 << 20])
@pytest.mark.parametrize("shape", [(), (3,)])
@pytest.mark.parametrize("parts", [[], [0], [1], [2, 0, 5, 1000]])
def test_a_file_is_that_of_numpy(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    parts: list[int],
    shape: tuple[int, ...],
    waiting: int,
) -> None:
    monkeypatch.setattr("qa.columns._WAITING", waiting)
    rng = np.random.default_rng(0)
    rows = [rng.random((count, *shape)) for count in parts]
    column = Column(tmp_path / "column.npy", np.float32, *shape)
    for part in rows:
        column.append(part)
    whole = np.concatenate([np.zeros((0, *shape)), *rows]).astype(np.float32)
    np.testing.assert_array_equal(column.mapped(), whole)
    np.save(tmp_path / "whole.npy", whole, allow_pickle=False)
    assert (tmp_path / "column.npy").read_bytes() == (tmp_path / "whole.npy").read_bytes()


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"here")
    with pytest.raises(FileExistsError):
        Growing(tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"here"
