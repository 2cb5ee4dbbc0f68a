"""How much a request may bring along."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.problems import problem_response

MAX_BODY = 2 * 1024 * 1024
# Bytes of a request's line and headers: the longest question fits, in any script, in an address.
MAX_HEAD = 32 * 1024
MAX_HEADERS = 100
HEAD_TOO_LARGE = (
    f"The request's address and headers are above {MAX_HEAD} bytes, or more than {MAX_HEADERS}."
)


class HeadLimit:
    """ASGI middleware: 431 for an address and headers above MAX_HEAD, or more than MAX_HEADERS."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_short(scope):
            await self._app(scope, receive, send)
        else:
            await problem_response(431, HEAD_TOO_LARGE)(scope, receive, send)


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


def _is_short(scope: Scope) -> bool:
    headers = scope["headers"]
    size = sum(len(name) + len(value) for name, value in headers)
    size += len(scope.get("raw_path") or b"") + len(scope["query_string"])
    return size <= MAX_HEAD and len(headers) <= MAX_HEADERS


def _declared_length(scope: Scope) -> int:
    try:
        return int(Headers(scope=scope).get("content-length", "0"))
    except ValueError:
        return 0  # what comes is counted all the same


def _too_large(limit: int) -> str:
    return f"The body is above {limit} bytes; send less at a time."
