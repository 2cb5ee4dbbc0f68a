"""The queue and the deadline: who waits, who is refused, and that places are given back."""

import asyncio
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from qa.engine import Engine
from service.deadline import Deadline
from service.measures import Measures
from service.queueing import Queue, QueueFull
from service.settings import Settings
from service.visit import ARRIVED, Visit, arrival_of, with_visit
from tests.guarding import QUESTION, HeldEncoder, held, service
from tests.reading import problem

Ask = Callable[[], "Future[httpx.Response]"]


def value(client: httpx.Client, name: str) -> float:
    """One of the service's measures."""
    lines = client.get("/metrics").text.splitlines()
    return float(next(line.split(" ")[-1] for line in lines if line.startswith(f"{name} ")))


def until(client: httpx.Client, name: str, wanted: float) -> None:
    for _ in range(200):
        if value(client, name) == wanted:
            return
        time.sleep(0.05)
    pytest.fail(f"{name} is {value(client, name)}, not {wanted}")


def test_more_than_fit_are_refused_and_the_others_answered(engine: Engine) -> None:
    slow, encoder = held(engine)
    with (
        service(slow, Settings(max_concurrency=2, queue=3)) as client,
        ThreadPoolExecutor(5) as threads,
    ):
        asked = [threads.submit(client.post, "/v1/ask", json=QUESTION) for _ in range(5)]
        until(client, "citewell_queue_waiting", 3)
        assert value(client, "citewell_queue_running") == 2
        for refused in (client.post("/v1/ask", json=QUESTION), client.get("/?q=Who%3F")):
            assert "waiting" in problem(refused, 503)
            assert 1 <= int(refused.headers["retry-after"]) <= 30
        error = client.post("/v1/chat/completions", json={}).json()["error"]
        assert error["type"] == "server_error"
        for path in ("/healthz", "/readyz", "/v1/sources", "/", "/style.css"):
            assert client.get(path).status_code == 200, "needs no engine"
        encoder.go.set()
        assert [future.result().status_code for future in asked] == [200] * 5
        until(client, "citewell_queue_running", 0)
        assert value(client, 'citewell_turned_away_total{reason="queue"}') == 3


def connected(client: httpx.Client) -> socket.socket:
    parts = urlsplit(str(client.base_url))
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


HEAD = b"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
BODY = b'{"question": "Who?"}'


def test_who_leaves_the_queue_makes_room(engine: Engine) -> None:
    slow, encoder = held(engine)
    with (
        service(slow, Settings(max_concurrency=1, queue=1)) as client,
        ThreadPoolExecutor(2) as threads,
    ):
        first = threads.submit(client.post, "/v1/ask", json=QUESTION)
        assert encoder.begun.acquire(timeout=30)
        with connected(client) as leaving:
            leaving.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY)
            until(client, "citewell_queue_waiting", 1)
        until(client, "citewell_queue_waiting", 0)
        assert value(client, 'citewell_turned_away_total{reason="gone"}') == 1
        second = threads.submit(client.post, "/v1/ask", json=QUESTION)
        until(client, "citewell_queue_waiting", 1)
        encoder.go.set()
        assert [first.result().status_code, second.result().status_code] == [200, 200]


def late(engine: Engine) -> tuple[Engine, HeldEncoder, Settings]:
    return *held(engine), Settings(max_concurrency=1, queue=4, request_timeout=0.5)


def test_a_late_answer_is_refused_in_time_and_keeps_its_place_until_it_ends(engine: Engine) -> None:
    slow, encoder, settings = late(engine)
    with service(slow, settings) as client, ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(client.post, "/v1/ask", json=QUESTION) for _ in range(3)]
        for future in asked:
            refused = future.result()
            assert "longer" in problem(refused, 503)
            assert refused.headers["retry-after"] == "5"
            assert 0.4 < refused.elapsed.total_seconds() < 5
        assert value(client, "citewell_queue_running") == 1, "its thread is still at work"
        assert value(client, "citewell_queue_waiting") == 0, "those that waited are gone"
        encoder.go.set()
        until(client, "citewell_queue_running", 0)
        assert client.post("/v1/ask", json=QUESTION).status_code == 200


def test_the_time_before_the_application_was_called_counts() -> None:
    """As in a flood, where the event loop reads many requests before it calls it for the first."""
    sent = list[Message]()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.Event().wait()

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        scope = {"type": "http", "method": "GET", "path": "/v1/index", "headers": []}
        came = {"state": {ARRIVED: time.monotonic() - 3600}}
        asked = Visit("id", arrival_of(scope | came))
        deadline = Deadline(app, 3500, Measures())
        await asyncio.wait_for(deadline(with_visit(scope, asked), never, send), 30)

    asyncio.run(run())
    assert sent[0]["status"] == 503


@pytest.mark.parametrize("path", [b"/v1/ask", b"/v1/verify"])
def test_a_body_that_comes_too_slowly(engine: Engine, path: bytes) -> None:
    # Long enough for the other's answer on a machine that is busy.
    with service(engine, Settings(max_concurrency=1, queue=0, request_timeout=2)) as client:
        with connected(client) as slow:
            slow.sendall(HEAD.replace(b"/v1/ask", path) + b"Content-Length: 20\r\n\r\n{")
            time.sleep(0.2)
            assert client.post("/v1/ask", json=QUESTION).status_code == 200, "it keeps nobody out"
            answer = slow.makefile("rb").read()
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"application/problem+json" in answer
        assert b"connection: close" in answer.lower()
        assert value(client, "citewell_queue_running") == 0


async def never() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def gone() -> Message:
    return {"type": "http.disconnect"}


def test_first_come_first_served_and_every_place_is_given_back() -> None:
    async def run() -> None:
        queue, order = Queue(1, 3), list[int]()
        end = asyncio.Event()

        async def take(number: int) -> None:
            async with queue.place(never):
                order.append(number)
                await end.wait()

        tasks = [asyncio.create_task(take(number)) for number in range(4)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert (queue.running, queue.waiting) == (1, 3)
        with pytest.raises(QueueFull) as caught:
            await take(9)
        assert caught.value.retry_after >= 1
        tasks[2].cancel()
        await asyncio.sleep(0.01)
        assert queue.waiting == 2
        with pytest.raises(ClientDisconnect):
            async with queue.place(gone):
                pass
        end.set()
        await asyncio.gather(tasks[0], tasks[1], tasks[3])
        assert order == [0, 1, 3]
        assert (queue.running, queue.waiting) == (0, 0)

    asyncio.run(run())


def test_a_place_survives_any_moment_of_cancelling() -> None:
    async def run(steps: int) -> None:
        queue, end = Queue(1, 5), asyncio.Event()

        async def take() -> None:
            async with queue.place(never):
                await end.wait()

        first, second = asyncio.create_task(take()), asyncio.create_task(take())
        await asyncio.sleep(0.001)
        end.set()
        for _ in range(steps):
            await asyncio.sleep(0)
        second.cancel()
        await asyncio.gather(first, second, return_exceptions=True)
        await asyncio.wait_for(take(), 5)
        assert (queue.running, queue.waiting) == (0, 0)

    for steps in range(12):
        asyncio.run(run(steps))
