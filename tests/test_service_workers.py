"""Several processes over one socket: started, replaced, ended; one index in the memory of all."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from qa import generations
from service.server import listen
from service.workers import Supervisor
from tests.conftest import ROOT

# A service of one route, which starts fast: it names the process that answers.
WORKER = """
import os, sys
from service.server import serve
async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": str(os.getpid()).encode()})
serve(app, "127.0.0.1", 0, lambda address: print(address, flush=True))
"""
SUPERVISOR = """
import logging, sys
from service.server import listen
from service.workers import Supervisor
command = [sys.executable, "-c", sys.argv[1]]
workers = Supervisor(command, listen("127.0.0.1", 0), 2, 10)
sys.exit(workers.run(lambda address: print(address, flush=True)))
"""


@contextmanager
def process(*command: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process that prints an address; nothing of it is left afterwards."""
    made = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    children: list[psutil.Process] = []
    try:
        assert made.stdout is not None
        address = made.stdout.readline().strip()
        children = psutil.Process(made.pid).children()
        yield made, address
    finally:
        made.kill()
        made.communicate()
        for child in children:
            if child.is_running():
                child.kill()


def until(true: Callable[[], bool]) -> None:
    for _ in range(1200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def answering(address: str) -> set[int]:
    """The processes that answer some requests, each on a connection of its own."""
    return {int(httpx.get(address).text) for _ in range(20)}


def workers_of(parent: subprocess.Popen[str]) -> set[int]:
    return {child.pid for child in psutil.Process(parent.pid).children()}


def test_workers_share_a_socket_are_replaced_and_ended() -> None:
    with process("-c", SUPERVISOR, WORKER) as (parent, address):
        until(lambda: len(workers_of(parent)) == 2)
        found = workers_of(parent)
        assert answering(address) <= found
        killed = answering(address).pop()
        os.kill(killed, signal.SIGKILL)
        until(lambda: len(workers_of(parent) - {killed}) == 2)
        assert answering(address) <= workers_of(parent) - {killed}
        left = [psutil.Process(pid) for pid in workers_of(parent)]
        parent.send_signal(signal.SIGTERM)
        output, errors = parent.communicate(timeout=30)
        assert (parent.returncode, output) == (0, "")
        assert errors == f"worker {killed} ended with status -9\n"
        assert not any(worker.is_running() for worker in left)


def test_workers_end_with_a_supervisor_that_is_killed() -> None:
    with process("-c", SUPERVISOR, WORKER) as (parent, _):
        left = [psutil.Process(pid) for pid in workers_of(parent)]
        assert left
        parent.kill()
        until(lambda: not any(worker.is_running() for worker in left))


def failing(command: Sequence[str]) -> int:
    supervisor = Supervisor(command, listen("127.0.0.1", 0), 3, 1)
    return supervisor.run(print)


def test_a_start_that_fails_fails_once_with_the_status_of_the_worker(tmp_path: Path) -> None:
    count = f"open({str(tmp_path / 'starts')!r}, 'a').write('x'); raise SystemExit(7)"
    assert failing([sys.executable, "-c", count]) == 7
    assert (tmp_path / "starts").read_text() == "x"
    assert failing([sys.executable, "-c", "import os; os.abort()"]) == 1


def test_the_command_serves_with_workers_over_one_index(seeds_index: Path) -> None:
    words = ["serve", "--port", "0", "--workers", "2", "--log-level", "warning"]
    with process("-m", "citewell", *words, "--index", str(seeds_index)) as (parent, address):
        question = {"question": "How old was Ieng Sary when he died?"}
        response = httpx.post(f"{address}/v1/ask", json=question, timeout=60)
        assert "87" in response.json()["answer"]["text"]
        until(lambda: len(workers_of(parent)) == 2)
        vectors = str(generations.newest(seeds_index) / "sentences.faiss")
        for pid in workers_of(parent):
            until(lambda pid=pid: vectors in mapped(pid))  # type: ignore[misc]
        assert parent.poll() is None
        modules = mapped(parent.pid)
        assert not any("torch" in path or "faiss" in path for path in modules), "it stays small"
        parent.send_signal(signal.SIGINT)
        output, errors = parent.communicate(timeout=60)
        assert (parent.returncode, output, errors) == (0, "", "")


def mapped(pid: int) -> set[str]:
    """The files that a process has mapped into memory."""
    return {found.path for found in psutil.Process(pid).memory_maps()}


def test_a_wrong_index_fails_the_start_with_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "citewell", "serve", "--port", "0", "--workers", "3"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("citewell: no index in '.citewell/index'")
    assert done.stderr.count("\n") == 1
