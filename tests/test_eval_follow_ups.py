"""Follow-ups asked of a real engine in three ways."""

from pathlib import Path

import pytest

from eval.follow_ups import with_alone
from eval.judge import judge
from eval.run import LIMIT, run
from eval.score import evaluate
from eval.sets import QuestionSet, read_set
from qa.engine import Engine

ROWS = """\
{"id": "a", "kind": "first", "question": "Who was Ieng Sary?", "rewrite": "Who was Ieng Sary?", \
"answerable": true, "gold": ["at the age of 87"]}
{"id": "b", "kind": "pronoun", "question": "How old was he then?", "history": \
[{"question": "Who was Ieng Sary?", "answer": "A leader."}], "rewrite": \
"How old was Ieng Sary when he died?", "answerable": true, "gold": ["at the age of 87"]}
{"id": "c", "kind": "social", "question": "Thanks", "history": \
[{"question": "Who was Ieng Sary?", "answer": "A leader."}], "rewrite": "Thanks", \
"answerable": false}
"""


@pytest.fixture
def talk(tmp_path: Path) -> QuestionSet:
    (tmp_path / "talk.jsonl").write_text(ROWS, encoding="utf-8")
    return read_set(tmp_path / "talk.jsonl")


def test_follow_ups_and_only_they_are_asked_alone(engine: Engine, talk: QuestionSet) -> None:
    seen: list[tuple[int, int]] = []
    said = judge(run(engine, talk))
    first, follow_up, thanks = with_alone(engine, talk, said, lambda *n: seen.append(n))
    assert seen == [(1, 1), (1, 1)]
    assert (first, thanks) == (said[0], said[2])
    assert follow_up.record == said[1].record
    assert follow_up.alone is not None
    raw, hand = follow_up.alone.raw.record, follow_up.alone.hand.record
    assert (raw.question.question, raw.question.history) == ("How old was he then?", [])
    asked = "How old was Ieng Sary when he died?"
    assert (hand.question.question, hand.question.history) == (asked, [])
    for record in (raw, hand):
        expected = engine.ask(record.question.question, limit=LIMIT, explain=True)
        assert record.response.explanation == expected.explanation
        assert record.relevant == follow_up.record.relevant
    assert follow_up.alone.hand.right


def test_an_evaluation_has_the_figures_of_all_three_ways(engine: Engine, talk: QuestionSet) -> None:
    (scored,) = evaluate(engine, [talk]).sets
    found = {name: value.value for name, value in scored.whole.figures.items()}
    assert found["followup_ranked_quote@1_hand"] == 1
    assert found["followup_ranked_quote@1_raw"] is not None
    assert found["self_contained_changed"] == 0
    assert scored.threshold == engine.threshold


def test_a_set_without_follow_ups_is_asked_once(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(ROWS.splitlines()[0], encoding="utf-8")
    one = read_set(tmp_path / "one.jsonl")
    seen: list[tuple[int, int]] = []
    evaluate(engine, [one], lambda *done: seen.append(done))
    assert seen == [(1, 1)]
