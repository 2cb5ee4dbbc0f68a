"""The benchmark of size: the same commands over collections of 1,000 passages to a million.

    python -m eval.bench_scale [--sizes 1000,10000,100000] [--each 2] [--folder DIR] [--output FILE]

Texts are generated (`eval.generated`); vectors and parses are real for a sample of sentences and
drawn for the rest (`eval.drawn`), or building the largest would take days. Each size is built, and
asked, in processes of its own.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import numpy as np

from eval.bench_report import UNSET, processor, seconds_of_others
from eval.generated import EACH
from eval.scale import FROM_DISK, OPENED, P50, SAMPLE, SIZE, WARMING, Values

OUTPUT = Path(__file__).with_name("bench_scale.md")
SIZES = (1_000, 10_000, 100_000)

_NOTES = """\
- Texts are written by rules (`eval/generated.py`). Vectors and token vectors of {sample} sentences
  and {sample} passages are the real model's; others are drawn around real ones, and parses
  are made by rule (`eval/drawn.py`), so that *building* is all of it but the models' own time.
  Questions are encoded and parsed by the real models.
- *opening*: `Library.open`, the least of {opened}, the files in the memory's cache; its work is the
  time of the processor. The models are loaded before.
- *from the disk*: nothing of the index is in memory before, as after a start of the machine: the
  first question, and the next {from_disk}. All that follows is of another process.
- *first question, the next hundred*: blocks of the files are checked when they are first read;
  *warm* is after {warming}, when a large index still has new ones; *all checked* is a hundred more
  questions when none is left.
- *memory*: after the questions, models included; *without files* is what no file is mapped for.
- *recall*: of the ten nearest sentences of each question, the share that the index finds.
- *exponent*: the slope from each size to the next in logarithms; 1 is growth like the collection's.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns the exit status: 1 when a measured process failed."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.bench_scale", description="size, measured"
    )
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="passages, between commas")
    parser.add_argument("--each", type=int, default=EACH, help="sentences of a passage")
    parser.add_argument("--folder", type=Path, help="where to build (a folder that is removed)")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="table to write")
    given = parser.parse_args(arguments)
    started, others = time.perf_counter(), seconds_of_others()
    try:
        with tempfile.TemporaryDirectory(dir=given.folder) as name:
            found = [_measured(Path(name) / str(n), n, given.each) for n in given.sizes]
    except subprocess.CalledProcessError as error:
        print(f"a measured process failed:\n{error.stderr}", file=sys.stderr)
        return 1
    taken = (seconds_of_others() - others) / (time.perf_counter() - started)
    write(given.output, found, _conditions(taken))
    print(table(found))
    return 0


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(part) for part in text.split(",")))


def _measured(folder: Path, size: int, each: int) -> Values:
    print(f"{size} passages", file=sys.stderr)
    built: Values = json.loads(_in_process("build", folder, size, each))
    first: Values = json.loads(_in_process("from_disk", folder))
    answered: Values = json.loads(_in_process("answer", folder))
    return built | first | answered


def table(found: Sequence[Values]) -> str:
    """A column for each size, a row for each figure, and behind it the exponents of its growth."""
    heads = [f"{values[SIZE]:,.0f}" for values in found]
    rows = [
        f"| {SIZE} | {' | '.join(heads)} | exponent |",
        "| --- |" + " ---: |" * (len(found) + 1),
    ]
    for name in found[0]:
        if name != SIZE:
            values = " | ".join(_rounded(one[name]) for one in found)
            rows.append(f"| {name} | {values} | {exponents(found, name)} |")
    return "\n".join(rows) + "\n"


def exponents(found: Sequence[Values], name: str) -> str:
    """How a figure grows from each size to the next."""
    slopes = [
        np.log(after[name] / before[name]) / np.log(after[SIZE] / before[SIZE])
        for before, after in pairwise(found)
        if before[name] > 0 and after[name] > 0
    ]
    return ", ".join(f"{slope:.2f}" for slope in slopes)


def plot(found: Sequence[Values], name: str, width: int = 480, height: int = 280) -> str:
    """A figure by size, both in logarithms, as SVG."""
    xs, ys = (np.log10([values[key] for values in found]) for key in (SIZE, name))
    low, high = np.floor(ys.min()), np.ceil(ys.max() + 1e-9)
    left = 60 + (xs - xs[0]) / max(xs[-1] - xs[0], 1e-9) * (width - 80)
    top = 20 + (high - ys) / max(high - low, 1e-9) * (height - 70)
    points = list(zip(left.round(1).tolist(), top.round(1).tolist(), found, strict=True))
    marks = "".join(
        f'<circle cx="{x}" cy="{y}" r="3"/>'
        f'<text x="{x}" y="{y - 8}" text-anchor="middle">{_rounded(values[name])}</text>'
        f'<text x="{x}" y="{height - 30}" text-anchor="middle">{values[SIZE]:,.0f}</text>'
        for x, y, values in points
    )
    line = " ".join(f"{x},{y}" for x, y, _ in points)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="11">'
        f'<rect width="{width}" height="{height}" fill="white"/>'
        f'<polyline points="{line}" fill="none" stroke="black"/>{marks}'
        f'<text x="{width / 2}" y="{height - 8}" text-anchor="middle">{name}, by passages</text>'
        "</svg>\n"
    )


def write(output: Path, found: Sequence[Values], conditions: Mapping[str, object]) -> None:
    """Writes the table with its conditions to `output`, all values as JSON and a plot beside it."""
    output.parent.mkdir(parents=True, exist_ok=True)
    listed = "\n".join(f"- {name}: {value}" for name, value in conditions.items())
    notes = _NOTES.format(sample=f"{SAMPLE:,}", opened=OPENED, warming=WARMING, from_disk=FROM_DISK)
    picture = output.with_suffix(".svg")
    picture.write_text(plot(found, P50), encoding="utf-8")
    output.write_text(
        f"# Benchmark of size\n\n{table(found)}\n![{P50}, by passages]({picture.name})\n\n"
        f"{notes}\n## Conditions\n\n{listed}\n",
        encoding="utf-8",
    )
    content = json.dumps({"conditions": conditions, "figures": found}, indent=1)
    output.with_suffix(".json").write_text(content + "\n", encoding="utf-8")


def _in_process(function: str, *arguments: object) -> str:
    """What a function of this module prints when another process calls it."""
    code = f"import sys; from eval.scale import {function} as f; f(*sys.argv[1:])"
    environment = {name: value for name, value in os.environ.items() if name not in UNSET}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def _conditions(taken: float) -> Mapping[str, object]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "cores taken by others": round(taken, 2),
        "python": platform.python_version(),
        **{name: version(name) for name in ("faiss-cpu", "numpy", "onnxruntime")},
    }


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
