"""Two reports of the same sets beside each other: what got better and what got worse."""

from collections.abc import Mapping, Sequence
from math import comb
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.figures import HEADLINES, shown
from eval.report import JSON
from eval.sets import SetError
from eval.statistic import Figure
from eval.summary import number
from qa.query import describe


class _Value(BaseModel):
    value: float | None


class _Asked(BaseModel):
    """A question of a report: the stage at which its answer was lost, and what else it misses."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: str
    question: str
    stage: str | None
    misses: list[str]

    @property
    def lost(self) -> frozenset[str]:
        """What is wrong: `quote` where the answer was lost, at whatever stage, and the rest."""
        return frozenset(self.misses) | ({"quote"} if self.stage else set())

    def __str__(self) -> str:
        return ", ".join(([self.stage] if self.stage else []) + self.misses) or "right"


class _Scored(BaseModel):
    name: str
    index_id: str
    figures: dict[str, _Value]
    questions: list[_Asked]


class _Report(BaseModel):
    format: Literal[1]
    sets: list[_Scored]


def compare(old: Path, new: Path) -> str:
    """The comparison as text. `old`, `new`: a report.json each, or the folder that holds it.

    Raises SetError if one cannot be read, or if they have no set in common.
    """
    before = {one.name: one for one in _read(old).sets}
    after = {one.name: one for one in _read(new).sets}
    shared = [name for name in before if name in after]
    if not shared:
        raise SetError(
            f"no set is in both reports: {', '.join(before)} in {str(old)!r}, "
            f"{', '.join(after)} in {str(new)!r}"
        )
    parts = [_compared(before[name], after[name]) for name in shared]
    alone = sorted(before.keys() ^ after.keys())
    return "\n\n".join(parts + ([f"in one report only: {', '.join(alone)}"] if alone else []))


def sign_test(better: int, worse: int) -> float:
    """The chance of a split at least this uneven if better and worse were equally likely.

    Two-sided and exact (McNemar 1947 as a binomial test); 1 where nothing changed.
    """
    changed, fewer = better + worse, min(better, worse)
    tail = sum(comb(changed, n) for n in range(fewer + 1)) / (1 << changed)
    return min(1.0, 2 * tail)


def _compared(old: _Scored, new: _Scored) -> str:
    before = {one.id: one for one in old.questions}
    pairs = [(before[one.id], one) for one in new.questions if one.id in before]
    better = [(a, b) for a, b in pairs if a.lost > b.lost]
    worse = [(a, b) for a, b in pairs if a.lost < b.lost]
    moved = [p for p in pairs if str(p[0]) != str(p[1]) and p not in better and p not in worse]
    chance = sign_test(len(better), len(worse))
    lines = [
        f"{new.name}: index {old.index_id} -> {new.index_id}, {len(pairs)} questions in both",
        "",
        *_figures(old.figures, new.figures),
        "",
        f"{len(better)} questions better, {len(worse)} worse (sign test p = {chance:.3f})",
    ]
    for title, changed in (("better", better), ("worse", worse), ("otherwise changed", moved)):
        lines += ["", f"{title}:", *map(_line, changed)] if changed else []
    apart = sorted(set(before) ^ {one.id for one in new.questions})
    return "\n".join(
        lines + (["", f"asked in one report only: {', '.join(apart)}"] if apart else [])
    )


def _figures(old: Mapping[str, _Value], new: Mapping[str, _Value]) -> Sequence[str]:
    figures = shown(HEADLINES, old, new)
    width = max(len(figure.name) for figure in figures) + 1
    lines = [f"{'':{width}}{'old':>8}{'new':>8}{'change':>9}"]
    for figure in figures:
        a, b = (part[figure.name].value if figure.name in part else None for part in (old, new))
        change = "" if a is None or b is None else _change(figure, b - a)
        cells = f"{number(figure, a):>8}{number(figure, b):>8}{change}"
        lines.append(f"{figure.name:{width}}{cells}".rstrip())
    return lines


def _change(figure: Figure, change: float) -> str:
    text = number(figure, abs(change))
    if not float(text):
        return ""
    sign = "+" if change > 0 else "-"
    good = {"higher": change > 0, "lower": change < 0, "neither": None}[figure.better]
    return f"{sign + text:>9}" + ("" if good is None else "  better" if good else "  worse")


def _line(pair: tuple[_Asked, _Asked]) -> str:
    old, new = pair
    return f"  {new.id} ({new.kind}): {old} -> {new}: {new.question}"


def _read(path: Path) -> _Report:
    file = path / JSON if path.is_dir() else path
    try:
        return _Report.model_validate_json(file.read_bytes())
    except OSError as error:
        raise SetError(f"report {str(file)!r}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        problem = describe(error).removeprefix(": ")
        raise SetError(
            f"report {str(file)!r}: {problem}; write it again with citewell eval --report"
        ) from None
