"""The Responses API, by OpenAI's own client over real HTTP."""

from typing import Any

import pytest
from openai import OpenAI

from tests.openai.conftest import ASKED, ELSEWHERE, chat


def test_a_response_says_the_same(client: OpenAI) -> None:
    whole = chat(client, ASKED)
    response = client.responses.create(model="citewell", input=ASKED, instructions="Be brief.")
    message = whole.choices[0].message
    assert response.output_text == message.content
    assert (response.status, response.instructions) == ("completed", "Be brief.")
    assert response.to_dict()["store"] is False
    (item,) = response.output
    assert item.type == "message"
    (part,) = item.content
    assert part.type == "output_text"
    assert [one.model_dump(exclude={"type"}) for one in part.annotations] == [
        one.url_citation.model_dump() for one in message.annotations
    ]
    assert response.model_extra
    assert response.model_extra["citations"] == whole.model_extra["citations"]
    assert response.usage
    assert response.usage.total_tokens > 0


def test_a_response_takes_items_and_history(client: OpenAI) -> None:
    first = client.responses.create(model="citewell", input="Who was Ieng Sary?")
    given: Any = [
        {"role": "user", "content": "Who was Ieng Sary?"},
        *[item.model_dump(exclude_none=True) for item in first.output],
        {"type": "function_call", "name": "f", "call_id": "c", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c", "output": "x"},
        {"role": "user", "content": [{"type": "input_text", "text": "Whom did he marry?"}]},
    ]
    second = client.responses.create(model="citewell", input=given)
    alone = client.responses.create(model="citewell", input="Whom did Ieng Sary marry?")
    assert second.output_text.split(" [1]")[0] == alone.output_text.split(" [1]")[0]


@pytest.mark.parametrize("question", [ASKED, ELSEWHERE])
def test_the_events_of_a_response(client: OpenAI, question: str) -> None:
    whole = client.responses.create(model="citewell", input=question)
    events: list[Any] = list(client.responses.create(model="citewell", input=question, stream=True))
    assert [event.sequence_number for event in events] == list(range(len(events)))
    named: dict[str, list[Any]] = {}
    for event in events:
        named.setdefault(event.type, []).append(event)
    assert list(named) == [
        *(f"response.{name}" for name in ("created", "in_progress", "output_item.added")),
        *("response.content_part.added", "response.output_text.delta"),
        *(["response.output_text.annotation.added"] if question == ASKED else []),
        *("response.output_text.done", "response.content_part.done"),
        *("response.output_item.done", "response.completed"),
    ]
    deltas = [event.delta for event in named["response.output_text.delta"]]
    assert "".join(deltas) == whole.output_text
    (finished,) = named["response.completed"]
    assert finished.response.output_text == whole.output_text
    with client.responses.stream(model="citewell", input=question) as stream:
        assert stream.get_final_response().output_text == whole.output_text
