"""The routes of OpenAI's form: chat completions, responses, and the one model."""

import json
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, Response

from qa.engine import Engine
from service.openai.chat import Made, chunks, completion
from service.openai.checks import MODEL, check_chat, check_format, check_model, check_responses
from service.openai.chores import chore
from service.openai.content import Reply, reply_of
from service.openai.conversation import Said, query_in, said_in_chat, said_in_input
from service.openai.errors import OpenAIRoute, documented
from service.openai.requests import ChatRequest, ResponseFormat, ResponsesRequest
from service.openai.responses import events, response
from service.wiring import Wired, Wiring

router = APIRouter(route_class=OpenAIRoute)

_STREAM = "text/event-stream"


def _described(what: str, *, streamed: bool = True) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {"application/json": {"schema": {"type": "object"}}}
    if streamed:
        content[_STREAM] = {"schema": {"type": "string"}}
    return {200: {"description": what, "content": content}, **documented()}


@router.post(
    "/v1/chat/completions",
    summary="Ask in the OpenAI form, as a chat",
    response_class=JSONResponse,
    response_model=None,
    responses=_described("A chat completion, or the events of its stream."),
)
def chat_completions(body: ChatRequest, request: Request, wiring: Wired) -> Response:
    """The last message of the user is the question, the messages before it are the history.

    The content is the answer's quote with its mark `[1]`, and a list of sources at its end;
    `annotations` say where in it the quotes stand (`url_citation`, indexes in code points), and
    `citations` and `search_results` list the sources by their marks. A refusal has none of them.
    """
    check_chat(body)
    said = said_in_chat(body.messages)
    engine = wiring.engine
    reply = _reply(engine, wiring, request, said, "messages", body.response_format)
    made = _made(engine, said, reply)
    if not body.stream:
        return JSONResponse(completion(reply, made))
    usage = bool(body.stream_options and body.stream_options.include_usage)
    lines = [_data(chunk) for chunk in chunks(reply, made, usage)]
    return _stream([*lines, "data: [DONE]\n\n"])


@router.post(
    "/v1/responses",
    summary="Ask in the OpenAI form, as a response",
    response_class=JSONResponse,
    response_model=None,
    responses=_described("A response, or the events of its stream."),
)
def responses(body: ResponsesRequest, request: Request, wiring: Wired) -> Response:
    """As `/v1/chat/completions`, in the form of the Responses API. Nothing is stored."""
    check_responses(body)
    said = said_in_input(body.input)
    if body.instructions is not None:
        said = (Said("developer", body.instructions, "instructions"), *said)
    engine = wiring.engine
    wanted = body.text.format if body.text else None
    reply = _reply(engine, wiring, request, said, "input", wanted)
    made = _made(engine, said, reply)
    if not body.stream:
        return Response(_json(response(reply, made, body)), media_type="application/json")
    return _stream(f"event: {one['type']}\n{_data(one)}" for one in events(reply, made, body))


@router.get(
    "/v1/models",
    summary="List the models in the OpenAI form",
    responses=_described("A list that holds the one model.", streamed=False),
)
def list_models(wiring: Wired) -> dict[str, Any]:
    """There is one, `citewell`; it was created when its index was built."""
    return {"object": "list", "data": [_model(wiring.engine)]}


@router.get(
    "/v1/models/{model}",
    summary="Describe a model in the OpenAI form",
    responses=_described("The model.", streamed=False),
)
def get_model(
    model: Annotated[str, Path(description="Its id.", examples=[MODEL])], wiring: Wired
) -> dict[str, Any]:
    """The one that there is."""
    check_model(model)
    return _model(wiring.engine)


def _reply(
    engine: Engine,
    wiring: Wiring,
    request: Request,
    said: Sequence[Said],
    param: str,
    wanted: ResponseFormat | None,
) -> Reply:
    done = chore(said)
    if done is not None:
        return Reply(done)
    check_format("response_format" if param == "messages" else "text.format", wanted)
    address = (wiring.settings.public_url or str(request.base_url)).rstrip("/")
    return reply_of(engine.answer(query_in(said, param)), address)


def _made(engine: Engine, said: Sequence[Said], reply: Reply) -> Made:
    return Made(
        id=uuid4().hex,
        created=int(time.time()),
        index_id=engine.library.manifest.index_id,
        words_in=sum(len(one.text.split()) for one in said),
        words_out=len(reply.text.split()),
    )


def _model(engine: Engine) -> dict[str, Any]:
    built = datetime.fromisoformat(engine.library.manifest.created)
    return {"id": MODEL, "object": "model", "created": int(built.timestamp()), "owned_by": MODEL}


def _data(value: dict[str, Any]) -> str:
    return f"data: {_json(value).decode()}\n\n"


def _json(value: dict[str, Any]) -> bytes:
    """`value` as JSON in UTF-8. Half a surrogate pair, which a client may have given to be given
    back, has no bytes in it, and is written as JSON does in ASCII: \\ud800."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _stream(lines: Iterable[str]) -> Response:
    """The events, which are all known: sent as one body, they cannot break off half way."""
    headers = {"Cache-Control": "no-cache"}
    return Response("".join(lines), media_type=_STREAM, headers=headers)
