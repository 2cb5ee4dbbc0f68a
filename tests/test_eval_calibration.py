"""The choice of a threshold, and that what it promises holds."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import binom, binomtest

from eval.calibration import (
    GRID,
    Rows,
    choose,
    counts,
    fewest,
    needed,
    start,
    upper_bound,
)
from eval.metrics import Floats

Curve = Callable[[Floats], Floats]


def rows(*parts: tuple[float, int, int], unanswerable: int = 0) -> Rows:
    """For each part that many questions of a confidence, of which the second number are wrong.

    The first `unanswerable` of the wrong ones are unanswerable.
    """
    confidence = np.concatenate([np.full(n, c) for c, n, _ in parts])
    right = np.concatenate([np.arange(n) >= wrong for _, n, wrong in parts])
    answerable = right | (np.cumsum(~right) > unanswerable)
    return Rows(confidence, right, answerable)


def bound(wrong: int, answered: int, confidence: float) -> float:
    return float(upper_bound(np.array([wrong]), np.array([answered]), confidence)[0])


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
@pytest.mark.parametrize(("wrong", "answered"), [(0, 1), (0, 29), (3, 50), (17, 60), (59, 60)])
def test_the_bound_is_that_of_clopper_and_pearson(
    wrong: int, answered: int, confidence: float
) -> None:
    # The upper end of a two-sided interval that leaves half as much on each side.
    interval = binomtest(wrong, answered).proportion_ci(2 * confidence - 1, method="exact")
    found = bound(wrong, answered, confidence)
    assert found == pytest.approx(interval.high, abs=1e-6)
    assert binom.cdf(wrong, answered, found) == pytest.approx(1 - confidence)


def test_nothing_is_known_where_all_are_wrong_or_none_is_answered() -> None:
    assert bound(5, 5, 0.95) == 1
    assert bound(0, 0, 0.95) == 1


@pytest.mark.parametrize(("error", "confidence"), [(0.1, 0.95), (0.05, 0.95), (0.2, 0.9)])
def test_the_fewest_that_carry_a_promise(error: float, confidence: float) -> None:
    least = fewest(error, confidence)
    assert bound(0, least, confidence) <= error < bound(0, least - 1, confidence)


def test_a_threshold_answers_what_is_as_high() -> None:
    one = rows((0.5, 3, 1), (0.4999, 2, 2), (0.9, 4, 0))
    answered, wrong = (dict(zip(GRID.tolist(), n.tolist(), strict=True)) for n in counts(one))
    assert [answered[t] for t in (0.91, 0.9, 0.51, 0.5, 0.49, 0.01)] == [0, 4, 4, 7, 9, 9]
    assert [wrong[t] for t in (0.9, 0.5, 0.49)] == [0, 1, 3]


def test_the_lowest_threshold_that_passes_is_chosen() -> None:
    found = choose(rows((0.9, 60, 1), (0.6, 60, 3), (0.3, 80, 60), unanswerable=40), 0.1)
    assert found.guaranteed
    # Down to where those of confidence 0.3 would be answered.
    assert found.threshold == 0.31
    assert (found.questions, found.answered, found.wrong) == (200, 120, 4)
    assert found.bound == pytest.approx(bound(4, 120, 0.95))
    assert found.bound <= 0.1
    assert found.error == pytest.approx(4 / 120)
    assert found.coverage == 116 / 160
    assert found.refusal == 36 / 40
    assert found.needed is None


def test_the_tests_end_at_the_first_that_fails() -> None:
    # Over all of them the error is small again, but the sequence does not get there.
    found = choose(rows((0.9, 120, 0), (0.6, 60, 40), (0.3, 900, 0)), 0.1)
    assert found.guaranteed
    assert found.threshold == 0.61


def test_a_set_too_small_promises_nothing_and_says_how_many_it_would_take() -> None:
    found = choose(rows((0.9, 10, 0), (0.6, 10, 0), (0.3, 10, 9)), 0.1)
    assert not found.guaranteed
    assert found.threshold == 0.31
    assert found.bound > 0.1
    # Of 30 questions 20 are answered; 29 right answers would carry the promise.
    assert found.needed == 44
    assert start(44, 0.1, 0.95) == fewest(0.1, 0.95) == 29


def test_the_questions_it_would_take_would_do() -> None:
    for answered, wrong in ((0.5, 0.0), (0.5, 0.05), (0.05, 0.02), (0.9, 0.09)):
        questions = needed(answered, wrong, 0.1, 0.95)
        assert questions is not None
        given = round(questions * answered)
        assert given >= start(questions, 0.1, 0.95) - 1
        assert bound(round(given * wrong), given, 0.95) <= 0.1 + 1e-3
        # And few of them would be too many: nine in ten as many would not do.
        fewer = int(0.9 * given)
        assert bound(int(np.ceil(fewer * wrong)), fewer, 0.95) > 0.1 or fewer < start(
            int(0.9 * questions), 0.1, 0.95
        )


def test_where_the_error_is_too_large_more_questions_do_not_help() -> None:
    assert needed(0.5, 0.1, 0.1, 0.95) is None
    assert needed(0.5, 0.0999, 0.1, 0.95) is None
    found = choose(rows((0.9, 50, 25), (0.5, 100, 60)), 0.1)
    assert not found.guaranteed
    assert found.needed is None
    assert found.threshold == 0.9  # the smallest error that there is, and no answers without one
    nothing = choose(rows((0.0, 9, 9)), 0.1)
    assert (nothing.answered, nothing.error, nothing.needed) == (0, 0, None)


def test_two_right_answers_are_no_small_error() -> None:
    found = choose(rows((0.9, 2, 0), (0.5, 30, 1)), 0.1)
    assert found.answered == 32


@pytest.mark.parametrize(
    "parts",
    [
        [(0.05, 1, 1)],  # an unanswerable question that is refused already
        [(0.95, 1, 0)],  # a right one
        [(0.2, 1, 0)],
        [(0.6, 20, 1), (0.3, 6, 0)],  # too few to tell of so small an error
    ],
)
def test_too_few_to_tell_leave_the_packaged_threshold(parts: list[tuple[float, int, int]]) -> None:
    found = choose(rows(*parts), 0.06, packaged=0.5)
    assert (found.threshold, found.guaranteed, found.kept) == (0.5, False, True)


def test_without_a_promise_it_is_not_below_the_packaged_but_for_many_answers() -> None:
    few, many = rows((0.9, 10, 0), (0.3, 10, 0)), rows((0.9, 10, 0), (0.3, 25, 1))
    assert choose(few, 0.1).threshold == 0.01
    assert choose(few, 0.1, packaged=0.5).threshold == 0.5
    assert not choose(few, 0.1, packaged=0.5).kept  # the lowest that the questions speak for
    found = choose(many, 0.1, packaged=0.5)
    assert (found.threshold, found.guaranteed, found.kept) == (0.01, False, False)


def test_where_all_errors_are_too_large_none_below_the_packaged_is_chosen() -> None:
    found = choose(rows((0.9, 10, 8), (0.6, 10, 7), (0.2, 60, 10)), 0.1, packaged=0.5)
    assert (found.threshold, found.kept) == (0.6, False)


def test_a_set_without_unanswerable_questions_has_no_refusals() -> None:
    assert choose(rows((0.9, 5, 0)), 0.1).refusal is None
    nothing = Rows(np.array([0.9]), np.array([False]), np.array([False]))
    assert choose(nothing, 0.1).coverage is None


def promises(curve: Curve, n: int, times: int, seed: int) -> tuple[float, float]:
    """The share of `times` sets of n questions with a false promise, and with any promise.

    `curve`: the error at a confidence, of which all are as likely. The accepted error is 0.1.
    """
    random = np.random.default_rng(seed)
    errors = curve((np.arange(100_000) + 0.5) / 100_000)
    given = false = 0
    for _ in range(times):
        confidence = np.round(random.random(n), 4)
        right = random.random(n) >= curve(confidence)
        found = choose(Rows(confidence, right, right), 0.1)
        above = errors[int(found.threshold * 100_000) :].mean()
        given += found.guaranteed
        false += found.guaranteed and above > 0.1
    return false / times, given / times


@pytest.mark.parametrize(
    ("curve", "n", "power"),
    [
        # Any threshold below 0.7 breaks the promise, at once and by a lot, or by a little.
        (lambda c: np.where(c >= 0.7, 0.02, 0.5), 400, 0.9),
        (lambda c: np.where(c >= 0.7, 0.09, 0.13), 400, 0),
        # All thresholds break it, by a little.
        (lambda c: np.full_like(c, 0.11), 80, 0),
        (lambda c: np.full_like(c, 0.11), 400, 0),
        # The highest break it, the lower ones do not: no confidence should, but one may.
        (lambda c: np.where(c >= 0.8, 0.15, np.where(c >= 0.5, 0.02, 0.3)), 200, 0),
        # As an engine's may be.
        (lambda c: 1 - c**0.2, 400, 0.7),
    ],
)
def test_one_promise_in_twenty_is_false_at_most(curve: Curve, n: int, power: float) -> None:
    false, given = promises(curve, n, times=600, seed=20_130_314)
    assert false <= 0.05
    assert given >= power
