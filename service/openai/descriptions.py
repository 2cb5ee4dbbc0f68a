"""What each field of OpenAI's form means here, and examples, for the API's documentation."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from qa.types import Response
from service.openai.chat import Made, completion
from service.openai.checks import MODEL
from service.openai.content import reply_of
from service.openai.requests import ResponsesRequest
from service.openai.responses import response

_IGNORED = "Accepted; it has no bearing on a quotation."
_MODEL = "`citewell`."
_STREAM = "Whether to answer with server-sent events."
_TOOLS = "Accepted; none is ever called."
_TOOL_CHOICE = "`none` or `auto`."
_FORMAT = "Text is the only one."
_COMMON = {
    "model": _MODEL,
    "stream": _STREAM,
    "tools": _TOOLS,
    "tool_choice": _TOOL_CHOICE,
    "temperature": _IGNORED,
    "top_p": _IGNORED,
}
_PART = {
    "type": "Only text can be read.",
    "text": "The text of a text.",
    "refusal": "The text of a refusal.",
}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "ChatRequest": {
        **_COMMON,
        "messages": "The conversation; the last message of the user is the question.",
        "stream_options": "Only with `stream`.",
        "n": "1: there is one answer.",
        "response_format": _FORMAT,
        "logprobs": "False: there are none.",
        "max_tokens": "Accepted; a quote is never cut.",
        "max_completion_tokens": "Accepted; a quote is never cut.",
    },
    "ChatMessage": {
        "role": "Who speaks. Instructions and what tools gave are read over.",
        "content": "What is said: a text, or parts of it.",
    },
    "ChatPart": _PART,
    "InputPart": _PART,
    "StreamOptions": {"include_usage": "Whether a last chunk counts the words."},
    "ResponseFormat": {"type": "`text`."},
    "ResponsesRequest": {
        **_COMMON,
        "input": "The question, or the conversation that it ends.",
        "instructions": "Accepted; they have no bearing on a quotation.",
        "text": _FORMAT,
        "background": "False: an answer is there at once.",
        "previous_response_id": "Not to be given: nothing is stored.",
        "conversation": "Not to be given: nothing is stored.",
        "metadata": "Given back as it is.",
        "max_output_tokens": "Accepted; a quote is never cut.",
    },
    "InputItem": {
        "type": "`message`; what else there is is read over.",
        "id": "Accepted.",
        "role": "Who speaks, in a message.",
        "content": "What is said: a text, or parts of it.",
    },
    "TextOptions": {"format": _FORMAT},
    "OpenAIError": {"error": "The error."},
    "OpenAIErrorDetail": {
        "message": "What is wrong with the request, in one line.",
        "type": "`invalid_request_error`, `requests` (too many) or `server_error`.",
        "param": "The part of the request that is to blame, if it is one.",
        "code": "A name for what is wrong, as OpenAI's API gives it.",
    },
}


def examples_of(answer: Mapping[str, Any]) -> Mapping[str, tuple[Any, Any]]:
    """Operation id -> request and response that say the same as `answer`, one of `/v1/ask`."""
    question = answer["question"]
    messages = [{"role": "user", "content": question}]
    reply = reply_of(TypeAdapter(Response).validate_python(answer), "https://ask.example.org")
    words = len(question.split()), len(reply.text.split())
    made = Made("4a7c1e2b9d3f", 1_800_000_000, answer["index_id"], *words)
    asked = {"model": MODEL, "input": question}
    body = ResponsesRequest.model_validate(asked)
    return {
        "chat_completions": ({"model": MODEL, "messages": messages}, completion(reply, made)),
        "responses": (asked, response(reply, made, body)),
    }
