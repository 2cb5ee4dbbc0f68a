"""What clients of OpenAI's form send. What has no bearing on a quotation is read over."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

# As many as OpenAI's API takes. They are checked one by one where all other requests wait for it.
MAX_MESSAGES = 2048


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class ChatPart(_Body):
    """A part of a message's content. Only text can be read."""

    type: Literal["text", "refusal", "image_url", "input_audio", "file"]
    text: str | None = None
    refusal: str | None = None


class InputPart(_Body):
    """A part of an input item's content. Only text can be read."""

    type: Literal["input_text", "output_text", "refusal", "input_image", "input_file"]
    text: str | None = None
    refusal: str | None = None


def _form(value: object) -> str:
    return "<parts>" if isinstance(value, list) else "<text>"


ChatContent = Annotated[
    Annotated[str, Tag("<text>")]
    | Annotated[list[ChatPart], Field(max_length=MAX_MESSAGES), Tag("<parts>")],
    Discriminator(_form),
]
InputContent = Annotated[
    Annotated[str, Tag("<text>")]
    | Annotated[list[InputPart], Field(max_length=MAX_MESSAGES), Tag("<parts>")],
    Discriminator(_form),
]


class ChatMessage(_Body):
    """One message of a conversation."""

    role: Literal["developer", "system", "user", "assistant", "tool", "function"]
    content: ChatContent | None = None


class StreamOptions(_Body):
    """What a stream holds beside the answer."""

    include_usage: bool | None = None


class ResponseFormat(_Body):
    """The form of the answer: text."""

    type: Literal["text", "json_object", "json_schema"]


class ChatRequest(_Body):
    """A conversation whose last message from the user is the question."""

    model: str
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=MAX_MESSAGES)]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: Annotated[int, Field(ge=1, le=128)] | None = None
    tools: list[Any] | None = None
    tool_choice: Any = None
    response_format: ResponseFormat | None = None
    logprobs: bool | None = None
    max_tokens: Annotated[int, Field(ge=1)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None


class InputItem(_Body):
    """A message, or the trace of a tool, which is read over."""

    type: str | None = None
    id: str | None = None
    role: Literal["developer", "system", "user", "assistant"] | None = None
    content: InputContent | None = None


class TextOptions(_Body):
    """The form of the answer: text."""

    format: ResponseFormat | None = None


ResponseInput = Annotated[
    Annotated[str, Tag("<text>")]
    | Annotated[list[InputItem], Field(min_length=1, max_length=MAX_MESSAGES), Tag("<parts>")],
    Discriminator(_form),
]


class ResponsesRequest(_Body):
    """A question, or a conversation whose last message from the user is the question."""

    model: str
    input: ResponseInput
    instructions: str | None = None
    stream: bool | None = None
    text: TextOptions | None = None
    tools: list[Any] | None = None
    tool_choice: Any = None
    background: bool | None = None
    previous_response_id: str | None = None
    conversation: Any = None
    metadata: dict[str, str] | None = None
    max_output_tokens: Annotated[int, Field(ge=1)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
