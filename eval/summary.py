"""The headline figures of a run, as a compact table and as plain values."""

from collections.abc import Sequence
from dataclasses import asdict

from eval.figures import BY_NAME, HEADLINES, of_conversations, shown
from eval.score import Evaluation, SetScore
from eval.statistic import Figure, Value


def as_text(evaluation: Evaluation) -> str:
    """A row for each headline figure, a column for each set: the value and its 95% interval.

    Sets of conversations, which have more figures, stand in a table of their own.
    """
    talks = [one for one in evaluation.sets if of_conversations(one.whole.figures)]
    single = [one for one in evaluation.sets if one not in talks]
    parts = [
        *(_headlines(sets) for sets in (single, talks) if sets),
        "\n".join(f"{s.name}: threshold {s.threshold}" for s in evaluation.sets if s.threshold),
        *(_ablations(one) for one in evaluation.sets if one.ablations),
    ]
    return "\n\n".join(part for part in parts if part)


def _headlines(sets: Sequence[SetScore]) -> str:
    """A row for each headline figure, a column for each set."""
    rows = [
        [figure.name, *(_cell(figure, one.whole.figures[figure.name]) for one in sets)]
        for figure in shown(HEADLINES, *(one.whole.figures for one in sets))
    ]
    return _table([["", *(f"{one.name} ({one.whole.rows})" for one in sets)], *rows])


def _ablations(score: SetScore) -> str:
    """A row for each variant of the engine, a column for each figure."""
    names = list(score.ablations[0].figures)
    rows = [
        [one.name, *(number(BY_NAME[name], one.figures[name]) for name in names)]
        for one in score.ablations
    ]
    return _table([[score.name, *names], *rows])


def _table(rows: list[list[str]]) -> str:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def as_json(evaluation: Evaluation) -> dict[str, object]:
    """The headline figures by set and name."""
    return {
        one.name: {
            "rows": one.whole.rows,
            "index_id": one.index_id,
            "threshold": None if one.threshold is None else asdict(one.threshold),
            "figures": {f.name: plain(one.whole.figures[f.name]) for f in HEADLINES},
            "ablation": {variant.name: dict(variant.figures) for variant in one.ablations},
        }
        for one in evaluation.sets
    }


def plain(value: Value) -> dict[str, float | int | None]:
    """A value as JSON holds it, to four places."""
    parts = {"value": value.value, "low": value.low, "high": value.high}
    rounded = {key: None if part is None else round(part, 4) for key, part in parts.items()}
    return {**rounded, "rows": value.rows}


def number(figure: Figure, value: float | None) -> str:
    """A figure's value as people read it."""
    if value is None:
        return "–"
    return f"{value:.0f}" if figure.unit == "characters" else f"{value:.3f}"


def _cell(figure: Figure, value: Value) -> str:
    if value.value is None:
        return "–"
    low, high = number(figure, value.low), number(figure, value.high)
    return f"{number(figure, value.value)} [{low}, {high}]"
