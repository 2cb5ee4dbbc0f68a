"""The API's description and the page made from it: complete, true, and offline."""

import json
import shlex
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from qa.engine import Engine
from qa.types import Response
from service import examples
from service.app import create_app
from service.descriptions import FIELDS, SCHEMES
from service.door import OPEN
from service.reference import Reference, reference_of, type_of
from service.settings import Settings
from tests.guarding import service
from tests.serving import running

EXAMPLE = "https://ask.example.org"  # where the service runs, in examples
OPENAI = {"chat_completions", "responses", "list_models", "get_model"}
OPERATIONS = {
    "ask", "verify_citations", "list_sources", "get_source", "get_text", "get_index", "healthz",
    "readyz", "source_page", *OPENAI,
}  # fmt: skip


@pytest.fixture(scope="module")
def openapi(site: httpx.Client) -> dict[str, Any]:
    description: dict[str, Any] = site.get("/openapi.json").json()
    return description


@pytest.fixture(scope="module")
def reference(openapi: dict[str, Any]) -> Reference:
    return reference_of(openapi, "https://api.example.org", "an id")


def operations(openapi: dict[str, Any]) -> dict[str, Any]:
    return {o["operationId"]: o for path in openapi["paths"].values() for o in path.values()}


def test_every_operation_is_described(openapi: dict[str, Any]) -> None:
    assert set(operations(openapi)) == OPERATIONS
    for operation in operations(openapi).values():
        assert operation["summary"]
        assert operation["description"]


def test_every_error_is_a_problem_or_in_openai_shape(openapi: dict[str, Any]) -> None:
    for name, operation in operations(openapi).items():
        openai = name in OPENAI
        errors = {s: r for s, r in operation["responses"].items() if s != "200"}
        assert {"500", "default"} <= set(errors)
        for response in errors.values():
            [media_type] = response["content"]
            assert media_type == f"application/{'json' if openai else 'problem+json'}"
            schema = response["content"][media_type]["schema"]
            kind = "OpenAIError" if openai else "Problem"
            assert schema == {"$ref": f"#/components/schemas/{kind}"}
    assert set(operations(openapi)["ask"]["responses"]) == {
        "200", "400", "401", "413", "415", "422", "429", "500", "503", "default",
    }  # fmt: skip
    assert "404" in operations(openapi)["get_text"]["responses"]
    assert {"404", "422"} <= set(operations(openapi)["source_page"]["responses"])


def test_every_reference_leads_somewhere(openapi: dict[str, Any]) -> None:
    text = json.dumps(openapi)
    names = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names == set(openapi["components"]["schemas"])


def test_every_field_is_explained(openapi: dict[str, Any]) -> None:
    schemas = openapi["components"]["schemas"]
    assert {name: set(schema["properties"]) for name, schema in schemas.items()} == {
        name: set(texts) for name, texts in FIELDS.items()
    }
    for name, texts in FIELDS.items():
        for field, text in texts.items():
            assert schemas[name]["properties"][field]["description"] == text


def test_only_what_explains_may_be_missing_from_a_response(openapi: dict[str, Any]) -> None:
    schema = openapi["components"]["schemas"]["Response"]
    assert set(schema["properties"]) - set(schema["required"]) == {"explanation", "stages_ms"}


def test_the_examples_are_true(site: httpx.Client, openapi: dict[str, Any]) -> None:
    answer = operations(openapi)["ask"]["responses"]["200"]["content"]["application/json"]
    assert answer["example"] == examples.ANSWER, "nulls included"
    TypeAdapter(Response).validate_python(examples.ANSWER)
    given = site.post("/v1/ask", json=examples.QUESTION).json()
    # Of a request and of an index; the arithmetic's last digits are of a processor.
    varying = {key: given[key] for key in ("took_ms", "index_id")}
    wanted = {**examples.ANSWER, **varying, "confidence": given["confidence"]}
    (cited,) = given["citations"]
    wanted["citations"] = [{**examples.ANSWER["citations"][0], "score": cited["score"]}]
    assert given == wanted
    assert given["confidence"] == pytest.approx(examples.ANSWER["confidence"], abs=0.005)
    assert cited["score"] == pytest.approx(examples.ANSWER["citations"][0]["score"], rel=0.005)
    claims = {"citations": examples.ANSWER["citations"]}
    assert site.post("/v1/verify", json=claims).json() == examples.VERIFIED
    assert site.post("/v1/verify", json=examples.CLAIMS).json() == examples.VERIFIED


