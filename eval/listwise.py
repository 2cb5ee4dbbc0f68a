"""The conditional logit of the ranking: of a question's candidates, the right ones are likeliest.

McFadden 1974; as a loss for ranking Cao et al. 2007 (ListNet, with one right group). Fitted by
L-BFGS, with a Gaussian prior around weights that rank well untrained.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Doubles = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

PRIOR = 0.003


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The candidates of a question: `table` (n, features), which are `right` (n,), what is taken
    from the score of each (n,), and the weight of the question."""

    table: Doubles
    right: Flags
    costs: Doubles
    weight: float


def fit(
    choices: Sequence[Choice],
    start: Doubles,
    prior: float = PRIOR,
    free: Flags | None = None,
) -> Doubles:
    """The weights (features,) under which the right candidates are likeliest; near `start` (same).

    `free` (features,): the weights that may move; all of them if None. Choices without a right
    candidate teach nothing and are left out.
    """
    kept = [one for one in choices if one.right.any()]
    table = np.concatenate([one.table for one in kept])
    right = np.concatenate([one.right for one in kept])
    costs = np.concatenate([one.costs for one in kept])
    ends = np.cumsum([len(one.right) for one in kept])
    starts = ends - np.array([len(one.right) for one in kept])
    owner = np.repeat(np.arange(len(kept)), ends - starts)
    weights = np.array([one.weight for one in kept])
    weights /= weights.sum()
    spread = np.maximum(table.std(axis=0), 0.01)
    moved = np.ones(len(start), dtype=bool) if free is None else free

    def loss(found: Doubles) -> tuple[float, Doubles]:
        scores = table @ found - costs
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        every, good = np.add.reduceat(raised, starts), np.add.reduceat(raised * right, starts)
        shares, wanted = raised / every[owner], raised * right / good[owner]
        away = (found - start) * spread
        value = float(weights @ (np.log(every) - np.log(good)) + prior * (away**2).sum())
        slope = table.T @ ((shares - wanted) * weights[owner]) + 2 * prior * away * spread
        return value, slope * moved

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    result: Doubles = found.x
    return result
