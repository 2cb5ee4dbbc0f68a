"""SIGTERM under load: what was begun is answered, nothing is lost without a word."""

import random
import signal
import time
from pathlib import Path

import httpx
import pytest

from tests.soak.load import Asked, ended, load, served

# Seconds of load; seconds in which a client, on a busy machine too, has surely sent what it began.
_LOAD, _SENT = 3, 2
QUESTION = {"question": "How old was Ieng Sary when he died?"}


def ask(client: httpx.Client, count: int) -> httpx.Response:
    return client.post("/v1/ask", json=QUESTION)


def is_answered(asked: Asked) -> bool:
    response = asked.response
    return (
        response is not None
        and response.status_code == 200
        and "87" in response.json()["answer"]["text"]
    )


def is_refused(asked: Asked) -> bool:
    response = asked.response
    return (
        response is not None and response.status_code == 503 and "retry-after" in response.headers
    )


@pytest.mark.parametrize(
    ("times", "workers"),
    [
        (1, 1),
        pytest.param(40, 1, marks=pytest.mark.soak),
        pytest.param(10, 2, marks=pytest.mark.soak),
    ],
)
def test_sigterms_under_load(seeds_index: Path, tmp_path: Path, times: int, workers: int) -> None:
    randomly = random.Random(times)
    in_flight = refused = 0
    for _ in range(times):
        with served(seeds_index, tmp_path, "--workers", str(workers)) as service:
            with load(ask, service.address) as asked:
                time.sleep(_LOAD + randomly.random())
                told = time.monotonic()
                service.process.send_signal(signal.SIGTERM)
                status = ended(service.process)
            assert status == 0
        before = [one for one in asked if one.began < told]
        # What the client had begun but not sent may be refused, but in words.
        lost = [one for one in before if not is_answered(one) and not is_refused(one)]
        assert lost == []
        assert all(is_answered(one) for one in before if one.began < told - _SENT)
        # Those that came later were answered, refused in words, or could not connect.
        after = [one for one in asked if one.began >= told and one.response is not None]
        assert all(is_answered(one) or is_refused(one) for one in after)
        refused += sum(map(is_refused, before))
        in_flight += sum(one.ended > told for one in before)
    assert in_flight >= times
    print(f"{times} times, {in_flight} requests in flight, {refused} of them refused in words")