def test_the_page_shows_every_operation_and_schema(
    site: httpx.Client, openapi: dict[str, Any]
) -> None:
    response = site.get("/docs")
    for operation in operations(openapi).values():
        assert f'id="{operation["operationId"]}"' in response.text
        assert operation["summary"] in response.text
    for name in openapi["components"]["schemas"]:
        assert f'id="schema-{name}"' in response.text
    known = (str(site.base_url).rstrip("/"), "http://www.w3.org/2000/svg", EXAMPLE)
    rest = response.text
    for address in known:
        rest = rest.replace(address, "")
    assert "://" not in rest, "nothing is loaded from elsewhere, nothing leads elsewhere"


def test_command_lines_can_be_run(site: httpx.Client) -> None:
    description = site.get("/openapi.json").json()
    address = str(site.base_url).rstrip("/")
    source_id = site.get("/v1/sources").json()["sources"][0]["id"]
    for operation in reference_of(description, address, source_id).operations:
        curl, url, *options = shlex.split(operation.curl.replace("\\\n", ""))
        assert curl == "curl"
        if operation.method == "POST":
            assert options[:3] == ["-H", "Content-Type: application/json", "-d"]
            response = site.post(
                url, content=options[3].encode(), headers={"Content-Type": "application/json"}
            )
        else:
            assert options == []
            response = site.get(url)
        assert response.status_code == 200, operation.curl


def test_ids_and_quotes_are_safe_on_the_command_line(reference: Reference) -> None:
    lines = {operation.id: operation.curl for operation in reference.operations}
    assert lines["get_text"] == "curl https://api.example.org/v1/sources/an%20id/text"


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "string"),
        ({"type": "string", "maxLength": 9}, "string, at most 9 characters"),
        ({"type": "integer", "minimum": 1, "maximum": 20}, "integer, 1 to 20"),
        ({"type": "integer", "minimum": 0}, "integer, at least 0"),
        ({"type": "integer", "maximum": 0}, "integer, at most 0"),
        ({"$ref": "#/components/schemas/Turn"}, "Turn"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string or null"),
        ({"oneOf": [{"type": "string"}, {"type": "null"}]}, "string or null"),
        ({"enum": ["a", "b"], "type": "string"}, '"a" or "b"'),
        ({"type": "array", "items": {"type": "null"}}, "list of null"),
        ({"type": "array", "items": {}, "maxItems": 2}, "list of any value, at most 2 of them"),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "object of number"),
        ({}, "any value"),
    ],
)  # fmt: skip
def test_types_in_words(schema: dict[str, Any], words: str) -> None:
    assert type_of(schema) == words


def test_a_public_address_is_used_where_one_is_set(engine: Engine) -> None:
    app = create_app(Settings(public_url="https://ask.example.org"), engine)
    with running(app) as address, httpx.Client(base_url=address) as site:
        assert "curl https://ask.example.org/v1/ask" in site.get("/docs").text
        assert site.get("/openapi.json").json()["servers"] == [{"url": "https://ask.example.org"}]


def test_no_key_is_spoken_of_where_none_is_needed(
    site: httpx.Client, openapi: dict[str, Any], reference: Reference
) -> None:
    assert "securitySchemes" not in openapi["components"]
    assert "security" not in openapi
    assert reference.keys == ()
    assert "API key</h2>" not in site.get("/docs").text
    assert all("Authorization" not in operation.curl for operation in reference.operations)


def test_what_needs_a_key_and_how_it_is_shown_are_described(engine: Engine) -> None:
    key = {"Authorization": "Bearer a-key"}
    with service(engine, Settings(api_keys=("a-key",))) as client:
        described = client.get("/openapi.json", headers=key).json()
        schemes = described["components"]["securitySchemes"]
        assert schemes == SCHEMES
        assert described["security"] == [{name: []} for name in schemes]
        page = client.get("/docs", headers=key).text
        reference = reference_of(described, str(client.base_url).rstrip("/"), "an id")
        for operation in reference.operations:
            wanted = described["paths"][operation.path][operation.method.lower()]
            closed = client.request(operation.method, operation.path).status_code == 401
            assert closed == (wanted.get("security") != []) == (operation.path not in OPEN)
            assert closed == ("Authorization: Bearer $CITEWELL_KEY" in operation.curl)
    assert "API key</h2>" in page
    for scheme in schemes.values():
        assert scheme["description"].split("`")[1] in page
