"""A connection of the server below: what is no HTTP is told so as everything else is, and soon."""

import asyncio
import json
import logging
import re
import sys
import time
from dataclasses import asdict
from typing import Any, cast
from urllib.parse import unquote

import h11
from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.headers import SECURITY_HEADERS
from service.limits import HEAD_TOO_LARGE
from service.problems import MEDIA_TYPE, problem_of
from service.visit import ARRIVED

_log = logging.getLogger(__name__)

# Seconds in which the head of a request must come, from the opening of its connection or its first
# byte on. The server below waits for ever.
HEAD_TIMEOUT = 10.0
# A target with its host and all (RFC 9112, 3.2.2); one that names a user is none of ours.
_ABSOLUTE = re.compile(rb"https?://([^/@]+)(/.*)?", re.IGNORECASE | re.DOTALL)


class Connection(H11Protocol):
    """uvicorn's connection with problem documents, and an end to heads that never come.

    It tells the application when a request's first byte was read: where many come at once, the
    event loop reads them all before it calls the application for the first.
    """

    _head_timer: asyncio.TimerHandle | None = None
    _first_byte: float | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        if self._first_byte is None and self.conn.their_state is h11.IDLE:
            self._first_byte = time.monotonic()
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()
        elif self._head_timer is None and self.conn.trailing_data[0]:
            self._await_head()

    def handle_events(self) -> None:
        super().handle_events()
        if self.scope is not None and ARRIVED not in self.scope["state"]:
            _to_origin_form(cast(Scope, self.scope))
            # One that came behind another on the same connection begins when its turn does.
            self.scope["state"][ARRIVED] = self._first_byte or time.monotonic()
            self._first_byte = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Answers what is no request."""
        if self.conn.our_state is not h11.IDLE and self.conn.our_state is not h11.SEND_RESPONSE:
            self.transport.close()  # an answer has begun; there can be no other
            return
        # uvicorn calls this while it handles h11's error, which knows more.
        if getattr(sys.exception(), "error_status_hint", 400) == 431:
            self._refuse(431, HEAD_TOO_LARGE)
        else:
            self._refuse(400, "The request is not well-formed HTTP.")

    def _unsupported_upgrade_warning(self) -> None:
        _log.debug("a client asked for an upgrade, and is answered over HTTP")

    def _await_head(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_TIMEOUT, self._too_late)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _too_late(self) -> None:
        self._head_timer = None
        if self.transport.is_closing() or self.conn.their_state is not h11.IDLE:
            return
        if self.conn.trailing_data[0]:
            self._refuse(408, "The head of the request did not come in time.")
        else:
            self.transport.close()

    def _refuse(self, status: int, detail: str) -> None:
        body = json.dumps(asdict(problem_of(status, detail))).encode()
        headers: list[tuple[Any, Any]] = [
            ("content-type", MEDIA_TYPE),
            ("content-length", str(len(body))),
            ("connection", "close"),
            *((name.lower(), value) for name, value in SECURITY_HEADERS.items()),
        ]
        for event in (h11.Response(status_code=status, headers=headers), h11.Data(data=body)):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.write(self.conn.send(h11.EndOfMessage()) or b"")
        self.transport.close()


def _to_origin_form(scope: Scope) -> None:
    """Takes a target such as http://host/path for the path; the host is then the one that it names,
    whatever `Host` says."""
    found = _ABSOLUTE.fullmatch(scope["raw_path"])
    if found is not None:
        scope["raw_path"] = found[2] or b"/"
        scope["path"] = unquote(scope["raw_path"].decode("ascii"))
        others = [header for header in scope["headers"] if header[0] != b"host"]
        scope["headers"][:] = [(b"host", found[1]), *others]
