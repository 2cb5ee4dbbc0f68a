"""The API over real HTTP: answers, citations, sources, the index."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, fields
from typing import Any

import httpx
import pytest

from qa.engine import Engine
from qa.ranker import packaged
from qa.types import Citation, Response, Source
from tests.conftest import SEEDS

ANSWERED = "Where did Ieng Sary meet Khieu Thirith?"
REFUSED = "How do I bake bread?"


def ask(site: httpx.Client, question: str, **options: object) -> dict[str, Any]:
    response = site.post("/v1/ask", json={"question": question, **options})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    answer: dict[str, Any] = response.json()
    return answer


def test_an_answer_has_every_field_and_no_other(site: httpx.Client) -> None:
    answer = ask(site, ANSWERED)
    assert set(answer) == {field.name for field in fields(Response)} - {"explanation", "stages_ms"}
    assert answer["answered"] is True
    assert answer["refusal"] is None
    assert set(answer["answer"]) == {"text", "short", "citation"}
    for citation in answer["citations"]:
        assert set(citation) == {field.name for field in fields(Citation)}
    assert answer["answer"]["text"] == answer["citations"][0]["quote"]


def test_the_engine_and_the_api_say_the_same(site: httpx.Client, engine: Engine) -> None:
    expected = engine.ask(ANSWERED, limit=2)
    answer = ask(site, ANSWERED, limit=2)
    assert [c["href"] for c in answer["citations"]] == [c.href for c in expected.citations]
    assert answer["confidence"] == expected.confidence


def test_quotes_are_slices_of_the_text_that_is_served(site: httpx.Client) -> None:
    for citation in ask(site, ANSWERED, limit=20)["citations"]:
        text = site.get(f"/v1/sources/{citation['source_id']}/text").text
        assert citation["quote"] == " ".join(text[citation["start"] : citation["end"]].split())
        passage = text[citation["passage_start"] : citation["passage_end"]]
        assert citation["passage"] == " ".join(passage.split())


def test_a_refusal_is_a_result(site: httpx.Client) -> None:
    answer = ask(site, REFUSED)
    assert answer["answered"] is False
    assert answer["answer"] is None
    assert answer["citations"] == []
    assert answer["refusal"]["reason"] == "not_in_sources"
    assert answer["refusal"]["closest"]


@pytest.mark.parametrize("question", ["🙂", "🙂🙃?!", "...?"])
def test_a_question_without_words_is_unclear(site: httpx.Client, question: str) -> None:
    answer = ask(site, question)
    assert answer["question"] == question
    assert answer["refusal"]["reason"] == "unclear_question"


def test_the_explanation_comes_only_when_asked_for(site: httpx.Client) -> None:
    explained = ask(site, ANSWERED, explain=True)
    assert explained["explanation"][0]["features"]
    stages = explained["stages_ms"]
    assert list(stages)[:3] == ["understand", "retrieve", "find"]
    # Stages follow one another; each is rounded to a hundredth of a millisecond.
    parts = [taken for name, taken in stages.items() if name != "whole"]
    assert 0 < sum(parts) <= stages["whole"] + 0.01 * len(parts)
    plain = ask(site, ANSWERED, explain=False)
    assert not {"explanation", "stages_ms"} & set(plain)


def test_history_limit_and_filters_reach_the_engine(site: httpx.Client) -> None:
    history = [{"question": "Who was Ieng Sary?", "answer": "A foreign minister."}]
    source = "003_0de585270b6db8fc"
    answer = ask(
        site, "Who refused the letters?", history=history, limit=1, sources=[source],
        published_from="1990", published_to="1997-12-31",
    )  # fmt: skip
    cited = answer["citations"] or answer["refusal"]["closest"]
    assert {citation["source_id"] for citation in cited} == {source}
    assert len(answer["citations"]) <= 1


def test_a_turn_that_was_refused_has_no_answer(site: httpx.Client) -> None:
    refused = {"question": "Who was Malcolm Caldwell?", "answer": None}
    answer = ask(site, "When was he killed?", history=[refused])
    assert answer["resolved_question"] == "When was Malcolm Caldwell killed?"


def test_an_optional_field_may_be_null(site: httpx.Client) -> None:
    names = ("history", "limit", "sources", "published_from", "published_to", "explain")
    answer = ask(site, ANSWERED, **dict.fromkeys(names))
    assert answer == {**ask(site, ANSWERED), "took_ms": answer["took_ms"]}


def test_many_at_once_get_their_own_answers(site: httpx.Client) -> None:
    questions = [f"{ANSWERED} {'Please say. ' * n}" for n in range(24)]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda question: ask(site, question), questions))
    assert [answer["question"] for answer in answers] == questions


def test_every_citation_of_an_answer_verifies(site: httpx.Client) -> None:
    citations = ask(site, ANSWERED)["citations"] + ask(site, REFUSED)["refusal"]["closest"]
    response = site.post("/v1/verify", json={"citations": citations})
    assert response.status_code == 200
    assert response.json() == {"results": [{"verified": True, "reason": None}] * len(citations)}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "Something else."}, "the source has other words at this place"),
        ({"start": 0}, "the source has other words at this place"),
        ({"end": 10**30}, "is no stretch of the source's text"),
        ({"start": -1}, "is no stretch of the source's text"),
        ({"source_sha256": "0" * 64}, "the source has changed since"),
        ({"source_id": "../../etc/passwd"}, "no source has the id '../../etc/passwd'"),
    ],
)
def test_a_changed_citation_does_not_verify(
    site: httpx.Client, change: dict[str, object], reason: str
) -> None:
    citation = ask(site, ANSWERED)["citations"][0]
    response = site.post("/v1/verify", json={"citations": [{**citation, **change}, citation]})
    first, second = response.json()["results"]
    assert first["verified"] is False
    assert reason in first["reason"]
    assert second == {"verified": True, "reason": None}


def test_the_sources_are_listed_with_what_is_known(site: httpx.Client, engine: Engine) -> None:
    listed = site.get("/v1/sources").json()["sources"]
    assert len(listed) == 5
    for entry, source in zip(listed, engine.library.corpus.sources, strict=True):
        assert entry == {**asdict(source), "href": f"/sources/{source.id}"}
        assert set(entry) == {field.name for field in fields(Source)} | {"href"}
        assert site.get(f"/v1/sources/{source.id}").json() == entry


def test_the_stored_text_is_served_byte_for_byte(site: httpx.Client) -> None:
    for path in SEEDS.glob("*.txt"):
        response = site.get(f"/v1/sources/{path.stem}/text")
        assert response.content == path.read_bytes()
        assert response.headers["content-type"] == "text/plain; charset=utf-8"
        sha256 = site.get(f"/v1/sources/{path.stem}").json()["sha256"]
        assert hashlib.sha256(response.content).hexdigest() == sha256


def test_the_index_is_described(site: httpx.Client, engine: Engine) -> None:
    manifest = engine.library.manifest
    assert site.get("/v1/index").json() == {
        "index_id": manifest.index_id,
        "model_id": manifest.model_id,
        "model_sha256": manifest.model_sha256,
        "sources": 5,
        "passages": manifest.passages,
        "sentences": manifest.sentences,
        "built": manifest.created,
        "threshold": {"value": packaged().threshold, "origin": "packaged", "note": None},
    }
    assert ask(site, ANSWERED)["index_id"] == manifest.index_id


def test_health(site: httpx.Client) -> None:
    assert site.get("/healthz").json() == {"status": "ok"}
    assert site.get("/readyz").json()["status"] == "ready"


@pytest.mark.parametrize("path", ["/", "/v1/sources", "/v1/index", "/style.css", "/docs"])
def test_head_is_get_without_the_body(site: httpx.Client, path: str) -> None:
    head, get = site.head(path), site.get(path)
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == str(len(get.content))
    assert head.headers["content-type"] == get.headers["content-type"]
