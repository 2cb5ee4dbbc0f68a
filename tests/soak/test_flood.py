"""More questions at once than the service takes: each answered in time, or refused in words."""

import asyncio
import json
import math
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.conftest import ROOT
from tests.soak.load import Service, served

_FLOODS, _AT_ONCE, _DEADLINE = 5, 2_000, 20.0
_MARGIN = 2.0  # seconds that 2,000 clients in one process may add themselves
# Bytes, from the end of the first flood to that of the last: what the allocator keeps, and no more.
_GROWTH = 48 * 2**20
QUESTIONS = (ROOT / "eval" / "bench_questions.txt").read_text(encoding="utf-8").splitlines()


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a question, and after how many seconds."""

    question: str
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


async def asked(address: str, question: str) -> Reply:
    """One request on a connection of its own; raises OSError or ValueError if it is broken off."""
    host, port = address.removeprefix("http://").split(":")
    body = json.dumps({"question": question}).encode()
    head = (
        f"POST /v1/ask HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(head.encode() + body)
        sent = time.monotonic()  # the client's own time for 2,000 connections is left out
        answer = await reader.read()
    finally:
        writer.close()
    lines, _, content = answer.partition(b"\r\n\r\n")
    first, *rest = lines.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}
    if len(content) != int(headers["content-length"]):
        raise ValueError(f"broken off after {len(answer)} bytes")
    return Reply(question, int(first.split()[1]), headers, content, time.monotonic() - sent)


async def flood(address: str, count: int) -> list[Reply]:
    questions = [QUESTIONS[n % len(QUESTIONS)] for n in range(count)]
    return await asyncio.gather(*(asked(address, question) for question in questions))


def quotes(service: Service) -> dict[str, object]:
    """The answer to each question when nobody else asks."""
    with httpx.Client(base_url=service.address, timeout=60) as client:
        return {
            question: client.post("/v1/ask", json={"question": question}).json()["answer"]
            for question in QUESTIONS
        }


def p99(seconds: Sequence[float]) -> float:
    return sorted(seconds)[math.ceil(0.99 * len(seconds)) - 1]


@pytest.mark.soak
def test_more_than_it_takes(seeds_index: Path, tmp_path: Path) -> None:
    limits = {
        "CITEWELL_MAX_CONCURRENCY": "2",
        "CITEWELL_QUEUE": "200",
        "CITEWELL_REQUEST_TIMEOUT": f"{_DEADLINE:g}",
    }
    memory, replies = list[int](), list[Reply]()
    with served(seeds_index, tmp_path, **limits) as service:
        expected = quotes(service)
        for _ in range(_FLOODS):
            replies += asyncio.run(flood(service.address, _AT_ONCE))
            memory.append(service.memory())
        assert httpx.get(f"{service.address}/readyz").status_code == 200
    statuses = Counter(reply.status for reply in replies)
    latest = max(reply.seconds for reply in replies)
    print(f"{dict(statuses)}, the latest after {latest:.1f} s of {_DEADLINE:g}")
    print("MiB after each flood:", *(round(size / 2**20) for size in memory))
    assert set(statuses) == {200, 503}
    for reply in replies:
        if reply.status == 200:
            assert json.loads(reply.body)["answer"] == expected[reply.question]
        else:
            assert int(reply.headers["retry-after"]) > 0
    assert p99([reply.seconds for reply in replies]) < _DEADLINE + _MARGIN
    assert memory[-1] - memory[0] < _GROWTH
