"""What is no HTTP, or comes too slowly or too large, before there is a request."""

import socket
import time
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from qa.engine import Engine
from service import connection
from service.headers import SecurityHeaders
from service.limits import MAX_HEAD
from service.problems import problem_response
from service.settings import Settings
from service.visit import arrival_of
from tests.guarding import service
from tests.reading import exchange, problem
from tests.serving import running

GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    "request_",
    [
        b"nonsense\r\n\r\n",
        b"GET /healthz\r\n\r\n",
        b"GET  /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        GET + b"A: \x00\r\n\r\n",
        GET + b"A : b\r\n\r\n",
        GET + b"A\r\n\r\n",
        GET + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
        GET + b"Content-Length: -1\r\n\r\n",
        GET + b"Transfer-Encoding: gzip\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 100 + b"\r\n\r\n",
    ],
)
def test_what_is_no_http_is_a_problem_too(address: str, request_: bytes) -> None:
    response = exchange(address, request_)
    assert response.status_code in (400, 501, 505)
    problem(response, response.status_code)
    assert "connection" in response.headers


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("http://x/healthz", 200),
        ("HTTPS://x:8000/v1/sources?a=b", 200),
        ("http://x", 200),
        ("http://x?q=", 200),
        ("http://x/v1/sources/000%5F4283047f5d679248", 200),
        ("http://x/nothing", 404),
        ("http:///healthz", 404),
        ("http://me@x/healthz", 404),
        ("ftp://x/healthz", 404),
    ],
)
def test_a_target_that_names_its_host(address: str, target: str, status: int) -> None:
    response = exchange(address, f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert response.status_code == status


@pytest.mark.parametrize(
    ("named", "host", "status"),
    [("ask.example.org", "evil.example", 200), ("evil.example", "ask.example.org", 421)],
)
def test_the_host_that_a_target_names_counts(
    engine: Engine, named: str, host: str, status: int
) -> None:
    request = f"GET http://{named}/v1/sources HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    with service(engine, Settings(allowed_hosts=("ask.example.org",))) as client:
        assert exchange(str(client.base_url), request).status_code == status


@pytest.mark.parametrize(
    "head",
    [
        b"A: " + b"x" * (MAX_HEAD + 1),
        b"\r\n".join(b"A%d: x" % n for n in range(101)),
        b"A: " + b"x" * (10 * MAX_HEAD),
    ],
    ids=["one", "many", "huge"],
)
def test_a_head_that_is_too_large(address: str, head: bytes) -> None:
    assert str(MAX_HEAD) in problem(exchange(address, GET + head + b"\r\n\r\n"), 431)


def test_a_head_up_to_the_limit(address: str) -> None:
    head = GET + b"A: " + b"x" * (MAX_HEAD - 200) + b"\r\n\r\n"
    assert exchange(address, head).status_code == 200
    question = "%F0%9F%99%82" * 2000
    asked = exchange(address, f"GET /?q={question} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert asked.status_code == 200, "the longest question fits into an address"


@pytest.fixture
def hasty(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_TIMEOUT", 0.3)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (b"", b""),
        (b"GET /heal", b"HTTP/1.1 408 "),
        (GET + b"A: b\r\n", b"HTTP/1.1 408 "),
        (GET + b"\r\n" + b"GET /heal", b"HTTP/1.1 200 "),
    ],
)
def test_a_head_that_never_comes_ends_the_connection(
    engine: Engine, sent: bytes, answer: bytes
) -> None:
    with service(engine, Settings()) as client:
        parts = urlsplit(str(client.base_url))
        with socket.create_connection((parts.hostname, parts.port), timeout=20) as opened:
            opened.sendall(sent)
            found = opened.makefile("rb").read()
    assert found.startswith(answer)
    assert bool(found) == bool(answer)


@pytest.mark.usefixtures("hasty")
def test_a_slow_answer_is_not_a_slow_head(engine: Engine) -> None:
    with service(engine, Settings()) as client:
        for _ in range(3):
            assert client.get("/healthz").status_code == 200


UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.mark.parametrize(
    "path",
    ["/", "/v1/ask", "/v1/verify", "/v1/sources", "/v1/sources/x", "/v1/sources/x/text", "/mcp",
     "/v1/index", "/sources/x", "/docs", "/openapi.json", "/metrics", "/healthz", "/readyz",
     "/style.css", "/widget.js", "/v1/chat/completions", "/v1/responses", "/v1/models"],
)  # fmt: skip
@pytest.mark.parametrize("upgrade", ["websocket", "h2c"])
def test_no_route_is_upgraded(site: httpx.Client, path: str, upgrade: str) -> None:
    plain = site.get(path)
    asked = site.get(path, headers={**UPGRADE, "Upgrade": upgrade})
    assert asked.status_code == plain.status_code < 500
    assert "upgrade" not in asked.headers


def test_a_request_has_come_when_its_first_byte_has() -> None:
    arrived = list[float]()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            arrived.append(arrival_of(scope))
            await problem_response(404, "nothing")(scope, receive, send)

    def answered() -> float:
        read = b""
        while not read.endswith(b"}"):
            read += opened.recv(65536)
        return time.monotonic()

    with running(SecurityHeaders(app)) as address:
        parts = urlsplit(address)
        with socket.create_connection((parts.hostname, parts.port), timeout=20) as opened:
            times = [time.monotonic()]
            for _ in range(2):
                opened.sendall(GET[:9])
                time.sleep(0.3)
                times.append(time.monotonic())
                opened.sendall(GET[9:] + b"\r\n")
                times.append(answered())
            opened.sendall(GET + b"\r\n" + GET + b"\r\n")
            while len(arrived) < 4:
                answered()
    assert times[0] < arrived[0] < times[1]
    assert times[2] < arrived[1] < times[3], "on the same connection, later"
    assert times[4] < arrived[2] < arrived[3], "one behind another: when its turn came"
