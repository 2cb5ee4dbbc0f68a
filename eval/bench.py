"""The benchmark: citewell beside the baseline, in one run, round after round (A B A B).

    python -m eval.bench [--sources seeds] [--rounds 5] [--output eval/bench.md] [--quick]

What drifts on a machine drifts for both sides: ratios are taken within a round. Each side runs in
processes of its own, one at a time.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

import psutil

from embeddings.weights import Precision
from eval.bench_load import load, served
from eval.bench_plot import plot
from eval.bench_report import UNSET, Figure, conditions, seconds_of_others, table, write

OURS, BASELINE = "citewell", "baseline"
QUESTIONS = Path(__file__).with_name("bench_questions.txt")
OUTPUT = Path(__file__).with_name("bench.md")

Values = dict[str, float]  # what one side measures in a round, by the name of the figure

_FULL, _QUICK = (5, 300), (2, 60)  # rounds, questions a round
_LOADED = 60.0  # a load lasts as many seconds as there are such questions a round
_WARMING, _BLOCK = 20, 60
_INDEX, _VECTORS = "index", "baseline.faiss"


@dataclass(frozen=True, slots=True)
class Subject:
    """One side, opened. What `indexing` returns indexes the sources anew, with weights in the
    precision that it is given, if there is a choice: the number of passages."""

    ask: Callable[[str], object]
    encode: Callable[[str], object]
    indexing: Callable[[Precision], Callable[[], int]]
    size: int


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns the exit status: 1 when a measured process failed."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description="citewell, measured")
    parser.add_argument("--sources", type=Path, default=Path("seeds"), help="folder to index")
    parser.add_argument("--rounds", type=int, help=f"rounds to measure ({_FULL[0]})")
    parser.add_argument("--output", type=Path, help=f"table to write (eval/{OUTPUT.name})")
    parser.add_argument("--quick", action="store_true", help="a short look; writes only --output")
    given = parser.parse_args(arguments)
    rounds, asks = _QUICK if given.quick else _FULL
    if (rounds := rounds if given.rounds is None else given.rounds) < 1:
        parser.error(f"--rounds {rounds}: measure at least 1 round")
    started, others = time.perf_counter(), seconds_of_others()
    try:
        figures = run(given.sources.resolve(), rounds, asks)
    except subprocess.CalledProcessError as error:
        print(f"a measured process failed:\n{error.stderr}", file=sys.stderr)
        return 1
    taken = (seconds_of_others() - others) / (time.perf_counter() - started)
    run_as = {"cores taken by others": round(taken, 2), "rounds": rounds, "questions a round": asks}
    if output := given.output or (None if given.quick else OUTPUT):
        write(output, {**conditions(), **run_as}, figures)
        output.with_suffix(".svg").write_text(plot(figures), encoding="utf-8")
    print(f"{table(figures)}\ncores taken by others: {taken:.2f}")
    return 0


def run(sources: Path, rounds: int, asks: int) -> tuple[Figure, ...]:
    """Measures both sides over `sources`, alternately. Raises subprocess.CalledProcessError."""
    ours: list[Values] = []
    baseline: list[Values] = []
    questions = _questions()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        job = (sources, folder, asks)
        _in_process("prepare", sources, folder)
        # Not counted: it brings the files of both sides into the memory's cache.
        _cold_starts(sources, folder, questions[-1])
        for number, question in enumerate(islice(cycle(questions), rounds), start=1):
            print(f"round {number} of {rounds}", file=sys.stderr)
            cold = _cold_starts(sources, folder, question)
            loads = _loads(sources, folder, asks / _LOADED)
            ours.append(cold[0] | json.loads(_in_process("measure", OURS, *job)) | loads[0])
            baseline.append(cold[1] | json.loads(_in_process("measure", BASELINE, *job)) | loads[1])
    return tuple(
        Figure(name, *(tuple(values[name] for values in side) for side in (ours, baseline)))
        for name in ours[0]
    )


def prepare(sources: str, folder: str) -> None:
    """Builds both sides' indexes. Runs in a process of its own."""
    import faiss

    from embeddings.encoder import open_encoder
    from eval.baseline import Baseline
    from qa.indexing import update

    update(Path(folder, _INDEX), Path(sources), open_encoder())
    faiss.write_index(Baseline(Path(sources)).index, str(Path(folder, _VECTORS)))


