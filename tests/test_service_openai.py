"""OpenAI's form, by OpenAI's own client over real HTTP."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam

from qa.engine import Engine
from service.app import create_app
from service.problems import problem_response
from service.settings import Settings
from tests.serving import running

ASKED = "How many US cables were posted from diplomats in Phnom Penh?"
ELSEWHERE = "What is the capital of France?"
PUBLIC = "https://ask.example.org"

Messages = list[ChatCompletionMessageParam]


@pytest.fixture(scope="module")
def public(engine: Engine) -> Iterator[str]:
    with running(create_app(Settings(public_url=PUBLIC), engine)) as address:
        yield address


@pytest.fixture(scope="module")
def client(public: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{public}/v1", api_key="none needed", max_retries=0) as made:
        yield made


def chat(client: OpenAI, messages: Messages | str, **options: Any) -> Any:
    asked: Messages = (
        [{"role": "user", "content": messages}] if isinstance(messages, str) else messages
    )
    return client.chat.completions.create(model="citewell", messages=asked, **options)


def test_the_one_model(client: OpenAI) -> None:
    (model,) = client.models.list()
    assert (model.id, model.object, model.owned_by) == ("citewell", "model", "citewell")
    assert client.models.retrieve("citewell") == model
    with pytest.raises(openai.NotFoundError) as caught:
        client.models.retrieve("gpt-5")
    assert caught.value.code == "model_not_found"


def test_an_answer_is_the_quote_with_its_sources(client: OpenAI, engine: Engine) -> None:
    expected = engine.ask(ASKED)
    assert expected.answer
    completion = chat(client, ASKED)
    (choice,) = completion.choices
    content = choice.message.content
    assert content.startswith(f"{expected.answer.text} [1]\n\nSources:\n\n- [1] ")
    assert choice.finish_reason == "stop"
    assert choice.message.role == "assistant"
    assert completion.object == "chat.completion"
    assert completion.model == "citewell"
    assert len(choice.message.annotations) == len(expected.citations)
    for one, citation in zip(choice.message.annotations, expected.citations, strict=True):
        assert one.type == "url_citation"
        cited = one.url_citation
        assert content[cited.start_index : cited.end_index] == citation.quote
        assert cited.url == PUBLIC + citation.href
        assert cited.title == citation.title
        assert cited.url in content
    urls = [PUBLIC + citation.href for citation in expected.citations]
    extra = completion.model_extra
    assert extra["citations"] == urls
    assert [result["url"] for result in extra["search_results"]] == urls
    assert extra["search_results"][0] == {
        "title": expected.citations[0].title,
        "url": urls[0],
        "date": expected.citations[0].published,
        "snippet": expected.citations[0].quote,
    }
    usage = completion.usage
    assert usage.prompt_tokens + usage.completion_tokens == usage.total_tokens > 0


def test_a_refusal_cites_nothing(client: OpenAI) -> None:
    completion = chat(client, ELSEWHERE)
    message = completion.choices[0].message
    assert message.content == "The sources do not answer this question."
    assert message.annotations == []
    assert completion.model_extra["citations"] == completion.model_extra["search_results"] == []


@pytest.mark.parametrize("question", [ASKED, ELSEWHERE])
def test_a_stream_says_the_same(client: OpenAI, question: str) -> None:
    whole = chat(client, question).choices[0].message
    options = {"include_usage": True}
    chunks = list(chat(client, question, stream=True, stream_options=options))
    first, *middle, annotated, last, usage = chunks
    assert first.choices[0].delta.role == "assistant"
    assert middle
    assert all(chunk.choices[0].delta.content for chunk in middle)
    assert "".join(chunk.choices[0].delta.content for chunk in middle) == whole.content
    assert annotated.choices[0].delta.annotations == [one.model_dump() for one in whole.annotations]
    assert len(annotated.citations) == len(whole.annotations)
    assert (last.choices[0].finish_reason, last.choices[0].delta.content) == ("stop", None)
    assert usage.choices == []
    assert usage.usage.total_tokens > 0
    assert all(chunk.usage is None for chunk in chunks[:-1])
    assert len({chunk.id for chunk in chunks}) == 1
    assert list(chat(client, question, stream=True))[-1].choices[0].finish_reason == "stop"


def test_the_events_of_a_stream(public: str) -> None:
    body = {"model": "citewell", "stream": True, "messages": [{"role": "user", "content": ASKED}]}
    response = httpx.post(f"{public}/v1/chat/completions", json=body, timeout=60)
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    *events, end = response.text.rstrip("\n").split("\n\n")
    assert end == "data: [DONE]"
    for event in events:
        chunk = json.loads(event.removeprefix("data: "))
        assert chunk["object"] == "chat.completion.chunk"
        assert "usage" not in chunk


def test_earlier_messages_are_the_history(client: OpenAI, engine: Engine) -> None:
    first = "Who was Ieng Sary?"
    said = chat(client, first).choices[0].message.content
    before = engine.ask(first)
    assert before.answer
    expected = engine.ask("When did he die?", [(first, before.answer.text)])
    assert expected.resolved_question != "When did he die?"
    assert expected.answer
    completion = chat(
        client,
        [
            {"role": "system", "content": "You are a helpful assistant."},
            {"role": "assistant", "content": "Ask me anything."},
            {"role": "user", "content": first},
            {"role": "assistant", "content": said},
            {"role": "user", "content": [{"type": "text", "text": "When did he die?"}]},
        ],
    )
    assert completion.choices[0].message.content.startswith(f"{expected.answer.text} [1]")


def test_a_chore_gets_no_quote(client: OpenAI) -> None:
    title = "Generate a concise, 3-5 word title for the conversation, without punctuation.\n\n"
    long = title + "User: Where did Sary go?\n" + "and more of it " * 300
    completion = chat(client, long, response_format={"type": "json_object"})
    assert completion.choices[0].message.content == "Where did Sary go"
    assert completion.choices[0].message.annotations == []


def test_what_has_no_bearing_is_accepted(client: OpenAI) -> None:
    tool = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}
    completion = chat(
        client, ASKED, temperature=0.2, top_p=1, max_tokens=1, seed=1, stop=["."], user="x",
        tools=[tool], tool_choice="auto", n=1, logprobs=False, response_format={"type": "text"},
        presence_penalty=1.5, extra_body={"chat_id": "x", "options": {"num_ctx": 9}},
    )  # fmt: skip
    assert completion.choices[0].message.tool_calls is None
    assert completion.choices[0].message.annotations


USER = [{"role": "user", "content": ASKED}]


@pytest.mark.parametrize(
    ("change", "status", "message", "param", "code"),
    [
        ({"model": "gpt-4o"}, 404, "The model `gpt-4o` does not exist or you do not have access "
         "to it.", "model", "model_not_found"),
        ({"model": None}, 400, "Invalid type for 'model': expected a string, but got null "
         "instead.", "model", "invalid_type"),
        ({"messages": []}, 400, "Invalid 'messages': empty array. Expected an array with minimum "
         "length 1, but got an empty array instead.", "messages", "empty_array"),
        ({"messages": "x"}, 400, "Invalid type for 'messages': expected an array of objects, but "
         "got a string instead.", "messages", "invalid_type"),
        ({"messages": [{"content": "x"}]}, 400, "Missing required parameter: 'messages[0].role'.",
         "messages[0].role", "missing_required_parameter"),
        ({"messages": [{"role": "robot", "content": "x"}]}, 400, "Invalid value: 'robot'. "
         "Supported values are: 'developer', 'system', 'user', 'assistant', 'tool', and "
         "'function'.", "messages[0].role", "invalid_value"),
        ({"messages": [{"role": "user", "content": None}]}, 400, "Invalid type for "
         "'messages[0].content': expected one of a string or array of objects, but got null "
         "instead.", "messages[0].content", "invalid_type"),
        ({"messages": [{"role": "user", "content": 7}]}, 400, "Invalid type for "
         "'messages[0].content': expected a string, but got an integer instead.",
         "messages[0].content", "invalid_type"),
        ({"messages": [{"role": "user", "content": " "}]}, 400, "Invalid 'messages[0].content': "
         "empty string. Expected a string with minimum length 1, but got an empty string instead.",
         "messages[0].content", "empty_string"),
        ({"messages": [{"role": "user", "content": "x" * 2001}]}, 400, "Invalid "
         "'messages[0].content': string too long. Expected a string with maximum length 2000, but "
         "got a string with length 2001 instead.", "messages[0].content",
         "string_above_max_length"),
        ({"messages": [{"role": "system", "content": "x"}]}, 400, "Invalid 'messages': expected at "
         "least one message with the role 'user'.", "messages", "invalid_value"),
        ({"messages": [{"role": "user", "content": [{"type": "text", "text": "x"},
          {"type": "image_url", "image_url": {"url": "http://127.0.0.1/"}}]}]}, 400, "Invalid "
         "content type. image_url is only supported by certain models.",
         "messages[0].content[1].type", "invalid_value"),
        ({"messages": [{"role": "user", "content": [{"type": "text"}]}]}, 400, "Missing required "
         "parameter: 'messages[0].content[0].text'.", "messages[0].content[0].text",
         "missing_required_parameter"),
        ({"n": 2}, 400, "Unsupported value: 'n' does not support 2 with this model. Only the "
         "default (1) value is supported.", "n", "unsupported_value"),
        ({"n": 0}, 400, "Invalid 'n': integer below minimum value. Expected a value >= 1, but got "
         "0 instead.", "n", "integer_below_min_value"),
        ({"temperature": 2.5}, 400, "Invalid 'temperature': decimal above maximum value. Expected "
         "a value <= 2, but got 2.5 instead.", "temperature", "decimal_above_max_value"),
        ({"logprobs": True}, 400, "Unsupported parameter: 'logprobs' is not supported with this "
         "model.", "logprobs", "unsupported_parameter"),
        ({"tool_choice": "required"}, 400, "Unsupported value: 'tool_choice' does not support "
         "'required' with this model. Supported values are: 'none' and 'auto'.", "tool_choice",
         "unsupported_value"),
        ({"response_format": {"type": "json_object"}}, 400, "Unsupported value: 'response_format' "
         "does not support 'json_object' with this model. Supported values are: 'text'.",
         "response_format", "unsupported_value"),
        ({"stream_options": {}}, 400, "The 'stream_options' parameter is only allowed when "
         "'stream' is enabled.", "stream_options", None),
    ],
)  # fmt: skip
def test_what_is_refused_is_refused_in_openai_words(
    public: str, change: dict[str, Any], status: int, message: str, param: str, code: str | None
) -> None:
    body = {"model": "citewell", "messages": USER, **change}
    response = httpx.post(f"{public}/v1/chat/completions", json=body, timeout=60)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/json"
    error = {"message": message, "type": "invalid_request_error", "param": param, "code": code}
    assert response.json() == {"error": error}


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        (("POST", "/v1/chat/completions", b"{", "application/json"), 400, None),
        (("POST", "/v1/chat/completions", b"", "application/json"), 400, None),
        (("POST", "/v1/chat/completions", b"[]", "application/json"), 400, "invalid_type"),
        (("POST", "/v1/responses", b'{"model": "\\ud800"}', "application/json"), 400, None),
        (("POST", "/v1/chat/completions", b"{}", "text/plain"), 415, None),
        (("POST", "/v1/chat/completions", b" " * 3_000_000, "application/json"), 413, None),
        (("GET", "/v1/chat/completions", b"", ""), 405, "method_not_supported"),
        (("GET", "/v1/responses/resp_1", b"", ""), 404, "not_found"),
    ],
)
def test_every_error_has_openai_shape(
    public: str, request_: tuple[str, str, bytes, str], status: int, code: str | None
) -> None:
    method, path, content, kind = request_
    response = httpx.request(
        method, public + path, content=content, headers={"Content-Type": kind}, timeout=60
    )
    assert response.status_code == status
    assert response.headers["content-type"] == "application/json"
    assert "content-security-policy" in response.headers
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["message"]
    if code:
        assert error["code"] == code


def test_half_a_surrogate_pair_is_refused(public: str) -> None:
    body = b'{"model": "citewell", "messages": [{"role": "user", "content": "\\ud800"}]}'
    headers = {"Content-Type": "application/json"}
    response = httpx.post(f"{public}/v1/chat/completions", content=body, headers=headers)
    assert response.status_code == 400
    assert response.json()["error"]["param"] == "messages[0].content"


class Busy:
    """ASGI middleware that refuses the first requests as the service does when it is full."""

    def __init__(self, app: Any, times: int, status: int) -> None:
        self.app, self.times, self.status = app, times, status

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and self.times:
            self.times -= 1
            busy = problem_response(self.status, "Too much at once.", {"Retry-After": "1"})
            await busy(scope, receive, send)
        else:
            await self.app(scope, receive, send)


@pytest.mark.parametrize(
    ("status", "raised", "code"),
    [
        (503, openai.InternalServerError, "service_unavailable"),
        (429, openai.RateLimitError, "rate_limit_exceeded"),
        (401, openai.AuthenticationError, "invalid_api_key"),
    ],
)
def test_a_refusal_of_the_server_below_is_understood_and_tried_again(
    engine: Engine, status: int, raised: type[openai.APIStatusError], code: str
) -> None:
    app = create_app(Settings(), engine)
    app.add_middleware(Busy, times=2, status=status)
    inner = app.user_middleware.pop(0)
    app.user_middleware.append(inner)  # innermost, where the limits stand
    with running(app) as address:
        url = f"{address}/v1"
        with OpenAI(base_url=url, api_key="x", max_retries=0) as client:
            with pytest.raises(raised) as caught:
                chat(client, ASKED)
            assert caught.value.code == code
            assert caught.value.response.headers["retry-after"] == "1"
        if status != 401:
            with OpenAI(base_url=url, api_key="x", max_retries=1) as client:
                assert chat(client, ASKED).choices[0].message.annotations


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
        {"role": "user", "content": [{"type": "input_text", "text": "When did he die?"}]},
    ]
    second = client.responses.create(model="citewell", input=given)
    alone = client.responses.create(model="citewell", input="When did Ieng Sary die?")
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


@pytest.mark.parametrize(
    ("change", "status", "param", "code"),
    [
        ({"input": None}, 400, "input", "invalid_type"),
        ({"input": []}, 400, "input", "empty_array"),
        ({"input": " "}, 400, "input", "empty_string"),
        ({"input": [{"content": "x"}]}, 400, "input[0].role", "missing_required_parameter"),
        ({"input": [{"type": "item_reference", "id": "msg_1"}]}, 404, "input[0].id", None),
        ({"input": [{"role": "user", "content": [{"type": "input_image"}]}]}, 400,
         "input[0].content[0].type", "invalid_value"),
        ({"previous_response_id": "resp_1"}, 400, "previous_response_id",
         "previous_response_not_found"),
        ({"conversation": "conv_1"}, 404, "conversation", "conversation_not_found"),
        ({"background": True}, 400, "background", "unsupported_value"),
        ({"text": {"format": {"type": "json_object"}}}, 400, "text.format", "unsupported_value"),
        ({"tool_choice": {"type": "function", "name": "f"}}, 400, "tool_choice",
         "unsupported_value"),
        ({"max_output_tokens": 0}, 400, "max_output_tokens", "integer_below_min_value"),
    ],
)  # fmt: skip
def test_responses_that_cannot_be_made(
    public: str, change: dict[str, Any], status: int, param: str, code: str | None
) -> None:
    body = {"model": "citewell", "input": ASKED, **change}
    response = httpx.post(f"{public}/v1/responses", json=body, timeout=60)
    assert response.status_code == status
    error = response.json()["error"]
    assert (error["param"], error["code"]) == (param, code)
