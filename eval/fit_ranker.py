"""Fits the weights of the ranking and of the confidence: python -m eval.fit_ranker --folds DIR.

Learned from: the tune sets and eval/training, never a test set; the ranking from questions that
stand alone, in it what goes on from the answer before (`qa.features.FOLLOWING`) from follow-ups as
they are understood; the confidence also from these, which fail more often, and from questions that
were written for another collection, which nothing here answers.
Everything is judged on collections left out: the weights of short answers are those that
`eval.fit_short` fitted without the collection whose sentences they score (its `--folds`), the
confidence learns from rankings by weights that were fitted without the collection ranked, and what
is printed is of collections that neither has seen. It then fits to all and writes `qa/ranker.json`.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from eval.fit_short import collections
from eval.labelled import Asked, asked_of, conversations_of, follow_ups_of, questions_of
from eval.listwise import Choice, Doubles, fit
from eval.metrics import auroc, calibration_error
from eval.run import holds
from qa import confidence
from qa.answer import evidence_of, rivals
from qa.features import FOLLOWING, NAMES
from qa.folding import fold
from qa.hits import Hit
from qa.library import Library
from qa.ranker import first_order
from qa.retrieve import retrieve
from qa.told import Told

_HERE = Path(__file__).parent
_TARGET = _HERE.parent / "qa" / "ranker.json"
_STRENGTH = 0.1  # of the confidence: the inverse of its prior
# Questions of each other collection that a collection is asked as well, and how much one counts:
# fewer ask amiss than ask what is nearly there.
_FOREIGN, _FOREIGN_WEIGHT = 40, 0.2
# How much a follow-up without an answer counts: the conversations have a tenth of such turns, the
# questions a quarter, and what was misunderstood is the easier answered.
_UNANSWERABLE_WEIGHT = 3.0
_PARTS = ("ranking", "confidence", "completed")
_FITTED = ("ranking", "following", "confidence", "completed")
_THRESHOLDS = np.arange(0.2, 0.81, 0.05)


def ranking_of(sets: Sequence[Sequence[Asked]]) -> Doubles:
    """The ranking weights that fit all of `sets`; each counts by the root of its size."""
    return fit(_choices(sets), first_order().astype(np.float64))


def following_of(told: Sequence[Sequence[Asked]], ranking: Doubles) -> Doubles:
    """`ranking` with the weights of what goes on from the answer before, as fit the questions of
    `told` that go on from it."""
    going_on = [[asked for asked in one if asked.reading.goes_on] for one in told]
    free = np.isin(NAMES, FOLLOWING)
    return fit(_choices(going_on), np.where(free, 0.0, ranking), free=free)


def _choices(sets: Sequence[Sequence[Asked]]) -> list[Choice]:
    choices = []
    for one in sets:
        weight = 1 / np.sqrt(max(sum(asked.right.any() for asked in one), 1))
        choices += [Choice(asked.table, asked.right, asked.costs, weight) for asked in one]
    return choices


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """What the confidence learns from a question, its first sentence right or not.

    `right_in_three` is over the ranking."""

    values: Doubles
    goes_on: bool
    right: bool
    right_in_three: bool
    answerable: bool
    weight: float = 1.0


def ranked(asked: Asked, ranking: Doubles) -> Ranked:
    """A question as the engine would rank and quote for it with these weights."""
    library = asked.engine.library
    ranker = replace(asked.engine.ranker, ranking=ranking.astype(np.float32))
    cited = rivals(retrieve(library, asked.reading, ranker))
    quotes = [_quote(library, hit) for hit in cited[:3]]
    right = [bool(asked.row.gold) and holds(quote, asked.row.gold) for quote in quotes]
    values = evidence_of(library, asked.reading, cited).astype(np.float64)
    goes_on, answerable = asked.reading.goes_on, asked.row.answerable
    weight = _UNANSWERABLE_WEIGHT if goes_on and not answerable else 1.0
    return Ranked(values, goes_on, any(right[:1]), any(right), answerable, weight)


def _quote(library: Library, hit: Hit) -> str:
    return library.corpus.quote(library.corpus.source_of(hit.sentence.row), *hit.span)


def confidence_of(learned: Sequence[Ranked]) -> Doubles:
    """The weights (qa.confidence.NAMES) of the confidence: a ridge on standardised values.

    If some of the questions go on from others, it is that of these: they differ from the others by
    a constant.
    """
    table = np.stack([one.values for one in learned])
    labels = np.array([one.right for one in learned])
    goes_on = np.array([one.goes_on for one in learned], dtype=np.float64)
    spread = np.maximum(table.std(axis=0), 1e-3)
    middle = table.mean(axis=0)
    varying = table.std(axis=0) > 0
    scaled = np.column_stack([(table - middle) / spread * varying, goes_on])
    counts = np.array([one.weight for one in learned])
    model = LogisticRegression(C=_STRENGTH, max_iter=5000).fit(scaled, labels, counts)
    *found, apart = model.coef_[0]
    weights: Doubles = np.array(found) / spread * varying
    constant = float(model.intercept_[0] - weights @ middle)
    weights[confidence.NAMES.index("one")] = constant + apart
    return weights


def probabilities(learned: Sequence[Ranked], weights: Doubles) -> Doubles:
    """The confidence of each question."""
    table = np.stack([one.values for one in learned])
    result: Doubles = 1 / (1 + np.exp(-(table @ weights)))
    return result


def figures(learned: Sequence[Ranked], found: Doubles) -> str:
    """How good a ranking and its confidences are."""
    right = np.array([one.right for one in learned])
    answerable = np.array([one.answerable for one in learned])
    three = np.array([one.right_in_three for one in learned])
    return (
        f"right first {right[answerable].mean():.3f} in three {three[answerable].mean():.3f}"
        f" AUROC right {auroc(right, found):.3f} answerable {auroc(answerable, found):.3f}"
        f" calibration error {calibration_error(right, found):.3f}"
    )


def trade(learned: Sequence[Ranked], found: Doubles) -> Iterator[str]:
    """What thresholds would do."""
    right = np.array([one.right for one in learned])
    answerable = np.array([one.answerable for one in learned])
    for threshold in _THRESHOLDS:
        kept = found >= threshold
        yield (
            f"threshold {threshold:.2f}: answerable answered {kept[answerable].mean():.3f}"
            f" unanswerable refused {1 - kept[~answerable].mean():.3f}"
            f" error among answered {1 - right[kept].mean():.3f}"
        )


Learned = Mapping[str, Sequence[Ranked]]


def left_out(sets: Mapping[str, Sequence[Asked]], told: Mapping[str, Sequence[Asked]]) -> Learned:
    """The questions of each collection, those of `told` behind those of `sets`, ranked by what the
    `sets` of the others teach."""
    found: dict[str, Sequence[Ranked]] = {}
    for name in sets:
        others = [key for key in sets if key != name]
        ranking = ranking_of([sets[key] for key in others])
        ranking = following_of([told[key] for key in others], ranking)
        found[name] = [ranked(asked, ranking) for asked in (*sets[name], *told[name])]
    return found


def foreign(sets: Mapping[str, Sequence[Asked]]) -> Learned:
    """Of each collection what it makes of questions that were written for the others, by the
    weights in use."""
    found: dict[str, Sequence[Ranked]] = {}
    for name, own in sets.items():
        engine, short = own[0].engine, own[0].reading.short
        ranking = engine.ranker.ranking.astype(np.float64)
        rows = [
            one.row.model_copy(update={"answerable": False, "gold": []})
            for key, other in sets.items()
            if key != name
            for one in other[:: -(-len(other) // _FOREIGN)]
        ]
        found[name] = [
            replace(
                ranked(asked_of(engine, row, fold(row.question), short, Told()), ranking),
                weight=_FOREIGN_WEIGHT,
            )
            for row in rows
        ]
    return found


def judged(learned: Learned, asked: Learned, amiss: Learned) -> None:
    """Prints how sure of `asked` is what was learned of the other collections, and how many of the
    questions `amiss` it would answer."""
    chances, strange = [], []
    for name, own in asked.items():
        others = [one for key, other in learned.items() if key != name for one in other]
        weights = confidence_of(others)
        chances.append(probabilities(own, weights))
        strange.append(probabilities(amiss[name], weights))
        print(f"{name}: {figures(own, chances[-1])}", flush=True)
    every, found = _all(asked), np.concatenate(chances)
    print("all left out:", figures(every, found))
    for line, threshold in zip(trade(every, found), _THRESHOLDS, strict=True):
        print(line, f"foreign answered {(np.concatenate(strange) >= threshold).mean():.3f}")


def chosen(learned: Learned, *, goes_on: bool) -> Learned:
    """The questions that go on from others, or those that do not."""
    return {name: [one for one in own if one.goes_on == goes_on] for name, own in learned.items()}


def saved(weights: Mapping[str, Doubles], threshold: float) -> str:
    """The weights of each of _PARTS as `qa.ranker.read` reads them."""

    def named(part: str) -> dict[str, float]:
        names = NAMES if part == "ranking" else confidence.NAMES
        pairs = zip(names, weights[part], strict=True)
        rounded = ((name, round(float(weight), 4)) for name, weight in pairs)
        return {name: weight for name, weight in rounded if weight}

    content = {"threshold": threshold} | {part: named(part) for part in _PARTS}
    return json.dumps(content, indent=1) + "\n"


def _all(learned: Learned) -> list[Ranked]:
    return [one for own in learned.values() for one in own]


def main() -> None:
    """Fits, says how well it does on collections left out, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=Path, required=True, help="of eval.fit_short")
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument(
        "--fit", nargs="+", choices=_FITTED, default=_FITTED, help="what to fit; the rest stays"
    )
    options = parser.parse_args()
    sets: dict[str, list[Asked]] = {}
    told: dict[str, list[Asked]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, sources, rows in collections(_HERE / "training"):
            short = options.folds / f"{name}.json"
            sets[name] = list(questions_of(sources, rows, Path(folder) / name, short))
            told[name] = list(follow_ups_of(sets[name][0].engine, conversations_of(rows), short))
            print(name, len(sets[name]), len(told[name]), flush=True)
        amiss = foreign(sets)
        own = left_out(sets, told)
        learned = {name: [*every, *amiss[name]] for name, every in own.items()}
        alone = chosen(learned, goes_on=False)
        judged(alone, chosen(own, goes_on=False), amiss)
        judged(learned, chosen(own, goes_on=True), amiss)
        ranker = sets["seeds"][0].engine.ranker
        weights = {part: getattr(ranker, part).astype(np.float64) for part in _PARTS}
        if "ranking" in options.fit:
            weights["ranking"] = ranking_of(list(sets.values()))
        if "following" in options.fit:
            weights["ranking"] = following_of(list(told.values()), weights["ranking"])
        if "confidence" in options.fit:
            weights["confidence"] = confidence_of(_all(alone))
        if "completed" in options.fit:
            weights["completed"] = confidence_of(_all(learned))
        content = saved(weights, options.threshold)
    _TARGET.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
