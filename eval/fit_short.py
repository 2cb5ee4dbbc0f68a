"""Fits the weights of the short answer to the labelled rows: python -m eval.fit_short [--cross].

Learned from: the tune sets and eval/training, never a test set. A row gives the sentence that holds
its gold words, in which the spans that are an accepted short answer are right, and wrong sentences
that rank high for it, in which none is. The scores are a conditional logit (see `qa.short`), fitted
by L-BFGS with a Gaussian prior on the weights; those of a kind of question lean on those of its
family, and these on those of all.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from embeddings.encoder import open_encoder
from eval.metrics import normalised
from eval.sets import Question, read_set
from qa.asked import Asked, asked_of
from qa.blocks import fold
from qa.engine import Engine
from qa.evidence import QUOTE, RELATIONS, STATIC, evidence
from qa.indexing import update
from qa.match import QuestionWords, match_of, question_words
from qa.retrieve import retrieve, token_weights
from qa.short import FAMILIES, KINDS, family
from qa.spans import drafts
from qa.syntax import Parse, open_parser

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

_HERE = Path(__file__).parent
NAMES = (*STATIC, *RELATIONS, *QUOTE)
_WRONG = 4  # wrong sentences a row
_WRONG_WEIGHT = 0.25
_PRIOR_ALL, _PRIOR_FAMILY, _PRIOR_KIND = 0.3, 0.6, 1.5  # the larger the closer to none
_PRECISION = 0.85


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


def collections() -> list[tuple[str, Path, Path]]:
    """Name, folder of sources and labelled rows of every collection that is fitted to."""
    found = [
        ("seeds", _HERE.parent / "seeds", _HERE / "seeds-tune.jsonl"),
        ("pellavik", _HERE / "collections" / "pellavik", _HERE / "pellavik-tune.jsonl"),
    ]
    training = sorted((_HERE / "training").glob("*.jsonl"))
    return found + [(rows.stem, rows.with_suffix(""), rows) for rows in training]


def cases_of(name: str, sources: Path, rows: Path, index: Path) -> list[Case]:
    """The cases of a collection; its index is built in the folder `index`."""
    update(index, sources, open_encoder())
    engine = Engine.open(index)
    quotes = engine.library.corpus.sentence_quotes()
    questions = [one for one in read_set(rows).questions if not one.history]
    parses = open_parser().parse([one.question for one in questions])
    return [
        case
        for question, parse in zip(questions, parses, strict=True)
        for case in _cases_of_row(engine, quotes, question, parse, name)
    ]


def _cases_of_row(
    engine: Engine, quotes: Sequence[str], row: Question, parse: Parse, name: str
) -> Iterable[Case]:
    library, text = engine.library, fold(row.question)
    encoded = engine.encoder.encode_tokens([text])[0]
    asked = asked_of(text, parse)
    words = question_words(parse, encoded, token_weights(text, encoded, library))
    ranked = [hit.sentence.row for hit in retrieve(library, text, encoded)]
    golds = [n for n, quote in enumerate(quotes) if any(fold(one) in quote for one in row.gold)]
    wrong = 0
    for number in dict.fromkeys([*ranked[:20], *golds]):
        gold = number in golds
        accepted = {normalised(one) for one in row.short}
        if not gold:
            if wrong == _WRONG or (accepted and _holds(quotes[number], accepted)):
                continue
            wrong += 1
        case = _case(engine, quotes[number], number, asked, parse, words, row, gold, name)
        if case is not None:
            yield replace_top(case, top=bool(ranked) and number == ranked[0])


def replace_top(case: Case, *, top: bool) -> Case:
    from dataclasses import replace

    return replace(case, top=top)


def _holds(quote: str, accepted: set[str]) -> bool:
    """Whether a sentence that is not the gold one holds an accepted answer: it may be right too."""
    padded = f" {normalised(quote)} "
    return any(f" {one} " in padded for one in accepted)


def _case(
    engine: Engine,
    quote: str,
    number: int,
    asked: Asked,
    question: Parse,
    words: QuestionWords,
    row: Question,
    gold: bool,
    name: str,
) -> Case | None:
    parse = engine.library.parses.parse(number)
    spans = drafts(parse, quote)
    if not spans:
        return None
    match = match_of(engine.library, number, parse, words)
    found = evidence(asked, question, parse, quote, spans, match)
    accepted = {normalised(one) for one in row.short} if gold else set()
    texts = [quote[parse[a].start : parse[b - 1].end] for a, b, _, _ in spans]
    right = np.array([normalised(one) in accepted for one in texts])
    table = np.concatenate(
        [found.static, found.relations, np.repeat(found.quote[None], len(spans), axis=0)], axis=1
    )
    has_short = any(normalised(one) not in ("yes", "no") for one in row.short)
    if gold and has_short and not right.any() and asked.kind != "yes_no":
        weight = 0.0  # no span is the answer, though there is one: it teaches nothing
    else:
        weight = 1.0 if gold else _WRONG_WEIGHT
    return Case(
        row.id, name, KINDS.index(asked.kind), table, right, weight, gold, False, has_short,
        tuple(texts), quote, row.question,
    )  # fmt: skip


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


def scored(cases: Sequence[Case], weights: Doubles) -> list[tuple[Case, int, float, float]]:
    """Each case with its best span, its probability, and the probability of any."""
    found = []
    for case in cases:
        scores = case.table.astype(np.float64) @ weights[case.kind]
        top = max(float(scores.max()), 0.0)
        raised = np.exp(scores - top)
        shares = raised / (raised.sum() + np.exp(-top))
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
    from sklearn.metrics import roc_auc_score

    held = [(one[3], one[0].gold) for one in found if one[0].has_short or not one[0].gold]
    area = roc_auc_score([gold for _, gold in held], [mass for mass, _ in held])
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
    """The weights as `qa.short.load_weights` reads them; the smallest are left out."""

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


def cross_validated(cases: Sequence[Case]) -> list[tuple[Case, int, float, float]]:
    """Each case as scored by weights that were fitted to the other collections."""
    found: list[tuple[Case, int, float, float]] = []
    for left_out in dict.fromkeys(case.collection for case in cases):
        fitted = fit([case for case in cases if case.collection != left_out])
        one = scored([case for case in cases if case.collection == left_out], fitted.weights)
        print(left_out, figures(one, threshold_of(one)), flush=True)
        found += one
    return found


def main() -> None:
    """Fits, says how well it does on collections left out, and writes the weights."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    cases: list[Case] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, sources, rows in collections():
            cases += cases_of(name, sources, rows, Path(folder) / name)
    found = cross_validated(cases)
    threshold = threshold_of(found)
    print("left out, all:", figures(found, threshold), "threshold", threshold)
    target = _HERE.parent / "qa" / "short_weights.json"
    target.write_text(saved(fit(cases), threshold), encoding="utf-8")


if __name__ == "__main__":
    main()
