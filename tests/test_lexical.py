"""BM25 against the formula, written out."""

import math
from pathlib import Path

import numpy as np

from qa.lexical import K1, B, LexicalIndex
from qa.words import terms_of, words_of

ROWS = [
    "The harbour wall was built in 1901.",
    "The wall broke, and the wall was mended; walls always break.",
    "A ferry left the harbour at noon.",
    "",
    "Nothing of the kind.",
]


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


def test_scores_are_those_of_the_formula() -> None:
    index = LexicalIndex.build(ROWS)
    rows = [terms_of(row) for row in ROWS]
    for query in ("harbour wall", "when did the wall break", "ferry 1901", "zebra"):
        np.testing.assert_allclose(
            index.scores(terms_of(query)), bm25(terms_of(query), rows), atol=1e-5
        )


def test_shares_are_between_nothing_and_one() -> None:
    index = LexicalIndex.build(ROWS)
    shares = index.shares(terms_of("harbour wall"))
    assert shares.max() < 1
    assert shares[4] == 0
    # A word that no row holds takes from the share of every row.
    assert index.shares(terms_of("harbour wall zebra"))[0] < shares[0]


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    index = LexicalIndex.build(ROWS)
    index.save(tmp_path / "words")
    loaded = LexicalIndex.load(tmp_path / "words")
    terms = terms_of("the wall of the harbour")
    np.testing.assert_array_equal(loaded.scores(terms), index.scores(terms))
    assert loaded.idf("wall") == index.idf("wall")
    assert len(loaded) == len(ROWS)


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        LexicalIndex.build(ROWS).save(tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_words_are_folded() -> None:
    assert words_of("Khieu Samphân's 2,447 d’état—Café") == [
        "khieu", "samphan", "2447", "d’etat", "cafe",
    ]  # fmt: skip
    assert terms_of("Samphân's") == terms_of("SAMPHAN")
    assert terms_of("walls") == terms_of("wall")
