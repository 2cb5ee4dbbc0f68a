"""Which confidence to ask of an answer, so that few answers are wrong: arithmetic on plain arrays.

The error at a threshold is that among the answered: P(wrong | confidence >= threshold), the
selective risk of Geifman and El-Yaniv 2017. The thresholds stand in a grid that is fixed before any
question is asked. Each is a hypothesis, "the error is above the accepted one", rejected where the
upper bound of Clopper and Pearson 1934 is at most the accepted error; of the n answered questions
the wrong ones are binomial, so this errs with a chance of at most 1 - confidence.

They are tested in a fixed order, the highest threshold first, up to the first that is not rejected
(fixed sequence testing, in Learn then Test: Angelopoulos, Bates, Candès, Jordan and Lei 2021). The
chosen threshold is wrong only if the first false promise of the sequence was made, so the many
thresholds cost nothing and 1 - confidence holds for the choice. The tests begin at the highest
threshold that answers enough questions for a promise not to hang on one of them (see `start`). How
many are answered depends on the confidences only and not on what was right. For a start that is
chosen so, the proof needs what confidences are made for, that a lower threshold has no smaller
error: then if the first threshold with too large an error was skipped, the one tested in its place
is promised falsely with no greater a chance.

The promise is for questions drawn as those of the set were, one by one: other questions, or other
articles, may fare otherwise.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from eval.metrics import Floats

Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

GRID: Floats = np.arange(99, 0, -1) / 100
"""The thresholds, in the order in which they are tested."""

_START_SHARE, _START_TIMES, _MOST = 0.25, 4, 10**6


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Of n questions (n,): the confidence, whether the first quote is right, and answerable."""

    confidence: Floats
    right: Flags
    answerable: Flags


@dataclass(frozen=True, slots=True)
class Choice:
    """A threshold, and what the questions say of it.

    guaranteed  whether the error among answered is at most the accepted one, with the confidence
    answered    questions with at least this confidence; `wrong` of them are wrong or unanswerable
    bound       upper bound of the error, at the confidence, for this threshold by itself
    coverage    share of the answerable that are answered; None where none is answerable
    refusal     share of the unanswerable that are refused; None where none is unanswerable
    needed      questions that a guarantee would take if the shares stayed as they are; None where
                it is given, or where more questions would not bring it
    kept        whether it is the packaged threshold, for want of questions that speak against it
    """

    threshold: float
    guaranteed: bool
    questions: int
    answered: int
    wrong: int
    bound: float
    coverage: float | None
    refusal: float | None
    needed: int | None
    kept: bool = False

    @property
    def error(self) -> float:
        """The share of the answered that is wrong; 0 where nothing is answered."""
        return self.wrong / self.answered if self.answered else 0.0


def choose(rows: Rows, error: float, confidence: float = 0.95, packaged: float = 0.0) -> Choice:
    """The threshold for an accepted `error` among answered questions, both between 0 and 1.

    The lowest that passes all tests so far. Where not even the first passes, nothing is guaranteed,
    and it is what `_likely` says. `packaged`: the threshold that is there without a choice.
    """
    answered, wrong = counts(rows)
    bounds = upper_bound(wrong, answered, confidence)
    place = _last_passed(bounds <= error, answered >= start(len(rows.right), error, confidence))
    if place is not None:
        return _chosen(rows, place, bounds[place], guaranteed=True)
    above = packaged <= GRID
    enough = above | (answered >= fewest(error, confidence))
    place, kept = _likely(answered, wrong, error, enough, max(0, int(above.sum()) - 1))
    share = float(answered[place]) / len(rows.right)
    questions = needed(share, float(wrong[place]) / max(1, answered[place]), error, confidence)
    return _chosen(rows, place, bounds[place], more=questions, kept=kept)


