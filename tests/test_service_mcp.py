"""MCP by the official client, over real HTTP and over standard input and output of a process."""

import asyncio
import json
import logging
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult, Tool

from qa.engine import Engine
from service.app import create_app
from service.mcp.tools import mcp_server
from service.settings import Settings
from tests.commands.conftest import environment
from tests.conftest import ROOT
from tests.serving import running

ASKED = "How many US cables were posted from diplomats in Phnom Penh?"
ELSEWHERE = "What is the capital of France?"
SOURCE = "004_2a289903efe9c1c9"
HISTORY = [{"question": "Who was Ieng Sary?", "answer": "A foreign minister."}]
HEADERS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}

Calls = Callable[[Client], Awaitable[None]]


@pytest.fixture
def url(address: str) -> str:
    return f"{address}/mcp"


def connected(server: Any, calls: Calls, mode: str = "auto") -> None:
    async def main() -> None:
        async with Client(server, mode=mode) as client:
            await calls(client)

    asyncio.run(main())


def given(result: CallToolResult) -> dict[str, Any]:
    """What a tool gave: one text item of JSON, and the same as structured content."""
    (item,) = result.content
    assert item.type == "text"
    assert not result.is_error, item.text
    value: dict[str, Any] = json.loads(item.text)
    assert result.structured_content == value
    return value


def refused(result: CallToolResult) -> str:
    (item,) = result.content
    assert item.type == "text"
    assert result.is_error
    assert "\n" not in item.text
    return item.text


def without_time(response: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in response.items() if key != "took_ms"}


def described(tools: list[Tool]) -> None:
    assert [tool.name for tool in tools] == ["ask", "search", "fetch"]
    for tool in tools:
        assert tool.title
        assert tool.description
        hints = tool.annotations
        assert hints
        assert hints.read_only_hint
        assert hints.idempotent_hint
        assert not hints.destructive_hint
        assert not hints.open_world_hint
        assert tool.output_schema
        assert tool.input_schema["additionalProperties"] is False
        assert all("description" in one for one in tool.input_schema["properties"].values())


async def all_tools(client: Client, address: str, engine: Engine) -> None:
    """Every tool says what the engine says, and every `url` is absolute."""
    described((await client.list_tools()).tools)
    for question, history in ((ASKED, []), (ELSEWHERE, []), ("When did he die?", HISTORY)):
        arguments = (
            {"question": question, "history": history} if history else {"question": question}
        )
        answer = given(await client.call_tool("ask", arguments))
        turns = [(turn["question"], turn["answer"]) for turn in history]
        expected = engine.ask(question, turns).to_json()
        assert without_time(answer) == without_time(expected)
    unanswered = [{"question": "Who was Malcolm Caldwell?", "answer": None}]
    again = {"question": "When was he killed?", "history": unanswered}
    answer = given(await client.call_tool("ask", again))
    assert answer["resolved_question"] == "When was Malcolm Caldwell killed?"
    filtered = {"question": ASKED, "sources": [SOURCE], "limit": 1}
    words = "ask: takes no 'sources', 'limit'; it takes question, history"
    assert refused(await client.call_tool("ask", filtered)) == words
    found = given(await client.call_tool("search", {"query": ASKED}))
    assert set(found) == {"results"}
    assert found["results"][0]["id"] == SOURCE
    ids = [one["id"] for one in found["results"]]
    assert len(ids) == len(set(ids)) > 1
    for one in found["results"]:
        assert set(one) == {"id", "title", "url"}
        assert one["url"].startswith(f"{address}/sources/{one['id']}")
    read = given(await client.call_tool("fetch", {"id": SOURCE}))
    corpus = engine.library.corpus
    source = corpus.sources[corpus.number(SOURCE) or 0]
    assert set(read) == {"id", "title", "text", "url", "metadata"}
    assert (read["id"], read["title"]) == (SOURCE, source.title)
    assert read["text"] == corpus.texts[corpus.number(SOURCE) or 0]
    assert read["url"] == f"{address}/sources/{SOURCE}"
    assert read["metadata"]["publisher"] == source.publisher
    assert read["metadata"]["sha256"] == source.sha256


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_over_http(url: str, address: str, engine: Engine, mode: str) -> None:
    async def calls(client: Client) -> None:
        assert client.server_info
        assert client.server_info.name == "citewell"
        assert client.instructions
        await all_tools(client, address, engine)

    connected(url, calls, mode)


def test_over_stdio(seeds_index: Path, engine: Engine, tmp_path: Path) -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "citewell", "mcp", "--index", str(seeds_index)],
        env=environment(CITEWELL_PUBLIC_URL="https://ask.example.org/", PYTHONPATH=str(ROOT)),
        cwd=tmp_path,
    )
    with (tmp_path / "errors").open("w+") as errors:
        connected(
            stdio_client(server, errlog=errors),
            lambda client: all_tools(client, "https://ask.example.org", engine),
        )
        errors.seek(0)
        assert errors.read() == ""


def test_a_searched_page_shows_the_words(url: str, site: httpx.Client) -> None:
    async def calls(client: Client) -> None:
        found = given(await client.call_tool("search", {"query": ASKED}))
        page = site.get(found["results"][0]["url"])
        assert page.status_code == 200
        assert "<mark" in page.text

    connected(url, calls)


def test_what_cannot_be_used_is_said_in_one_line(url: str) -> None:
    async def calls(client: Client) -> None:
        for tool, arguments, words in (
            ("ask", {"question": " "}, "question: must not be blank; ask a question"),
            ("ask", {"question": 7}, "question: Input should be a valid string"),
            ("ask", {}, "question: Field required"),
            ("ask", {"question": "x", "history": [{"answer": "y"}]}, "history.0.question"),
            ("ask", {"question": "x", "history": [HISTORY[0]] * 51}, "at most 50 items"),
            ("search", {"query": "x", "limit": 3}, "search: takes no 'limit'; it takes query"),
            ("fetch", {"id": SOURCE, "a\nb": None}, "fetch: takes no 'a\\nb'; it takes id"),
            ("search", {"query": "x" * 2001}, "at most 2000 characters"),
            ("fetch", {"id": "../../etc/passwd"}, "no source has the id '../../etc/passwd'"),
            ("drop", {}, "Unknown tool"),
        ):
            assert words in refused(await client.call_tool(tool, arguments))

    connected(url, calls)


def test_public_address_in_links(engine: Engine) -> None:
    async def calls(client: Client) -> None:
        read = given(await client.call_tool("fetch", {"id": SOURCE}))
        assert read["url"] == f"https://ask.example.org/sources/{SOURCE}"

    with running(create_app(Settings(public_url="https://ask.example.org"), engine)) as address:
        connected(f"{address}/mcp", calls)
        for headers in ({"Host": "ask.example.org"}, {"Origin": "https://ask.example.org"}):
            response = httpx.post(f"{address}/mcp", json=INITIALIZE, headers=HEADERS | headers)
            assert response.status_code == 200


def test_the_log_of_the_process_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    level = root.level
    mcp_server(lambda: pytest.fail("not asked"), "http://x")
    assert root.handlers == []
    assert root.level == level


def test_an_application_can_be_served_again(engine: Engine) -> None:
    app = create_app(Settings(), engine)
    for _ in range(2):
        with running(app) as address:
            response = httpx.post(f"{address}/mcp", json=INITIALIZE, headers=HEADERS)
            assert response.status_code == 200
