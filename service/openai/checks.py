"""What of a request this model cannot do, refused as OpenAI's API refuses it of a model of its own.

An answer is one quotation: there is no second choice, no JSON, no call of a tool.
"""

from service.openai.requests import ChatRequest, ResponseFormat, ResponsesRequest
from service.openai.words import Refused, unsupported

MODEL = "citewell"
_ONLY_TEXT = "Supported values are: 'text'."


def check_model(model: str) -> None:
    """Raises Refused (404) for another model than ours."""
    if model != MODEL:
        message = f"The model `{model}` does not exist or you do not have access to it."
        raise Refused(message, "model", "model_not_found", status=404)


def check_chat(body: ChatRequest) -> None:
    """Raises Refused for what a chat completion cannot have."""
    check_model(body.model)
    if body.n not in (None, 1):
        raise unsupported("n", str(body.n), "Only the default (1) value is supported.")
    if body.logprobs:
        raise unsupported("logprobs")
    if body.stream_options is not None and not body.stream:
        message = "The 'stream_options' parameter is only allowed when 'stream' is enabled."
        raise Refused(message, "stream_options")
    _check_tools(body.tool_choice)


def check_responses(body: ResponsesRequest) -> None:
    """Raises Refused for what a response cannot have."""
    check_model(body.model)
    if body.background:
        raise unsupported("background", "true", "Supported values are: false.")
    if body.previous_response_id is not None:
        # Nothing is kept from one request to the next: the input must hold what was said.
        message = f"Previous response with id '{body.previous_response_id}' not found."
        raise Refused(message, "previous_response_id", "previous_response_not_found")
    if body.conversation is not None:
        raise Refused("Conversation not found.", "conversation", "conversation_not_found", 404)
    _check_tools(body.tool_choice)


def check_format(param: str, wanted: ResponseFormat | None) -> None:
    """Raises Refused for an answer in another form than text."""
    if wanted is not None and wanted.type != "text":
        raise unsupported(param, f"'{wanted.type}'", _ONLY_TEXT)


def _check_tools(tool_choice: object) -> None:
    """Tools may be offered, and none is ever called. Raises Refused if one must be."""
    if tool_choice not in (None, "none", "auto"):
        shown = f"'{tool_choice}'" if isinstance(tool_choice, str) else "a named tool"
        raise unsupported("tool_choice", shown, "Supported values are: 'none' and 'auto'.")
