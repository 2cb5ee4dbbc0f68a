"""The conditional logit of the ranking, against numbers that can be checked by hand."""

import numpy as np
import pytest
from scipy.optimize import minimize

from eval.listwise import Choice, Doubles, fit


def choices(seed: int, truth: Doubles, count: int = 200) -> list[Choice]:
    """Questions of five candidates of which one is drawn by its true share."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        table = rng.normal(size=(5, len(truth)))
        shares = np.exp(table @ truth)
        drawn = rng.choice(5, p=shares / shares.sum())
        found.append(Choice(table, np.arange(5) == drawn, np.zeros(5), 1.0))
    return found


def test_it_finds_the_weights_that_the_choices_were_made_by() -> None:
    truth = np.array([2.0, -1.0, 0.0])
    assert fit(choices(1, truth, 3000), np.zeros(3), prior=0) == pytest.approx(truth, abs=0.25)


def test_against_a_plain_minimiser_without_slopes() -> None:
    made = choices(2, np.array([1.0, 0.5]), 40)
    spread = np.concatenate([one.table for one in made]).std(axis=0)

    def loss(weights: Doubles) -> float:
        total = 0.0
        for one in made:
            shares = np.exp(one.table @ weights)
            total -= np.log(shares[one.right].sum() / shares.sum()) / len(made)
        return float(total + 0.01 * ((weights * spread) ** 2).sum())

    slow = minimize(loss, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-6}).x
    assert fit(made, np.zeros(2), prior=0.01) == pytest.approx(slow, abs=1e-3)


def test_a_strong_prior_holds_the_start() -> None:
    start = np.array([0.3, 0.7])
    assert fit(choices(3, np.array([2.0, -2.0])), start, prior=1e6) == pytest.approx(
        start, abs=1e-3
    )


def test_questions_without_a_right_candidate_teach_nothing() -> None:
    made = choices(4, np.array([1.0, -1.0]), 50)
    rng = np.random.default_rng(5)
    empty = [
        Choice(rng.normal(size=(3, 2)), np.zeros(3, dtype=bool), np.zeros(3), 1.0)
        for _ in range(50)
    ]
    assert fit([*made, *empty], np.zeros(2)) == pytest.approx(fit(made, np.zeros(2)), abs=1e-6)


def test_what_weighs_more_counts_more() -> None:
    for_first = Choice(
        np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([True, False]), np.zeros(2), 5.0
    )
    for_second = Choice(
        np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([False, True]), np.zeros(2), 1.0
    )
    weights = fit([for_first, for_second], np.zeros(2), prior=0.01)
    assert weights[0] > weights[1]


def test_what_is_not_free_stays() -> None:
    start, truth = np.array([0.3, 0.0, 0.0]), np.array([2.0, -1.0, 0.5])
    made = choices(6, truth, 400)
    held = fit(made, start, prior=0.001, free=np.array([False, True, True]))
    assert held[0] == start[0]
    assert held[1:] == pytest.approx(fit(made, start, prior=0.001)[1:], abs=0.3)
    assert held[1] < 0 < held[2]


def test_what_costs_a_score_is_no_matter_of_weights() -> None:
    """The second would be chosen half the time but for its cost: the weight must make up for it."""
    table = np.array([[0.0], [1.0]])
    even = [
        Choice(table, np.array([n % 2 == 0, n % 2 == 1]), np.array([0.0, 1.5]), 1.0)
        for n in range(100)
    ]
    assert fit(even, np.zeros(1), prior=0) == pytest.approx([1.5], abs=1e-3)
