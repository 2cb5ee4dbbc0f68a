"""FAISS against brute force in numpy."""

from pathlib import Path

import numpy as np
import pytest

from embeddings import vectors
from embeddings.errors import VectorsError
from embeddings.kinds import Kind, kind_for
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


KINDS = [
    "IVF16,SQ8",
    "IVF16,Flat,nprobe=16",
    "HNSW16,SQ8,efSearch=200",
    "IVF16,SQfp16",
    "HNSW8,Flat",
]


def clustered(n: int, seed: int = 0) -> np.ndarray:
    """Rows that lie around forty others, as those of texts do."""
    rows = unit_rows(40)[np.random.default_rng(seed).integers(0, 40, n)] + unit_rows(n, seed=seed)
    unit: np.ndarray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [1.0, 0.5, 0.01, 0.0])
def test_other_kinds_find_nearly_what_brute_force_finds(
    kind: str, share: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_FEW", 100)
    rows, queries = clustered(3000), clustered(50, seed=9)
    built = VectorIndex.build(rows, Kind.parse(kind))
    built.save(tmp_path / "rows.faiss")
    index = VectorIndex.load(tmp_path / "rows.faiss", built.kind)
    allowed = np.random.default_rng(3).random(3000) < share
    kept, found_in_all = np.flatnonzero(allowed), []
    for query in queries:
        found, scores = index.search(query, 10, None if share == 1 else allowed)
        best = kept[np.argsort(-(rows[kept] @ query), kind="stable")[:10]]
        assert set(found.tolist()) <= set(kept.tolist())
        # Whatever is found is in order by its very cosine.
        np.testing.assert_allclose(scores, rows[found] @ query, atol=1e-6)
        assert (np.diff(scores) <= 0).all()
        found_in_all.append(np.isin(best, found).mean() if best.size else 1.0)
        nearest, _ = index.nearest(query, kept, 10)
        assert set(nearest.tolist()) <= set(kept.tolist())
        assert len(nearest) == min(10, len(kept))
    assert np.mean(found_in_all) >= 0.98
    np.testing.assert_array_equal(index.vectors(np.arange(3000)), rows)


def test_the_kind_fits_how_many_there_are() -> None:
    assert str(kind_for(0)) == str(kind_for(100_000)) == "Flat"
    assert str(kind_for(1_000_000)) == "IVF4096,SQ8"
    assert str(kind_for(3_000_000)) == "IVF8192,SQ8"
    assert VectorIndex.build(unit_rows(10)).kind == Kind("Flat")


def test_the_effort_is_chosen_by_what_it_finds() -> None:
    rows = clustered(3000)
    kind = VectorIndex.build(rows, Kind.parse("IVF64,SQ8")).kind
    assert kind.factory == "IVF64,SQ8"
    assert kind.effort is not None
    assert 8 <= kind.effort <= 64
    assert str(kind) == f"IVF64,SQ8,nprobe={kind.effort}"
    assert Kind.parse(str(kind)) == kind
    # Vectors with nothing in common need all of the lists.
    assert VectorIndex.build(unit_rows(3000, 64), Kind.parse("IVF64,SQ8")).kind.effort == 64


def test_no_list_is_visited_for_what_eight_bits_do_not_tell_apart() -> None:
    alike = np.repeat(clustered(100), 30, axis=0) + 1e-4 * unit_rows(3000)
    rows = (alike / np.linalg.norm(alike, axis=1, keepdims=True)).astype(np.float32)
    kind = VectorIndex.build(rows, Kind.parse("IVF64,SQ8")).kind
    assert kind.effort is not None
    assert kind.effort < 64


@pytest.mark.parametrize(
    "text",
    ["", "flat", "IVF", "IVF0,SQ8", "IVF16", "IVF16,PQ8", "HNSW32,SQ8,nprobe=4", "Flat,nprobe=4",
     "IVF16,SQ8,nprobe=0", "IVF16,SQ8,efSearch=8", "IVF16,SQ8 ", "OPQ16,IVF16,SQ8"],
)  # fmt: skip
def test_what_is_no_kind_is_refused(text: str) -> None:
    with pytest.raises(VectorsError, match="is no kind of vector index; allowed: auto, Flat, IVF"):
        Kind.parse(text)


def test_too_few_vectors_for_a_kind() -> None:
    with pytest.raises(VectorsError, match="IVF16,SQ8 needs 16 vectors or more, and there are 15"):
        VectorIndex.build(unit_rows(15), Kind.parse("IVF16,SQ8"))


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
