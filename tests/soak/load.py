"""A service in a process of its own, and clients that ask it without a pause."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from tests.conftest import ROOT

_CLIENTS = 6
_ENOUGH = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: when it began and ended (monotonic seconds), and its answer; None if it failed."""

    began: float
    ended: float
    response: httpx.Response | None
    error: str = ""


class Service:
    """`citewell serve` with its address."""

    def __init__(self, process: "subprocess.Popen[str]", address: str, log: Path) -> None:
        self.process, self.address, self._log = process, address, log

    def memory(self) -> int:
        """Its resident memory in bytes."""
        return int(psutil.Process(self.process.pid).memory_info().rss)

    def mapped(self) -> set[str]:
        """The files that it has mapped into memory; those removed since, too."""
        return {found.path for found in psutil.Process(self.process.pid).memory_maps()}

    def log(self) -> str:
        """What it has logged."""
        return self._log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def served(index: Path, folder: Path, *words: str, **settings: str) -> Iterator[Service]:
    """Serves `index` for as long as the block runs; `folder` gets the log."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CITEWELL_")}
    log = folder / "service.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "citewell", "serve", "--port", "0", "--index", index, *words],
            cwd=ROOT,
            env={
                **kept,
                "CITEWELL_LOG_LEVEL": "warning",
                "PYTHONFAULTHANDLER": "1",  # SIGABRT writes into the log where each thread is
                **settings,
            },
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address, log.read_text()
        yield Service(process, address, log)
    finally:
        process.terminate()
        try:
            ended(process)
        finally:
            process.kill()
            process.communicate()


def ended(process: "subprocess.Popen[str]") -> int:
    """The status of a process that was told to end.

    One that waits for a busy machine takes long and does not hang: it hangs if it does not end
    with `_ENOUGH` seconds of the processor, or gets nothing of it for so long.
    """
    began = worked = _worked(process.pid)
    since = time.monotonic()
    while process.poll() is None:
        if (now := _worked(process.pid)) > worked:
            worked, since = now, time.monotonic()
        if worked - began > _ENOUGH or time.monotonic() - since > _ENOUGH:
            process.send_signal(signal.SIGABRT)
            process.wait()
            pytest.fail("it does not end; its log says where it is")
        time.sleep(0.05)
    return process.returncode


def _worked(pid: int) -> float:
    """Seconds of the processor that a process and those that it has started have used."""
    try:
        found = psutil.Process(pid)
        times = [one.cpu_times() for one in (found, *found.children(recursive=True))]
    except psutil.NoSuchProcess:
        return 0.0
    return sum(one.user + one.system for one in times)


@contextmanager
def load(ask: Callable[[httpx.Client, int], httpx.Response], address: str) -> Iterator[list[Asked]]:
    """Asks from several threads for as long as the block runs, then waits for all the answers.

    Half of the clients keep their connection, the others make one for each request.
    """
    ended, asked = threading.Event(), list[Asked]()

    def client(number: int) -> None:
        limits = httpx.Limits(max_keepalive_connections=number % 2)
        with httpx.Client(base_url=address, timeout=60, limits=limits) as http:
            count = 0
            while not ended.is_set():
                count += 1
                asked.append(_once(lambda n=count: ask(http, n)))  # type: ignore[misc]
                if asked[-1].response is None:
                    time.sleep(0.01)

    with ThreadPoolExecutor(_CLIENTS) as pool:
        clients = [pool.submit(client, number) for number in range(_CLIENTS)]
        try:
            yield asked
        finally:
            ended.set()
    for done in clients:
        done.result()


def _once(ask: Callable[[], httpx.Response]) -> Asked:
    began = time.monotonic()
    try:
        response = ask()
    except httpx.HTTPError as error:
        return Asked(began, time.monotonic(), None, repr(error))
    return Asked(began, time.monotonic(), response)


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    """Waits until it is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
