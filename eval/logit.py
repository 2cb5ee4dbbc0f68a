"""The conditional logit of the short answer: its cases, its fit, its weights.

McFadden 1974: of the spans of a sentence, and "none of them" with the score 0, each is likely by
the exponential of its score. Fitted by L-BFGS with a Gaussian prior on the weights; those of a kind
of question lean on those of its family, and these on those of all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]

from qa.evidence import STATIC
from qa.relations import QUOTE, RELATIONS
from qa.short import FAMILIES, KINDS, family

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

NAMES = (*STATIC, *RELATIONS, *QUOTE)
_PRIOR_ALL, _PRIOR_FAMILY, _PRIOR_KIND = 0.3, 0.6, 1.5  # the larger the closer to none


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A sentence for a question: `table` (c, NAMES), `right` (c,) and how much it counts.

    `top` is true for the sentence that ranks first; `row` names the question.
    """

    row: str
    collection: str
    kind: int
    table: Floats
    right: npt.NDArray[np.bool_]
    weight: float
    gold: bool
    top: bool
    has_short: bool
    texts: tuple[str, ...]
    quote: str
    question: str


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """`weights` (kinds, NAMES) in effect, and their parts: of all, of families, of kinds."""

    weights: Doubles
    shared: Doubles
    families: Doubles
    kinds: Doubles


def fit(cases: Sequence[Case]) -> Fitted:
    """The weights under which the right spans, or none where none is right, are likeliest."""
    blocks = [_block([c for c in cases if c.kind == k and c.weight > 0]) for k in range(len(KINDS))]
    member = np.array([FAMILIES.index(family(kind)) for kind in KINDS])
    shape = (1 + len(FAMILIES) + len(KINDS), len(NAMES))
    priors = np.array([_PRIOR_ALL, *[_PRIOR_FAMILY] * len(FAMILIES), *[_PRIOR_KIND] * len(KINDS)])[
        :, None
    ]

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        parts = flat.reshape(shape)
        total, slope = 0.5 * float((priors * parts**2).sum()), priors * parts
        for k, block in enumerate(blocks):
            if block is None:
                continue
            weights = parts[0] + parts[1 + member[k]] + parts[1 + len(FAMILIES) + k]
            value, gradient = _loss(block, weights)
            total += value
            for place in (0, 1 + member[k], 1 + len(FAMILIES) + k):
                slope[place] += gradient
        return total, slope.ravel()

    found = minimize(
        loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 250}
    )
    parts = found.x.reshape(shape)
    families, kinds = parts[1 : 1 + len(FAMILIES)], parts[1 + len(FAMILIES) :]
    return Fitted(parts[0] + families[member] + kinds, parts[0], families, kinds)


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """The cases of one kind, one behind the other: `starts` are the first rows of each."""

    table: Floats
    right: npt.NDArray[np.bool_]
    starts: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.int64]
    weights: Doubles


def _block(cases: Sequence[Case]) -> _Block | None:
    if not cases:
        return None
    sizes = np.array([len(case.right) for case in cases])
    return _Block(
        np.concatenate([case.table for case in cases]),
        np.concatenate([case.right for case in cases]),
        np.concatenate([[0], np.cumsum(sizes)[:-1]]),
        sizes,
        np.array([case.weight for case in cases]),
    )


def _loss(block: _Block, weights: Doubles) -> tuple[float, Doubles]:
    """Minus the log-likelihood and its gradient; of several right spans, any will do."""
    scores = (block.table @ weights.astype(np.float32)).astype(np.float64)
    top = np.maximum(np.maximum.reduceat(scores, block.starts), 0)
    raised = np.exp(scores - np.repeat(top, block.sizes))
    every = np.add.reduceat(raised, block.starts) + np.exp(-top)
    right = np.add.reduceat(raised * block.right, block.starts)
    none = right == 0
    wanted = np.where(none, np.exp(-top), right)
    loss = float((block.weights * (np.log(every) - np.log(wanted))).sum())
    expected = raised / np.repeat(every, block.sizes)
    observed = raised * block.right / np.repeat(np.where(none, 1, right), block.sizes)
    slope = (expected - observed) * np.repeat(block.weights, block.sizes)
    return loss, (slope.astype(np.float32) @ block.table).astype(np.float64)
