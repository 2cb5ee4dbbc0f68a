"""BM25 against the formula, written out."""

import math
import tempfile
from pathlib import Path

import bm25s
import numpy as np
import pytest
from bm25s.tokenization import Tokenized
from hypothesis import example, given
from hypothesis import strategies as st

from qa import postings
from qa.lexical import LexicalIndex
from qa.postings import K1, B, postings_of
from qa.words import terms_of, words_of

ROWS = [
    "The harbour wall was built in 1901.",
    "The wall broke, and the wall was mended; walls always break.",
    "A ferry left the harbour at noon.",
    "",
    "Nothing of the kind.",
]
TERMS = [terms_of(row) for row in ROWS]
EVERY = np.arange(len(ROWS))


def bm25(query: list[str], rows: list[list[str]]) -> list[float]:
    """Lucene's form: sum of idf * tf / (tf + k1 * (1 - b + b * length / mean length))."""
    lengths = [max(len(row), 1) for row in rows]  # an empty row is indexed under one empty term
    mean = sum(lengths) / len(rows)
    scores = []
    for row, length in zip(rows, lengths, strict=True):
        score = 0.0
        for term in query:
            df = sum(term in other for other in rows)
            if df:
                idf = math.log(1 + (len(rows) - df + 0.5) / (df + 0.5))
                tf = row.count(term)
                score += idf * tf / (tf + K1 * (1 - B + B * length / mean))
        scores.append(score)
    return scores


def test_scores_are_those_of_the_formula(tmp_path: Path) -> None:
    index = LexicalIndex.write(tmp_path / "words", TERMS)
    for query in ("harbour wall", "when did the wall break", "ferry 1901", "zebra"):
        np.testing.assert_allclose(
            index.scores(terms_of(query), EVERY), bm25(terms_of(query), TERMS), atol=1e-5
        )


@pytest.mark.parametrize("part", [2, postings._PART], ids=["parts", "whole"])
@given(rows=st.lists(st.text("ab the.", max_size=30), min_size=1, max_size=12))
@example(rows=ROWS)
@example(rows=["", "the of", "wall wall"])
def test_postings_are_those_of_bm25s(part: int, rows: list[str]) -> None:
    vocabulary: dict[str, int] = {}
    ids = [[vocabulary.setdefault(t, len(vocabulary)) for t in terms_of(row)] for row in rows]
    nothing = vocabulary.setdefault("", len(vocabulary))
    other = bm25s.BM25(method="lucene", k1=K1, b=B)
    tokenized = Tokenized(ids=[row or [nothing] for row in ids], vocab=vocabulary)
    other.index(tokenized, show_progress=False)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "_PART", part)
        found = postings_of(map(terms_of, rows), Path(folder))
        assert found.terms == tuple(vocabulary)
        np.testing.assert_array_equal(found.starts, other.scores["indptr"])
        np.testing.assert_array_equal(found.holders, other.scores["indices"])
        np.testing.assert_array_equal(found.gains, other.scores["data"])


def test_shares_are_between_nothing_and_one(tmp_path: Path) -> None:
    index = LexicalIndex.write(tmp_path / "words", TERMS)
    shares = index.shares(terms_of("harbour wall"), EVERY)
    assert shares.max() < 1
    assert shares[4] == 0
    # A word that no row holds takes from the share of every row.
    assert index.shares(terms_of("harbour wall zebra"), EVERY)[0] < shares[0]


def test_what_is_written_is_what_is_loaded(tmp_path: Path) -> None:
    index = LexicalIndex.write(tmp_path / "words", TERMS)
    loaded = LexicalIndex.load(tmp_path / "words")
    terms = terms_of("the wall of the harbour")
    np.testing.assert_array_equal(loaded.scores(terms, EVERY), index.scores(terms, EVERY))
    assert loaded.best(terms, 3).tolist() == index.best(terms, 3).tolist()
    assert loaded.idf("wall") == index.idf("wall")
    assert len(loaded) == len(ROWS)


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        LexicalIndex.write(tmp_path / name, TERMS)
    files = [path for path in (tmp_path / "a").rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        other = tmp_path / "b" / path.relative_to(tmp_path / "a")
        assert path.read_bytes() == other.read_bytes()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    """Rows of words of which few are common and most are rare, as in a language."""
    rng = np.random.default_rng(0)
    rows = ([f"w{n}" for n in rng.zipf(1.3, size=rng.integers(0, 30))] for _ in range(3000))
    return LexicalIndex.write(tmp_path_factory.mktemp("many") / "words", rows)


def best_of_all(
    index: LexicalIndex, terms: list[str], k: int, allowed: np.ndarray | None
) -> list[int]:
    """Every row scored, and all of them sorted."""
    scores = index.scores(terms, np.arange(len(index)))
    order = np.argsort(-scores, kind="stable")
    return [int(r) for r in order if scores[r] > 0 and (allowed is None or allowed[r])][:k]


@pytest.mark.parametrize("seed", range(20))
def test_the_best_rows_are_those_of_a_whole_sort(many: LexicalIndex, seed: int) -> None:
    rng = np.random.default_rng(seed)
    terms = [f"w{n}" for n in dict.fromkeys(rng.zipf(1.3, size=rng.integers(1, 9)).tolist())]
    for allowed in (None, rng.random(len(many)) < 0.5, rng.random(len(many)) < 0.01):
        for k in (1, 10, 50, 5000):
            found = many.best(terms, k, allowed)
            assert found.dtype == np.int64
            assert found.tolist() == best_of_all(many, terms, k, allowed)


def test_the_best_rows_of_few_terms_read_no_more_than_they_must(many: LexicalIndex) -> None:
    rare = next(f"w{n}" for n in range(500, 5000) if 5 < many.holders(f"w{n}").size < 20)
    common, few = many.holders("w1"), many.holders(rare)
    assert common.size > 1000
    # What the common word gives cannot make up for the rare one, so its rows are not gone through.
    reached = many._reaching(["w1", rare], 3, None)
    assert set(reached.tolist()) <= set(few.tolist())
    assert many.best(["w1", rare], 3).tolist() == best_of_all(many, ["w1", rare], 3, None)


def test_no_rows_for_words_that_none_holds(many: LexicalIndex) -> None:
    assert many.best(["zebra"], 5).size == many.best([], 5).size == 0
    assert many.holders("zebra").size == 0


def test_words_are_folded() -> None:
    assert words_of("Khieu Samphân's 2,447 d’état—Café") == [
        "khieu", "samphan", "2447", "d’etat", "cafe",
    ]  # fmt: skip
    assert terms_of("Samphân's") == terms_of("SAMPHAN")
    assert terms_of("walls") == terms_of("wall")
