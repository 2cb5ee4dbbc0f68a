"""The headline figures of a run, as a compact table and as plain values."""

from eval.figures import HEADLINES, Figure
from eval.score import Evaluation, Value


def as_text(evaluation: Evaluation) -> str:
    """A row for each headline figure, a column for each set: the value and its 95% interval."""
    heads = [f"{one.name} ({one.whole.rows})" for one in evaluation.sets]
    rows = [["", *heads]] + [
        [figure.name, *(_cell(figure, one.whole.figures[figure.name]) for one in evaluation.sets)]
        for figure in HEADLINES
    ]
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
            "figures": {f.name: plain(one.whole.figures[f.name]) for f in HEADLINES},
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
