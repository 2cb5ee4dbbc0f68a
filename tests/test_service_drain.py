"""The end of a server by SIGTERM: what was begun is answered, the rest is refused in words."""

import signal
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest
from starlette.types import ASGIApp

from embeddings.encoder import Encoded, Encoder
from qa.engine import Engine
from service.app import create_app
from service.server import Server, address_of, listen
from service.settings import Settings
from tests.encoders import Passing

QUESTION = {"question": "How old was Ieng Sary when he died?"}


class Held(Passing):
    """An encoder that waits to be released, and says when it waits."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        self.waiting, self.released = threading.Event(), threading.Event()

    def encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        self.waiting.set()
        assert self.released.wait(60)
        return super().encode_tokens(texts)


@contextmanager
def serving(app: ASGIApp) -> Iterator[tuple[Server, str, threading.Thread]]:
    """A server that lingers until it is told a second time."""
    ready = threading.Event()
    listener = listen("127.0.0.1", 0)
    server = Server(app, ready.set, "critical", grace=30, linger=600)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        assert ready.wait(30)
        yield server, address_of("127.0.0.1", listener), thread
    finally:
        server.handle_exit(signal.SIGTERM, None)
        server.handle_exit(signal.SIGINT, None)
        thread.join(30)
    assert not thread.is_alive()


def test_what_was_begun_is_answered_and_the_rest_refused(engine: Engine) -> None:
    encoder = Held(engine.encoder)
    app = create_app(Settings(), replace(engine, encoder=encoder))
    with (
        serving(app) as (server, address, thread),
        httpx.Client(base_url=address, timeout=60) as kept,
        ThreadPoolExecutor(1) as other,
    ):
        assert kept.get("/readyz").status_code == 200
        begun = other.submit(httpx.post, f"{address}/v1/ask", json=QUESTION, timeout=60)
        assert encoder.waiting.wait(60)
        # A question holds a thread and not the event loop, which answers all the while.
        assert kept.get("/healthz").status_code == 200
        server.handle_exit(signal.SIGTERM, None)
        while kept.get("/readyz").status_code == 200:
            time.sleep(0.02)
        for refused in (kept.get("/readyz"), httpx.post(f"{address}/v1/ask", json=QUESTION)):
            assert refused.status_code == 503
            assert refused.headers["retry-after"] == "5"
            assert refused.headers["connection"] == "close"
            assert refused.headers["content-type"] == "application/problem+json"
            assert refused.headers["x-content-type-options"] == "nosniff"
            assert refused.json()["detail"] == "The service is stopping; ask again in a moment."
        openai = httpx.post(f"{address}/v1/chat/completions", json={})
        assert openai.status_code == 503
        assert openai.headers["retry-after"] == "5"
        assert openai.json()["error"]["type"] == "server_error", "in the form of its clients"
        assert httpx.get(f"{address}/healthz").status_code == 200, "alive to the end"
        encoder.released.set()
        answered = begun.result(60)
        assert answered.status_code == 200
        assert "87" in answered.json()["answer"]["text"]
        assert answered.headers["connection"] == "close"
        server.handle_exit(signal.SIGINT, None)
        thread.join(30)
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{address}/healthz")


def test_what_was_begun_is_answered_after_the_socket_is_closed(engine: Engine) -> None:
    encoder = Held(engine.encoder)
    app = create_app(Settings(), replace(engine, encoder=encoder))
    with serving(app) as (server, address, _), ThreadPoolExecutor(1) as other:
        begun = other.submit(httpx.post, f"{address}/v1/ask", json=QUESTION, timeout=60)
        assert encoder.waiting.wait(60)
        server.handle_exit(signal.SIGINT, None)  # which does not linger
        host, port = address.removeprefix("http://").split(":")
        for _ in range(1000):
            try:
                socket.create_connection((host, int(port))).close()
            except OSError:
                break
            time.sleep(0.02)
        else:
            pytest.fail("the socket was not closed")
        encoder.released.set()
        assert begun.result(60).status_code == 200
