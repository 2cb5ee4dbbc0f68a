"""Request bodies: JSON, declared as JSON, and with one meaning only."""

import json
import math
from collections.abc import Callable, Coroutine
from email.message import Message
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

_LONGEST_NUMBER = 400  # digits; longer ones are no JSON that anybody means


class JsonRoute(APIRoute):
    """A route whose body must be plain JSON: 415 if it says otherwise, 400 if it is malformed."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            refusal = refusal_of(request.headers) if request.method == "POST" else None
            if refusal:
                raise HTTPException(415, refusal, {"Accept-Encoding": "identity"})
            return await handler(JsonRequest(request.scope, request.receive))

        return handle


class JsonRequest(Request):
    """A request whose body is read strictly: no key twice, no NaN, no infinite number."""

    async def json(self) -> Any:
        """The body. Raises HTTPException (400) that says what is wrong with it."""
        try:
            return json.loads(
                await self.body(),
                object_pairs_hook=_object,
                parse_constant=_constant,
                parse_float=_finite,
                parse_int=_integer,
            )
        except json.JSONDecodeError as error:
            place = f"line {error.lineno}, column {error.colno}"
            raise _not_json(f"{error.msg}, {place}") from None
        except UnicodeDecodeError as error:
            raise _not_json(f"byte {error.start} is not {error.encoding}") from None
        except RecursionError:
            raise _not_json("it is nested too deeply") from None
        except ValueError as error:
            raise _not_json(str(error)) from None


def refusal_of(headers: Headers) -> str | None:
    """Why a body with these headers is not read, if so: it is no JSON, or compressed."""
    if not is_json(headers.get("content-type", "")):
        return "Send the body as application/json."
    if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        return "Send the body as it is, without a Content-Encoding."
    return None


def is_json(content_type: str) -> bool:
    """Whether a Content-Type declares JSON."""
    message = Message()
    message["content-type"] = content_type
    main, sub = message.get_content_maintype(), message.get_content_subtype()
    return main == "application" and (sub == "json" or sub.endswith("+json"))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            # Which of the two counts differs between parsers; a guess would be a trap.
            raise ValueError(f"the key {key!r} stands in it twice")
        found[key] = value
    return found


def _constant(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _finite(number: str) -> float:
    found = float(number)
    if math.isinf(found):  # Python's JSON would write it as Infinity, which is none
        raise ValueError(f"{number} is beyond what a number can be")
    return found


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise ValueError(f"a number in it has {len(digits)} digits")
    return int(digits)


def _not_json(problem: str) -> HTTPException:
    return HTTPException(400, f"The body is not JSON: {problem}.")
