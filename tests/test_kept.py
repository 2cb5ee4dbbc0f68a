"""What is made of texts: once for each, from wherever it is."""

from contextlib import closing
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa.kept import Before, Form, Kept, first_of_each, keys_of
from qa.spool import Spool

FORM: Form[str] = Form(str.encode, bytes.decode)
TEXTS = ["the wall", "a ferry", None, "the wall", "noon", "a ferry", None]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2))))
def test_the_first_of_each(keys: list[tuple[int, int]]) -> None:
    found = first_of_each(np.array(keys, dtype=np.uint64).reshape(-1, 2))
    assert found.tolist() == [keys.index(key) for key in keys]


def test_each_text_is_made_once_and_found_in_each_of_its_rows(tmp_path: Path) -> None:
    with closing(Spool(tmp_path / "spool")) as spool:
        kept = Kept(keys_of(TEXTS, "m"), spool, FORM, None)
        assert kept.missing().tolist() == [0, 1, 4]
        kept.add((row, str(TEXTS[row]).upper()) for row in (4, 0))
        assert kept.missing().tolist() == [1]
        assert [kept[row] for row in (0, 3, 4)] == ["THE WALL", "THE WALL", "NOON"]


def test_what_was_there_is_not_made_again(tmp_path: Path) -> None:
    with closing(Spool(tmp_path / "spool")) as spool:
        kept = Kept(keys_of(["noon"], "m"), spool, FORM, None)
        kept.add([(0, "of the spool")])
    older = ["unused", "a ferry", None, "a ferry"]
    before = Before(keys_of(older, "m"), lambda row: f"row {row}")
    with closing(Spool(tmp_path / "spool")) as spool:
        kept = Kept(keys_of(TEXTS, "m"), spool, FORM, before)
        assert kept.missing().tolist() == [0]
        kept.add([(0, "made")])
        assert [kept[row] for row in (0, 1, 3, 4, 5)] == [
            "made", "row 1", "made", "of the spool", "row 1",
        ]  # fmt: skip
        assert len(spool) == 2
        other = Kept(keys_of(TEXTS, "another maker"), spool, FORM, None)
        assert other.missing().tolist() == [0, 1, 4]
