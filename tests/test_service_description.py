"""The API against its own description: requests that it allows, and others, by the hundred.

What comes back must be described: no failure, no status or type that is not documented, and every
body of the shape that the description gives.
"""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import CheckFunction
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from qa.engine import Engine
from service.settings import Settings
from tests.guarding import service

Operation = APIOperation[Any, Any, Any, Any]

TRIED = {
    GenerationMode.POSITIVE: (
        "ask", "verify_citations", "list_sources", "get_source", "get_text", "get_index",
        "healthz", "readyz", "source_page", "chat_completions", "responses", "list_models",
        "get_model",
    ),
    # What the others take can be of no wrong kind.
    GenerationMode.NEGATIVE: ("ask", "verify_citations", "source_page"),
}  # fmt: skip
PAIRS = [(mode, operation) for mode, operations in TRIED.items() for operation in operations]
IDS = [f"{operation}-{mode.value}" for mode, operation in PAIRS]
# 422 where a filter names a source that is not there: no description can tell.
_UNCHECKED: list[CheckFunction] = [positive_data_acceptance]


@pytest.fixture(scope="module")
def described(engine: Engine) -> Iterator[httpx.Client]:
    with service(engine, Settings()) as client:
        yield client


@pytest.fixture(scope="module")
def operations(described: httpx.Client) -> dict[str, Operation]:
    """The operations of the description, by their id."""
    schema = schemathesis.openapi.from_url(f"{described.base_url}/openapi.json")
    found = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    return {operation.definition.raw["operationId"]: operation for operation in found}


def test_every_operation_is_tried(operations: dict[str, Operation]) -> None:
    assert set(operations) == set(TRIED[GenerationMode.POSITIVE])


def agree(operation: Operation, mode: GenerationMode, ids: list[str], examples: int) -> None:
    """Sends `examples` requests to `operation`; every other one names a source that is there."""
    statuses: set[int] = set()
    is_answered = mode == GenerationMode.POSITIVE or "id" in operation.path
    if is_answered and mode == GenerationMode.NEGATIVE:
        # Of these only those are answered of which nothing but the source was wrong, which are few.
        examples = max(examples, 200)

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode), id=st.sampled_from(ids) | st.none())
    def send(case: Case[Any], id: str | None) -> None:
        if id is not None and "id" in case.path_parameters:
            case.path_parameters["id"] = id
        if id is not None and "model" in case.path_parameters:
            case.path_parameters["model"] = "citewell"
        response = case.call_and_validate(excluded_checks=_UNCHECKED)
        statuses.add(response.status_code)

    send()
    assert (200 in statuses) == is_answered
    assert max(statuses) < 500


@pytest.mark.parametrize(("mode", "id"), PAIRS, ids=IDS)
@pytest.mark.parametrize("examples", [40, pytest.param(1000, marks=pytest.mark.soak)])
def test_the_service_does_as_it_is_described(
    operations: dict[str, Operation],
    engine: Engine,
    mode: GenerationMode,
    id: str,
    examples: int,
) -> None:
    ids = [source.id for source in engine.library.corpus.sources]
    agree(operations[id], mode, ids, examples)
