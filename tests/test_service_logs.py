"""The log: one event a line, no question in it unless wanted, nothing forged."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from qa.engine import Engine
from service.logs import fields, log_to
from service.settings import Settings
from tests.guarding import QUESTION, service
from tests.logged import logging_kept
from tests.reading import exchange, problem
from tests.test_service_problems import FailingEncoder

ASKED = {"question": "Who is Zebulon Quux\u2028\r\n\x1b[31m of Ostermark?"}


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the log goes for one test; logging is as it was afterwards."""
    with logging_kept():
        yield io.StringIO()


def events(stream: io.StringIO, message: str) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in stream.getvalue().split("\n") if line]
    return [event for event in lines if event["message"] == message]


def ask_everything(client: httpx.Client) -> None:
    client.post("/v1/ask", json=ASKED)
    client.get("/", params={"q": ASKED["question"]})
    client.post("/v1/ask", json={**ASKED, "limit": 99})
    client.post("/v1/ask", json={**ASKED, "history": [ASKED]})
    client.get("/nothing", params=ASKED)


def test_a_request_is_one_line_with_the_id_of_its_answer(
    engine: Engine, stream: io.StringIO
) -> None:
    log_to(stream, "info", "json")
    with service(engine, Settings()) as client:
        answers = [
            client.post("/v1/ask", json=QUESTION),
            client.get("/v1/sources/x?token=private"),
            client.get("/healthz"),
        ]
    ids = [answer.headers["x-request-id"] for answer in answers]
    # Other services of the suite, which run on, log here as well.
    asked, described = (e for e in events(stream, "request") if e["request_id"] in ids)
    assert [asked["request_id"], described["request_id"]] == ids[:2], "probes are no news"
    assert (asked["method"], asked["path"], asked["status"]) == ("POST", "/v1/ask", 200)
    assert isinstance(asked["ms"], float)
    assert (described["path"], described["status"]) == ("/v1/sources/x", 404)
    assert "client" not in asked
    assert "private" not in stream.getvalue()


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_question_is_logged(engine: Engine, stream: io.StringIO, form: str) -> None:
    log_to(stream, "debug", form)
    failing = FailingEncoder(engine.encoder.model, engine.encoder.dim)
    for used in (engine, replace(engine, encoder=failing)):
        with service(used, Settings()) as client:
            ask_everything(client)
            answer = client.post("/v1/ask", json=ASKED)
    assert problem(answer, 500)
    log = stream.getvalue()
    assert "Zebulon" not in log
    assert "Quux" not in log
    assert "RuntimeError (its words are left out" in log, "of what kind, and where"
    assert "test_service_problems.py" in log
    assert answer.headers["x-request-id"] in log


def test_questions_are_logged_where_that_is_wanted(engine: Engine, stream: io.StringIO) -> None:
    log_to(stream, "info", "json", questions=True)
    with service(engine, Settings(log_questions=True)) as client:
        answer = client.post("/v1/ask", json=ASKED)
    [event] = events(stream, "question")
    assert event["question"] == ASKED["question"]
    assert event["answered"] is False
    assert event["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize("form", ["json", "text"])
def test_nothing_forges_or_colours_a_line(stream: io.StringIO, form: str) -> None:
    log_to(stream, "info", form, questions=True)
    hostile = "x\n2026-01-01 INFO forged\r\x1b[31m\u2028\u202e\x00"
    try:
        raise ValueError(hostile)
    except ValueError:
        logging.getLogger("service").exception("%s", hostile, extra=fields(path=hostile))
    lines = stream.getvalue().removesuffix("\n").split("\n")
    assert all(line.isprintable() for line in lines)
    assert not [line for line in lines if line.startswith(("2026", "INFO"))]
    assert len([line for line in lines if not line.startswith("    | ")]) == 1


def test_paths_of_a_client_stay_in_their_line(engine: Engine, stream: io.StringIO) -> None:
    log_to(stream, "info", "text")
    with service(engine, Settings()) as client:
        for path in ("/a%0aINFO%20forged", "/%1b%5b31m", "/" + "x" * 5000):
            exchange(str(client.base_url), f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    lines = [line for line in stream.getvalue().split("\n") if "path=" in line]
    assert len(lines) == 3
    assert all(line.isprintable() and len(line) < 400 for line in lines)
    assert r"path=/a\nINFO forged" in lines[0]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0af7651916cd43dd8448eb211c80319c", True),
        ("a/b:c=d+e~f.g_h-i", True),
        ("x" * 128, True),
        ("x" * 129, False),
        ("a b", False),
        ('a"b', False),
        ("é", False),
        ("", False),
    ],
)
def test_the_id_of_a_proxy_is_kept_if_it_can_do_no_harm(
    site: httpx.Client, given: str, kept: bool
) -> None:
    first, second = (
        site.get("/healthz", headers=[(b"X-Request-Id", given.encode())]).headers["x-request-id"]
        for _ in range(2)
    )
    assert (first == given) == (second == given) == kept
    assert kept or (first != second and len(first) == 32)


def test_who_is_kept_out_is_named(engine: Engine, stream: io.StringIO) -> None:
    log_to(stream, "info", "json")
    with service(engine, Settings(api_keys=("a",))) as client:
        client.get("/v1/index", headers={"X-Forwarded-For": "192.0.2.7", "X-API-Key": "guess"})
    event = events(stream, "request")[-1]
    assert (event["status"], event["client"]) == (401, "192.0.2.7")
    assert "guess" not in stream.getvalue()


def test_other_libraries_only_warn(stream: io.StringIO) -> None:
    log_to(stream, "debug", "json")
    logging.getLogger("httpx").info("chatter")
    logging.getLogger("httpx").warning("trouble")
    logging.getLogger("service.x").debug("detail")
    assert [event["message"] for event in map(json.loads, stream.getvalue().splitlines())] == [
        "trouble",
        "detail",
    ]
