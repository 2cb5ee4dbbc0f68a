import numpy as np
import pytest
from scipy.stats import bootstrap

from eval.bootstrap import Draws, draws, interval, mean_interval, ratio_interval
from eval.metrics import auroc, calibration_error

VALUES = np.random.default_rng(7).normal(0.6, 0.2, 120)


def test_the_same_rows_are_drawn_each_time() -> None:
    drawn = draws(20)
    assert drawn.shape == (1000, 20)
    assert (drawn == draws(20)).all()
    assert drawn.min() == 0
    assert drawn.max() == 19


def test_the_interval_of_a_mean_is_that_of_scipy() -> None:
    reference = bootstrap(
        (VALUES,), np.mean, n_resamples=20_000, method="percentile", rng=3
    ).confidence_interval
    found = mean_interval(VALUES, draws(120, times=20_000))
    assert found == pytest.approx((reference.low, reference.high), abs=0.003)


def test_rows_that_do_not_count_are_left_out_of_each_sample() -> None:
    values = np.where(np.arange(120) % 3 == 0, np.nan, VALUES)
    drawn = draws(120)
    assert mean_interval(values, drawn) == pytest.approx(
        interval(lambda rows: float(np.nanmean(values[rows])), drawn)
    )


def test_a_ratio_is_taken_anew_of_each_sample() -> None:
    parts = np.random.default_rng(2).normal(0.3, 1.0, (40, 2))  # some samples are below zero
    drawn = draws(40)

    def ratio(rows: Draws) -> float:
        above, below = sum(parts[row, 0] for row in rows), sum(parts[row, 1] for row in rows)
        return float(above / below) if below > 0 else float("nan")

    assert any(np.isnan(ratio(rows)) for rows in drawn)
    assert ratio_interval(parts, drawn) == pytest.approx(interval(ratio, drawn))
    assert ratio_interval(-np.abs(parts), drawn) is None


def test_a_figure_of_all_rows_is_taken_anew_of_each_sample() -> None:
    labels = (np.arange(60) % 2).astype(np.float64)
    scores = np.random.default_rng(1).random(60) + labels / 2
    low, high = interval(lambda rows: auroc(labels[rows], scores[rows]), draws(60)) or (0, 0)
    assert 0.5 < low < auroc(labels, scores) < high < 1


def test_where_nothing_counts_there_is_no_interval() -> None:
    drawn = draws(3)
    assert mean_interval(np.full(3, np.nan), drawn) is None
    assert interval(lambda rows: float("nan") * rows[0], drawn) is None


def test_samples_without_a_counted_row_are_left_out() -> None:
    one_counts = np.array([np.nan, np.nan, 0.5])
    assert mean_interval(one_counts, draws(3)) == (0.5, 0.5)


def test_samples_that_overstate_are_moved_to_the_value() -> None:
    confidence = np.linspace(0.02, 0.98, 120)
    right = np.diff(np.floor(np.cumsum(confidence)), prepend=0.0)  # as many as are expected
    value = calibration_error(right, confidence)

    def error(rows: Draws) -> float:
        return calibration_error(right[rows], confidence[rows])

    drawn = draws(120)
    samples = [error(rows) for rows in drawn]
    assert np.mean(samples) > value
    low, high = interval(error, drawn, centre=value) or (0, 0)
    assert 0 <= low < value < high < 0.2
    unmoved = interval(error, drawn) or (0, 0)
    assert high == pytest.approx(unmoved[1] + value - np.mean(samples))
