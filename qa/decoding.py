"""Scores of tokens -> the place of an answer: arithmetic that knows no model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.sentences import Span

Scores = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

LONGEST = 30
"""Tokens of an answer, at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """The scores of t tokens, of which some are the quote's.

    `starts` and `ends` (t,) are raw, so that those of different windows compare. `places` (t, 2):
    where each token stands in the quote; `quoted` (t,): whether it is of the quote. `nothing` is
    the score of there being no answer.
    """

    starts: Scores
    ends: Scores
    places: Places
    quoted: Flags
    nothing: float


def best_answer(windows: Sequence[Window], longest: int = LONGEST) -> Span | None:
    """The place of the best answer of all windows; None where no answer scores as well.

    A window without the answer says so loudly, and knows nothing of the others: the least of the
    scores for no answer counts (as in the evaluation of SQuAD 2.0, Rajpurkar et al. 2018).
    """
    best, span = -np.inf, None
    for window in windows:
        score, first, last = best_run(window.starts, window.ends, window.quoted, longest)
        if score > best:
            best, span = score, (int(window.places[first, 0]), int(window.places[last, 1]))
    return span if best > min((window.nothing for window in windows), default=0.0) else None


def best_run(starts: Scores, ends: Scores, allowed: Flags, longest: int) -> tuple[float, int, int]:
    """The best sum of a start's and an end's score, and the two tokens; all arrays are (t,).

    Both are `allowed`, the end is not before the start, and they span `longest` tokens at most. The
    score is -inf where none are.
    """
    rows = np.arange(len(starts))
    more = rows[None, :] - rows[:, None]
    possible = allowed[:, None] & allowed[None, :] & (more >= 0) & (more < longest)
    sums = np.where(possible, starts[:, None] + ends[None, :], -np.inf)
    first, last = np.unravel_index(int(np.argmax(sums)), sums.shape)
    return float(sums[first, last]), int(first), int(last)
