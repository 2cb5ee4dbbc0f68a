"""What a benchmark measured, as a table, and on which machine."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

import psutil

Conditions = Mapping[str, object]  # what is true of a whole run, by name

_MEASURED = ("torch", "sentence-transformers", "onnxruntime", "faiss-cpu", "numpy")
# They choose the arithmetic for the processor of one machine; readers' machines do not set them.
UNSET = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")

_NOTES = """\
Every figure is the median of the rounds, in brackets the least and the greatest; the last column is
taken round by round. Less is better, but for passages/s and questions/s.

- *baseline*: the same model, files cut at 500 characters, an exact FAISS index, the nearest chunk
  (`eval/baseline.py`). It returns one chunk, and neither quotes, cites nor refuses.
- *indexing*: from files to an index that can be searched, the model loaded before. The baseline's
  passages are its chunks, and it has no int8. citewell also parses each sentence, keeps the vectors
  of all tokens, and writes all to disk.
- *cold start*: a whole process that prints one answer. citewell opens an index built before; the
  baseline stores nothing and encodes its chunks, or, in the row below, loads vectors saved before.
- *warm question*: one by one, the model loaded. *Bare encoding* is the same questions encoded and
  nothing else, by turns of 60; citewell's gives the vectors of their tokens too.
- *N over HTTP*: so many clients, each asking again as soon as it is answered, on the cores of the
  service; the baseline is behind a route of FastAPI (`eval/baseline_service.py`).
- *resident memory*: after the warm questions, the baseline with saved vectors.
- *index on disk*: citewell's holds texts, spans, words and vectors; the baseline's only vectors.
- *cores taken by others*: on average over the run; above 0.1, measure again on a machine at rest.
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured quantity: the values of each side, round by round."""

    name: str
    ours: tuple[float, ...]
    baseline: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours by the baseline's of the same round."""
        return tuple(a / b for a, b in zip(self.ours, self.baseline, strict=True))


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = ["| figure | citewell | baseline | citewell / baseline |"]
    rows.append("| --- | ---: | ---: | ---: |")
    for figure in figures:
        values = " | ".join(map(_spread, (figure.ours, figure.baseline, figure.ratios)))
        rows.append(f"| {figure.name} | {values} |")
    return "\n".join(rows) + "\n"


def write(output: Path, conditions: Conditions, figures: Sequence[Figure]) -> None:
    """Writes the table with its conditions to `output`, and all values as JSON beside it."""
    listed = "\n".join(f"- {name}: {value}" for name, value in conditions.items())
    output.parent.mkdir(parents=True, exist_ok=True)
    drawn = f"![citewell by the baseline]({output.stem}.svg)"
    text = f"# Benchmark\n\n{drawn}\n\n{table(figures)}\n{_NOTES}\n## Conditions\n\n{listed}\n"
    output.write_text(text, encoding="utf-8")
    rows = [{**asdict(figure), "ratios": figure.ratios} for figure in figures]
    values = {"conditions": dict(conditions), "figures": rows}
    output.with_suffix(".json").write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


def conditions() -> Conditions:
    """The machine and the versions."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        **{name: version(name) for name in _MEASURED},
    }


def processor() -> str:
    """The processor's name."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def seconds_of_others() -> float:
    """Processor time of all processes but this one and those that it started and awaited."""
    system = psutil.cpu_times()
    return float(system.user + system.nice + system.system) - sum(os.times()[:4])


def _spread(values: Sequence[float]) -> str:
    """The median, with the least and the greatest where values differ: 1.5 (1.2–1.9)."""
    middle, least, greatest = (_rounded(of(values)) for of in (median, min, max))
    return middle if least == greatest else f"{middle} ({least}–{greatest})"


def _rounded(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
