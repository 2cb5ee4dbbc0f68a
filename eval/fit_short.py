"""Fits the weights of the short answer to the labelled rows: python -m eval.fit_short --folds DIR.

Learned from: the tune sets and eval/training, never a test set. A row gives the sentence that holds
its gold words, in which the spans that are an accepted short answer are right, and wrong sentences
that rank high for it, in which none is (`eval.logit`). It prints how well weights fitted to the
other collections do on each, chooses the threshold by that, and writes `qa/short_weights.json`.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from embeddings.encoder import open_encoder
from eval.logit import NAMES, Case, Doubles, Fitted, fit
from eval.metrics import auroc, normalised
from eval.sets import Question, read_set
from qa.edges import edges
from qa.engine import Engine
from qa.evidence import evidence
from qa.fitting import fitting
from qa.folding import fold
from qa.ground import Seen
from qa.indexing import update
from qa.library import Library
from qa.match import matches_of
from qa.reading import Reading, read
from qa.retrieve import candidates
from qa.short import FAMILIES, KINDS, chances, sort_of, sorts_of
from qa.token_weights import token_weights

_HERE = Path(__file__).parent
_WRONG = 4  # wrong sentences a row
_WRONG_WEIGHT = 0.25
_PRECISION = 0.85


def collections(folder: Path) -> list[tuple[str, Path, Path]]:
    """Name, folder of sources and labelled rows of the tune sets, and of the sets in `folder`."""
    found = [
        ("seeds", _HERE.parent / "seeds", _HERE / "seeds-tune.jsonl"),
        ("pellavik", _HERE / "collections" / "pellavik", _HERE / "pellavik-tune.jsonl"),
    ]
    training = sorted(folder.glob("*.jsonl"))
    return found + [(rows.stem, rows.with_suffix(""), rows) for rows in training]


def cases_of(name: str, sources: Path, rows: Path, index: Path) -> list[Case]:
    """The cases of a collection; its index is built in the folder `index`."""
    update(index, sources, open_encoder())
    engine = Engine.open(index)
    quotes = list(engine.library.corpus.sentence_quotes())
    return [
        case
        for question in read_set(rows).questions
        if not question.history
        for case in _cases_of_row(engine, quotes, question, name)
    ]


def _cases_of_row(
    engine: Engine, quotes: Sequence[str], row: Question, name: str
) -> Iterable[Case]:
    text = fold(row.question)
    encoded = engine.encoder.encode_tokens([text])[0]
    reading = read(text, encoded, token_weights(text, encoded, engine.library), engine.parse(text))
    # In the first order, which owes nothing to what is being learned.
    ranked = candidates(engine.library, reading).rows.tolist()
    golds = [n for n, quote in enumerate(quotes) if any(fold(one) in quote for one in row.gold)]
    accepted = {normalised(one) for one in row.short}
    wrong = 0
    for number in dict.fromkeys([*ranked[:20], *golds]):
        gold = number in golds
        if not gold:
            if wrong == _WRONG or (accepted and _holds(quotes[number], accepted)):
                continue
            wrong += 1
        case = _case(engine.library, number, reading, row, gold, name)
        if case is not None:
            yield replace(case, top=bool(ranked) and number == ranked[0])


def _holds(quote: str, accepted: set[str]) -> bool:
    """Whether a sentence that is not the gold one holds an accepted answer: it may be right too."""
    padded = f" {normalised(quote)} "
    return any(f" {one} " in padded for one in accepted)


def _case(
    library: Library, number: int, reading: Reading, row: Question, gold: bool, name: str
) -> Case | None:
    asked, question = reading.asked, reading.parse
    analysis = library.analysis(number)
    if analysis.spans is None or analysis.words is None:
        return None
    fits = fitting(asked, question, analysis.parse, analysis.spans.drafts)
    if not fits:
        return None
    parse, quote, kept = analysis.parse, analysis.quote, analysis.spans.of(fits)
    (match,) = matches_of(library, [number], reading.words)
    found = evidence(asked, question, [Seen(analysis.words, kept, match)])
    accepted = {normalised(one) for one in row.short} if gold else set()
    sorts = sorts_of(asked, question)
    texts = [
        quote[slice(*edges(quote, parse[a].start, parse[b - 1].end, sorts))]
        for a, b, _, _ in kept.drafts
    ]
    right = np.array([normalised(one) in accepted for one in texts])
    table = np.concatenate(
        [found.static, found.relations, np.repeat(found.quote, len(fits), axis=0)], axis=1
    )
    has_short = asked.kind != "yes_no" and any(
        normalised(one) not in ("yes", "no") for one in row.short
    )
    if gold and has_short and not right.any() and asked.kind != "yes_no":
        weight = 0.0  # no span is the answer, though there is one: it teaches nothing
    else:
        weight = 1.0 if gold else _WRONG_WEIGHT
    return Case(
        row.id, name, KINDS.index(sort_of(asked)), table, right, weight, gold, False, has_short,
        tuple(texts), quote, row.question,
    )  # fmt: skip


def scored(cases: Sequence[Case], weights: Doubles) -> list[tuple[Case, int, float, float]]:
    """Each case with its best span, its probability, and the probability of any."""
    found = []
    for case in cases:
        shares = chances((case.table @ weights[case.kind]).astype(np.float32))
        found.append((case, int(shares.argmax()), float(shares.max()), float(shares.sum())))
    return found


def figures(found: Sequence[tuple[Case, int, float, float]], threshold: float) -> str:
    """How good the short answers are on the gold sentences and on those that rank first."""
    parts = []
    for name, chosen in (
        ("gold", [one for one in found if one[0].gold and one[0].has_short]),
        ("first", [one for one in found if one[0].top and one[0].has_short]),
    ):
        given = [one for one in chosen if one[2] >= threshold]
        right = sum(bool(case.right[best]) for case, best, _, _ in given)
        best = sum(bool(case.right[best]) for case, best, _, _ in chosen)
        parts.append(
            f"{name}: n {len(chosen)} given {len(given) / max(len(chosen), 1):.3f} "
            f"right of given {right / max(len(given), 1):.3f} "
            f"best is right {best / max(len(chosen), 1):.3f}"
        )
    held = [(one[0].gold, one[3]) for one in found if one[0].has_short or not one[0].gold]
    labels, masses = np.array(held, dtype=np.float64).T
    area = auroc(labels, masses)
    return "; ".join(parts) + f"; gold from wrong sentences AUROC {area:.3f}"


def threshold_of(found: Sequence[tuple[Case, int, float, float]]) -> float:
    """The lowest probability from which at least `_PRECISION` of the given ones are right."""
    chosen = sorted(
        ((p, bool(case.right[best])) for case, best, p, _ in found if case.gold and case.has_short),
        reverse=True,
    )
    right, lowest = 0, 1.0
    for n, (chance, is_right) in enumerate(chosen, start=1):
        right += is_right
        if right / n >= _PRECISION:
            lowest = chance
    return round(lowest, 3)


def saved(fitted: Fitted, threshold: float) -> str:
    """The weights as `qa.short.read_weights` reads them; the smallest are left out."""

    def named(weights: Doubles) -> dict[str, float]:
        return {
            name: round(float(w), 3)
            for name, w in zip(NAMES, weights, strict=True)
            if abs(w) >= 0.005
        }

    content: dict[str, object] = {"threshold": threshold, "all": named(fitted.shared)}
    content |= {one: named(w) for one, w in zip(FAMILIES, fitted.families, strict=True)}
    content |= {f"kind {one}": named(w) for one, w in zip(KINDS, fitted.kinds, strict=True)}
    return json.dumps(content, indent=1) + "\n"


def cross_validated(cases: Sequence[Case], folds: Path) -> list[tuple[Case, int, float, float]]:
    """Each case as scored by weights that were fitted to the other collections.

    They are kept in `folds`, for what is learned from their scores (`eval.fit_ranker`).
    """
    found: list[tuple[Case, int, float, float]] = []
    for left_out in dict.fromkeys(case.collection for case in cases):
        fitted = fit([case for case in cases if case.collection != left_out])
        (folds / f"{left_out}.json").write_text(saved(fitted, 1.0), encoding="utf-8")
        one = scored([case for case in cases if case.collection == left_out], fitted.weights)
        print(left_out, figures(one, threshold_of(one)), flush=True)
        found += one
    return found


def main() -> None:
    """Fits, says how well it does on collections left out, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--training", type=Path, default=_HERE / "training")
    parser.add_argument(
        "--folds", type=Path, required=True, help="where the weights of each fold go"
    )
    options = parser.parse_args()
    options.folds.mkdir(parents=True, exist_ok=True)
    cases: list[Case] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, sources, rows in collections(options.training):
            cases += cases_of(name, sources, rows, Path(folder) / name)
    found = cross_validated(cases, options.folds)
    threshold = threshold_of(found)
    print("left out, all:", figures(found, threshold), "threshold", threshold)
    target = _HERE.parent / "qa" / "short_weights.json"
    target.write_text(saved(fit(cases), threshold), encoding="utf-8")


if __name__ == "__main__":
    main()
