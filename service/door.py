"""Who is let in, and how often: API keys and rates, before anything of a request is worked on."""

import base64
import binascii
import ipaddress
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.keys import Keys
from service.measures import Measures
from service.problems import NO_KEY, problem_response
from service.rates import Rates
from service.settings import Rate

# Probes, and files of the service's own that pages of other sites load: nothing of the sources.
OPEN = frozenset({"/healthz", "/readyz", "/widget.js", "/style.css"})
_UNCOUNTED = OPEN | {"/metrics"}
_KEY_NAMES = frozenset(
    {"key", "api_key", "apikey", "api-key", "x-api-key", "token", "access_token", "authorization"}
)
_LOOKED_AT = 20  # parameters of an address in which a key is looked for
_IN_ADDRESS = (
    "An API key in the address is not taken, since addresses end in logs: replace that key, and "
    "send the new one in the header Authorization, as Bearer."
)


class Door:
    """ASGI middleware: 429 for a client that asks too often, 401 for one without a right key.

    A client is who has a key, else an address: those who try keys are counted by theirs.
    """

    def __init__(self, app: ASGIApp, keys: Keys, rate: Rate | None, measures: Measures) -> None:
        self._app, self._keys, self._measures = app, keys, measures
        self._rates = Rates(rate) if rate else None
        self._spares = bool(rate and rate.spares_this_machine)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        client, wrong = self._identified(scope)
        wait = self._wait(client, scope["path"])
        if wait:
            self._measures.turned_away("rate")
            detail = f"This client asks more often than it may; the next time is in {wait} seconds."
            response = problem_response(429, detail, {"Retry-After": str(wait)})
        elif wrong and scope["path"] not in OPEN:
            self._measures.turned_away("key")
            response = problem_response(401, wrong, {"WWW-Authenticate": _scheme(scope)})
        else:
            await self._app(scope, receive, send)
            return
        await response(scope, receive, send)

    def _identified(self, scope: Scope) -> tuple[str, str | None]:
        """Who asks, and why they are not let in, if so."""
        address = client_network(scope)
        if not self._keys.wanted:
            return address, None
        if self._has_key_in_address(scope):
            return address, _IN_ADDRESS
        key = key_in(Headers(scope=scope))
        if not key:
            return address, NO_KEY
        known = self._keys.known(key)
        return (known, None) if known else (address, "This API key is not valid.")

    def _has_key_in_address(self, scope: Scope) -> bool:
        # No operation takes half as many; to compare thousands would take the time of others.
        first = b"&".join(scope["query_string"].split(b"&", _LOOKED_AT)[:_LOOKED_AT])
        query = parse_qsl(first.decode("latin-1"), keep_blank_values=True)
        return any(name.lower() in _KEY_NAMES or self._keys.known(value) for name, value in query)

    def _wait(self, client: str, path: str) -> int:
        if self._rates is None or path in _UNCOUNTED or (self._spares and _is_loopback(client)):
            return 0
        return self._rates.wait(client)


def key_in(headers: Headers) -> str | None:
    """The key that the headers carry: as Bearer, as the password of Basic, or in X-API-Key.

    Browsers offer to send a password, so that a person can read the pages of a closed service.
    """
    given = headers.getlist("authorization")
    if len(given) > 1:
        return None
    if not given:
        return headers.get("x-api-key")
    scheme, _, value = given[0].strip().partition(" ")
    if scheme.lower() == "basic":
        return _password(value)
    return value.strip() if scheme.lower() == "bearer" else None


def _password(value: str) -> str | None:
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return None


def _scheme(scope: Scope) -> str:
    """What the client is to send: programs a bearer token, browsers what they ask a person for."""
    program = scope["path"].startswith(("/v1/", "/mcp", "/metrics", "/openapi"))
    return 'Bearer realm="citewell"' if program else 'Basic realm="citewell", charset="UTF-8"'


def client_network(scope: Scope) -> str:
    """The address of the client; of IPv6 the /64 that one household or host has for itself."""
    host = scope["client"][0] if scope["client"] else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address) and not address.is_loopback:
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _is_loopback(client: str) -> bool:
    try:
        return ipaddress.ip_address(client).is_loopback
    except ValueError:
        return False
