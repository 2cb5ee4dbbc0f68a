import numpy as np
import pytest
from sklearn.metrics import ndcg_score

from eval.judge import STAGES, judge, measured
from tests.judged import RIGHT, WRONG, citation, question, record, response, unanswerable, verdicts


def test_each_way_to_lose_an_answer_has_its_stage() -> None:
    assert {v.record.question.id: v.stage for v in verdicts()} == {
        "right": None,
        "ranked": "ranked",
        "refused": "refused",
        "answered": "answered_unanswerable",
        "declined": None,
    }


@pytest.mark.parametrize(
    ("candidates", "sentences", "stage", "rank"),
    [
        ([WRONG], {RIGHT: "town"}, "not_retrieved", None),
        ([WRONG], {WRONG: "town"}, "not_indexed", None),
        ([WRONG, RIGHT], {RIGHT: "town"}, "ranked", 2),
        ([RIGHT, WRONG], {RIGHT: "town"}, "quoted", 1),
    ],
)
def test_a_wrong_quote_is_traced_to_where_the_right_one_was_lost(
    candidates: list[str], sentences: dict[str, str], stage: str, rank: int | None
) -> None:
    said = response([citation(WRONG)], candidates=candidates)
    (verdict,) = judge([record(question(), said, sentences)])
    assert (verdict.stage, verdict.rank) == (stage, rank)
    assert stage in STAGES


def test_white_space_of_the_wanted_words_is_folded() -> None:
    asked = question(gold=["was opened\n   in 1931"])
    (verdict,) = judge([record(asked, response([citation(RIGHT)]))])
    assert verdict.right
    assert verdict.rank == 1


def test_only_three_quotes_count() -> None:
    three = [citation(f"{WRONG} {n}") for n in range(3)]
    for quotes, found in ((three[:2], True), (three, False)):
        (verdict,) = judge([record(question(), response([*quotes, citation(RIGHT)]))])
        assert not verdict.right
        assert verdict.right_in_three is found


def test_a_refusal_is_judged_by_what_came_closest() -> None:
    said = response([citation(WRONG), citation(RIGHT)], answered=False)
    (verdict,) = judge([record(question(), said)])
    assert not verdict.right
    assert verdict.right_in_three


def test_retrieval_counts_the_sentences_of_the_index_that_answer() -> None:
    """Two of three sentences that answer are ranked, at 2 and 4."""
    other, third = "It was opened in 1931, says the plaque.", "Some say it was opened in 1931."
    said = response([citation(WRONG)], candidates=[WRONG, RIGHT, "No.", other, "Yes."])
    found = measured([record(question(), said, {RIGHT: "town", other: "town", third: "book"})])
    values = found["q1"]
    assert values["rr"] == 0.5
    assert [values[f"recall@{k}"] for k in (1, 3, 5, 10)] == pytest.approx([0, 1 / 3, 2 / 3, 2 / 3])
    assert [values[f"success@{k}"] for k in (1, 3, 20)] == [0, 1, 1]
    # for scikit-learn the third is last, behind as many more as fill the first ten
    truth, scores = np.zeros((1, 12)), -np.arange(12).reshape(1, -1)
    truth[0, [1, 3, 11]] = 1
    assert values["ndcg@10"] == pytest.approx(ndcg_score(truth, scores, k=10))


def test_what_is_not_found_scores_zero_and_is_not_left_out() -> None:
    nothing = record(question("none"), response([citation(WRONG)], candidates=[]))
    unindexed = record(question("cut"), response([citation(WRONG)]), {})
    refused = record(unanswerable(), response([citation(WRONG)], answered=False))
    found = measured([nothing, unindexed, refused])
    assert list(found) == ["none", "cut", "u1"]
    assert all(set(values.values()) == {0.0} for values in found.values())
