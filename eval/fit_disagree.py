"""Fits the weights of disagreement to the labelled rows: python -m eval.fit_disagree --folds DIR.

Learned from: the tune sets and eval/training, never a test set. Of a row that names values on which
the sources differ, a pair of claims that gives two of them is a difference; of a row that names
none, every pair is none. Each collection is scored by weights that were fitted to the others (those
of the short answer as well), by which the threshold is chosen. Prints what is found and how many
false alarms there are, and writes `qa/disagree_weights.json`.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from eval.fit_ranker import ranking_of
from eval.fit_short import collections
from eval.labelled import Asked, questions_of
from eval.metrics import all_shown, same_value
from qa.answer import find
from qa.claims import claims_of
from qa.contrast import FEATURES, contrast
from qa.disagree import ANCHORS, pairs_of, possible
from qa.ranker import Ranker
from qa.retrieve import retrieve

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

_HERE = Path(__file__).parent
_LEARNED = 3  # pairs of so many best sentences are learned from
_PRIOR, _DIFFERENCE = 3.0, 10.0  # of a standardised weight; how much a difference counts
# Below the one in fifty that is allowed: other collections are not these.
_FALSE_ALARMS = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two values for a question, whether they are a difference, and whether they may be shown."""

    values: tuple[str, str]
    features: Floats
    differ: bool
    anchored: bool


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A question with its pairs; `answered` is whether it is answered, rightly or not."""

    collection: str
    wanted: tuple[str, ...]
    answered: bool
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """`weights` (FEATURES,) and `bias` of a logit over features as they are."""

    weights: Doubles
    bias: float

    def best(self, row: Row) -> tuple[float, tuple[str, str]]:
        """The highest logit of the pairs that may be shown, and its values; -inf for none."""
        scored = [
            (self.bias + float(pair.features @ self.weights), pair.values)
            for pair in row.pairs
            if pair.anchored
        ]
        return max(scored, default=(-np.inf, ("", "")))


def rows_of(name: str, asked: Iterable[Asked], ranking: Doubles) -> Iterator[Row]:
    """The rows of a collection, ranked by weights that were fitted to the others."""
    for one in asked:
        yield _row(one, name, replace(one.engine.ranker, ranking=ranking.astype(np.float32)))


def _row(one: Asked, name: str, ranker: Ranker) -> Row:
    library, reading = one.engine.library, one.reading
    hits = retrieve(library, reading, ranker)
    claims = claims_of(library, reading, hits)
    pairs = []
    for first, second in pairs_of(claims, _LEARNED):
        features = contrast(library, reading, claims, first, second)
        values = (first.text, second.text)
        if possible(features):
            differ = _differ(one.row.disagree, values)
            pairs.append(Pair(values, features, differ, first.rank < ANCHORS))
    answered = find(library, reading, hits, 5, ranker, ranker.threshold).answered
    return Row(name, tuple(one.row.disagree), answered, tuple(pairs))


def _differ(wanted: Sequence[str], values: tuple[str, str]) -> bool:
    return any(
        same_value(one, values[0]) and same_value(two, values[1])
        for one in wanted
        for two in wanted
        if one != two
    )


def fit(rows: Iterable[Row]) -> Model:
    """A logistic regression with a Gaussian prior, over standardised features, by L-BFGS.

    Of rows that name differing values the other pairs are left out: they may be right too.
    """
    pairs = [pair for row in rows for pair in row.pairs if pair.differ or not row.wanted]
    table = np.array([pair.features for pair in pairs], dtype=np.float64)
    labels = np.array([pair.differ for pair in pairs], dtype=np.float64)
    counts = np.where(labels > 0, _DIFFERENCE, 1.0)
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    scaled = (table - mean) / spread

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        scores = scaled @ flat[1:] + flat[0]
        value = counts @ (np.logaddexp(0, scores) - labels * scores)
        slope = counts * (1 / (1 + np.exp(-scores)) - labels)
        gradient = np.concatenate([[slope.sum()], scaled.T @ slope + _PRIOR * flat[1:]])
        return float(value + _PRIOR / 2 * (flat[1:] ** 2).sum()), gradient

    found = minimize(loss, np.zeros(len(FEATURES) + 1), jac=True, method="L-BFGS-B").x
    weights = found[1:] / spread
    return Model(weights, float(found[0] - weights @ mean))


def threshold_of(scored: Sequence[tuple[Row, float, tuple[str, str]]]) -> float:
    """The lowest logit above which `_FALSE_ALARMS` of the answered rows that agree lie at most."""
    agreeing = sorted((s for row, s, _ in scored if row.answered and not row.wanted), reverse=True)
    return float(agreeing[int(_FALSE_ALARMS * len(agreeing))]) + 1e-4


def figures(scored: Sequence[tuple[Row, float, tuple[str, str]]], threshold: float) -> str:
    """What is found and what is shown wrongly, of the rows that are answered."""
    differing = [one for one in scored if one[0].wanted]
    answered = [one for one in differing if one[0].answered]
    found = sum(s >= threshold and all_shown(row.wanted, values) for row, s, values in answered)
    agreeing = [s for row, s, _ in scored if row.answered and not row.wanted]
    alarms = sum(s >= threshold for s in agreeing)
    return (
        f"found {found} of {len(differing)} ({len(answered)} answered), "
        f"false alarms {alarms} of {len(agreeing)}"
    )


def cross_validated(rows: Sequence[Row]) -> list[tuple[Row, float, tuple[str, str]]]:
    """Each row with the best pair by weights that were fitted to the other collections."""
    found = []
    for name in dict.fromkeys(row.collection for row in rows):
        model = fit([row for row in rows if row.collection != name])
        found += [(row, *model.best(row)) for row in rows if row.collection == name]
    return found


def report(scored: Sequence[tuple[Row, float, tuple[str, str]]]) -> None:
    """Prints the figures of each collection at the threshold that the others give."""
    for name in dict.fromkeys(row.collection for row, _, _ in scored):
        threshold = threshold_of([one for one in scored if one[0].collection != name])
        print(name, figures([one for one in scored if one[0].collection == name], threshold))


def saved(model: Model, threshold: float) -> str:
    """The rule as `qa.disagree.load_rule` reads it."""
    weights = {n: round(float(w), 4) for n, w in zip(FEATURES, model.weights, strict=True)}
    content = {"threshold": round(threshold, 4), "bias": round(model.bias, 4), "weights": weights}
    return json.dumps(content, indent=1) + "\n"


def main() -> None:
    """Fits, says how well it does on collections left out, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=Path, required=True, help="of eval.fit_short")
    folds = parser.parse_args().folds
    with tempfile.TemporaryDirectory() as folder:
        sets = {
            name: list(questions_of(sources, rows, Path(folder) / name, folds / f"{name}.json"))
            for name, sources, rows in collections(_HERE / "training")
        }
        found: list[Row] = []
        for name, asked in sets.items():
            others = [other for key, other in sets.items() if key != name]
            found += rows_of(name, asked, ranking_of(others))
            print(name, len(asked), flush=True)
    scored = cross_validated(found)
    threshold = threshold_of(scored)
    report(scored)
    print("all, at the threshold of all:", figures(scored, threshold))
    target = _HERE.parent / "qa" / "disagree_weights.json"
    target.write_text(saved(fit(found), threshold), encoding="utf-8")


if __name__ == "__main__":
    main()
