"""FAISS against brute force in numpy."""

from pathlib import Path

import numpy as np
import pytest

from embeddings.errors import VectorsError
from embeddings.vectors import VectorIndex


def unit_rows(n: int, dim: int = 16, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32)
    unit: np.ndarray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def test_search_finds_what_brute_force_finds() -> None:
    rows, queries = unit_rows(1000), unit_rows(20, seed=1)
    index = VectorIndex.build(rows)
    for query in queries:
        cosines = rows @ query
        found, scores = index.search(query, 10)
        assert found.tolist() == np.argsort(-cosines)[:10].tolist()
        np.testing.assert_allclose(scores, np.sort(cosines)[::-1][:10], atol=1e-6)


def test_search_keeps_to_the_rows_that_are_allowed() -> None:
    rows, query = unit_rows(1000), unit_rows(1, seed=2)[0]
    allowed = np.zeros(1000, dtype=np.bool_)
    allowed[[3, 500, 998, 999]] = True
    found, _ = VectorIndex.build(rows).search(query, 10, allowed)
    expected = sorted([3, 500, 998, 999], key=lambda row: -float(rows[row] @ query))
    assert found.tolist() == expected


def test_search_of_nothing_finds_nothing() -> None:
    index = VectorIndex.build(np.zeros((0, 16), dtype=np.float32))
    found, scores = index.search(unit_rows(1)[0], 5)
    assert found.size == scores.size == 0


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    rows = unit_rows(50)
    VectorIndex.build(rows).save(tmp_path / "rows.faiss")
    loaded = VectorIndex.load(tmp_path / "rows.faiss")
    assert len(loaded) == 50
    np.testing.assert_array_equal(loaded.vectors(np.arange(50)), rows)


def test_other_shapes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(VectorsError, match="float32"):
        VectorIndex.build(np.zeros((3, 4), dtype=np.float64))
    (tmp_path / "bad.faiss").write_bytes(b"no index")
    with pytest.raises(VectorsError, match=r"bad\.faiss is not a FAISS index"):
        VectorIndex.load(tmp_path / "bad.faiss")
