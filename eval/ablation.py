"""What each part of the engine buys: the same sets, asked of the engine without it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from eval.judge import judge
from eval.run import Progress, run
from eval.score import Ablation, Evaluation, group
from eval.sets import QuestionSet
from qa.engine import Engine

SHOWN = (
    "ranked_quote@1",
    "quote@1",
    "rr",
    "auroc_right",
    "auroc_answerable",
    "ece",
    "refusal_recall",
    "answered",
    "error_among_answered",
)
"""The figures of an ablation table, by name."""

Variant = tuple[str, Engine]


def variants(engine: Engine) -> Iterator[Variant]:
    """The engine as it is, by the name "all", and without each part that can be left out."""
    yield "all", engine


def with_ablations(
    evaluation: Evaluation,
    engines: Sequence[Variant],
    sets: Sequence[QuestionSet],
    progress: Progress | None = None,
) -> Evaluation:
    """The evaluation of `sets`, in their order, with a row of figures for each of `engines`."""
    scores = zip(evaluation.sets, sets, strict=True)
    return Evaluation(
        tuple(replace(one, ablations=ablate(engines, asked, progress)) for one, asked in scores)
    )


def ablate(
    engines: Iterable[Variant], questions: QuestionSet, progress: Progress | None = None
) -> tuple[Ablation, ...]:
    """The figures SHOWN of each named engine, in order, every question asked of each anew.

    Raises SetError if the set does not fit an engine's collection.
    """
    found = []
    for name, engine in engines:
        figures = group(name, judge(run(engine, questions, progress))).figures
        found.append(Ablation(name, {shown: figures[shown].value for shown in SHOWN}))
    return tuple(found)
