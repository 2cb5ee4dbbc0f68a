"""A real server over real HTTP, in a thread."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp

from service.server import Server, address_of, listen


@contextmanager
def running(app: ASGIApp) -> Iterator[str]:
    """Serves `app` on a free port for as long as the block runs; gives its address."""
    ready = threading.Event()
    listener = listen("127.0.0.1", 0)
    server = Server(app, ready.set, "critical")
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        assert ready.wait(30), "the server did not start"
        yield address_of("127.0.0.1", listener)
    finally:
        server.should_exit = True
        thread.join(30)
        listener.close()
    assert not thread.is_alive(), "the server did not end"