def measure(side: str, sources: str, folder: str, asks: str) -> None:
    """Prints the figures of one side, but for its cold start. Runs in a process of its own."""
    subject = (_ours if side == OURS else _baseline)(Path(sources), Path(folder))
    for question in _questions()[:_WARMING]:
        subject.ask(question)
    stream, encoded, asked = cycle(_questions()), list[float](), list[float]()
    # In blocks: what a question leaves behind (threads that still spin) is felt by the next one.
    while len(asked) < int(asks):
        block = list(islice(stream, _BLOCK))
        asked += [_seconds(subject.ask, question) * 1000 for question in block]
        encoded += [_seconds(subject.encode, question) * 1000 for question in block]
    resident = psutil.Process().memory_info().rss  # before indexing, which needs more
    rows, seconds = _timed(subject.indexing("float32"))
    small, quicker = _timed(subject.indexing("int8"))
    values = {
        "passages indexed": rows,
        "indexing, passages/s": rows / seconds,
        "indexing in int8, passages/s": small / quicker,
        "indexing the sources, s": seconds,
        "warm question p50, ms": median(asked),
        "warm question p95, ms": quantiles(asked, n=100)[94],
        "warm question p99, ms": quantiles(asked, n=100)[98],
        "bare encoding p50, ms": median(encoded),
        "bare encoding p99, ms": quantiles(encoded, n=100)[98],
        "warm question p50 / bare encoding p50": median(asked) / median(encoded),
        "resident memory, MB": resident / 1e6,
        "index on disk, KB": subject.size / 1e3,
    }
    print(json.dumps(values))


def _ours(sources: Path, folder: Path) -> Subject:
    from embeddings.encoder import open_encoder
    from qa.engine import Engine
    from qa.indexing import update

    index, fresh = folder / _INDEX, folder / f"fresh-{os.getpid()}"
    engine = Engine.open(index)

    def indexing(precision: Precision) -> Callable[[], int]:
        # On all cores, as `citewell index` opens it.
        encoder = open_encoder(precision=precision)
        return lambda: update(fresh / precision, sources, encoder).passages

    return Subject(
        ask=engine.ask,
        encode=lambda question: engine.encoder.encode_tokens([question]),
        indexing=indexing,
        size=sum(path.stat().st_size for path in index.rglob("*") if path.is_file()),
    )


def _baseline(sources: Path, folder: Path) -> Subject:
    from eval.baseline import Baseline, cut

    baseline = Baseline(sources, folder / _VECTORS)

    def index() -> int:
        baseline.chunks = cut(sources)
        return int(baseline.build().ntotal)

    return Subject(
        ask=baseline.ask,
        encode=lambda question: baseline.model.encode([question], normalize_embeddings=True),
        indexing=lambda _: index,
        size=(folder / _VECTORS).stat().st_size,
    )


def _cold_starts(sources: Path, folder: Path, question: str) -> tuple[Values, Values]:
    """Seconds to a first answer, of citewell and of the baseline."""
    ours = _seconds(_python, "-m", "citewell", "ask", question, "--index", folder / _INDEX)
    baseline = ("-m", "eval.baseline", sources, question)
    fresh, saved = _seconds(_python, *baseline), _seconds(_python, *baseline, folder / _VECTORS)
    usage = _seconds(_python, "-m", "citewell", "--help")
    first, second = "cold start, s", "cold start, baseline with saved vectors, s"
    third = "--help, s (the baseline: an empty program)"
    return (
        {first: ours, second: ours, third: usage},
        {first: fresh, second: saved, third: _seconds(_python, "-c", "")},
    )


def _loads(sources: Path, folder: Path, seconds: float) -> tuple[Values, Values]:
    """Questions a second over HTTP, of citewell and of the baseline."""
    ours = ("-m", "citewell", "serve", "--index", str(folder / _INDEX), "--port", "0")
    found: list[Values] = []
    for command in (ours, ("-m", "eval.baseline_service", str(sources))):
        with served(command, _environment()) as address:
            found.append(load(address, _questions(), seconds))
    return found[0], found[1]


def _in_process(function: str, *arguments: object) -> str:
    """What a function of this module prints when another process calls it."""
    return _python(
        "-c", f"import sys; from eval.bench import {function} as f; f(*sys.argv[1:])", *arguments
    )


def _python(*arguments: object) -> str:
    """What a Python process prints. Raises subprocess.CalledProcessError if it fails."""
    command = [sys.executable, *(str(argument) for argument in arguments)]
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=True)
    return done.stdout


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in UNSET}


def _questions() -> list[str]:
    return QUESTIONS.read_text(encoding="utf-8").splitlines()


def _timed(call: Callable[[], int]) -> tuple[int, float]:
    """What it returns, and the seconds that it takes."""
    started = time.perf_counter()
    result = call()
    return result, time.perf_counter() - started


def _seconds(call: Callable[..., object], *arguments: object) -> float:
    started = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
