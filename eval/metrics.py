"""The arithmetic of the figures, on plain values and arrays. It knows no question and no engine."""

import re
import string
from collections import Counter
from collections.abc import Sequence
from itertools import permutations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation)
_ROUNDING = 1e-9


def normalised(text: str) -> str:
    """SQuAD's normal form: lower case, no ASCII punctuation, no articles, white space folded.

    As in the official evaluation script of Rajpurkar et al. 2016.
    """
    kept = "".join(mark for mark in text.lower() if mark not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", kept).split())


def exact_match(given: str, accepted: Sequence[str]) -> bool:
    """Whether `given` is one of `accepted` in SQuAD's normal form."""
    return any(normalised(given) == normalised(one) for one in accepted)


def token_f1(given: str, accepted: Sequence[str]) -> float:
    """The best F1 of the words of `given` and one of `accepted`, in SQuAD's normal form."""
    return max(_f1(normalised(given).split(), normalised(one).split()) for one in accepted)


def _f1(given: list[str], wanted: list[str]) -> float:
    common = sum((Counter(given) & Counter(wanted)).values())
    if not given or not wanted:
        return float(given == wanted)
    return 2 * common / (len(given) + len(wanted))


def ratio(sums: Floats) -> Floats:
    """The first by the second of the last axis, (..., 2) -> (...); nan where that is not above 0.

    A sum that only rounding keeps from 0 counts as 0.
    """
    above, below = sums[..., 0], sums[..., 1]
    known = below > _ROUNDING
    return np.where(known, above / np.where(known, below, 1.0), np.nan)


def same_value(one: str, other: str) -> bool:
    """Whether, in SQuAD's normal form, the words of one stand in the other as a run."""
    left, right = f" {normalised(one)} ", f" {normalised(other)} "
    return bool(left.strip() and right.strip()) and (left in right or right in left)


def all_shown(wanted: Sequence[str], shown: Sequence[str]) -> bool:
    """Whether each wanted value is the same as a shown one, no shown one serving for two."""
    if len(shown) < len(wanted):
        return False
    return any(
        all(same_value(value, other) for value, other in zip(wanted, order, strict=True))
        for order in permutations(shown, len(wanted))
    )


def auroc(labels: Floats, scores: Floats) -> float:
    """Probability that a row of label 1 has a higher score than one of label 0; a tie is a half.

    The area under the ROC curve by ranks (Mann and Whitney 1947); nan where a label is missing.
    `labels`, `scores`: (n,).
    """
    positives = int(labels.sum())
    negatives = len(labels) - positives
    if positives == 0 or negatives == 0:
        return float("nan")
    _, tied, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[tied]
    above = float(ranks[labels > 0].sum()) - positives * (positives + 1) / 2
    return above / (positives * negatives)


def risk_coverage(right: Floats, confidence: Floats) -> tuple[Floats, Floats]:
    """Coverages 1/n ... 1 and the share of wrong rows among the most confident of each.

    El-Yaniv and Wiener 2010. `right`, `confidence`: (n,); two (n,) arrays.
    """
    order = np.argsort(-confidence, kind="stable")
    wrong = 1 - _shared_by_ties(right, confidence)[order]
    counted = np.arange(1, len(right) + 1)
    return counted / len(right), np.cumsum(wrong) / counted


def aurc(right: Floats, confidence: Floats) -> float:
    """The mean risk over all coverages (Geifman, Uziel and El-Yaniv 2019); 0 is best."""
    return float(risk_coverage(right, confidence)[1].mean())


def reliability(
    right: Floats, confidence: Floats, bins: int = 10
) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and number of rows in `bins` bins of equal mass, in order.

    Equal mass: each bin has the same number of rows, give or take one (Nguyen and O'Connor 2015).
    """
    shared = _shared_by_ties(right, confidence)
    order = np.argsort(confidence, kind="stable")
    parts = [part for part in np.array_split(order, bins) if part.size]
    return [(float(confidence[p].mean()), float(shared[p].mean()), int(p.size)) for p in parts]


def calibration_error(right: Floats, confidence: Floats, bins: int = 10) -> float:
    """Expected calibration error: |share right - mean confidence| of the bins, by their rows.

    Naeini, Cooper and Hauskrecht 2015, over bins of equal mass.
    """
    parts = reliability(right, confidence, bins)
    return sum(size * abs(share - mean) for mean, share, size in parts) / len(right)


def _shared_by_ties(right: Floats, confidence: Floats) -> Floats:
    """`right`, where rows of one confidence, which cannot be told apart, each have their mean."""
    _, tied, counts = np.unique(confidence, return_inverse=True, return_counts=True)
    means = np.bincount(tied, weights=right) / counts
    return np.asarray(means[tied], dtype=np.float64)
