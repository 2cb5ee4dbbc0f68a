"""A question as it comes in, over HTTP or as a row of a file: checked once, then trusted."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from qa.errors import QueryError
from qa.sources import partial_date

MAX_QUESTION, MAX_TURNS, MAX_TURN_TEXT = 2_000, 50, 20_000
MAX_CITATIONS, MAX_SOURCES = 20, 1_000


def _printable(text: str) -> str:
    if "\0" in text:
        raise ValueError("must not hold a NUL character")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank; ask a question")
    return text


# For the description only; the validators below say the same in words that help.
_NO_NUL, _SAYS_SOMETHING = r"^[^\u0000]*$", r"^[^\u0000]*[^\s\u0000][^\u0000]*$"
_DATE = (
    "^([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
    "(-(0[1-9]|1[0-2])|-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
    "|-(0[13-9]|1[0-2])-(29|30)|-(0[13578]|1[02])-31|-02-29)?$"
)
Text = Annotated[
    str,
    Field(max_length=MAX_TURN_TEXT, json_schema_extra={"pattern": _NO_NUL}),
    AfterValidator(_printable),
]
Question = Annotated[
    str,
    Field(max_length=MAX_QUESTION, json_schema_extra={"pattern": _SAYS_SOMETHING}),
    AfterValidator(_printable),
    AfterValidator(_not_blank),
]
PartialDate = Annotated[
    str,
    AfterValidator(partial_date),
    WithJsonSchema({"type": "string", "pattern": _DATE}),
]
SourceId = Annotated[str, Field(max_length=255)]


def _else(default: object, kind: Any) -> BeforeValidator:
    """Takes null for what is not given, as programs write it that fill in every field."""
    return BeforeValidator(
        lambda given: default if given is None else given,
        json_schema_input_type=kind | None,
    )


class Turn(BaseModel):
    """An earlier question of the conversation and the answer that was given: none, null or empty
    where it was not answered, as in the response to it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    question: Text
    answer: Annotated[Text, _else("", Text)] = ""


_History = Annotated[list[Turn], Field(max_length=MAX_TURNS)]
_Limit = Annotated[int, Field(ge=1, le=MAX_CITATIONS)]
_Sources = Annotated[list[SourceId], Field(max_length=MAX_SOURCES)]


class Query(BaseModel):
    """A question with its history (oldest first) and filters; null is as not given.

    `sources`: ids that may be cited; none given means all. `published_from` and `published_to`
    (1997, 1997-11 or 1997-11-05, both included) keep the sources whose date can fall between;
    sources without a date are then left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    question: Question
    history: Annotated[_History, _else([], _History)] = []
    limit: Annotated[_Limit, _else(5, _Limit)] = 5
    sources: Annotated[_Sources, _else([], _Sources)] = []
    published_from: PartialDate | None = None
    published_to: PartialDate | None = None
    explain: Annotated[bool, _else(False, bool)] = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        first, last = self.published_from, self.published_to
        # At the precision of the coarser: from November of a year to the end of that year is right.
        if first and last and first[: len(last)] > last[: len(first)]:
            raise _wrong("published_from", first, f"{first!r} is later than published_to, {last!r}")
        return self


def _wrong(field: str, value: object, message: str) -> ValidationError:
    """The error of one field that only shows beside another."""
    error = PydanticCustomError("wrong", "{message}", {"message": message})
    details = InitErrorDetails(type=error, loc=(field,), input=value)
    return ValidationError.from_exception_data("Query", [details])


def query_of(values: Mapping[str, object]) -> Query:
    """A Query from plain values. Raises QueryError that names the first field that is wrong."""
    try:
        return Query.model_validate(values)
    except ValidationError as error:
        raise QueryError(describe(error)) from None


def turn_of(given: object) -> object:
    """A (question, answer) pair as the values of a Turn; anything else as it is given."""
    match given:
        case [question, answer]:
            return {"question": question, "answer": answer}
        case _:
            return given


def describe(error: ValidationError) -> str:
    """The first problem as one line: where and what."""
    problem = error.errors()[0]
    where = ".".join(str(part) for part in problem["loc"])
    return f"{where}: {problem['msg'].removeprefix('Value error, ')}"
