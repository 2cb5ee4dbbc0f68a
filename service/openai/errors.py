"""Errors in OpenAI's shape: {"error": {"message", "type", "param", "code"}}.

What the rest of the service refuses as a problem document (a key, a rate, a body that is too large)
is put into the same shape on these routes by the middleware `OpenAIErrors`.
"""

import json
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.errors import QueryError
from service.bodies import JsonRoute
from service.openai.words import Refused, refused
from service.problems import MEDIA_TYPE, one_line

ROUTES = ("/v1/chat/", "/v1/models", "/v1/responses")
_CODES = {
    401: "invalid_api_key",
    403: "forbidden",
    404: "not_found",
    405: "method_not_supported",
    429: "rate_limit_exceeded",
    503: "service_unavailable",
}
_MEANINGS = {
    400: "The request cannot be used; `param` and `code` say what of it.",
    404: "There is no such model, or what is referred to is not kept here.",
    413: "The body is above 2 MiB.",
    415: "The body is not declared as JSON, or is compressed.",
    500: "The server failed.",
}

SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "OpenAIError": {
        "type": "object",
        "description": "An error as OpenAI's API gives them.",
        "properties": {"error": {"$ref": "#/components/schemas/OpenAIErrorDetail"}},
        "required": ["error"],
    },
    "OpenAIErrorDetail": {
        "type": "object",
        "description": "What is wrong with the request.",
        "properties": {
            "message": {"type": "string"},
            "type": {"type": "string"},
            "param": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "code": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        },
        "required": ["message", "type", "param", "code"],
    },
}


def is_openai(path: str) -> bool:
    """Whether a route at `path` speaks OpenAI's form."""
    return path.startswith(ROUTES)


def shaped(status: int, message: str, param: str | None, code: str | None) -> dict[str, Any]:
    """The body of an error."""
    kind = "invalid_request_error"
    if status == 429:
        kind = "requests"
    elif status >= 500:
        kind = "server_error"
    message = one_line(message)
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


async def on_refused(request: Request, error: Refused) -> JSONResponse:
    """What the routes of OpenAI's form raise."""
    body = shaped(error.status, error.message, error.param, error.code)
    return JSONResponse(body, error.status)


def documented() -> dict[int | str, dict[str, Any]]:
    """The errors of an operation for the OpenAPI description."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/OpenAIError"}}}
    described: dict[int | str, dict[str, Any]] = {
        status: {"description": text, "content": content} for status, text in _MEANINGS.items()
    }
    return {**described, "default": {"description": "Any other error.", "content": content}}


class OpenAIRoute(JsonRoute):
    """A route whose values are refused in OpenAI's words."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except RequestValidationError as error:
                raise refused(error.errors()[0]) from None
            except QueryError as error:
                raise Refused(str(error), None, "invalid_value") from None

        return handle


class OpenAIErrors:
    """ASGI middleware: problem documents become OpenAI's errors on the routes of its form."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_openai(scope["path"]):
            send = _Reshaped(send)
        await self._app(scope, receive, send)


@dataclass(slots=True)
class _Reshaped:
    """`send`, holding a problem document back until it is whole."""

    send: Send
    start: Message | None = None
    body: list[bytes] = field(default_factory=list)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_problem(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        elif message["type"] == "http.response.body":
            self.body.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._finish(self.start)

    async def _finish(self, start: Message) -> None:
        problem = json.loads(b"".join(self.body))
        # OpenAI has no 422: a value that cannot be used is 400 there.
        status = 400 if start["status"] == 422 else start["status"]
        body = json.dumps(shaped(status, problem["detail"], None, _CODES.get(status))).encode()
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-type"] = "application/json"
        headers["content-length"] = str(len(body))
        await self.send({**start, "status": status, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": body})


def _is_problem(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type") == MEDIA_TYPE
