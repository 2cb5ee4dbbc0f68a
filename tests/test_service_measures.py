"""The measures at /metrics, read by Prometheus' own parser."""

import httpx
from prometheus_client.parser import text_string_to_metric_families

from qa.engine import Engine
from service.settings import Settings
from tests.guarding import QUESTION, service

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def samples(client: httpx.Client) -> Samples:
    response = client.get("/metrics")
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def one(found: Samples, name: str, **labels: str) -> float:
    return found[name, tuple(sorted(labels.items()))]


def test_questions_are_counted_by_outcome_and_stage(engine: Engine) -> None:
    with service(engine, Settings()) as client:
        before = samples(client)
        assert one(before, "citewell_questions_total", outcome="answered") == 0
        client.post("/v1/ask", json=QUESTION)
        client.get("/", params={"q": QUESTION["question"]})
        client.post("/v1/ask", json={"question": "How do I bake bread?"})
        client.post("/v1/ask", json={"question": ""})
        found = samples(client)
    assert one(found, "citewell_questions_total", outcome="answered") == 2
    assert one(found, "citewell_questions_total", outcome="refused") == 1
    assert one(found, "citewell_refusals_total", reason="not_in_sources") == 1
    for stage, count in (("understand", 3), ("retrieve", 3), ("short_answer", 2), ("whole", 3)):
        assert one(found, "citewell_stage_seconds_count", stage=stage) == count
    times = [value for (name, _), value in found.items() if name == "citewell_stage_seconds_sum"]
    whole = one(found, "citewell_stage_seconds_sum", stage="whole")
    assert 0 < sum(times) - whole <= whole
    asked = {"method": "POST", "route": "/v1/ask"}
    assert one(found, "citewell_http_requests_total", status="200", **asked) == 2
    assert one(found, "citewell_http_requests_total", status="422", **asked) == 1


def test_the_index_is_named(engine: Engine) -> None:
    manifest = engine.library.manifest
    with service(engine, Settings(max_concurrency=3, queue=7)) as client:
        found = samples(client)
    labels = {"index_id": manifest.index_id, "model_id": manifest.model_id}
    assert one(found, "citewell_index_info", **labels) == 1
    assert one(found, "citewell_index_sources") == len(engine.library.corpus.sources)
    assert 0 <= one(found, "citewell_index_age_seconds") < 86400
    assert one(found, "citewell_queue_at_once") == 3
    assert one(found, "citewell_queue_longest") == 7
    assert one(found, "process_resident_memory_bytes") > 0


def test_no_label_is_of_a_client_s_making(engine: Engine) -> None:
    with service(engine, Settings()) as client:
        before = samples(client)
        for number in range(30):
            client.get(f"/invented/{number}")
            client.get(f"/sources/{number}")
            client.request(f"METHOD{number}", "/")
        found = samples(client)
    routes = {dict(labels).get("route") for _, labels in found}
    assert routes <= {None, "", "/", "/metrics", "/sources/{id}"}
    assert len(found) - len(before) < 80, "a bounded number of series"


def test_it_says_nothing_of_versions(site: httpx.Client) -> None:
    assert "python" not in site.get("/metrics").text
