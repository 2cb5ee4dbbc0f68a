"""A service with settings of its own, and an engine that answers only when it is let."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import httpx

from embeddings.encoder import Encoded, Encoder, Vectors
from qa.engine import Engine
from service.app import create_app
from service.settings import Settings
from tests.serving import running

QUESTION = {"question": "Where did Ieng Sary meet Khieu Thirith?"}


@contextmanager
def service(engine: Engine, settings: Settings) -> Iterator[httpx.Client]:
    """A client of a real server with `settings`, for as long as the block runs."""
    with (
        running(create_app(settings, engine)) as address,
        httpx.Client(base_url=address, timeout=30, limits=httpx.Limits()) as client,
    ):
        yield client


class HeldEncoder:
    """An encoder that works only while `go` is set; `begun` is released once for each call."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.model, self.dim = encoder, encoder.model, encoder.dim
        self.go, self.begun = threading.Event(), threading.Semaphore(0)

    def _wait(self) -> None:
        self.begun.release()
        assert self.go.wait(30), "the test never let it go"

    def encode(self, texts: Sequence[str]) -> Vectors:
        self._wait()
        return self._encoder.encode(texts)

    def encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        self._wait()
        return self._encoder.encode_tokens(texts)


def held(engine: Engine) -> tuple[Engine, HeldEncoder]:
    """`engine` with an encoder that the test holds."""
    encoder = HeldEncoder(engine.encoder)
    return replace(engine, encoder=encoder), encoder
