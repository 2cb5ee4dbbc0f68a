"""The learned weights: read from their file, left out by name."""

import json
from pathlib import Path

import numpy as np
import pytest

from qa import confidence
from qa.features import NAMES
from qa.ranker import first_order, packaged, read
from tests.conftest import ROOT


@pytest.fixture
def file(tmp_path: Path) -> Path:
    content = {
        "threshold": 0.3,
        "ranking": {"dense": 2.5, "verb_sentence": -1},
        "confidence": {"one": 0.5},
        "completed": {"one": -0.5},
    }
    (tmp_path / "ranker.json").write_text(json.dumps(content), encoding="utf-8")
    return tmp_path / "ranker.json"


def test_weights_have_their_places_by_name(file: Path) -> None:
    ranker = read(file)
    assert ranker.threshold == 0.3
    assert ranker.ranking[NAMES.index("dense")] == 2.5
    assert ranker.ranking[NAMES.index("verb_sentence")] == -1
    assert np.count_nonzero(ranker.ranking) == 2
    assert ranker.confidence[confidence.NAMES.index("one")] == 0.5
    assert ranker.completed[confidence.NAMES.index("one")] == -0.5


def test_other_weights_have_another_id(file: Path) -> None:
    before = read(file).id
    assert read(file).id == before
    file.write_text(file.read_text().replace("2.5", "2.6"))
    assert read(file).id != before


def test_what_is_left_out_counts_nothing(file: Path) -> None:
    ranker = read(file).without(["dense", "one"])
    assert np.count_nonzero(ranker.ranking) == 1
    assert np.count_nonzero([ranker.confidence, ranker.completed]) == 0


def test_the_packaged_weights_name_nothing_that_is_not_there() -> None:
    content = json.loads((ROOT / "qa" / "ranker.json").read_text(encoding="utf-8"))
    assert set(content["ranking"]) <= set(NAMES)
    assert {*content["confidence"], *content["completed"]} <= set(confidence.NAMES)
    assert 0 < packaged().threshold < 1


def test_the_first_order_counts_no_grammar() -> None:
    named = dict(zip(NAMES, first_order().tolist(), strict=True))
    assert named["verb_sentence"] > named["verb_passage"] > 0
    assert named["dense"] > 0
    assert named["spans_name"] == named["verb_before"] == named["least_sentence"] == 0
