"""The end of a server: what was begun is answered, what comes after is told to come again."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.headers import SecurityHeaders
from service.openai.errors import OpenAIErrors
from service.problems import problem_response

_RETRY_AFTER = "5"  # seconds; a process needs about as long to start
_LIVENESS = "/healthz"


class Drain:
    """ASGI middleware: from `begin` on, requests that had not begun get 503 with `Retry-After`.

    Every answer then closes its connection, so that clients look for another server. Liveness is
    answered as before: a process that ends in order is not to be killed for it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        detail = "The service is stopping; ask again in a moment."
        refusal = problem_response(503, detail, {"Retry-After": _RETRY_AFTER})
        self._refusal = SecurityHeaders(OpenAIErrors(refusal))
        self._begun = False

    def begin(self) -> None:
        """Refuses what comes from now on."""
        self._begun = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        app = self._refusal if self._begun and scope["path"] != _LIVENESS else self._app

        async def closing(message: Message) -> None:
            if message["type"] == "http.response.start" and self._begun:
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        await app(scope, receive, closing)
