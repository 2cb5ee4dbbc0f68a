"""Several processes that serve one socket: started, watched, started again, ended together.

Each worker is the service itself, with the listening socket as its standard input
(`service.server.inherited`). The kernel gives each connection to one of them. They map the files of
the same index into memory, and so share it; the models are each one's own.
"""

import logging
import select
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

_log = logging.getLogger(__name__)

_TICK = 0.1  # seconds
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # before a worker is started again
_MARGIN = 5.0  # seconds that a worker may take to end, beside what it grants its requests


class _Worker:
    """A process that says where it serves, in a line on its standard output, once it does."""

    def __init__(self, command: Sequence[str], listener: socket.socket) -> None:
        # In a group of its own: Ctrl-C reaches the supervisor alone, which passes it on.
        self.process = subprocess.Popen(  # noqa: S603 - our own command line
            command, stdin=listener.fileno(), stdout=subprocess.PIPE, process_group=0, text=True
        )
        self.address = ""

    def became_ready(self) -> bool:
        """Whether it has begun to serve since it was last asked."""
        out = self.process.stdout
        if self.address or out is None or not select.select([out], [], [], 0)[0]:
            return False
        self.address = out.readline().strip()
        return bool(self.address)


class Supervisor:
    """Keeps `count` workers at work until a signal ends them."""

    def __init__(
        self, command: Sequence[str], listener: socket.socket, count: int, grace: float
    ) -> None:
        """`command` starts a worker; `grace`: seconds that a worker grants its requests at the end.
        The listener is closed when the workers are told to end."""
        self._command, self._listener, self._count = command, listener, count
        self._patience = grace + _MARGIN
        self._workers: list[_Worker] = []
        self._signal: int | None = None
        self._pause, self._not_before = _FIRST_PAUSE, 0.0

    def run(self, on_ready: Callable[[str], None]) -> int:
        """Serves until SIGTERM or SIGINT; the exit status.

        The others are started when the first is ready, at which `on_ready` gets its address: so a
        start that fails fails once, with the words and the status of the first.
        """
        with self._signals():
            try:
                first = self._start()
                while self._signal is None and not first.became_ready():
                    if (status := first.process.poll()) is not None:
                        return status if status > 0 else 1
                    time.sleep(_TICK)
                if self._signal is None:
                    on_ready(first.address)
                while self._signal is None:
                    self._keep()
                    time.sleep(_TICK)
            finally:
                self._end()
        return 0

    def _start(self) -> _Worker:
        worker = _Worker(self._command, self._listener)
        self._workers.append(worker)
        return worker

    def _keep(self) -> None:
        """Replaces workers that have ended, ever more slowly where they do not become ready."""
        for worker in list(self._workers):
            if worker.became_ready():
                self._pause = _FIRST_PAUSE
            elif (status := worker.process.poll()) is not None:
                _log.error("worker %d ended with status %d", worker.process.pid, status)
                self._workers.remove(worker)
                _close(worker)
                self._not_before = time.monotonic() + self._pause
                self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        if time.monotonic() >= self._not_before:
            for _ in range(self._count - len(self._workers)):
                self._start()

    def _end(self) -> None:
        """Passes the signal on and waits; kills who is not gone when its requests must be."""
        self._listener.close()
        for worker in self._workers:
            # One that still starts would take Ctrl-C for its own and say so.
            told = self._signal if worker.address else None
            worker.process.send_signal(told or signal.SIGTERM)
        end = time.monotonic() + self._patience
        for worker in self._workers:
            try:
                worker.process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                _log.error("worker %d does not end; it is killed", worker.process.pid)
                worker.process.kill()
                worker.process.wait()
            _close(worker)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self._told) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _told(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        if self._signal is not None:  # told again: whoever waits is to be quick
            for worker in self._workers:
                worker.process.send_signal(number)
        self._signal = number


_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def _close(worker: _Worker) -> None:
    if worker.process.stdout is not None:
        worker.process.stdout.close()
