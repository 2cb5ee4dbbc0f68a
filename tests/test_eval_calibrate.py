"""From what came of questions to the rows and the record of a calibration."""

import hashlib
from datetime import datetime
from pathlib import Path

import pytest

from eval.calibrate import calibrate, rows_of
from eval.sets import SetError, read_set
from qa.engine import Engine
from tests.judged import verdicts

ROWS = """\
{"id": "a", "kind": "when", "question": "How old was Ieng Sary when he died?", \
"answerable": true, "gold": ["at the age of 87"]}
{"id": "b", "kind": "off_topic", "question": "What is the capital of France?", "answerable": false}
"""


def test_a_right_quote_counts_whether_it_was_refused_or_not() -> None:
    rows = rows_of(verdicts())
    assert rows.confidence.tolist() == [0.9, 0.6, 0.4, 0.7, 0.1]
    assert rows.right.tolist() == [True, False, True, False, False]
    assert rows.answerable.tolist() == [True, True, True, False, False]


def test_the_record_says_what_was_asked_and_of_what(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text(ROWS, encoding="utf-8")
    (tmp_path / "two.jsonl").write_text(ROWS, encoding="utf-8")
    seen: list[tuple[int, int]] = []
    sets = [read_set(tmp_path / "own.jsonl"), read_set(tmp_path / "two.jsonl")]
    choice, made = calibrate(engine, sets, 0.1, 0.95, lambda *done: seen.append(done))
    assert seen == [(1, 2), (2, 2)] * 2
    assert (choice.questions, choice.coverage, choice.refusal) == (4, 1, 1)
    assert not choice.guaranteed
    assert choice.needed
    assert made.guarantee is None
    assert (made.threshold, made.error, made.questions) == (choice.threshold, 0.1, 4)
    sha256 = hashlib.sha256(ROWS.encode()).hexdigest()
    assert [(one.name, one.sha256) for one in made.sets] == [("own", sha256), ("two", sha256)]
    assert made.index_id == engine.library.manifest.index_id
    assert made.model_sha256 == engine.library.manifest.model_sha256
    assert made.ranker_id == engine.ranker.id
    assert datetime.fromisoformat(made.created).tzinfo is not None


def test_a_set_of_another_collection_is_refused(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text(ROWS.replace("87", "78"), encoding="utf-8")
    with pytest.raises(SetError, match=r"own\.jsonl, line 1: gold"):
        calibrate(engine, [read_set(tmp_path / "own.jsonl")], 0.1, 0.95)
