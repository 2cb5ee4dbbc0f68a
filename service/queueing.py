"""The queue in front of the engine: so many at work, so many waiting, the rest refused."""

import asyncio
import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.measures import Measures
from service.problems import problem_response
from service.visit import visit_of

# Bodies that are still coming; each may grow to the limit of a body.
_READING = 256
_LONGEST_WAIT = 30  # seconds that a client is told to stay away, at most
_WEIGHT = 0.1  # of the newest question in the mean time that one takes


class QueueFull(Exception):
    """No more may wait. `retry_after`: seconds until that should have changed."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"the queue is full; it should have room in {retry_after} s")
        self.retry_after = retry_after


class Queue:
    """`at_once` are worked on, `longest` more may wait; first come, first served."""

    def __init__(self, at_once: int, longest: int) -> None:
        self.at_once, self.longest = at_once, longest
        self.running = self.waiting = 0
        self._slots = asyncio.Semaphore(at_once)
        self._mean = 0.1

    @asynccontextmanager
    async def place(self, receive: Receive) -> AsyncIterator[None]:
        """Holds one of the places at work, once there is one.

        Raises QueueFull, or ClientDisconnect if `receive` tells that the client left meanwhile.
        """
        if self._slots.locked():
            await self._wait(receive)
        else:
            await self._slots.acquire()
        self.running += 1
        started = time.monotonic()
        try:
            yield
        finally:
            self._mean += _WEIGHT * (time.monotonic() - started - self._mean)
            self.running -= 1
            self._slots.release()

    async def _wait(self, receive: Receive) -> None:
        if self.waiting >= self.longest:
            raise QueueFull(self.retry_after())
        self.waiting += 1
        turn = asyncio.ensure_future(self._slots.acquire())
        gone = asyncio.ensure_future(receive())
        try:
            await asyncio.wait({turn, gone}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            if not turn.cancel():
                self._slots.release()  # the turn had come at this very moment
            raise
        finally:
            self.waiting -= 1
            gone.cancel()
        if not turn.done():
            turn.cancel()
            raise ClientDisconnect

    def retry_after(self) -> int:
        """In how many seconds those who wait now should have been served."""
        return min(_LONGEST_WAIT, max(1, math.ceil(self._mean * (self.waiting + 1) / self.at_once)))


class Turns:
    """ASGI middleware: what the engine must work on takes its turn in `queue`, once it is all here.

    So a body that comes slowly keeps nobody waiting, and those who leave lose their turn.
    """

    def __init__(self, app: ASGIApp, queue: Queue, measures: Measures) -> None:
        self._app, self._queue, self._measures = app, queue, measures
        self._reading = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not needs_the_engine(scope):
            await self._app(scope, receive, send)
            return
        try:
            body = await self._whole_body(receive)
            async with self._queue.place(receive):
                visit_of(scope).working = True
                await self._app(scope, _replayed(body, receive), send)
        except HTTPException as error:
            await problem_response(error.status_code, error.detail)(scope, receive, send)
        except QueueFull as error:
            self._measures.turned_away("queue")
            seconds = error.retry_after
            detail = "More questions are waiting than the service takes; "
            headers = {"Retry-After": str(seconds)}
            response = problem_response(503, f"{detail}try again in {seconds} seconds.", headers)
            await response(scope, receive, send)
        except ClientDisconnect:
            self._measures.turned_away("gone")

    async def _whole_body(self, receive: Receive) -> bytes:
        if self._reading >= _READING:
            raise QueueFull(self._queue.retry_after())
        self._reading += 1
        try:
            return await whole_body(receive)
        finally:
            self._reading -= 1


def needs_the_engine(scope: Scope) -> bool:
    """Whether a request asks the engine for anything: those that post, and the page's question."""
    if scope["type"] != "http":
        return False
    path = scope["path"]
    if scope["method"] == "POST":
        return bool(path.startswith("/v1/") or path == "/mcp")
    if path != "/":
        return False
    query = parse_qsl(scope["query_string"].decode("latin-1"))
    return any(name == "q" for name, _ in query)


async def whole_body(receive: Receive) -> bytes:
    """The body of a request. Raises ClientDisconnect if it breaks off."""
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """`receive` of a request whose body has been read."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay
