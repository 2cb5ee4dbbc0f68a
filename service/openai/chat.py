"""A reply as a chat completion, whole and as the chunks of a stream."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from service.openai.checks import MODEL
from service.openai.content import Annotation, Reply

Chunk = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """What a reply was made for: `created` in seconds, the index, and words in and out."""

    id: str
    created: int
    index_id: str
    words_in: int
    words_out: int


def completion(reply: Reply, made: Made) -> dict[str, Any]:
    """The chat completion of `reply`."""
    message = {
        "role": "assistant",
        "content": reply.text,
        "refusal": None,
        "annotations": _annotations(reply),
    }
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return {
        **_head("chat.completion", made),
        "choices": [choice],
        "usage": _usage(made),
        **cited(reply),
    }


def chunks(reply: Reply, made: Made, include_usage: bool) -> Iterator[Chunk]:
    """The stream of `reply`: role, content line by line, annotations, finish reason, usage."""
    head = _head("chat.completion.chunk", made)
    if include_usage:
        head["usage"] = None
    yield _chunk(head, {"role": "assistant", "content": "", "refusal": None})
    for line in reply.text.splitlines(keepends=True):
        yield _chunk(head, {"content": line})
    yield {**_chunk(head, {"annotations": _annotations(reply)}), **cited(reply)}
    yield _chunk(head, {}, "stop")
    if include_usage:
        yield {**head, "choices": [], "usage": _usage(made)}


def cited(reply: Reply) -> dict[str, Any]:
    """The citations by their numbers: addresses alone, and with what stands there."""
    return {
        "citations": [result.url for result in reply.results],
        "search_results": [asdict(result) for result in reply.results],
    }


def flat(annotation: Annotation) -> dict[str, Any]:
    """The members of a url_citation."""
    return {
        "url": annotation.url,
        "title": annotation.title,
        "start_index": annotation.start,
        "end_index": annotation.end,
    }


def _annotations(reply: Reply) -> list[dict[str, Any]]:
    return [{"type": "url_citation", "url_citation": flat(one)} for one in reply.annotations]


def _head(kind: str, made: Made) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{made.id}",
        "object": kind,
        "created": made.created,
        "model": MODEL,
        "system_fingerprint": f"fp_{made.index_id}",
    }


def _chunk(head: dict[str, Any], delta: dict[str, Any], finish: str | None = None) -> Chunk:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return {**head, "choices": [choice]}


def _usage(made: Made) -> dict[str, int]:
    """Words for tokens: nothing is generated, and clients want numbers that add up."""
    return {
        "prompt_tokens": made.words_in,
        "completion_tokens": made.words_out,
        "total_tokens": made.words_in + made.words_out,
    }
