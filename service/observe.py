"""Every request seen from outside: its id, its time, its line in the log, its place in measures."""

import logging
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.logs import fields
from service.measures import Measures
from service.visit import Visit, arrival_of, request_id, with_visit

_log = logging.getLogger(__name__)

# An id that a proxy gave is kept if it can do no harm in a log or a header.
_ID = re.compile(r"[A-Za-z0-9._~+/=:-]{1,128}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_LONGEST_PATH = 200
# Their addresses are of use to whoever must keep them out; of others none is kept.
_UNWELCOME = frozenset({401, 421, 429})
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})


class Observed:
    """ASGI middleware: gives each request an id, which its answer and its log lines carry."""

    def __init__(self, app: ASGIApp, measures: Measures) -> None:
        self._app, self._measures = app, measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        visit = Visit(_id_of(scope), arrival_of(scope))
        token = request_id.set(visit.id)
        answer = _Answer(send, visit.id)
        seen = with_visit(scope, visit)
        try:
            await self._app(seen, receive, answer.send)
        finally:
            self._note(seen, visit, answer.status)
            request_id.reset(token)

    def _note(self, scope: Scope, visit: Visit, status: int) -> None:
        seconds = time.monotonic() - visit.arrived
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._measures.request(method, route_of(scope), status, seconds)
        level = logging.DEBUG if scope["path"] in _QUIET else logging.INFO
        if not _log.isEnabledFor(level):
            return
        said = {"status": status, "ms": round(seconds * 1000, 1)}
        if status in _UNWELCOME and scope["client"]:
            said["client"] = scope["client"][0]
        # Never the query: a question may stand in it.
        path = scope["path"][:_LONGEST_PATH]
        _log.log(level, "request", extra=fields(method=method, path=path, **said))


class _Answer:
    """`send`, which adds the id and remembers the status; 499 where no answer was begun."""

    def __init__(self, send: Send, id: str) -> None:
        self._send, self._id, self.status = send, id, 499

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)["X-Request-Id"] = self._id
        await self._send(message)


def route_of(scope: Scope) -> str:
    """The pattern of the path that was asked for, once it was routed; "" if there is none."""
    pattern = getattr(scope.get("route"), "path", None)
    if isinstance(pattern, str):
        return pattern
    # A route of another kind; its path holds nothing of the client's if it has no parameters.
    fixed = "endpoint" in scope and not scope.get("path_params")
    return str(scope["path"]) if fixed else ""


def _id_of(scope: Scope) -> str:
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _ID.fullmatch(given) else uuid.uuid4().hex
