"""MCP over HTTP at its edges: who may call, methods, and bodies that are no messages."""

import json

import httpx
import pytest

from service.mcp.http import McpEndpoint
from service.mcp.tools import mcp_server
from service.settings import Settings
from tests.reading import problem
from tests.test_service_mcp import HEADERS, INITIALIZE


@pytest.fixture
def url(address: str) -> str:
    return f"{address}/mcp"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "localhost"},
        {"Host": "LOCALHOST:9000"},
        {"Host": "[::1]:8000"},
        {"Host": "192.0.2.7:8000"},
        {"Origin": "http://localhost:6274"},
        {"Origin": "http://192.0.2.7:8000", "Host": "192.0.2.7:8000"},
    ],
)
def test_hosts_and_origins_that_may_call(url: str, headers: dict[str, str]) -> None:
    response = httpx.post(url, json=INITIALIZE, headers=HEADERS | headers)
    assert response.status_code == 200
    assert response.json()["result"]["serverInfo"] == {
        "name": "citewell", "title": "citewell", "version": "1",
    }  # fmt: skip
    assert "mcp-session-id" not in response.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "rebound.example"}, 421),
        ({"Host": "rebound.example:8000", "Origin": "http://rebound.example:8000"}, 421),
        ({"Host": "localhost.rebound.example"}, 421),
        ({"Host": "localhost:x"}, 421),
        ({"Host": "user@localhost"}, 200),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "https://localhost.elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "file://localhost"}, 403),
        ({"Origin": ""}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": ""}, 415),
    ],
)
def test_hosts_and_origins_that_may_not(url: str, headers: dict[str, str], status: int) -> None:
    response = httpx.post(url, json=INITIALIZE, headers=HEADERS | headers)
    if status == 200:
        assert response.status_code == 200
    else:
        problem(response, status)


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "OPTIONS"])
def test_other_methods(url: str, method: str) -> None:
    response = httpx.request(method, url)
    assert response.headers["allow"] == "POST"
    assert "allowed: POST" in problem(response, 405)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": "x"}', 400),
        (b" " * 3_000_000, 413),
    ],
)
@pytest.mark.parametrize("version", ["2025-06-18", "2026-07-28", "x"])
def test_bodies_that_are_no_messages(url: str, body: bytes, status: int, version: str) -> None:
    headers = HEADERS | {"MCP-Protocol-Version": version}
    response = httpx.post(url, content=body, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"].startswith("application/")


@pytest.mark.parametrize("version", ["2025-06-18", "2026-07-28"])
@pytest.mark.parametrize("name", ["ask", "\\ud800"])
def test_half_a_surrogate_pair_fails_nothing(url: str, version: str, name: str) -> None:
    meta = json.dumps(
        {
            "io.modelcontextprotocol/protocolVersion": version,
            "io.modelcontextprotocol/clientCapabilities": {},
        }
    )
    body = (
        f'{{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {{"name": "{name}", '
        f'"arguments": {{"question": "\\ud800"}}, "_meta": {meta}}}}}'
    )
    headers = HEADERS | {"MCP-Protocol-Version": version, "Mcp-Method": "tools/call"}
    headers["Mcp-Name"] = "ask"
    response = httpx.post(url, content=body, headers=headers)
    assert response.status_code < 500, response.text


def test_addresses_are_read_strictly() -> None:
    endpoint = McpEndpoint(
        mcp_server(lambda: pytest.fail("not asked"), None), Settings(public_url="https://a.example")
    )
    for host, ours in (
        ("a.example", True),
        ("A.EXAMPLE:1", True),
        ("b.example", False),
        ("", False),
    ):
        assert endpoint.is_ours(host) is ours