def _likely(
    answered: Counts, wrong: Counts, error: float, enough: Flags, packaged: int
) -> tuple[int, bool]:
    """The place of the threshold without a guarantee, and whether it is kept as `packaged`.

    The lowest whose error is estimated to be at most the accepted one, of those that answer
    `enough` to go as low. The estimate is (wrong + 1) / (answered + 2), the rule of succession
    (Laplace 1774): three right answers are no proof of an error of zero. Where there is none, the
    packaged one stays if too few questions speak against it; else it is the highest of those with
    the smallest estimate, none below the packaged one: what is no better must not answer more.
    """
    estimate = np.where(answered > 0, (wrong + 1) / (answered + 2), np.inf)
    if (within := np.flatnonzero(enough & (estimate <= error))).size:
        return int(within[-1]), False
    if not answered[packaged] or wrong[packaged] < error * answered[packaged]:
        return packaged, True
    return int(np.argmin(estimate[: packaged + 1])), False


def counts(rows: Rows) -> tuple[Counts, Counts]:
    """How many questions each threshold of GRID answers, and how many of them wrongly."""
    order = np.argsort(-rows.confidence, kind="stable")
    wrong = np.concatenate([[0], np.cumsum(~rows.right[order])])
    answered = np.searchsorted(-rows.confidence[order], -GRID, side="right")
    return answered.astype(np.int64), wrong[answered].astype(np.int64)


def upper_bound(wrong: Counts, answered: Counts, confidence: float) -> Floats:
    """The one-sided upper bound of Clopper and Pearson 1934 of a share `wrong` of `answered`.

    The share at which so few or fewer wrong ones would have a chance of 1 - confidence; 1 where all
    are wrong or none is answered. Arrays of one shape.
    """
    right = answered - wrong
    bound = betaincinv(wrong + 1, np.maximum(right, 1), confidence)
    return np.asarray(np.where(right > 0, bound, 1.0), dtype=np.float64)


def fewest(error: float, confidence: float) -> int:
    """The fewest answered questions, all right, that would carry a promise of `error`."""
    return int(np.ceil(np.log1p(-confidence) / np.log1p(-error)))


def start(questions: int, error: float, confidence: float) -> int:
    """How many answered questions the first test wants, of a set of `questions`.

    A quarter of them, but as many as could carry a promise, and four times that at most.
    """
    least = fewest(error, confidence)
    return int(np.clip(np.ceil(_START_SHARE * questions), least, _START_TIMES * least))


def needed(answered: float, wrong: float, error: float, confidence: float) -> int | None:
    """About how many questions would carry the promise, at these shares: of the questions that are
    answered, and of the answered that are wrong.

    None where `wrong` is not below `error`, or where it would take above a million answers.
    """
    least = fewest(error, confidence)
    if wrong >= error or answered <= 0 or least > _MOST:
        return None
    sizes = np.unique(np.geomspace(least, _MOST, 300).astype(np.int64))
    enough = upper_bound(np.ceil(wrong * sizes).astype(np.int64), sizes, confidence) <= error
    if not enough.any():
        return None
    questions = int(np.ceil(sizes[int(np.argmax(enough))] / answered))
    if answered * questions >= start(questions, error, confidence):
        return questions
    return int(np.ceil(_START_TIMES * least / answered))


def _last_passed(passed: Flags, tested: Flags) -> int | None:
    """The place of the last test of the sequence that passed with all before it, if any did."""
    if not tested.any():
        return None
    first = int(np.argmax(tested))
    failed = np.flatnonzero(~passed[first:])
    length = int(failed[0]) if failed.size else len(passed) - first
    return first + length - 1 if length else None


def _chosen(
    rows: Rows,
    place: int,
    bound: float,
    *,
    guaranteed: bool = False,
    more: int | None = None,
    kept: bool = False,
) -> Choice:
    answered = rows.confidence >= GRID[place]
    return Choice(
        threshold=float(GRID[place]),
        guaranteed=guaranteed,
        questions=len(answered),
        answered=int(answered.sum()),
        wrong=int((answered & ~rows.right).sum()),
        bound=float(bound),
        coverage=_share(answered[rows.answerable]),
        refusal=_share(~answered[~rows.answerable]),
        needed=more,
        kept=kept,
    )


def _share(flags: Flags) -> float | None:
    return float(flags.mean()) if flags.size else None
