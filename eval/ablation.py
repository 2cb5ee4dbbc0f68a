"""What each part of the engine buys: the same sets, asked of the engine without it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from eval.judge import judge
from eval.run import Progress, run
from eval.score import Ablation, Evaluation, group
from eval.sets import QuestionSet
from qa.engine import Engine
from qa.features import MATCHED, NAMES
from qa.ranker import first_order

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


_PARTS: dict[str, tuple[str, ...]] = {
    "spans that could answer": tuple(name for name in NAMES if name.startswith("spans_")),
    "what is new in a sentence": ("new_words", "new_share", "has_verb", "length"),
    "sentences beside": tuple(n for n in MATCHED if n.endswith(("_before", "_after"))),
    "the passage": (*(n for n in MATCHED if n.endswith("_passage")), "least_passage"),
    "the verb and the noun asked for": ("predicate", "asked_noun"),
    "the word matched least": ("least_sentence", "least_passage"),
    "dates": ("date_match", "date_conflict"),
    "the cosine": ("dense",),
    "words in common": ("lexical",),
}


def variants(engine: Engine) -> Iterator[Variant]:
    """The engine as it is, by the name "all", and without each part that can be left out.

    The weights of what remains are not fitted anew: a part whose work others could have learned
    looks more needed than it is. "no training" is the order in which candidates are chosen.
    """
    yield "all", engine
    for part, names in _PARTS.items():
        yield f"without {part}", replace(engine, ranker=engine.ranker.without(names))
    first = replace(engine.ranker, ranking=first_order())
    yield "no training", replace(engine, ranker=first)


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
