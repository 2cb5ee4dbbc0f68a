"""Every error as a problem document (RFC 9457): one shape, no path, no traceback."""

import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.errors import QueryError

_log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_LONGEST = 300
# As RFC 9110 names them; the standard library's names for these depend on its version.
_TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}

NO_KEY = "Send an API key in the header Authorization, as Bearer."
_TOO_OFTEN = "This client asks more often than it may; the next time is in 12 seconds."
_BUSY = "More questions are waiting than the service takes; try again in 2 seconds."

# What each status means here: a description and an example of its detail.
_MEANINGS = {
    400: ("The body is not well-formed JSON.", "The body is not JSON: Expecting value, column 14."),
    401: ("A key is needed, or this one is wrong.", NO_KEY),
    404: ("No source has this id.", "No source has the id 'nobody'."),
    413: ("The body is above 2 MiB.", "The body is above 2097152 bytes; send less at a time."),
    415: (
        "The body is not declared as JSON, or is compressed.",
        "Send the body as application/json.",
    ),
    422: ("A value cannot be used.", "limit: Input should be less than or equal to 20"),
    429: ("The client asks too often. `Retry-After` says when to come back.", _TOO_OFTEN),
    500: ("The server failed.", "The server failed to answer; its log says why."),
    503: ("The service is busy. `Retry-After` says when to come back.", _BUSY),
}


# What any operation may give: no key, too often, a failure, too busy.
_ANYWHERE = (401, 429, 500, 503)


@dataclass(frozen=True, slots=True)
class Problem:
    """An error, as RFC 9457 describes them. `detail` says what is wrong with this request."""

    type: str
    title: str
    status: int
    detail: str


def problem_of(status: int, detail: str) -> Problem:
    """The problem with `detail` as one line of printable characters."""
    title = _TITLES.get(status) or HTTPStatus(status).phrase
    return Problem(type="about:blank", title=title, status=status, detail=one_line(detail))


def problem_response(
    status: int, detail: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """An answer that holds a problem document."""
    return JSONResponse(asdict(problem_of(status, detail)), status, headers, media_type=MEDIA_TYPE)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors of an operation for the OpenAPI description: `statuses` and those of all."""
    content = {"schema": {"$ref": "#/components/schemas/Problem"}}
    rest = {"description": "Any other error.", "content": {MEDIA_TYPE: content}}
    described: dict[int | str, dict[str, Any]] = {}
    for status in sorted({*statuses, *_ANYWHERE}):
        description, detail = _MEANINGS[status]
        example = asdict(problem_of(status, detail))
        described[status] = {
            "description": description,
            "content": {MEDIA_TYPE: {**content, "example": example}},
        }
    return {**described, "default": rest}


async def on_http_error(request: Request, error: HTTPException) -> JSONResponse:
    """What the routes and the router raise."""
    headers = dict(error.headers or {})
    detail = error.detail
    if error.status_code == 405:
        allowed = "GET, HEAD" if "GET" in headers["Allow"] else headers["Allow"]
        headers["Allow"] = allowed
        detail = f"{request.method} is not allowed here; allowed: {allowed}."
    elif error.status_code == 404 and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = f"There is nothing at {request.url.path}; /docs lists what there is."
    return problem_response(error.status_code, detail, headers)


async def on_query_error(request: Request, error: QueryError) -> JSONResponse:
    """A question or a filter that `qa` cannot use."""
    return problem_response(422, str(error))


async def on_invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    """Values that a parameter or a body must not have; the first one is named."""
    problem = error.errors()[0]
    # The first part says where (body, query); it helps only where it stands alone.
    place = problem["loc"][1:] or problem["loc"]
    where = ".".join(str(part) for part in place)
    return problem_response(422, f"{where}: {problem['msg'].removeprefix('Value error, ')}")


class Failures:
    """ASGI middleware: anything unforeseen gets 500; the log has the traceback, the client nothing.

    Starlette's own raises the error once more, at which the server cuts the connection.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        watched = _Watched(send)
        try:
            await self._app(scope, receive, watched)
        except Exception:
            if watched.started:
                raise
            _log.exception("%s %s failed", scope["method"], scope["path"])
            await problem_response(500, _MEANINGS[500][1])(scope, receive, send)


class _Watched:
    """`send`, and whether an answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send, self.started = send, False

    async def __call__(self, message: Message) -> None:
        self.started = True
        await self._send(message)


Handler = Callable[[Request, Any], Coroutine[Any, Any, Response]]

HANDLERS: dict[int | type[Exception], Handler] = {
    HTTPException: on_http_error,
    RequestValidationError: on_invalid,
    QueryError: on_query_error,
}


def one_line(text: str) -> str:
    """`text` without line ends and what cannot be printed, cut where it is very long."""
    folded = " ".join(text.split())
    if len(folded) > _LONGEST:
        folded = folded[: _LONGEST - 1] + "…"
    # Lone surrogates, which JSON can carry, are not printable and could not be encoded.
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in folded)
