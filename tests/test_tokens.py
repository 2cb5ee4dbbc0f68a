"""Late interaction and quantised token vectors against slow, plain numpy."""

from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import Encoder, Vectors
from embeddings.tokens import Runs, TokenVectors, best_in_runs


def unit_rows(n: int, dim: int = 16, seed: int = 0) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(n, dim))
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def random_runs(n: int, rows: int, seed: int) -> Runs:
    """Runs in any order, which overlap; every fifth is empty, and one is all of the rows."""
    bounds = np.random.default_rng(seed).integers(0, rows + 1, size=(n, 2))
    runs = np.sort(bounds, axis=1).astype(np.int64)
    runs[::5, 1] = runs[::5, 0]
    runs[n // 2] = (0, rows)
    return runs


def values(store: TokenVectors) -> Vectors:
    """What the rows stand for."""
    result: Vectors = store.rows[:].astype(np.float32) * store.scales[:, None]
    return result


def slow_best(cosines: Vectors, runs: Runs) -> Vectors:
    best = np.zeros((len(runs), cosines.shape[1]), dtype=np.float32)
    for n, (start, end) in enumerate(runs):
        for token in range(cosines.shape[1]):
            found = [float(cosines[row, token]) for row in range(start, end)]
            best[n, token] = max(found) if found else 0
    return best


def test_best_of_each_run_by_hand() -> None:
    cosines = np.array([[0.1, 0.9], [0.5, 0.2], [-0.4, -0.3], [-0.7, -0.1]], dtype=np.float32)
    runs = np.array([[0, 2], [2, 4], [1, 3], [3, 4], [0, 4], [4, 4], [0, 0]])
    expected = [[0.5, 0.9], [-0.4, -0.1], [0.5, 0.2], [-0.7, -0.1], [0.5, 0.9], [0, 0], [0, 0]]
    np.testing.assert_array_equal(
        best_in_runs(cosines, runs), np.array(expected, dtype=np.float32), strict=True
    )


@pytest.mark.parametrize("seed", range(20))
def test_best_of_each_run_against_loops(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows, tokens = int(rng.integers(1, 40)), int(rng.integers(1, 7))
    cosines = rng.uniform(-1, 1, size=(rows, tokens)).astype(np.float32)
    runs = random_runs(int(rng.integers(1, 30)), rows, seed)
    np.testing.assert_array_equal(best_in_runs(cosines, runs), slow_best(cosines, runs))


def test_nothing_gives_nothing() -> None:
    no_rows = np.zeros((0, 3), dtype=np.float32)
    empty = np.zeros((4, 2), dtype=np.int64)
    assert best_in_runs(no_rows, empty).tolist() == [[0, 0, 0]] * 4
    some = np.ones((5, 3), dtype=np.float32)
    assert best_in_runs(some, empty[:0]).shape == (0, 3)
    assert best_in_runs(some[:, :0], empty).shape == (4, 0)


@pytest.mark.parametrize("seed", range(5))
def test_cosines_are_those_of_the_runs_one_after_the_other(seed: int) -> None:
    store, query = TokenVectors.quantised(unit_rows(300, seed=seed)), unit_rows(6, seed=seed + 100)
    runs = random_runs(9, 300, seed)
    expected = [
        [float(values(store)[row] @ token) for token in query]
        for start, end in runs
        for row in range(start, end)
    ]
    np.testing.assert_allclose(store.cosines(query, runs), expected, atol=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_late_interaction_is_near_that_of_the_vectors_before_quantisation(seed: int) -> None:
    vectors, query = unit_rows(60, 384, seed), unit_rows(7, 384, seed + 100)
    runs = random_runs(12, 60, seed)
    store = TokenVectors.quantised(vectors)
    found = best_in_runs(store.cosines(query, np.array([[0, 60]])), runs)
    np.testing.assert_allclose(found, slow_best(vectors @ query.T, runs), atol=2e-3)


def test_quantisation_by_hand() -> None:
    store = TokenVectors.quantised(np.array([[1, -0.5, 0], [-0.2, 0.1, 0.05]], dtype=np.float32))
    assert store.rows[:].dtype == np.int8
    assert store.rows[:].tolist() == [[127, -64, 0], [-127, 64, 32]]
    np.testing.assert_allclose(store.scales[:], [1 / 127, 0.2 / 127], rtol=1e-6)


def test_no_number_is_off_by_more_than_half_a_level() -> None:
    vectors = unit_rows(500, 384)
    store = TokenVectors.quantised(vectors)
    half = np.abs(vectors).max(axis=1, keepdims=True) / 127 / 2
    assert np.all(np.abs(values(store) - vectors) <= half * 1.0001)


def test_a_quantised_row_points_where_the_row_did(encoder: Encoder) -> None:
    texts = ["Ieng Sary died yesterday at the age of 87.", "1,234 “quoted” words — and 😀"]
    real = np.concatenate([encoded.tokens for encoded in encoder.encode_tokens(texts)])
    for vectors in (unit_rows(500, 384), real):
        restored = values(TokenVectors.quantised(vectors))
        norms = np.linalg.norm(restored, axis=1) * np.linalg.norm(vectors, axis=1)
        assert np.all(np.sum(restored * vectors, axis=1) / norms > 0.999)


def test_rows_of_zeros_stay_zeros() -> None:
    store = TokenVectors.quantised(np.zeros((2, 8), dtype=np.float32))
    assert not values(store).any()
    assert not store.cosines(unit_rows(3, 8), np.array([[0, 2]])).any()
    assert len(TokenVectors.quantised(np.zeros((0, 8), dtype=np.float32))) == 0


def test_parts_put_together_are_the_whole() -> None:
    whole = TokenVectors.quantised(unit_rows(30))
    parts = [whole.part(0, 7), whole.part(7, 7), whole.part(7, 30)]
    assert [len(part) for part in parts] == [7, 0, 23]
    np.testing.assert_array_equal(np.concatenate([part.rows for part in parts]), whole.rows)
    np.testing.assert_array_equal(np.concatenate([part.scales for part in parts]), whole.scales)


def test_what_is_on_the_disk_is_what_is_loaded(tmp_path: Path) -> None:
    store = TokenVectors.quantised(unit_rows(40))
    np.save(tmp_path / "rows.npy", store.rows[:], allow_pickle=False)
    np.save(tmp_path / "scales.npy", store.scales[:], allow_pickle=False)
    loaded = TokenVectors.load(tmp_path)
    assert len(loaded) == 40
    np.testing.assert_array_equal(loaded.rows, store.rows, strict=True)
    np.testing.assert_array_equal(loaded.scales, store.scales, strict=True)
    query, runs = unit_rows(3, seed=1), np.array([[0, 10], [35, 40]])
    np.testing.assert_array_equal(loaded.cosines(query, runs), store.cosines(query, runs))
