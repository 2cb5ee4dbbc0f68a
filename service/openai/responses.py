"""A reply as a response of OpenAI's Responses API, whole and as the events of a stream."""

from collections.abc import Iterator, Sequence
from typing import Any

from service.openai.chat import Made, cited, flat
from service.openai.checks import MODEL
from service.openai.content import Reply
from service.openai.requests import ResponsesRequest

Event = dict[str, Any]


def response(reply: Reply, made: Made, body: ResponsesRequest) -> dict[str, Any]:
    """The response that holds `reply`, finished. It is not stored."""
    return {
        **_begun(made, body),
        "status": "completed",
        "output": [_message(reply, made)],
        "usage": {
            "input_tokens": made.words_in,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens": made.words_out,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": made.words_in + made.words_out,
        },
        **cited(reply),
    }


def events(reply: Reply, made: Made, body: ResponsesRequest) -> Iterator[Event]:
    """The stream of `reply`, numbered, from response.created to response.completed."""
    parts = (
        *(_event(name, response=_begun(made, body)) for name in ("created", "in_progress")),
        *_message_events(reply, made),
        _event("completed", response=response(reply, made, body)),
    )
    for number, event in enumerate(parts):
        yield {**event, "sequence_number": number}


def _message_events(reply: Reply, made: Made) -> Iterator[Event]:
    message = _message(reply, made)
    (part,) = message["content"]
    place = {"item_id": message["id"], "output_index": 0, "content_index": 0}
    opened = {**message, "status": "in_progress", "content": []}
    yield _event("output_item.added", output_index=0, item=opened)
    yield _event("content_part.added", **place, part=_text("", ()))
    for line in reply.text.splitlines(keepends=True):
        yield _event("output_text.delta", **place, delta=line, logprobs=[])
    for number, annotation in enumerate(part["annotations"]):
        added = {"annotation_index": number, "annotation": annotation}
        yield _event("output_text.annotation.added", **place, **added)
    yield _event("output_text.done", **place, text=reply.text, logprobs=[])
    yield _event("content_part.done", **place, part=part)
    yield _event("output_item.done", output_index=0, item=message)


def _event(name: str, **members: object) -> Event:
    return {"type": f"response.{name}", **members}


def _begun(made: Made, body: ResponsesRequest) -> dict[str, Any]:
    return {
        "id": f"resp_{made.id}",
        "object": "response",
        "created_at": made.created,
        "status": "in_progress",
        "background": False,
        "error": None,
        "incomplete_details": None,
        "instructions": body.instructions,
        "max_output_tokens": body.max_output_tokens,
        "metadata": body.metadata or {},
        "model": MODEL,
        "output": [],
        "parallel_tool_calls": True,
        "previous_response_id": None,
        "store": False,
        "temperature": 1.0 if body.temperature is None else body.temperature,
        "text": {"format": {"type": "text"}},
        "tool_choice": body.tool_choice or "auto",
        "tools": body.tools or [],
        "top_p": 1.0 if body.top_p is None else body.top_p,
        "truncation": "disabled",
        "usage": None,
    }


def _message(reply: Reply, made: Made) -> dict[str, Any]:
    annotations = [{"type": "url_citation", **flat(one)} for one in reply.annotations]
    return {
        "id": f"msg_{made.id}",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [_text(reply.text, annotations)],
    }


def _text(text: str, annotations: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "output_text",
        "text": text,
        "annotations": list(annotations),
        "logprobs": [],
    }
