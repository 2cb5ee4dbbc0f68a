"""The time that a request may take, from its first byte to its answer's last."""

import asyncio
import logging
import time

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.measures import Measures
from service.problems import problem_response
from service.visit import visit_of

_log = logging.getLogger(__name__)

_RETRY_AFTER = {"Retry-After": "5"}
_LATE = "The answer took longer than this service lets a request take; try again in 5 seconds."
_SLOW = "The body did not come in the time that a request may take."


class Deadline:
    """ASGI middleware: 503 for a request that is not answered in `seconds`, 408 for a slow body.

    Threads cannot be stopped. What is worked on when the time is up is finished for nobody, and
    keeps its place in the queue until then, so that there are never more at work than there may be.
    """

    def __init__(self, app: ASGIApp, seconds: float, measures: Measures) -> None:
        self._app, self._seconds, self._measures = app, seconds, measures
        self._late: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        visit = visit_of(scope)
        left = visit.arrived + self._seconds - time.monotonic()
        gate = _Gate(scope, receive, send)
        task = asyncio.ensure_future(self._answered(scope, gate))
        try:
            done, _ = await asyncio.wait({task}, timeout=max(0.0, left))
        except asyncio.CancelledError:
            task.cancel()
            raise
        if done:
            task.result()
            return
        gate.closed = True
        self._measures.turned_away("deadline")
        self._leave(task, working=visit.working)
        if not gate.started:
            response = problem_response(*((503, _LATE) if gate.whole else (408, _SLOW)))
            response.headers.update(_RETRY_AFTER if gate.whole else {"Connection": "close"})
            await response(scope, receive, send)

    async def _answered(self, scope: Scope, gate: "_Gate") -> None:
        await self._app(scope, gate.receive, gate.send)

    def _leave(self, task: "asyncio.Task[None]", *, working: bool) -> None:
        """Lets `task` end without us."""
        self._late.add(task)
        task.add_done_callback(self._ended)
        if not working:
            task.cancel()

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._late.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("a request failed after its deadline", exc_info=error)


class _Gate:
    """A request's `receive` and `send`, until it is closed: then nothing passes any more."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        self.whole = (
            "transfer-encoding" not in headers and headers.get("content-length", "0") == "0"
        )
        self.started = self.closed = False
        self._receive, self._send = receive, send

    async def receive(self) -> Message:
        if self.closed:
            return {"type": "http.disconnect"}
        message = await self._receive()
        self.whole = self.whole or not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if not self.closed:
            self.started = True
            await self._send(message)
