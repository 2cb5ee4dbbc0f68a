"""Verdicts -> figures with intervals, by set, by kind, by source; and the floors that they have."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.bootstrap import draws
from eval.figures import BY_NAME, FIGURES
from eval.follow_ups import with_alone
from eval.judge import Verdict, judge
from eval.run import Progress, run
from eval.sets import QuestionSet, SetError
from eval.statistic import Value, value_of
from qa.engine import Engine
from qa.threshold import Threshold

FLOORS = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Group:
    """The figures, by name, of the questions that have something in common."""

    name: str
    rows: int
    figures: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Ablation:
    """The headline figures, by name, of a variant of the engine: one without some part of it."""

    name: str
    figures: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class SetScore:
    """A set's figures, over the index `index_id`. A row with two sources counts for each.

    `threshold`: what a confidence had to reach for an answer, if known; `ablations`: the figures of
    the engine without some of its parts.
    """

    name: str
    index_id: str
    model_id: str
    whole: Group
    kinds: tuple[Group, ...]
    sources: tuple[Group, ...]
    verdicts: tuple[Verdict, ...]
    threshold: Threshold | None = None
    ablations: tuple[Ablation, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of some sets. Those of other indexes are joined with `+`."""

    sets: tuple[SetScore, ...]

    def __add__(self, other: "Evaluation") -> "Evaluation":
        return Evaluation(self.sets + other.sets)


def evaluate(
    engine: Engine, sets: Sequence[QuestionSet], progress: Progress | None = None
) -> Evaluation:
    """Asks every question of the sets and scores the answers; follow-ups are asked alone, too.

    `progress` is called with the questions asked and to ask, for each set and each way to ask them.
    Raises SetError if a set does not fit the engine's collection, or if two have one name.
    """
    names = [one.name for one in sets]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise SetError(f"two sets have the name {twice[0]!r}; rename one of the files")
    return Evaluation(tuple(_evaluate(engine, one, progress) for one in sets))


def _evaluate(engine: Engine, questions: QuestionSet, progress: Progress | None) -> SetScore:
    manifest = engine.library.manifest
    said = judge(run(engine, questions, progress))
    verdicts = with_alone(engine, questions, said, progress)
    scored = score(questions.name, manifest.index_id, manifest.model_id, verdicts)
    return replace(scored, threshold=engine.threshold)


def score(name: str, index_id: str, model_id: str, verdicts: Sequence[Verdict]) -> SetScore:
    """The figures of a set's verdicts, of which there is at least one."""
    kinds: dict[str, list[Verdict]] = {}
    sources: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        kinds.setdefault(verdict.record.question.kind, []).append(verdict)
        for source in verdict.record.question.sources:
            sources.setdefault(source, []).append(verdict)
    return SetScore(
        name=name,
        index_id=index_id,
        model_id=model_id,
        whole=group(name, verdicts, whole=True),
        kinds=tuple(group(kind, kinds[kind]) for kind in sorted(kinds)),
        sources=tuple(group(source, sources[source]) for source in sorted(sources)),
        verdicts=tuple(verdicts),
    )


def group(name: str, verdicts: Sequence[Verdict], *, whole: bool = False) -> Group:
    """All figures of the verdicts. `whole`: curves have intervals too, which take a while."""
    drawn = draws(len(verdicts))
    values = {figure.name: value_of(figure, verdicts, drawn, whole=whole) for figure in FIGURES}
    return Group(name, len(verdicts), values)


def gate(evaluation: Evaluation, floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """What falls short, a line each; empty if nothing does.

    `floors`: the least that each figure of a set must be, by set and figure; the most where lower
    is better. A set or a figure that has a floor but no value falls short.
    """
    scored = {one.name: one.whole.figures for one in evaluation.sets}
    short: list[str] = []
    for name, wanted in floors.items():
        if name not in scored:
            short.append(f"{name}: has floors, but was not evaluated")
            continue
        for figure, bound in wanted.items():
            value = scored[name][figure].value
            least = BY_NAME[figure].better == "higher"
            if value is None or (value < bound if least else value > bound):
                said = "has no value" if value is None else f"is {value:.3f}"
                limit = f"{'at least' if least else 'at most'} {bound:g}"
                short.append(f"{name}: {figure} {said}, must be {limit}")
    return short


def read_floors(path: Path = FLOORS) -> dict[str, dict[str, float]]:
    """The floors of a file, by set and figure. Raises SetError for the first thing wrong."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SetError(f"floors {str(path)!r}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SetError(f"{path.name}: {error}") from error
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise SetError(f"{path.name}: {name}: expected a table [{name}] of figures")
        for figure, bound in table.items():
            if figure not in BY_NAME or BY_NAME[figure].better == "neither":
                raise SetError(
                    f"{path.name}: [{name}] {figure}: no figure with floors has the name"
                )
            if not isinstance(bound, int | float) or isinstance(bound, bool):
                raise SetError(f"{path.name}: [{name}] {figure}: {bound!r} is no number")
    return tables
