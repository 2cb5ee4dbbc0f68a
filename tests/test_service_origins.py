"""Which hosts are answered for, and which sites' pages may read answers."""

from collections.abc import Iterator

import httpx
import pytest

from qa.engine import Engine
from service.origins import host_name
from service.settings import Settings
from tests.guarding import QUESTION, service
from tests.reading import exchange, problem

PAGE = "https://news.example.org"
PREFLIGHT = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "content-type, authorization",
}


@pytest.fixture(scope="module")
def guarded(engine: Engine) -> Iterator[httpx.Client]:
    """A service for two names and the pages of one site, with a key."""
    settings = Settings(
        allowed_hosts=("ask.example.org", "*.localhost", "[::1]"),
        cors_origins=(PAGE,),
        api_keys=("the-key",),
    )
    with service(engine, settings) as client:
        client.headers["Host"] = "ask.example.org"
        yield client


@pytest.mark.parametrize(
    "host",
    ["ask.example.org", "ASK.example.org.:8000", "x.localhost", "a.b.localhost:80", "[::1]:8000"],
)
def test_a_host_that_is_answered_for(guarded: httpx.Client, host: str) -> None:
    headers = {"Host": host, "X-API-Key": "the-key"}
    assert guarded.get("/v1/index", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example.org", "ask.example.org.evil.org", "localhost", "", "127.0.0.1:8000", "[::2]",
        "ask.example.org:80:80", "ask.example.org@evil.org", "xask.example.org", "::1", "[::1",
    ],
)  # fmt: skip
def test_a_host_that_is_not(guarded: httpx.Client, host: str) -> None:
    request = f"GET /v1/index HTTP/1.1\r\nHost: {host}\r\nX-API-Key: the-key\r\n\r\n"
    assert repr(host) in problem(exchange(str(guarded.base_url), request.encode()), 421)
    assert guarded.get("/healthz", headers={"Host": host}).status_code == 200, "a probe"


def test_only_old_http_may_leave_the_host_out(guarded: httpx.Client) -> None:
    address, rest = str(guarded.base_url), b"X-API-Key: the-key\r\n\r\n"
    assert exchange(address, b"GET /v1/index HTTP/1.0\r\n" + rest).status_code == 200
    problem(exchange(address, b"GET /v1/index HTTP/1.1\r\n" + rest), 400)


@pytest.mark.parametrize(
    ("host", "name"),
    [("A.b:80", "a.b"), ("a.", "a"), ("[::1]:8", "[::1]"), ("[::1]", "[::1]"), (":80", ":80"),
     ("a:", "a"), ("a:b", "a:b")],
)  # fmt: skip
def test_names_of_hosts(host: str, name: str) -> None:
    assert host_name(host) == name


def test_a_page_of_the_site_may_call_before_any_key_is_shown(guarded: httpx.Client) -> None:
    answer = guarded.options("/v1/ask", headers={"Origin": PAGE, **PREFLIGHT})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert answer.headers["access-control-allow-headers"] == "content-type, authorization"
    assert "access-control-allow-credentials" not in answer.headers
    assert "Origin" in answer.headers["vary"]
    headers = {"Origin": PAGE, "X-API-Key": "the-key"}
    asked = guarded.post("/v1/ask", json=QUESTION, headers=headers)
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == PAGE
    assert "Retry-After" in asked.headers["access-control-expose-headers"]


def test_a_page_of_the_site_can_read_why_it_was_refused(guarded: httpx.Client) -> None:
    refused = guarded.post("/v1/ask", json=QUESTION, headers={"Origin": PAGE})
    problem(refused, 401)
    assert refused.headers["access-control-allow-origin"] == PAGE


@pytest.mark.parametrize(
    "origin",
    ["https://evil.org", "null", "https://news.example.org.evil.org", "http://news.example.org"],
)
def test_other_pages_may_not(guarded: httpx.Client, origin: str) -> None:
    answer = guarded.options("/v1/ask", headers={"Origin": origin, **PREFLIGHT})
    assert "origin" in problem(answer, 403)
    assert "access-control-allow-origin" not in answer.headers
    asked = guarded.post(
        "/v1/ask", json=QUESTION, headers={"Origin": origin, "X-API-Key": "the-key"}
    )
    assert "access-control-allow-origin" not in asked.headers


def test_any_page_may_where_that_is_set(engine: Engine) -> None:
    with service(engine, Settings(cors_origins=("*",))) as client:
        answer = client.options("/v1/ask", headers={"Origin": "https://any.org", **PREFLIGHT})
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (204, "*")


def test_no_page_may_by_default(site: httpx.Client) -> None:
    answer = site.options("/v1/ask", headers={"Origin": PAGE, **PREFLIGHT})
    problem(answer, 405)
    asked = site.post("/v1/ask", json=QUESTION, headers={"Origin": PAGE})
    assert not [name for name in asked.headers if name.startswith("access-control-")]
