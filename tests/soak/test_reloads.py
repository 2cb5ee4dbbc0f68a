"""An index that is replaced again and again under load: no request fails or mixes two."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from embeddings.encoder import Encoder
from qa import generations
from qa.folding import fold
from qa.indexing import update
from tests.publishing import publish_damaged
from tests.soak.load import Service, load, served, until

_SETTLED, _GROWTH = 20, 64 * 2**20  # generations; bytes
_DAMAGED_EVERY = 10
QUESTIONS = (
    "When was the harbour wall built?",
    "How many passengers does the ferry carry?",
    "Who keeps the lighthouse?",
)
Texts = Mapping[str, str]


def texts_of(number: int) -> Texts:
    """A collection of which every text says the number of its generation."""
    before = "Notes. " * (number % 7)  # so that the same words stand at other places
    return {
        "wall": f"{before}The harbour wall was built in {1000 + number}. It broke.",
        "ferry": f"The ferry carries {number + 10} passengers. It leaves Pier {number} at noon.",
        "light": f"It was painted in year {number}. Aurelio Stamm keeps the lighthouse.",
    }


class Collection:
    """Publishes generations and remembers the texts of each."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._sources, self.index, self._encoder = folder / "sources", folder / "index", encoder
        self._sources.mkdir()
        self.texts: dict[str, Texts] = {}

    def publish(self, number: int) -> str:
        texts = texts_of(number)
        for name, text in texts.items():
            (self._sources / f"{name}.txt").write_text(text, encoding="utf-8")
        index_id = update(self.index, self._sources, self._encoder).index_id
        self.texts[index_id] = texts
        return index_id


def ask(client: httpx.Client, count: int) -> httpx.Response:
    question = QUESTIONS[count % len(QUESTIONS)]
    if count % 5 == 0:
        return client.get("/", params={"q": question})
    return client.post("/v1/ask", json={"question": question, "limit": 20})


def is_of_one_generation(response: httpx.Response, texts: Mapping[str, Texts]) -> bool:
    """Whether every citation stands in the texts of the generation that the answer names."""
    found = response.json()
    own = texts[found["index_id"]]
    cited = found["citations"] or found["refusal"]["closest"]
    return bool(cited) and all(
        citation["quote"] == fold(own[citation["source_id"]][citation["start"] : citation["end"]])
        and citation["source_sha256"]
        == hashlib.sha256(own[citation["source_id"]].encode()).hexdigest()
        for citation in cited
    )


def serves(service: Service, index_id: str) -> bool:
    return bool(httpx.get(f"{service.address}/v1/index").json()["index_id"] == index_id)


def refuses(service: Service, name: str) -> bool:
    refused = httpx.get(f"{service.address}/readyz").json()["refused"]
    return bool(refused == {"name": name, "reason": "damaged"})


@pytest.mark.parametrize("count", [3, pytest.param(200, marks=pytest.mark.soak)])
def test_reloads_under_load(tmp_path: Path, encoder: Encoder, count: int) -> None:
    collection = Collection(tmp_path, encoder)
    collection.publish(0)
    memory = 0
    with served(collection.index, tmp_path, "--reload", "0.05") as service:
        with load(ask, service.address) as asked:
            for number in range(1, count + 1):
                if number % _DAMAGED_EVERY == 2:
                    name = publish_damaged(collection.index)
                    until(lambda name=name: refuses(service, name))  # type: ignore[misc]
                index_id = collection.publish(number)
                until(lambda index_id=index_id: serves(service, index_id))  # type: ignore[misc]
                if number == _SETTLED:
                    memory = service.memory()
        newest = str(generations.newest(collection.index))
        maps = [path for path in service.mapped() if "/gen-" in path]
        grown = service.memory() - memory
        log = service.log()
    answers = [one.response for one in asked]
    assert [one.error for one in asked if one.error] == []
    assert {r.status_code for r in answers if r is not None} == {200}
    told = [r for r in answers if r is not None and r.request.method == "POST"]
    assert all(is_of_one_generation(response, collection.texts) for response in told)
    assert len({response.json()["index_id"] for response in told}) > count / 2
    assert maps
    assert all(path.startswith(newest) for path in maps), "what was replaced is let go"
    assert log.count("is not used (damaged)") == -(-(count - 1) // _DAMAGED_EVERY)
    print(f"{len(asked)} requests, {count} reloads")
    if count > _SETTLED:
        print(f"{grown / 2**20:.1f} MiB grown since reload {_SETTLED}")
        assert grown < _GROWTH
