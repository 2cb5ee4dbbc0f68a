"""The benchmark of size: its texts, its stand-ins, its table."""

import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from embeddings.encoder import Encoder
from eval.bench_scale import exponents, plot, table, write
from eval.drawn import DrawnEncoder, DrawnParser
from eval.generated import questions, sentences, write_collection
from qa.indexing import update
from qa.library import Library

FOUND = [
    {"passages": 1000.0, "building, s": 2.0, "all checked: question p50, ms": 20.0},
    {"passages": 100_000.0, "building, s": 200.0, "all checked: question p50, ms": 200.0},
]


def test_a_collection_is_as_large_as_was_asked_for(tmp_path: Path, encoder: Encoder) -> None:
    write_collection(tmp_path / "sources", 25)
    sample = sentences(20)
    drawn = DrawnEncoder(encoder, sample, first=5)
    summary = update(tmp_path / "index", tmp_path / "sources", drawn, parser=DrawnParser())
    assert summary.passages == 25
    assert summary.sources == 3
    library = Library.open(tmp_path / "index", encoder.model)
    assert set(sample) <= set(library.corpus.sentence_quotes())
    sentence_vectors = library.sentence_vectors.vectors(np.arange(summary.sentences))
    np.testing.assert_allclose(np.linalg.norm(sentence_vectors, axis=1), 1, atol=1e-5)
    vectors = library.passage_vectors.vectors(np.arange(summary.passages))
    texts = list(library.corpus.passage_texts())
    real = (vectors * encoder.encode(texts)).sum(axis=1) > 0.999
    assert real.sum() == 5


def test_the_same_text_gets_the_same_numbers(encoder: Encoder) -> None:
    drawn = DrawnEncoder(encoder, sentences(10), first=0)
    one, other = drawn.encode_tokens(["The wall broke.", "Nobody saw it."])
    again = drawn.encode_tokens(["Nobody saw it."])[0]
    np.testing.assert_array_equal(other.vector, again.vector)
    np.testing.assert_array_equal(other.tokens, again.tokens)
    assert not np.allclose(one.vector, other.vector)
    assert [text[a:b] for text in ["The wall broke."] for a, b in one.spans] == [
        "The", "wall", "broke", ".",
    ]  # fmt: skip


def test_texts_and_questions_are_the_same_each_time() -> None:
    assert sentences(30) == sentences(40)[:30]
    assert questions(5) == questions(9)[:5]
    assert len(set(questions(50))) > 40


def test_exponents_by_hand() -> None:
    assert exponents(FOUND, "building, s") == "1.00"
    assert exponents(FOUND, "all checked: question p50, ms") == "0.50"


def test_the_report_holds_table_plot_and_values(tmp_path: Path) -> None:
    write(tmp_path / "scale.md", FOUND, {"cores": 2})
    text = (tmp_path / "scale.md").read_text(encoding="utf-8")
    assert table(FOUND) in text
    assert "| building, s | 2 | 200 | 1.00 |" in text
    assert "- cores: 2\n" in text
    picture = ElementTree.fromstring((tmp_path / "scale.svg").read_text(encoding="utf-8"))
    assert [one.text for one in picture.iter() if one.text in ("20", "200")] == ["20", "200"]
    assert plot(FOUND, "building, s") != plot(FOUND, "all checked: question p50, ms")
    assert json.loads((tmp_path / "scale.json").read_text())["figures"] == FOUND
