"""Settings as people write them -> values. Each raises ValueError that says what is allowed.

No message holds an API key, since messages end in logs.
"""

import ipaddress
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from service.settings import Rate

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_RATE = re.compile(r"([0-9]{1,6})\s*(?:/|per)\s*(second|minute|hour|day)")
# What a request header can carry as one word; a comma would end the key in a list of them.
_KEY = re.compile(r"[!-+\--~]+")
_HOST = re.compile(r"(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
# What an address may hold: no query and no fragment, which the path of a page could not follow.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/\[\]@!$&'()*+,;=%-]+")
_LOOPBACK = ("localhost", "*.localhost", "127.0.0.1", "[::1]")

DEFAULT_RATE = Rate(60, 60, spares_this_machine=True)


def rate(text: str) -> Rate | None:
    """ "60/minute" or "10 per hour"; None for "off"."""
    if text.strip().lower() == "off":
        return None
    found = _RATE.fullmatch(text.strip().lower().removesuffix("s"))
    if found is None or int(found[1]) == 0:
        raise ValueError(
            f"{text!r} is no rate; allowed: off, or a number above 0 and second, minute, hour or "
            "day, such as 60/minute"
        )
    return Rate(int(found[1]), _SECONDS[found[2]])


def address(text: str) -> str:
    """What links start with: "https://ask.example.org", or with a port or a path behind it."""
    try:
        parts = urlsplit(text)
        host, port = parts.netloc, parts.port
        if port is not None:
            host = host.removesuffix(f":{port}")
        if host.startswith("["):
            ipaddress.IPv6Address(host[1:-1])
        named = _HOST.fullmatch(host.lower()) is not None and not host.startswith("*") and port != 0
    except ValueError:
        named = False
    if not (named and _ADDRESS.fullmatch(text)):
        raise ValueError(
            f"{text!r} is no http or https address to start links with; allowed: scheme and host, "
            "with a port from 1 to 65535 or a path, such as https://ask.example.org, no ? and no #"
        )
    return text.rstrip("/")


def origins(text: str) -> tuple[str, ...]:
    """ "https://a.org, http://localhost:8080", or "*"."""
    return _list(text, _origin)


def hosts(text: str) -> tuple[str, ...]:
    """ "ask.example.org, *.example.org", or "*", for which there are none: any is allowed."""
    found = _list(text, _host)
    return () if "*" in found else found


def keys(text: str) -> tuple[str, ...]:
    """API keys between commas."""
    found = tuple(part.strip() for part in text.split(","))
    for place, key in enumerate(found, start=1):
        check_key(key, f"key {place} of {len(found)}")
    return found


def check_key(key: str, name: str) -> None:
    """Raises ValueError, which tells of the key only its `name`, if it cannot be one."""
    if not key:
        raise ValueError(f"{name} is empty; leave the setting out to let everybody in")
    if not _KEY.fullmatch(key):
        raise ValueError(
            f"{name} holds a character that a key cannot have; allowed: letters, digits and marks "
            "of ASCII but the comma, no spaces"
        )


def proxies(text: str) -> str:
    """ "10.0.0.1, 10.1.0.0/16": whose word is taken for the address of a client."""
    return ",".join(_list(text, _network))


def hosts_in_use(
    given: tuple[str, ...] | None, listening: str, public_url: str | None
) -> tuple[str, ...]:
    """The hosts that a service answers for; none: any.

    `given`: those of the setting, None where it is not set. A service that only this machine can
    reach then answers for this machine's names alone: otherwise the page of a stranger, whose name
    was made to lead here, could read it through a visitor's browser (DNS rebinding).
    """
    public = (_host_of(public_url),) if public_url else ()
    if given is not None:
        return (*given, *public) if given else ()
    return (*_LOOPBACK, *public) if _is_loopback(listening) else ()


def _list(text: str, read: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(read(part.strip()) for part in text.split(",")))


def _origin(text: str) -> str:
    try:
        parts = urlsplit(text)
        plain = parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" == text
        named = bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        plain = named = False
    if text != "*" and not (plain and named and text.isascii() and text.isprintable()):
        raise ValueError(
            f"{text!r} is no origin; allowed: * or scheme, host and port, such as "
            "https://example.org or http://localhost:8080, between commas"
        )
    return text.lower()


def _host(text: str) -> str:
    if text != "*" and not _HOST.fullmatch(text.lower()):
        raise ValueError(
            f"{text!r} is no host; allowed: * or names without a port, such as ask.example.org or "
            "*.example.org, between commas"
        )
    return text.lower()


def _network(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text)) if "/" in text else str(ipaddress.ip_address(text))
    except ValueError:
        raise ValueError(
            f"{text!r} is no address; allowed: addresses and networks, such as 10.0.0.1 or "
            "10.1.0.0/16, between commas"
        ) from None


def _host_of(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return f"[{host}]" if ":" in host else host


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
