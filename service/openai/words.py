"""What pydantic finds wrong with a request, in the words of OpenAI's API."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

# Pydantic puts the branch of a union into the place of an error; ours begin so and are left out.
TAG = "<"

_EXPECTED = {
    "string_type": "a string",
    "list_type": "an array of objects",
    "int_type": "an integer",
    "bool_type": "a boolean",
    "float_type": "a decimal",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
}
_NAMES: Sequence[tuple[type | tuple[type, ...], str]] = (
    (bool, "a boolean"),
    (int, "an integer"),
    (float, "a decimal"),
    (str, "a string"),
    ((list, tuple), "an array"),
    (dict, "an object"),
)


class Refused(Exception):
    """A request that OpenAI's form has no answer for. `param` names the part that is to blame."""

    def __init__(
        self, message: str, param: str | None = None, code: str | None = None, status: int = 400
    ) -> None:
        super().__init__(message)
        self.message, self.param, self.code, self.status = message, param, code, status


def unsupported(param: str, value: str | None = None, supported: str | None = None) -> Refused:
    """A parameter, or a value of it, that the model does not do."""
    if value is None:
        message = f"Unsupported parameter: '{param}' is not supported with this model."
        return Refused(message, param, "unsupported_parameter")
    message = f"Unsupported value: '{param}' does not support {value} with this model."
    return Refused(f"{message} {supported or ''}".rstrip(), param, "unsupported_value")


def missing(param: str) -> Refused:
    """A parameter that must be there."""
    return Refused(f"Missing required parameter: '{param}'.", param, "missing_required_parameter")


def empty(param: str) -> Refused:
    """A text that must not be empty."""
    return Refused(
        f"Invalid '{param}': empty string. Expected a string with minimum length 1, but got an "
        "empty string instead.",
        param,
        "empty_string",
    )


def too_long(param: str, length: int, longest: int) -> Refused:
    """A text above `longest` characters."""
    return Refused(
        f"Invalid '{param}': string too long. Expected a string with maximum length {longest}, but "
        f"got a string with length {length} instead.",
        param,
        "string_above_max_length",
    )


def wrong_type(param: str | None, expected: str, value: object) -> Refused:
    """A value of another type than `expected`, which has its article."""
    return Refused(
        f"Invalid type{_for(param)}: expected {expected}, but got {_named(value)} instead.",
        param,
        "invalid_type",
    )


def refused(error: Mapping[str, Any]) -> Refused:
    """One of pydantic's errors, as its `errors()` lists them, found in a request's body."""
    param = place(error["loc"][1:]) or None
    kind, value = error["type"], error.get("input")
    if kind == "missing":
        return missing(param) if param else Refused("The body is empty; send a JSON object.")
    if kind in _EXPECTED:
        return wrong_type(param, _EXPECTED[kind], value)
    if kind in _OTHERS:
        return _OTHERS[kind](param or "body", value, error.get("ctx", {}))
    message = error["msg"].removeprefix("Value error, ")
    return Refused(f"Invalid value{_for(param)}: {message}", param, "invalid_value")


def place(parts: Sequence[str | int]) -> str:
    """("messages", 0, "content") -> messages[0].content."""
    named = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}"
        for part in parts
        if not str(part).startswith(TAG)
    )
    return named.removeprefix(".")


def _literal(param: str, value: object, context: Mapping[str, Any]) -> Refused:
    *supported, last = context["expected"].replace(" or ", ", ").split(", ")
    values = f"{', '.join(supported)}, and {last}" if supported else last
    message = f"Invalid value: '{value}'. Supported values are: {values}."
    return Refused(message, param, "invalid_value")


def _below(param: str, value: object, context: Mapping[str, Any]) -> Refused:
    return _beyond(param, value, f">= {context['ge']:g}", "below", "min")


def _above(param: str, value: object, context: Mapping[str, Any]) -> Refused:
    return _beyond(param, value, f"<= {context['le']:g}", "above", "max")


def _beyond(param: str, value: object, bound: str, way: str, end: str) -> Refused:
    kind = "integer" if isinstance(value, int) else "decimal"
    return Refused(
        f"Invalid '{param}': {kind} {way} {end}imum value. Expected a value {bound}, but got "
        f"{value} instead.",
        param,
        f"{kind}_{way}_{end}_value",
    )


def _too_short(param: str, value: object, context: Mapping[str, Any]) -> Refused:
    return Refused(
        f"Invalid '{param}': empty array. Expected an array with minimum length 1, but got an "
        "empty array instead.",
        param,
        "empty_array",
    )


def _too_many(param: str, value: object, context: Mapping[str, Any]) -> Refused:
    return Refused(
        f"Invalid '{param}': array too long. Expected an array with maximum length "
        f"{context['max_length']}, but got a longer one instead.",
        param,
        "array_above_max_length",
    )


_OTHERS: Mapping[str, Callable[[str, object, Mapping[str, Any]], Refused]] = {
    "literal_error": _literal,
    "greater_than_equal": _below,
    "less_than_equal": _above,
    "too_short": _too_short,
    "too_long": _too_many,
}


def _for(param: str | None) -> str:
    return f" for '{param}'" if param else ""


def _named(value: object) -> str:
    return next((name for kind, name in _NAMES if isinstance(value, kind)), "null")
