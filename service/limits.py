"""How much a request may bring along."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.problems import problem_response

MAX_BODY = 2 * 1024 * 1024


class BodyLimit:
    """ASGI middleware: a body above `limit` bytes gets 413, whatever the headers say of it.

    FastAPI's own limit answers in plain text where the declared length is above it.
    """

    def __init__(self, app: ASGIApp, limit: int = MAX_BODY) -> None:
        self._app, self._limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _declared_length(scope) > self._limit:
            # Answered at once: the body may never come.
            await problem_response(413, _too_large(self._limit))(scope, receive, send)
        else:
            await self._app(scope, _Counted(receive, self._limit), send)


class _Counted:
    """`receive`, ended by an HTTPException once more than `limit` bytes have come."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._limit, self._seen = receive, limit, 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._limit:
            raise HTTPException(413, _too_large(self._limit))
        return message


def _declared_length(scope: Scope) -> int:
    try:
        return int(Headers(scope=scope).get("content-length", "0"))
    except ValueError:
        return 0  # what comes is counted all the same


def _too_large(limit: int) -> str:
    return f"The body is above {limit} bytes; send less at a time."
