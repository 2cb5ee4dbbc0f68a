"""Running the application until a signal ends it."""

import asyncio
import math
import os
import signal
import socket
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from service.connection import Connection
from service.drain import Drain
from service.errors import ServeError
from service.limits import MAX_HEAD

# Seconds that running requests have to end after a signal.
GRACE = 10.0
# Seconds after SIGTERM in which requests are still read, to be refused in words: those under way on
# the network, and those of a balancer that has not yet learned of it.
_LINGER = 1.0
_TICK = 0.05
# What was sent before a signal counts as begun. It takes the event loop a turn to accept it, one to
# read it, one to call the application; a busy one takes its time for them.
_TURNS, _TURN = 5, 0.02
_STDIN = 0


class Server(uvicorn.Server):
    """A server that says when it accepts requests, and whose end by a signal is a clean one.

    It refuses what comes after a signal (`service.drain`), for `linger` seconds after SIGTERM; then
    it closes its socket and idle connections, and waits at most `grace` seconds for the others.
    """

    def __init__(
        self,
        app: ASGIApp,
        on_ready: Callable[[], None],
        log_level: str,
        trusted_proxies: str = "127.0.0.1,::1",
        grace: float = GRACE,
        linger: float = _LINGER,
    ) -> None:
        self._drain, self._linger = Drain(app), linger
        self._lingers = False
        config = uvicorn.Config(
            self._drain,
            http=Connection,
            log_config=None,
            log_level=log_level,
            access_log=False,  # `service.observe` has the lines
            server_header=False,
            ws="none",
            forwarded_allow_ips=trusted_proxies,
            h11_max_incomplete_event_size=MAX_HEAD,
            timeout_graceful_shutdown=math.ceil(grace),
        )
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        # uvicorn's own would raise the signal again at the end, and so fail the process.
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self._lingers = sig == signal.SIGTERM
        self.should_exit = True

    async def main_loop(self) -> None:
        await super().main_loop()
        for _ in range(_TURNS):
            await asyncio.sleep(_TURN)
        self._drain.begin()
        end = time.monotonic() + self._linger
        while self._lingers and not self.force_exit and time.monotonic() < end:
            await asyncio.sleep(_TICK)


def serve(
    app: ASGIApp,
    host: str,
    port: int,
    on_ready: Callable[[str], None],
    log_level: str = "warning",
    trusted_proxies: str = "127.0.0.1,::1",
    grace: float = GRACE,
) -> None:
    """Serves `app` until SIGTERM or SIGINT; running requests have `grace` seconds to be answered.

    `on_ready` gets the address ("http://127.0.0.1:8000") once requests are accepted; with port 0
    it names the port that was free. Raises ServeError if the address cannot be had. Where standard
    input is a socket that listens, that one is served, and the process ends with its parent.
    """
    given = inherited()
    listener = given or listen(host, port)
    address = address_of(host, listener)
    with listener, _ending_with_parent() if given else nullcontext():
        server = Server(app, lambda: on_ready(address), log_level, trusted_proxies, grace)
        server.run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on `host` and `port`. Raises ServeError with the reason if it can't."""
    if not 0 <= port <= 65535:
        raise ServeError(_cannot(host, port, "ports are from 0 to 65535"))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        # Resolved first: create_server leaves its socket open where a name is malformed.
        found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
        return _at_once(socket.create_server(found[0][4], family=family))
    except UnicodeError as error:
        raise ServeError(_cannot(host, port, "this is no host name")) from error
    except OSError as error:
        # Python adds the address to the system's words; ours name it already. The errors of
        # name resolution have negative numbers and words of their own.
        number = error.errno or 0
        reason = os.strerror(number) if number > 0 else error.strerror or str(error)
        raise ServeError(_cannot(host, port, reason)) from error


def inherited() -> socket.socket | None:
    """The socket that listens and is standard input, which a worker is given; None without one.

    Standard input is then empty, so that the socket is closed where the one returned is.
    """
    try:
        if not stat.S_ISSOCK(os.fstat(_STDIN).st_mode):
            return None
    except OSError:  # it is closed
        return None
    given = socket.socket(fileno=os.dup(_STDIN))
    if not given.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        given.close()
        return None
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, _STDIN)
    os.close(empty)
    return _at_once(given)


def _at_once(listener: socket.socket) -> socket.socket:
    """`listener`, whose connections send what they are given without waiting for more.

    An answer is sent in two parts, its headers first. The second would wait until the first is
    acknowledged (Nagle, RFC 896), which a client does after some 40 ms. asyncio sees to it only for
    sockets that it opened itself.
    """
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


@contextmanager
def _ending_with_parent() -> Iterator[None]:
    """Ends the process as by SIGTERM if its parent dies, which could not end it any more."""
    parent, ended = os.getppid(), threading.Event()

    def watch() -> None:
        while not ended.wait(1):
            if os.getppid() != parent:
                os.kill(os.getpid(), signal.SIGTERM)
                return

    threading.Thread(target=watch, name="parent watcher", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def address_of(host: str, listener: socket.socket) -> str:
    """The address at which `listener` is reached by the name `host`."""
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _cannot(host: str, port: int, reason: str) -> str:
    return (
        f"cannot listen on {host!r}, port {port}: {reason}; "
        "choose another host (CITEWELL_HOST) or port (CITEWELL_PORT)"
    )
