"""Messages of OpenAI's form -> a question with its history."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.errors import QueryError
from qa.query import MAX_QUESTION, MAX_TURN_TEXT, MAX_TURNS, Query, query_of
from service.openai.content import words_of
from service.openai.requests import ChatMessage, ChatPart, InputItem, InputPart
from service.openai.words import Refused, empty, missing, too_long, wrong_type

_TEXTS = ("text", "input_text", "output_text")


@dataclass(frozen=True, slots=True)
class Said:
    """A message: who spoke, and what; `param` is its place in the request."""

    role: str
    text: str
    param: str


def said_in_chat(messages: Sequence[ChatMessage]) -> tuple[Said, ...]:
    """The messages of a chat. Raises Refused for content that is no text."""
    return tuple(
        Said(one.role, _text(one.content, one.role, param), param)
        for one, param in ((one, f"messages[{n}].content") for n, one in enumerate(messages))
    )


def said_in_input(given: str | Sequence[InputItem]) -> tuple[Said, ...]:
    """The messages of an input. Raises Refused for what is no text, and for what is not kept."""
    if isinstance(given, str):
        return (Said("user", given, "input"),)
    said = []
    for number, item in enumerate(given):
        if item.type == "item_reference":
            message = f"Item with id '{item.id}' not found."
            raise Refused(message, f"input[{number}].id", status=404)
        if item.type not in (None, "message"):
            continue  # the trace of a tool
        if item.role is None:
            param = f"input[{number}].role"
            raise missing(param)
        param = f"input[{number}].content"
        said.append(Said(item.role, _text(item.content, item.role, param), param))
    return tuple(said)


def query_in(said: Sequence[Said], param: str) -> Query:
    """The last message of the user with what was said before it. Raises Refused without one."""
    places = [n for n, one in enumerate(said) if one.role == "user"]
    if not places:
        message = f"Invalid '{param}': expected at least one message with the role 'user'."
        raise Refused(message, param, "invalid_value")
    asked = said[places[-1]]
    if not asked.text.strip():
        raise empty(asked.param)
    if len(asked.text) > MAX_QUESTION:
        raise too_long(asked.param, len(asked.text), MAX_QUESTION)
    history = [
        {"question": _kept(question), "answer": _kept(answer)}
        for question, answer in _turns(said[: places[-1]])[-MAX_TURNS:]
    ]
    try:
        return query_of({"question": asked.text, "history": history})
    except QueryError as error:
        message = f"Invalid '{asked.param}': {error}"
        raise Refused(message, asked.param, "invalid_value") from None


def _turns(said: Sequence[Said]) -> list[tuple[str, str]]:
    """Questions with their answers; one that was not answered has an empty answer."""
    turns: list[tuple[str, str]] = []
    for one in said:
        if one.role == "user":
            turns.append((one.text, ""))
        elif one.role == "assistant" and turns:  # before that it is a greeting
            question, before = turns[-1]
            turns[-1] = question, f"{before} {words_of(one.text)}".strip()
    return turns


def _kept(text: str) -> str:
    """As much of an earlier message as a turn may hold, without what no turn may."""
    return text.encode(errors="replace").decode().replace("\0", " ")[:MAX_TURN_TEXT]


def _text(content: str | Sequence[ChatPart | InputPart] | None, role: str, param: str) -> str:
    if content is None:
        if role == "user":
            raise wrong_type(param, "one of a string or array of objects", None)
        return ""  # an assistant's call of a tool
    if isinstance(content, str):
        return content
    return "\n".join(_of_part(part, f"{param}[{n}]") for n, part in enumerate(content))


def _of_part(part: ChatPart | InputPart, param: str) -> str:
    if part.type == "refusal":
        return part.refusal or ""
    if part.type not in _TEXTS:
        message = f"Invalid content type. {part.type} is only supported by certain models."
        raise Refused(message, f"{param}.type", "invalid_value")
    if part.text is None:
        raise missing(f"{param}.text")
    return part.text
