"""What OpenAI's form refuses, in the shape and the words of OpenAI's API."""

import json
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI

from qa.engine import Engine
from service.app import create_app
from service.problems import problem_response
from service.settings import Settings
from tests.openai.conftest import ASKED, chat
from tests.serving import running

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


@pytest.mark.parametrize(
    ("path", "param", "body"),
    [
        ("chat/completions", "messages", {"messages": USER * 2049}),
        ("responses", "input", {"input": USER * 2049}),
        (
            "chat/completions",
            "messages[0].content",
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}] * 2049}]},
        ),
    ],
)
def test_only_so_many_messages_and_parts_are_read(
    public: str, path: str, param: str, body: dict[str, Any]
) -> None:
    response = httpx.post(f"{public}/v1/{path}", json={"model": "citewell", **body}, timeout=60)
    assert response.status_code == 400
    error = response.json()["error"]
    assert (error["param"], error["code"]) == (param, "array_above_max_length")
    assert "maximum length 2048" in error["message"]


@pytest.mark.parametrize("stream", [False, True])
def test_what_is_given_back_is_given_back_as_it_came(public: str, *, stream: bool) -> None:
    given = {"instructions": "\ud800", "metadata": {"a": "\udfff"}, "tools": [{"b": ["\ud800"]}]}
    body = {"model": "citewell", "input": "Who was Ieng Sary?", "stream": stream, **given}
    headers = {"Content-Type": "application/json"}
    content = json.dumps(body).encode()
    response = httpx.post(f"{public}/v1/responses", content=content, headers=headers, timeout=60)
    assert response.status_code == 200
    last = response.text.split("data: ")[-1]
    found = json.loads(last)["response"] if stream else json.loads(last)
    assert {name: found[name] for name in given} == given


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
