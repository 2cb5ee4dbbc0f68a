"""What each part of the engine buys."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.ablation import SHOWN, ablate, variants, with_ablations
from eval.score import evaluate
from eval.sets import QuestionSet, read_set
from qa.engine import Engine
from qa.threshold import Threshold

ROWS = """\
{"id": "a", "kind": "when", "question": "How old was Ieng Sary when he died?", \
"answerable": true, "gold": ["at the age of 87"]}
{"id": "b", "kind": "off_topic", "question": "What is the capital of France?", "answerable": false}
"""


@pytest.fixture
def own(tmp_path: Path) -> QuestionSet:
    (tmp_path / "own.jsonl").write_text(ROWS, encoding="utf-8")
    return read_set(tmp_path / "own.jsonl")


def test_a_variant_has_the_figures_of_its_own_answers(engine: Engine, own: QuestionSet) -> None:
    never = replace(engine, threshold=Threshold(1.0))
    seen: list[tuple[int, int]] = []
    found = ablate([("all", engine), ("silent", never)], own, lambda *done: seen.append(done))
    assert [one.name for one in found] == ["all", "silent"]
    assert seen == [(1, 2), (2, 2)] * 2
    assert all(tuple(one.figures) == SHOWN for one in found)
    all_, silent = (one.figures for one in found)
    assert (all_["quote@1"], all_["refusal_recall"], all_["error_among_answered"]) == (1, 1, 0)
    assert (silent["quote@1"], silent["ranked_quote@1"], silent["answered"]) == (0, 1, 0)
    assert silent["error_among_answered"] is None


def test_the_whole_engine_scores_as_it_does_without_an_ablation(
    engine: Engine, own: QuestionSet
) -> None:
    plain = evaluate(engine, [own])
    (scored,) = with_ablations(plain, list(variants(engine)), [own]).sets
    whole = next(one for one in scored.ablations if one.name == "all")
    assert whole.figures == {name: scored.whole.figures[name].value for name in SHOWN}
    assert replace(scored, ablations=()) == plain.sets[0]
    assert scored.threshold == engine.threshold
