"""Every error is a problem document that names what is wrong and nothing of the server."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.encoder import Encoded, Vectors
from embeddings.weights import Model
from qa.engine import Engine
from service.app import create_app
from service.settings import Settings
from tests.reading import get, problem
from tests.serving import running

JSON = {"Content-Type": "application/json"}


def post(site: httpx.Client, body: bytes, path: str = "/v1/ask") -> httpx.Response:
    return site.post(path, content=body, headers=JSON)


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/v1",
        "/v1/ask/",
        "/v2/ask",
        "/sources",
        "/sources/",
        "/.git/config",
        "//",
        "/%00",
    ],
)
def test_an_unknown_route(address: str, path: str) -> None:
    assert "/docs" in problem(get(address, path), 404)


@pytest.mark.parametrize("path", ["/v1/sources/{}", "/v1/sources/{}/text", "/sources/{}"])
@pytest.mark.parametrize(
    "id",
    [
        "nobody", "..", "%2e%2e", "%2e%2e%2f", "..%2f", "%2e%2e%2fsources.toml",
        "..%2f..%2f..%2fetc%2fpasswd", "%252e%252e%252f", "..%5c", "%2e%2e%5csources.toml", "%5c",
        "%00", "001_c6b08247841d3ded%00", "001_c6b08247841d3ded.txt", "001_c6b08247841d3ded%0a",
        ".%2f001_c6b08247841d3ded", "%c0%ae%c0%ae", "%ff", "%", "%zz", "a" * 5000, "%f0%9f%99%82",
    ],
)  # fmt: skip
def test_an_id_that_no_source_has(address: str, path: str, id: str) -> None:
    problem(get(address, path.format(id)), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/ask", "POST"),
        ("HEAD", "/v1/ask", "POST"),
        ("DELETE", "/v1/verify", "POST"),
        ("POST", "/v1/sources", "GET, HEAD"),
        ("PUT", "/", "GET, HEAD"),
        ("PATCH", "/openapi.json", "GET, HEAD"),
        ("TRACE", "/sources/x", "GET, HEAD"),
        ("OPTIONS", "/healthz", "GET, HEAD"),
    ],
)
def test_a_method_that_is_not_allowed(
    site: httpx.Client, method: str, path: str, allowed: str
) -> None:
    response = site.request(method, path)
    assert response.headers["allow"] == allowed
    if method == "HEAD":
        assert response.status_code == 405
    else:
        assert allowed in problem(response, 405)


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({}, "question: Field required"),
        ({"question": ""}, "question: must not be blank; ask a question"),
        ({"question": " \n\t "}, "question: must not be blank; ask a question"),
        ({"question": None}, "question: Input should be a valid string"),
        ({"question": 7}, "question: Input should be a valid string"),
        ({"question": "x" * 2001}, "question: String should have at most 2000 characters"),
        ({"question": "a\0b"}, "question: must not hold a NUL character"),
        ({"question": "x", "limit": 21}, "limit: Input should be less than or equal to 20"),
        ({"question": "x", "limit": 0}, "limit: Input should be greater than or equal to 1"),
        ({"question": "x", "limit": "5"}, "limit: Input should be a valid integer"),
        ({"question": "x", "limit": True}, "limit: Input should be a valid integer"),
        ({"question": "x", "limits": 5}, "limits: Extra inputs are not permitted"),
        ({"question": "x", "path": "/etc"}, "path: Extra inputs are not permitted"),
        ({"question": "x", "history": [{"answer": "y"}]}, "history.0.question: Field required"),
        (
            {"question": "x", "history": [{"question": "y", "answer": 3}]},
            "history.0.answer: Input should be a valid string",
        ),
        (
            {"question": "x", "history": [{"question": "y", "answer": "z"}] * 51},
            "history: List should have at most 50 items after validation, not 51",
        ),
        ({"question": "x", "sources": ["nobody"]}, "sources: no source has the id 'nobody'"),
        (
            {"question": "x", "published_from": "May 1996"},
            "published_from: 'May 1996' is no date of the form 1997, 1997-11 or 1997-11-05",
        ),
        (
            {"question": "x", "published_to": "١٩٩٦"},
            "published_to: '١٩٩٦' is no date of the form 1997, 1997-11 or 1997-11-05",
        ),
        (
            {"question": "x", "published_from": "1997", "published_to": "1996-12-31"},
            "published_from: '1997' is later than published_to, '1996-12-31'",
        ),
        ([], "body: Input should be a valid dictionary or object to extract fields from"),
        ("x", "body: Input should be a valid dictionary or object to extract fields from"),
    ],
)
def test_a_value_that_cannot_be_used(site: httpx.Client, body: object, detail: str) -> None:
    assert problem(site.post("/v1/ask", json=body), 422) == detail


@pytest.mark.parametrize(
    "body",
    [
        b'{"question": "\\ud800"}',
        b'{"question": "x\\udfff?"}',
        b'{"question": "x", "\\ud800": 1}',
        b'{"question": "x", "sources": ["\\ud800"]}',
        b'{"question": "x", "published_from": "\\ud800"}',
        b'{"question": "x", "history": [{"question": "\\ud800", "answer": ""}]}',
        b'{"question": "x", "a\\u2028\\n\\u0000b": 1}',
        b'{"question": "x", "' + b"k" * 100_000 + b'": 1}',
        b"null",
        b"",
    ],
)
def test_values_that_only_raw_json_can_carry(site: httpx.Client, body: bytes) -> None:
    assert len(problem(post(site, body), 422)) < 400


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"{", "The body is not JSON: Expecting property name enclosed in double quotes, line 1"),
        (b'{"question": "x"', "Expecting ',' delimiter"),
        (b'{"question": "x"} y', "Extra data"),
        (b"question=x", "Expecting value, line 1, column 1"),
        (b'{"question": "x", "question": "y"}', "the key 'question' stands in it twice"),
        (b'{"question": "x", "a": {"\\ud800": 1, "\\ud800": 2}}', "stands in it twice"),
        (b'{"question": "x", "limit": NaN}', "NaN is no number of JSON"),
        (b'{"question": "x", "limit": -Infinity}', "-Infinity is no number of JSON"),
        (b'{"question": "x", "limit": 1e999}', "1e999 is beyond what a number can be"),
        (b'{"question": "x", "limit": ' + b"9" * 5000 + b"}", "a number in it has 5000 digits"),
        (b'{"question": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "it is nested too deeply"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "it is nested too deeply"),
        (b'{"question": "\xff\xfe\xfd"}', "byte 14 is not utf-8"),
        (b'{"question": "a\nb"}', "Invalid control character"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/ask", "/v1/verify"])
def test_a_body_that_is_not_json(site: httpx.Client, path: str, body: bytes, detail: str) -> None:
    assert detail in problem(post(site, body, path), 400)


@pytest.mark.parametrize(
    "content_type",
    [
        None, "", "text/plain", "text/plain; charset=utf-8", "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x", "application/jsonx", "json", "application/xml",
        "text/json; application/json",
    ],
)  # fmt: skip
def test_a_body_that_is_not_declared_as_json(site: httpx.Client, content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    for path in ("/v1/ask", "/v1/verify"):
        response = site.post(path, content=b'{"question": "x"}', headers=headers)
        assert problem(response, 415) == "Send the body as application/json."


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/verify", "/mcp", "/v1/responses"])
@pytest.mark.parametrize("coding", ["gzip", "br", "Identity, gzip", "zstd"])
def test_a_body_that_is_compressed(site: httpx.Client, path: str, coding: str) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": coding}
    response = site.post(path, content=gzip.compress(b'{"question": "x"}'), headers=headers)
    assert response.status_code == 415
    assert "Send the body as it is, without a Content-Encoding." in response.text


def test_a_body_that_says_it_is_not_compressed(site: httpx.Client) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "identity"}
    assert site.post("/v1/ask", content=b'{"question": "x"}', headers=headers).status_code == 200


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_may_be_declared_in_any_way(site: httpx.Client, content_type: str) -> None:
    headers = {"Content-Type": content_type}
    response = site.post("/v1/ask", content=b'{"question": "x"}', headers=headers)
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("citations", "detail"),
    [
        (None, "citations: Input should be a valid list"),
        ([{}], "citations.0.source_id: Field required"),
        ([{"source_id": "x", "start": 1.5}], "citations.0.start: Input should be a valid integer"),
        ([{}] * 101, "citations: List should have at most 100 items after validation, not 101"),
    ],
)
def test_claims_that_cannot_be_checked(site: httpx.Client, citations: object, detail: str) -> None:
    found = problem(site.post("/v1/verify", json={"citations": citations}), 422)
    assert found.startswith(detail)


class FailingEncoder:
    """An encoder whose model has gone, as that of a full memory or a lost disk."""

    def __init__(self, model: Model, dim: int) -> None:
        self.model, self.dim = model, dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise RuntimeError(f"{self.model.folder}: cannot encode {texts}")

    def encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        raise RuntimeError(f"{self.model.folder}: cannot encode {texts}")


def test_a_failure_of_the_server_shows_nothing_of_it(engine: Engine) -> None:
    encoder = FailingEncoder(engine.encoder.model, engine.encoder.dim)
    app = create_app(Settings(), replace(engine, encoder=encoder))
    with running(app) as address, httpx.Client(base_url=address) as site:
        for response in (
            site.post("/v1/ask", json={"question": "Who?"}),
            site.get("/", params={"q": "Who?"}),
        ):
            assert problem(response, 500) == "The server failed to answer; its log says why."
            assert response.headers["content-security-policy"].startswith("default-src 'none'")
        assert site.get("/healthz").status_code == 200


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
bodies = st.dictionaries(
    st.sampled_from(
        ["question", "history", "limit", "sources", "published_from", "published_to", "explain"]
    ),
    values
    | st.just("1996")
    | st.lists(st.fixed_dictionaries({"question": values, "answer": values})),
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=bodies | values)
def test_no_body_fails_the_server(site: httpx.Client, body: object) -> None:
    response = post(site, json.dumps(body).encode())
    if response.status_code != 200:
        problem(response, response.status_code)
        assert response.status_code in (400, 422)
