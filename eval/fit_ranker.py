"""Fits the weights of the ranking and of the confidence: python -m eval.fit_ranker --folds DIR.

Learned from: the tune sets and eval/training, never a test set. Everything is judged on collections
left out: the weights of short answers are those that `eval.fit_short` fitted without the collection
whose sentences they score (its `--folds`), the confidence learns from rankings by weights that were
fitted without the collection ranked, and what is printed is of collections that neither has seen.
It then fits to all and writes `qa/ranker.json`.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from embeddings.encoder import open_encoder
from eval.fit_short import collections
from eval.listwise import Choice, Doubles, fit
from eval.metrics import auroc, calibration_error
from eval.run import holds
from eval.sets import Question, read_set
from qa import confidence
from qa.answer import evidence_of, rivals
from qa.engine import Engine
from qa.features import NAMES
from qa.folding import fold
from qa.indexing import update
from qa.library import Library
from qa.ranker import first_order
from qa.reading import Reading, read
from qa.retrieve import Hit, candidates, retrieve, token_weights
from qa.short import read_weights

_HERE = Path(__file__).parent
_TARGET = _HERE.parent / "qa" / "ranker.json"
_STRENGTH = 0.1  # of the confidence: the inverse of its prior


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A labelled question over its collection: its candidates in their first order."""

    row: Question
    engine: Engine
    reading: Reading
    table: Doubles
    right: npt.NDArray[np.bool_]


def questions_of(sources: Path, rows: Path, index: Path, short: Path) -> Iterator[Asked]:
    """Every row of a set without a history; the weights of short answers are those in `short`."""
    update(index, sources, open_encoder())
    engine = Engine.open(index)
    library, weights = engine.library, read_weights(short)
    for row in read_set(rows).questions:
        if row.history:
            continue
        text = fold(row.question)
        encoded = engine.encoder.encode_tokens([text])[0]
        counts = token_weights(text, encoded, library)
        reading = read(text, encoded, counts, engine.parse(text), weights)
        found = candidates(library, reading)
        kept = found.rows[: len(found.features)]
        quotes = [library.corpus.sentence_quote(int(one)) for one in kept]
        right = np.array([bool(row.gold) and holds(one, row.gold) for one in quotes], dtype=bool)
        yield Asked(row, engine, reading, found.features.astype(np.float64), right)


def ranking_of(sets: Sequence[Sequence[Asked]]) -> Doubles:
    """The ranking weights that fit all of `sets`; each counts by the root of its size."""
    choices = []
    for one in sets:
        weight = 1 / np.sqrt(max(sum(asked.right.any() for asked in one), 1))
        choices += [Choice(asked.table, asked.right, weight) for asked in one]
    return fit(choices, first_order().astype(np.float64))


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """What the confidence learns from a question, its first sentence right or not.

    `right_in_three` is over the ranking."""

    values: Doubles
    right: bool
    right_in_three: bool
    answerable: bool


def ranked(asked: Asked, ranking: Doubles) -> Ranked:
    """A question as the engine would rank and quote for it with these weights."""
    library = asked.engine.library
    ranker = replace(asked.engine.ranker, ranking=ranking.astype(np.float32))
    cited = rivals(retrieve(library, asked.reading, ranker))
    quotes = [_quote(library, hit) for hit in cited[:3]]
    right = [bool(asked.row.gold) and holds(quote, asked.row.gold) for quote in quotes]
    values = evidence_of(library, asked.reading, cited).astype(np.float64)
    return Ranked(values, any(right[:1]), any(right), asked.row.answerable)


def _quote(library: Library, hit: Hit) -> str:
    return library.corpus.quote(library.corpus.source_of(hit.sentence.row), *hit.span)


def confidence_of(learned: Sequence[Ranked]) -> Doubles:
    """The weights (qa.confidence.NAMES) of the confidence: a ridge on standardised values."""
    table = np.stack([one.values for one in learned])
    labels = np.array([one.right for one in learned])
    spread = np.maximum(table.std(axis=0), 1e-3)
    middle = table.mean(axis=0)
    varying = table.std(axis=0) > 0
    scaled = (table - middle) / spread * varying
    model = LogisticRegression(C=_STRENGTH, max_iter=5000).fit(scaled, labels)
    weights: Doubles = model.coef_[0] / spread * varying
    weights[confidence.NAMES.index("one")] = float(model.intercept_[0] - weights @ middle)
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
    for threshold in np.arange(0.2, 0.81, 0.1):
        kept = found >= threshold
        yield (
            f"threshold {threshold:.1f}: answerable answered {kept[answerable].mean():.3f}"
            f" unanswerable refused {1 - kept[~answerable].mean():.3f}"
            f" error among answered {1 - right[kept].mean():.3f}"
        )


def left_out(sets: Mapping[str, Sequence[Asked]]) -> tuple[list[Ranked], Doubles]:
    """Every question with the confidence that it has where its collection was not learned from."""
    found: dict[str, list[Ranked]] = {}
    for name, one in sets.items():
        ranking = ranking_of([other for key, other in sets.items() if key != name])
        found[name] = [ranked(asked, ranking) for asked in one]
    chances = []
    for name, learned in found.items():
        others = [one for key, other in found.items() if key != name for one in other]
        chances.append(probabilities(learned, confidence_of(others)))
        print(f"{name}: {figures(learned, chances[-1])}", flush=True)
    return [one for learned in found.values() for one in learned], np.concatenate(chances)


def saved(ranking: Doubles, sure: Doubles, threshold: float) -> str:
    """The weights as `qa.ranker.read` reads them."""

    def named(names: Sequence[str], weights: Doubles) -> dict[str, float]:
        rounded = ((name, round(float(w), 4)) for name, w in zip(names, weights, strict=True))
        return {name: weight for name, weight in rounded if weight}

    content = {
        "threshold": threshold,
        "ranking": named(NAMES, ranking),
        "confidence": named(confidence.NAMES, sure),
    }
    return json.dumps(content, indent=1) + "\n"


def main() -> None:
    """Fits, says how well it does on collections left out, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=Path, required=True, help="of eval.fit_short")
    parser.add_argument("--threshold", type=float, default=0.45)
    options = parser.parse_args()
    sets: dict[str, list[Asked]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, sources, rows in collections(_HERE / "training"):
            short = options.folds / f"{name}.json"
            sets[name] = list(questions_of(sources, rows, Path(folder) / name, short))
            print(name, len(sets[name]), flush=True)
        learned, chances = left_out(sets)
        print("all left out:", figures(learned, chances))
        print("\n".join(trade(learned, chances)))
        weights = ranking_of(list(sets.values()))
        content = saved(weights, confidence_of(learned), options.threshold)
    _TARGET.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
