"""The server as a process of its own: its address, its end, and a port that is taken."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from service.errors import ServeError
from service.server import address_of, listen

ROOT = Path(__file__).parent.parent
SCRIPT = """
import sys
from qa.engine import Engine
from service.app import create_app
from service.server import serve
from service.settings import Settings
app = create_app(Settings(), Engine.open(sys.argv[1]))
serve(app, sys.argv[2], int(sys.argv[3]), lambda address: print(address, flush=True))
print("ended", flush=True)
"""


@contextmanager
def served(index: Path, host: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(index), host, "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(seeds_index: Path, number: signal.Signals) -> None:
    with served(seeds_index, "127.0.0.1") as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert not address.endswith(":0"), "the port that was found"
        # A connection that is kept open must not keep the server from its end.
        with httpx.Client(base_url=address) as client:
            response = client.get("/readyz")
            assert response.json()["status"] == "ready"
            assert "server" not in response.headers
            process.send_signal(number)
            output, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert output == "ended\n"
    assert errors == ""


def test_a_port_that_is_taken() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError) as caught:
            listen("127.0.0.1", port)
    assert str(caught.value) == (
        f"cannot listen on '127.0.0.1', port {port}: Address already in use; "
        "choose another host (CITEWELL_HOST) or port (CITEWELL_PORT)"
    )


def test_what_is_written_is_sent_at_once() -> None:
    """Else the second part of an answer waits until the first is acknowledged."""
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(
    ("host", "port"),
    [("192.0.2.1", 0), ("no such host.invalid", 0), ("127.0.0.1", 70000), ("a" * 70 + ".x", 0)],
)
def test_an_address_that_cannot_be_had(host: str, port: int) -> None:
    with pytest.raises(ServeError) as caught:
        listen(host, port)
    assert str(caught.value).startswith(f"cannot listen on {host!r}, port {port}: ")
    assert "\n" not in str(caught.value)


def test_addresses_of_ipv6_are_bracketed() -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        assert address_of("127.0.0.1", listener) == f"http://127.0.0.1:{port}"
        assert address_of("localhost", listener) == f"http://localhost:{port}"
        assert address_of("::1", listener) == f"http://[::1]:{port}"
