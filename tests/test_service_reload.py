"""The service while its index is replaced: one generation a request, and what /readyz says."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from embeddings import blocks
from embeddings.encoder import Encoded, Encoder
from qa import generations
from qa.engine import Engine
from qa.indexing import update
from qa.live import LiveEngine
from service.app import create_app
from service.settings import Settings
from tests.commands.conftest import environment
from tests.conftest import ROOT
from tests.encoders import Passing
from tests.publishing import publish_damaged
from tests.serving import running

QUESTION = "When was the harbour wall built?"


class Interrupted(Passing):
    """An encoder that lets something happen in the middle of a question."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        self.then: Callable[[], None] = lambda: None

    def encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        then, self.then = self.then, lambda: None
        then()
        return super().encode_tokens(texts)


@pytest.fixture
def index(collection: Callable[..., Path], tmp_path: Path, engine: Engine) -> Path:
    folder = collection(wall__txt="The harbour wall was built in 1901. It broke in a storm.")
    update(tmp_path / "index", folder, engine.encoder)
    return tmp_path / "index"


def test_a_request_has_one_generation_to_its_end(
    index: Path, collection: Callable[..., Path], engine: Engine
) -> None:
    encoder = Interrupted(engine.encoder)
    opened = replace(engine, encoder=encoder).reopened(generations.newest(index))
    live = LiveEngine(opened, index)

    def replaced() -> None:
        # The source that the answer stands in is gone from the new generation.
        folder = collection(bees__txt="Bees were kept on the roof of the harbour office.")
        (folder / "wall.txt").unlink()
        update(index, folder, engine.encoder)
        live.look()
        assert live.state.reloads == 1

    encoder.then = replaced
    with running(create_app(Settings(), live)) as address, httpx.Client(base_url=address) as site:
        page = site.get("/", params={"q": QUESTION})
        assert page.status_code == 200
        assert "1901" in page.text
        assert "bees" not in page.text.lower()
        assert site.get("/v1/sources/wall").status_code == 404
        assert site.get("/v1/sources/bees").status_code == 200


def test_readiness_names_what_answers_and_what_is_refused(index: Path, engine: Engine) -> None:
    newest = generations.newest(index)
    live = LiveEngine(engine.reopened(newest), index)
    with running(create_app(Settings(), live)) as address, httpx.Client(base_url=address) as site:
        ready = {
            "status": "ready", "generation": newest.name, "damaged": False, "refused": None
        }  # fmt: skip
        assert site.get("/readyz").json() == ready
        name = publish_damaged(index)
        live.look()
        response = site.get("/readyz")
        assert response.status_code == 200, "the old one goes on answering"
        assert response.json() == ready | {"refused": {"name": name, "reason": "damaged"}}
        assert "1901" in site.post("/v1/ask", json={"question": QUESTION}).text


def test_readiness_says_that_what_answers_is_damaged(
    collection: Callable[..., Path],
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """After a start, a block of a large file is checked only when a request needs it."""
    monkeypatch.setattr(generations, "LARGE", 1 << 10)
    monkeypatch.setattr(generations, "BLOCK", 1 << 8)
    monkeypatch.setattr(blocks, "BLOCK", 1 << 8)
    sentence = "The harbour wall was built in 1901. It broke in a storm.\n\n"
    folder = collection(wall__txt=sentence * 40)
    update(tmp_path / "index", folder, engine.encoder)
    newest = generations.newest(tmp_path / "index")
    live = LiveEngine.open(tmp_path / "index")
    with running(create_app(Settings(), live)) as address, httpx.Client(base_url=address) as site:
        with (newest / "texts.utf8").open("r+b") as file:
            file.seek(1500)
            file.write(b"\0")
        assert site.get("/readyz").json()["damaged"] is False, "nobody has read it"
        assert "citewell_index_damaged 0.0" in site.get("/metrics").text
        assert site.get("/v1/sources/wall/text").status_code == 500
        ready = site.get("/readyz")
        assert ready.status_code == 200, "what does not need it is answered"
        assert ready.json()["damaged"] is True
        assert ready.json()["refused"] is None
        assert "citewell_index_damaged 1.0" in site.get("/metrics").text
        live.look()
        live.look()
        told = [r.getMessage() for r in caplog.records if r.name == "qa.live"]
        assert [newest.name in line and "texts.utf8" in line for line in told] == [True]
        update(tmp_path / "index", folder, engine.encoder)
        live.look()
        assert site.get("/readyz").json()["damaged"] is False
        assert site.get("/v1/sources/wall/text").text == sentence * 40


def test_tools_on_standard_input_take_up_a_new_index(
    index: Path, collection: Callable[..., Path], engine: Engine, tmp_path: Path
) -> None:
    """It was started on the generation before a damaged one, as the service is."""
    name = publish_damaged(index)
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "citewell", "mcp", "--index", str(index), "--reload", "0.05"],
        env=environment(PYTHONPATH=str(ROOT)),
        cwd=tmp_path,
    )

    async def told(client: Client) -> str:
        (item,) = (await client.call_tool("ask", {"question": QUESTION})).content
        return item.text if item.type == "text" else ""

    async def run() -> None:
        async with Client(stdio_client(server, errlog=errors)) as client:
            assert "1901" in await told(client)
            folder = collection(wall__txt="The harbour wall was built in 1902. It broke.")
            update(index, folder, engine.encoder)
            for _ in range(600):
                if "1902" in await told(client):
                    return
                await asyncio.sleep(0.05)
            pytest.fail("it went on with the old index")

    with (tmp_path / "errors").open("w+") as errors:
        asyncio.run(run())
        errors.seek(0)
        assert f"{name} is not used (damaged)" in errors.read()
