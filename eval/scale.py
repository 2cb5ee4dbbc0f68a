"""What the benchmark of size measures: functions that each run in a process of their own.

They print their figures as JSON, by the names that the table has.
"""

import json
import os
import resource
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import numpy as np
import psutil

from embeddings.encoder import open_encoder
from eval.drawn import DrawnEncoder, DrawnParser
from eval.generated import questions, sentences, write_collection
from qa.engine import Engine
from qa.indexing import update
from qa.library import Library

SAMPLE, ASKED, WARMING, FROM_DISK, OPENED, NEAREST = 1_000, 100, 500, 20, 5, 10

Values = dict[str, float]
SIZE, P50 = "passages", "all checked: question p50, ms"


def build(folder: str, size: str, each: str) -> None:
    """Writes the texts and builds the index."""
    root = Path(folder)
    write_collection(root / "sources", int(size), int(each))
    encoder = DrawnEncoder(open_encoder(), sentences(SAMPLE), SAMPLE)
    started = time.perf_counter()
    summary = update(root / "index", root / "sources", encoder, parser=DrawnParser())
    seconds = time.perf_counter() - started
    bytes_of = sum(path.stat().st_size for path in (root / "index").rglob("*") if path.is_file())
    values = {
        SIZE: summary.passages,
        "sentences": summary.sentences,
        "building, s": seconds,
        "memory while building, MB": _most_resident() / 1e6,
        "index on disk, MB": bytes_of / 1e6,
    }
    print(json.dumps(values))


def answer(folder: str) -> None:
    """Opens the index and asks."""
    index = Path(folder, "index")
    engine = Engine.open(index)
    opening = [_timed(lambda: Library.open(index)) for _ in range(OPENED)]

    asked = questions(WARMING + 2 * ASKED)
    warming, warm, checked = asked[:WARMING], asked[WARMING:-ASKED], asked[-ASKED:]
    first, *early = _ask(engine, warming)
    times = _ask(engine, warm)
    engine.library.checks.need_all()
    last = _ask(engine, checked)
    values = {
        "opening, s": min(seconds for seconds, _ in opening),
        "opening, s of work": min(work for _, work in opening),
        "first question, ms": first,
        "the next hundred p50, ms": median(early[:ASKED]),
        "warm question p50, ms": median(times),
        "warm question p95, ms": quantiles(times, n=20)[18],
        P50: median(last),
        "all checked: question p95, ms": quantiles(last, n=20)[18],
        "memory, MB": psutil.Process().memory_info().rss / 1e6,
        "memory without files, MB": _anonymous() / 1e6,
        "recall of the ten nearest": _recall(engine, warm),
    }
    print(json.dumps(values))


def from_disk(folder: str) -> None:
    """Asks when none of the index is in memory."""
    index = Path(folder, "index")
    _forget(index)
    engine = Engine.open(index)
    first, *others = _ask(engine, questions(1 + FROM_DISK))
    values = {
        "from the disk: first question, ms": first,
        f"from the disk: the next {FROM_DISK} p50, ms": median(others),
    }
    print(json.dumps(values))


def _forget(folder: Path) -> None:
    """Has the system drop what it keeps of the files of a folder in memory."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())  # what is not written yet, it cannot drop
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _ask(engine: Engine, asked: Sequence[str]) -> list[float]:
    """Milliseconds that each question took."""
    return [_timed(partial(engine.ask, question))[0] * 1000 for question in asked]


def _recall(engine: Engine, asked: Sequence[str]) -> float:
    """How many of the ten nearest sentences a search finds, all vectors compared one by one."""
    vectors = engine.library.sentence_vectors
    queries = engine.encoder.encode(list(asked))
    best = np.full((len(queries), NEAREST), -2.0, dtype=np.float32)
    for start in range(0, len(vectors), 1 << 14):
        rows = np.arange(start, min(start + (1 << 14), len(vectors)))
        cosines = np.concatenate([best, queries @ vectors.vectors(rows).T], axis=1)
        best = np.partition(cosines, -NEAREST, axis=1)[:, -NEAREST:]
    # By their cosines: of two sentences that are as near, either will do.
    found = [vectors.search(query, NEAREST)[1] for query in queries]
    hits = [
        (one >= least - 1e-5).mean() for one, least in zip(found, best.min(axis=1), strict=True)
    ]
    return float(np.mean(hits))


def _timed(call: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and seconds of the processor."""
    started, worked = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - started, time.process_time() - worked


def _anonymous() -> int:
    """The bytes of this process's memory that no file is mapped for."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon"))


def _most_resident() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
