"""One call for what several threads ask at the same moment."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import pytest

from embeddings.encoder import Encoder
from embeddings.together import Together
from qa.engine import Engine
from tests.conftest import ROOT

QUESTIONS = (ROOT / "eval" / "bench_questions.txt").read_text(encoding="utf-8").splitlines()


class Work:
    """Doubles numbers; holds its first call until it is released; fails for a negative one."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.begun, self.released = threading.Event(), threading.Event()
        self._running = 0

    def __call__(self, items: Sequence[int]) -> list[int]:
        self._running += 1
        assert self._running == 1, "never twice at a time"
        self.batches.append(list(items))
        self.begun.set()
        assert self.released.wait(60)
        self._running -= 1
        if min(items) < 0:
            raise ValueError(str(min(items)))
        return [2 * item for item in items]


def asked(
    work: Work, together: Together[int, int], calls: Sequence[Sequence[int]]
) -> list[Future[list[int]]]:
    """Asks each of `calls` in a thread of its own, all but the first while the first runs."""
    pool = ThreadPoolExecutor(len(calls))
    futures = [pool.submit(together, calls[0])]
    assert work.begun.wait(60)
    for n, call in enumerate(calls[1:], 1):
        futures.append(pool.submit(together, call))
        while len(together._waiting) < n:
            pass
    work.released.set()
    pool.shutdown()
    return futures


def by_value(item: int) -> int:
    return abs(item)


def test_what_comes_while_it_runs_is_done_together() -> None:
    work = Work()
    calls = [[1], [2, 3], [4], [5, 6, 7]]
    futures = asked(work, Together(work, 32, by_value, 1000), calls)
    assert [f.result() for f in futures] == [[2], [4, 6], [8], [10, 12, 14]]
    assert work.batches == [[1], [2, 3, 4, 5, 6, 7]]


def test_no_more_than_fit_are_joined_and_no_call_is_split() -> None:
    work = Work()
    calls = [[1], [1, 1], [1, 1], [1, 1, 1, 1, 1], [1]]
    futures = asked(work, Together(work, 4, by_value, 1000), calls)
    assert [f.result() for f in futures] == [[2 for _ in call] for call in calls]
    assert [len(batch) for batch in work.batches] == [1, 4, 5, 1]


def test_the_short_do_not_wait_for_the_long() -> None:
    work = Work()
    calls = [[1], [2], [2], [90], [2], [2]]
    asked(work, Together(work, 32, by_value, 100), calls)
    assert work.batches == [[1], [2, 2], [90], [2, 2]]


def test_an_error_is_that_of_its_own_thread() -> None:
    work = Work()
    futures = asked(work, Together(work, 32, by_value, 1000), [[1], [2], [-3], [4]])
    assert [f.result() for f in (futures[0], futures[1], futures[3])] == [[2], [4], [8]]
    with pytest.raises(ValueError, match="-3"):
        futures[2].result()


def test_an_interrupt_is_that_of_its_own_thread() -> None:
    interrupted = iter([True])
    begun, released = threading.Event(), threading.Event()

    def work(items: Sequence[int]) -> list[int]:
        begun.set()
        assert released.wait(60)
        if 2 in items and next(interrupted, False):
            raise KeyboardInterrupt
        return list(items)

    together = Together(work, 32, by_value, 1000)
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(together, [1])]
        assert begun.wait(60)
        futures += [pool.submit(together, [item]) for item in (2, 3, 4)]
        while len(together._waiting) < 3:
            pass
        released.set()
    ended = [f.exception() for f in futures]
    assert sum(isinstance(e, KeyboardInterrupt) for e in ended) == 1
    assert all(f.result() == [n] for n, f in enumerate(futures, 1) if f.exception() is None)


def test_it_is_as_the_function_where_there_is_one_thread() -> None:
    together: Together[str, str] = Together(lambda items: [i.upper() for i in items], 2, len, 10)
    assert together(["a", "b", "c"]) == ["A", "B", "C"]
    assert together([]) == []


def test_many_threads_get_their_own_vectors(encoder: Encoder) -> None:
    alone = [encoder.encode_tokens([question])[0] for question in QUESTIONS]
    with ThreadPoolExecutor(8) as pool:
        joined = list(pool.map(lambda q: encoder.encode_tokens([q])[0], QUESTIONS))
    for one, other in zip(alone, joined, strict=True):
        np.testing.assert_array_equal(one.spans, other.spans)
        np.testing.assert_allclose(one.vector, other.vector, atol=1e-5)
        np.testing.assert_allclose(one.tokens, other.tokens, atol=1e-5)


def test_many_threads_get_the_answers_of_one(engine: Engine) -> None:
    alone = [engine.ask(question) for question in QUESTIONS]
    with ThreadPoolExecutor(8) as pool:
        joined = list(pool.map(engine.ask, QUESTIONS))
    for one, other in zip(alone, joined, strict=True):
        assert one.answer == other.answer
        assert [(c.source_id, c.start) for c in one.citations] == [
            (c.source_id, c.start) for c in other.citations
        ]
        assert one.confidence == pytest.approx(other.confidence, abs=1e-3)
