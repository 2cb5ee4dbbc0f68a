"""MCP over streamable HTTP at /mcp: one JSON answer for each POST, nothing kept between them."""

import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from service.bodies import refusal_of
from service.limits import MAX_BODY
from service.problems import problem_response
from service.settings import Settings

# A page that a browser loads from elsewhere can have its name point to this machine (DNS
# rebinding); then `Host` is that name. It cannot be an address, nor localhost.
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class McpEndpoint:
    """The ASGI application at /mcp. Host and Origin are checked here, so that whoever is refused
    gets a problem document that says what to do."""

    def __init__(self, server: MCPServer, settings: Settings) -> None:
        self._server, self._origins = server, settings.cors_origins
        public = urlsplit(settings.public_url).hostname if settings.public_url else None
        named = (name for name in settings.allowed_hosts if not name.startswith("*."))
        self._hosts = frozenset([*named, *([public] if public else [])])
        self._endings = tuple(n[1:] for n in settings.allowed_hosts if n.startswith("*."))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serves while this is open: the lifespan of the application that it stands in."""
        self._server.streamable_http_app(
            json_response=True,
            stateless_http=True,
            max_request_body_size=MAX_BODY,
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        async with self._server.session_manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope["method"], Headers(scope=scope))
        if refusal is None:
            await self._server.session_manager.handle_request(scope, receive, send)
            return
        status, detail = refusal
        headers = {"Allow": "POST"} if status == 405 else None
        await problem_response(status, detail, headers)(scope, receive, send)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if not self.is_ours(host):
            return 421, (
                f"MCP is not served for the host {host!r}; set CITEWELL_PUBLIC_URL to the address "
                "that clients use."
            )
        if origin is not None and not self._may_call(origin, host):
            return 403, f"Pages of {origin} may not use this MCP server."
        if method != "POST":
            return 405, f"{method} is not allowed here; allowed: POST."
        unread = refusal_of(headers)
        return (415, unread) if unread else None

    def is_ours(self, host: str) -> bool:
        """Whether a value of Host names this service."""
        name = _hostname(f"//{host}")
        return name is not None and (self._is_known(name) or _is_address(name))

    def _is_known(self, name: str) -> bool:
        return name in _LOCAL or name in self._hosts or name.endswith(self._endings)

    def _may_call(self, origin: str, host: str) -> bool:
        """Pages of the service itself, of this machine, and of what the settings name may."""
        if origin in self._origins or "*" in self._origins:
            return True
        scheme, _, rest = origin.partition("://")
        name = _hostname(f"//{rest}")
        if scheme not in ("http", "https") or name is None:
            return False
        return rest.lower() == host.lower() or self._is_known(name)


def _hostname(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts.hostname


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
