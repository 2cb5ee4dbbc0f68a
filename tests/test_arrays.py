"""Arithmetic on arrays of numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from embeddings.arrays import distinct

NUMBERS = st.lists(st.integers(0, 30), max_size=20)


@given(st.lists(NUMBERS, min_size=1, max_size=4))
def test_distinct_numbers_are_those_of_numpy(parts: list[list[int]]) -> None:
    found = distinct(*(np.array(part, dtype=np.int32) for part in parts))
    every = np.array([number for part in parts for number in part], dtype=np.int64)
    np.testing.assert_array_equal(found, np.unique(every), strict=True)
