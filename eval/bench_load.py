"""Questions a second over HTTP: some clients, each asking again as soon as it is answered."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import cycle, islice
from statistics import median
from urllib.parse import urlsplit

CLIENTS = (1, 4, 16)
_WARMING = 20


@contextmanager
def served(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[str]:
    """The address that a service prints once it answers; it is ended with the block.

    Raises subprocess.CalledProcessError when it ends before.
    """
    with subprocess.Popen(
        [sys.executable, *command],
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            lines = iter(process.stdout or ())
            address = next((line.split()[-1] for line in lines if "http://" in line), None)
            if address is None:
                raise subprocess.CalledProcessError(process.wait(), command, stderr="no address")
            yield address
        finally:
            process.terminate()


def load(address: str, questions: Sequence[str], seconds: float) -> dict[str, float]:
    """Questions a second, and the median of a question's milliseconds, by the number of clients."""
    host = urlsplit(address).netloc
    _asked(host, questions, _WARMING)
    figures: dict[str, float] = {}
    for clients in CLIENTS:
        until = time.perf_counter() + seconds
        times: list[list[float]] = [[] for _ in range(clients)]
        threads = [
            threading.Thread(target=_client, args=(host, questions[n:], until, times[n]))
            for n in range(clients)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        every = [one for own in times for one in own]
        figures[f"{clients} over HTTP, questions/s"] = len(every) / seconds
        figures[f"{clients} over HTTP, p50 ms"] = median(every) * 1000
    return figures


def _client(host: str, questions: Sequence[str], until: float, times: list[float]) -> None:
    """Asks one question after the other until the time is up; failures end the benchmark."""
    connection = HTTPConnection(host, timeout=60)
    for question in cycle(questions):
        started = time.perf_counter()
        if started >= until:
            break
        _ask(connection, question)
        times.append(time.perf_counter() - started)
    connection.close()


def _asked(host: str, questions: Sequence[str], count: int) -> None:
    connection = HTTPConnection(host, timeout=60)
    for question in islice(cycle(questions), count):
        _ask(connection, question)
    connection.close()


def _ask(connection: HTTPConnection, question: str) -> None:
    body = json.dumps({"question": question})
    connection.request("POST", "/v1/ask", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"status {answer.status}: {text[:200]!r}")
