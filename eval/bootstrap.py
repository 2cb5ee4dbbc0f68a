"""Confidence intervals by resampling questions (Efron and Tibshirani 1993, percentile method)."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from eval.metrics import Floats, ratio

Draws = npt.NDArray[np.int64]

TIMES, SEED, _LEVEL = 1000, 20_130_314, 95.0


def draws(n: int, times: int = TIMES, seed: int = SEED) -> Draws:
    """(times, n) row numbers: `times` samples of n rows out of n, with replacement."""
    return np.random.default_rng(seed).integers(0, n, size=(times, n))


def mean_interval(values: Floats, drawn: Draws) -> tuple[float, float] | None:
    """The 95% interval of the mean of `values` (n,); nan marks a row that does not count.

    None where no row counts.
    """
    picked = values[drawn]
    counted = ~np.isnan(picked)
    sizes = counted.sum(axis=1)
    sums = np.where(counted, picked, 0.0).sum(axis=1)
    return _percentiles(sums[sizes > 0] / sizes[sizes > 0])


def ratio_interval(parts: Floats, drawn: Draws) -> tuple[float, float] | None:
    """The 95% interval of the sum of the first column of `parts` (n, 2) by that of the second.

    Samples without such a ratio are left out; None where all are.
    """
    ratios = ratio(parts[drawn].sum(axis=1))
    return _percentiles(ratios[~np.isnan(ratios)])


def interval(
    figure: Callable[[Draws], float], drawn: Draws, centre: float | None = None
) -> tuple[float, float] | None:
    """The 95% interval of `figure`, a function of row numbers; samples that give nan are left out.

    None where all do. `centre`: where the samples' mean is moved to, for a share that samples
    overstate because they hold some rows twice; the bounds stay between 0 and 1.
    """
    values = np.array([figure(rows) for rows in drawn], dtype=np.float64)
    values = values[~np.isnan(values)]
    if centre is not None and values.size:
        values = np.clip(values + (centre - values.mean()), 0, 1)
    return _percentiles(values)


def _percentiles(values: Floats) -> tuple[float, float] | None:
    if values.size == 0:
        return None
    tail = (100 - _LEVEL) / 2
    low, high = np.percentile(values, [tail, 100 - tail])
    return float(low), float(high)
