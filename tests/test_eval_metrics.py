from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from eval.metrics import (
    Floats,
    all_shown,
    aurc,
    auroc,
    calibration_error,
    exact_match,
    normalised,
    reliability,
    risk_coverage,
    same_value,
    token_f1,
)

ROWS = st.lists(
    st.tuples(st.booleans(), st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0])), min_size=1, max_size=30
)


def columns(rows: list[tuple[bool, float]]) -> tuple[Floats, Floats]:
    return np.array([float(a) for a, _ in rows]), np.array([b for _, b in rows])


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The  Wall Street Journal!", "wall street journal"),
        ("an apple, a day", "apple day"),
        ("October 24, 1925", "october 24 1925"),
        ("theatre", "theatre"),
        ("the", ""),
    ],
)
def test_normal_form_is_that_of_squad(text: str, normal: str) -> None:
    assert normalised(text) == normal


def test_exact_match_takes_any_accepted_answer() -> None:
    assert exact_match("the 1931", ["1930", "1931."])
    assert not exact_match("in 1931", ["1931"])


def test_f1_is_the_best_overlap() -> None:
    # one common word; precision 1/2, recall 1
    assert token_f1("in 1931", ["1931", "the winter of 1930"]) == pytest.approx(2 / 3)
    # a word counts as often as both have it: precision 2/3, recall 2/2
    assert token_f1("very very cold", ["very very"]) == pytest.approx(0.8)
    assert token_f1("iron", ["steel"]) == 0
    assert token_f1("the", ["a"]) == 1  # nothing is left of either, as SQuAD has it
    assert token_f1("the", ["steel"]) == 0


def test_values_are_the_same_by_whole_words() -> None:
    assert same_value("1925", "October 24, 1925")
    assert same_value("the Hospital", "hospital")
    assert not same_value("2", "12")
    assert not same_value("the", "the hospital")


def test_every_wanted_value_needs_one_of_its_own() -> None:
    assert all_shown(["1925", "1924"], ["1924", "October 24, 1925"])
    assert all_shown(["1925", "1924"], ["1920", "in 1925", "in 1924"])
    assert not all_shown(["1925", "1924"], ["1925 or 1924", "1930"])
    assert not all_shown(["1925", "1924"], ["1925 or 1924"])
    assert not all_shown(["1925", "1924"], [])


@given(ROWS)
def test_auroc_is_that_of_scikit_learn(rows: list[tuple[bool, float]]) -> None:
    labels, scores = columns(rows)
    if 0 < labels.sum() < len(labels):
        assert auroc(labels, scores) == pytest.approx(roc_auc_score(labels, scores))
    else:
        assert np.isnan(auroc(labels, scores))


def test_risk_grows_where_wrong_rows_come_in() -> None:
    right, confidence = columns([(False, 0.2), (True, 0.9), (False, 0.7), (True, 0.5)])
    coverage, risk = risk_coverage(right, confidence)
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk.tolist() == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])
    assert aurc(right, confidence) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


@given(ROWS.filter(lambda rows: len(rows) <= 6))
def test_tied_rows_count_as_the_mean_of_their_orders(rows: list[tuple[bool, float]]) -> None:
    """Against every order in which the rows can be, each broken by place alone."""
    areas = []
    for order in permutations(rows):
        ranked = sorted(order, key=lambda row: -row[1])
        wrong = np.cumsum([not right for right, _ in ranked])
        areas.append(float(np.mean(wrong / np.arange(1, len(ranked) + 1))))
    assert aurc(*columns(rows)) == pytest.approx(np.mean(areas))


def test_bins_hold_as_many_rows_and_are_in_order() -> None:
    right, confidence = columns([(True, 0.9), (False, 0.1), (True, 0.3), (True, 0.7), (False, 0.6)])
    first, second = reliability(right, confidence, bins=2)
    assert first == pytest.approx((1 / 3, 1 / 3, 3))
    assert second == pytest.approx((0.8, 1, 2))
    assert calibration_error(right, confidence, bins=2) == pytest.approx(2 / 5 * 0.2)


def test_calibration_error_of_few_rows_leaves_out_empty_bins() -> None:
    right, confidence = columns([(True, 0.75), (False, 0.5)])
    assert calibration_error(right, confidence, bins=10) == pytest.approx((0.25 + 0.5) / 2)


@given(ROWS)
def test_no_order_of_the_rows_changes_a_figure(rows: list[tuple[bool, float]]) -> None:
    for figure in (aurc, calibration_error):
        there, back = figure(*columns(rows)), figure(*columns(rows[::-1]))
        assert there == pytest.approx(back)


def test_a_perfect_calibration_has_no_error() -> None:
    right = np.repeat([1.0, 0.0, 1.0, 0.0], [30, 10, 10, 30])
    confidence = np.repeat([0.75, 0.25], 40)
    assert calibration_error(right, confidence, bins=10) == pytest.approx(0)
