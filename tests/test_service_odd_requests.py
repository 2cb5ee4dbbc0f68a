"""Requests that no honest client sends, on every route: nothing fails, nothing is let through."""

from collections.abc import Iterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.engine import Engine
from service.limits import MAX_BODY
from service.settings import Settings
from tests.guarding import service
from tests.reading import exchange, get, problem

ROUTES = [
    ("GET", "/"), ("POST", "/v1/ask"), ("POST", "/v1/verify"), ("GET", "/v1/sources"),
    ("GET", "/v1/sources/x"), ("GET", "/v1/sources/x/text"), ("GET", "/v1/index"),
    ("GET", "/sources/x"), ("GET", "/docs"), ("GET", "/openapi.json"), ("GET", "/metrics"),
    ("GET", "/healthz"), ("GET", "/readyz"), ("GET", "/style.css"), ("GET", "/widget.js"),
    ("POST", "/v1/chat/completions"), ("POST", "/v1/responses"), ("GET", "/v1/models"),
    ("POST", "/mcp"), ("GET", "/nothing"),
]  # fmt: skip
INJECTED = "x-injected"


@pytest.fixture(scope="module")
def open_site(engine: Engine) -> Iterator[httpx.Client]:
    """A service that has something to say about origins."""
    with service(
        engine, Settings(cors_origins=("https://news.example.org",), request_timeout=2)
    ) as client:
        yield client


@pytest.fixture(scope="module")
def at(open_site: httpx.Client) -> str:
    return str(open_site.base_url)


def sound(response: httpx.Response) -> None:
    """No failure, no header of the client's making, the headers that every answer has."""
    assert response.status_code < 500
    assert INJECTED not in response.headers
    assert "set-cookie" not in response.headers
    assert "location" not in response.headers
    assert "server" not in response.headers
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors" in response.headers["content-security-policy"]


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize(
    "lines",
    [
        "X-Request-Id: a\tb",
        "X-Request-Id: a%0d%0aX-Injected: yes",
        "Origin: https://news.example.org%0d%0aX-Injected: yes",
        "Access-Control-Request-Headers: x%0d%0aX-Injected: yes",
        "X-Forwarded-Host: evil.example.org\r\nX-Forwarded-Proto: javascript",
        "X-Forwarded-For: " + "1.1.1.1, " * 500,
        "X-Forwarded-For: <script>, \x7f, ::::, 999.1.1.1",
        "X-HTTP-Method-Override: DELETE\r\nX-Original-URL: /metrics\r\nX-Rewrite-URL: /metrics",
        "Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 0",
        "Accept: */*;q=nan, text/html;q=1e999\r\nAccept-Language: " + "x," * 500,
        "Range: bytes=0-1,5-,-1,99999999999999999999-\r\nIf-Range: x",
        "If-None-Match: *\r\nIf-Modified-Since: never",
        "Authorization: Bearer " + "A" * 8000,
        "Authorization: Basic ====\r\nCookie: " + "a=b; " * 1000,
        "Transfer-Encoding: chunked\r\n\r\n0\r\nX-Injected: yes",
        "Traceparent: 00-" + "z" * 100,
    ],
    ids=lambda lines: lines[:28],
)  # fmt: skip
def test_odd_headers(at: str, method: str, path: str, lines: str) -> None:
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{lines}\r\n\r\n"
    sound(exchange(at, head.encode("latin-1")))


@pytest.mark.parametrize(
    "path",
    [
        "/..%2f..%2f..%2fetc%2fpasswd", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
        "/style.css/..%2f..%2fapp.toml", "/style.css%00.html", "/static/..%2fapp.toml",
        "/widget.js%2f..%2fapp.toml", "/templates/base.html", "/service/app.toml", "/..%5capp.toml",
        "/%252e%252e%252fapp.toml", "/%c0%ae%c0%ae/app.toml", "//evil.example.org/%2f..",
        "/v1/sources/..%2f..%2fmanifest.json", "/v1/sources/%2e%2e%2fmanifest.json/text",
        "/sources/....//....//manifest.json", "/sources/..;/manifest.json", "/.%00./app.toml",
        "http://me@evil.example.org/v1/index", "/v1/sources/http:%2f%2f127.0.0.1%2f/text",
        "/v1/sources/file:%2f%2f%2fetc%2fpasswd/text", "*", "/?%0d%0aX-Injected:%20yes",
        "/%0d%0aX-Injected:%20yes", "/sources/%0d%0aX-Injected:%20yes", "/v1//index", "/./healthz",
        "/healthz/", "/HEALTHZ", "/healthz%20", "/healthz;x", "/healthz#x",
    ],
)  # fmt: skip
def test_odd_paths(at: str, path: str) -> None:
    response = get(at, path)
    sound(response)
    assert b"root:" not in response.content
    assert b"import " not in response.content
    assert b"index_id" not in response.content
    if not path.startswith("/?"):
        problem(response, response.status_code)


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("verb", ["CONNECT", "TRACE", "PROPFIND", "get", "X" * 200])
def test_odd_methods(at: str, method: str, path: str, verb: str) -> None:
    response = exchange(at, f"{verb} {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    sound(response)
    # MCP looks at the host before all else: "x" is none of this machine's names.
    assert response.status_code in ((421, 400, 405) if path == "/mcp" else (400, 404, 405))


POSTED = [path for method, path in ROUTES if method == "POST" and path.startswith("/v1/")]
JSON = b"Content-Type: application/json\r\n"


@pytest.mark.parametrize("path", POSTED)
@pytest.mark.parametrize(
    "sent",
    [
        JSON + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        JSON + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n0\r\n\r\n",
        JSON + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        JSON + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        JSON + b"Content-Length: 2\r\n\r\n{}GET /metrics HTTP/1.1\r\nX-Injected: 1\r\n\r\n",
        JSON + b"Content-Length: %d\r\n\r\n" % (MAX_BODY + 1),
        JSON + b"Content-Length: 99999999999999999999\r\n\r\n",
        JSON + b"Content-Length: 6\r\n\r\n\xff\xfe\x00\x00\xff\xff",
        JSON + b"Content-Length: 4\r\n\r\n\xef\xbb\xbf1",
        b"Content-Type: application/json; charset=utf-7\r\nContent-Length: 2\r\n\r\n[]",
        b"Content-Type: multipart/form-data; boundary=\r\nContent-Length: 2\r\n\r\n--",
        b"Content-Type: application/json\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n",
        JSON + b"Content-Length: 200000\r\n\r\n" + b"[" * 200000,
    ],
    ids=range(13),
)  # fmt: skip
def test_odd_bodies(at: str, path: str, sent: bytes) -> None:
    response = exchange(at, b"POST " + path.encode() + b" HTTP/1.1\r\nHost: x\r\n" + sent)
    assert 400 <= response.status_code < 500
    assert INJECTED not in response.headers
    assert response.headers["content-type"] in ("application/problem+json", "application/json")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(head=st.binary(max_size=80), rest=st.binary(max_size=80), cut=st.integers(0, 60))
def test_bytes_of_any_kind_fail_nothing(at: str, head: bytes, rest: bytes, cut: int) -> None:
    whole = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    sent = whole[:cut] + head + whole[cut:] + rest + b"\r\n\r\n\r\n\r\n"
    sound(exchange(at, sent))
