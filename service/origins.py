"""For which hosts the service answers, and which sites' pages may read its answers."""

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from service.measures import Measures
from service.problems import problem_response

# Probes come by the address of a machine.
_ANY_HOST = frozenset({"/healthz", "/readyz"})
_LONGEST = 100


class Hosts:
    """ASGI middleware: 421 where `Host` names none of `allowed`; none given: any may be named.

    A request without a `Host`, which only HTTP/1.0 can be, is no browser's, and is answered.
    """

    def __init__(self, app: ASGIApp, allowed: tuple[str, ...], measures: Measures) -> None:
        self._app, self._measures = app, measures
        self._names = frozenset(name for name in allowed if not name.startswith("*."))
        self._endings = tuple(name[1:] for name in allowed if name.startswith("*."))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in _ANY_HOST or self._allows(scope):
            await self._app(scope, receive, send)
            return
        self._measures.turned_away("host")
        host = Headers(scope=scope).get("host", "")[:_LONGEST]
        detail = f"This service does not answer for the host {host!r}; its settings name those."
        await problem_response(421, detail)(scope, receive, send)

    def _allows(self, scope: Scope) -> bool:
        host = Headers(scope=scope).get("host")
        if host is None or not (self._names or self._endings):
            return True
        name = host_name(host)
        return name in self._names or name.endswith(self._endings)


def host_name(host: str) -> str:
    """`Host` without its port, in lower case: "Ask.Example.org.:8000" -> "ask.example.org"."""
    name, _, port = host.lower().rpartition(":")
    found = name if name and (port.isdigit() or not port) else host.lower()
    return found if found.startswith("[") else found.removesuffix(".")


class Cors(CORSMiddleware):
    """Lets the pages of `origins` call the API, with keys but never with cookies."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=("GET", "HEAD", "POST", "DELETE"),
            allow_headers=("*",),  # clients send headers of their own; none lets anybody in
            expose_headers=("Retry-After", "X-Request-Id", "Mcp-Session-Id", "WWW-Authenticate"),
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """What a browser asks before the call: 204, or 403 that says what is not allowed."""
        response = super().preflight_response(request_headers)
        headers = {
            name: value
            for name, value in response.headers.items()
            if name == "vary" or name.startswith("access-control-")
        }
        if response.status_code == 200:
            return Response(status_code=204, headers=headers)
        refused = bytes(response.body).decode().removeprefix("Disallowed CORS ")
        detail = f"Pages of this origin may not send this request: {refused} not allowed."
        return problem_response(403, detail, headers)
