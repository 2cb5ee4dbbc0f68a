"""The floor under a question on this machine, and where our time goes: python -m eval.limit.

The floor is arithmetic on measured rates: an encoder cannot be done before its multiplications are,
nor before its weights were read; a search not before its vectors were.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from embeddings.encoder import open_encoder
from embeddings.vectors import VectorIndex
from eval.bench import OUTPUT as BENCH
from eval.bench import QUESTIONS
from eval.bench_report import conditions
from eval.templating import TEMPLATES
from qa.engine import Engine
from qa.indexing import update

OUTPUT = Path(__file__).with_name("limit.md")
_PAGE = TEMPLATES / "limit.md"
_ROUNDS, _ROWS = 7, 100_000
_SQUARE = 1_536  # the side of the matrices that show what the processor can do
_LARGE = 1 << 28  # bytes that no cache holds


@dataclass(frozen=True, slots=True)
class Shape:
    """An encoder's size: its layers, the width of its vectors and of what lies between."""

    layers: int
    width: int
    between: int

    @property
    def weights(self) -> int:
        """Numbers that a token is multiplied with: four squares and two rectangles a layer."""
        return self.layers * (4 * self.width**2 + 2 * self.width * self.between)


@dataclass(frozen=True, slots=True)
class Rates:
    """What one thread does on this machine, at best.

    arithmetic      multiplications and additions of float32 a second, in a large product
    memory, cache   bytes a second that are read from memory, and of as many as the weights are
    """

    arithmetic: float
    memory: float
    cache: float


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: prints the page and writes it to `--output`."""
    parser = argparse.ArgumentParser(prog="python -m eval.limit")
    parser.add_argument("--sources", type=Path, default=Path("seeds"), help="folder to index")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        update(Path(folder), given.sources, open_encoder())
        engine = Engine.open(folder)
    with threadpool_limits(1):
        text = page(engine)
    given.output.write_text(text, encoding="utf-8")
    print(text)
    return 0


def page(engine: Engine) -> str:
    """The page in Markdown."""
    config = json.loads((engine.encoder.model.folder / "config.json").read_bytes())
    shape = Shape(config["num_hidden_layers"], config["hidden_size"], config["intermediate_size"])
    questions = QUESTIONS.read_text(encoding="utf-8").splitlines()
    tokens = round(median(_tokens(engine, question) for question in questions))
    typical = min(questions, key=lambda question: abs(_tokens(engine, question) - tokens))
    rates = measured_rates(shape)
    return _PAGE.read_text(encoding="utf-8").format(
        tokens=tokens,
        encoding=_encoding(engine, shape, rates, tokens, typical),
        search=_search(engine, rates),
        stages=_stages(engine, questions),
        conditions="\n".join(f"- {name}: {value}" for name, value in conditions().items()),
        bench=BENCH.name,
    )


def measured_rates(shape: Shape) -> Rates:
    """The best of some rounds."""
    square = np.ones((_SQUARE, _SQUARE), dtype=np.float32)
    seconds = _best(lambda: square @ square)
    return Rates(2 * _SQUARE**3 / seconds, _read_rate(_LARGE), _read_rate(4 * shape.weights))


def _read_rate(size: int) -> float:
    numbers = np.ones(size // 4, dtype=np.float32)
    return numbers.nbytes / _best(lambda: np.dot(numbers, numbers))


def products(shape: Shape, tokens: int) -> Callable[[], None]:
    """The encoder's products with weights, and nothing else, by numpy's BLAS."""
    generator = np.random.default_rng(0)

    def matrix(rows: int, columns: int) -> npt.NDArray[np.float32]:
        return generator.standard_normal((rows, columns), dtype=np.float32)

    narrow, wide = matrix(tokens, shape.width), matrix(tokens, shape.between)
    layers = [
        [matrix(shape.width, shape.width) for _ in range(4)]
        + [matrix(shape.width, shape.between), matrix(shape.between, shape.width)]
        for _ in range(shape.layers)
    ]

    def run() -> None:
        for layer in layers:
            for weights in layer:
                _ = (wide if len(weights) == shape.between else narrow) @ weights

    return run


def _encoding(engine: Engine, shape: Shape, rates: Rates, tokens: int, question: str) -> str:
    operations, size = 2 * shape.weights * tokens, 4 * shape.weights
    ours = _best(lambda: engine.encoder.encode_tokens([question]), 100)
    rows = [
        ("multiplications", f"{operations / 1e6:.0f} million at {rates.arithmetic / 1e9:.0f} G/s",
         operations / rates.arithmetic),
        ("weights, from memory", f"{size / 1e6:.1f} MB at {rates.memory / 1e9:.1f} GB/s",
         size / rates.memory),
        ("weights, from the cache", f"{size / 1e6:.1f} MB at {rates.cache / 1e9:.1f} GB/s",
         size / rates.cache),
        ("its products alone, by BLAS", "", _best(products(shape, tokens), 100)),
        ("ours, tokenising included", "", ours),
    ]  # fmt: skip
    return _table(rows)


def _search(engine: Engine, rates: Rates) -> str:
    generator = np.random.default_rng(0)
    vectors = generator.standard_normal((_ROWS, engine.encoder.dim), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = VectorIndex.build(vectors)
    size = vectors.nbytes
    rows = [
        (f"{_ROWS:,} vectors, from memory", f"{size / 1e6:.0f} MB", size / rates.memory),
        ("ours, exact", "", _best(lambda: index.search(vectors[0], 50))),
    ]
    return _table(rows)


def _stages(engine: Engine, questions: Sequence[str]) -> str:
    """The median of each stage of a warm question."""
    times: dict[str, list[float]] = {}

    def watch(
        library: object, query: object, response: object, seconds: Mapping[str, float]
    ) -> None:
        for stage, taken in seconds.items():
            times.setdefault(stage, []).append(taken)

    watched = replace(engine, watch=watch)
    for question in [*questions, *questions]:
        watched.ask(question)
    return _table([(stage, "", median(taken[len(taken) // 2 :])) for stage, taken in times.items()])


def _tokens(engine: Engine, question: str) -> int:
    """With the two marks that the model puts around a text."""
    return len(engine.encoder.encode_tokens([question])[0].spans) + 2


def _best(call: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """The least seconds of some calls: what else the machine does only adds."""
    call()
    least = float("inf")
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        least = min(least, time.perf_counter() - started)
    return least


def _table(rows: Sequence[tuple[str, str, float]]) -> str:
    lines = ["| | | ms |", "| --- | --- | ---: |"]
    lines += [f"| {name} | {how} | {seconds * 1000:.2f} |" for name, how, seconds in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
