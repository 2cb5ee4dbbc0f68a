"""An OpenAPI description -> the API's documentation as its page shows it.

Reads what FastAPI writes of ours: references to components, one media type for each body.
"""

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

Described = Mapping[str, Any]

_METHODS = ("get", "post")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a member of a schema. `schema`: the name of the one that it refers to."""

    name: str
    type: str
    schema: str | None
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """A body: its media type, its schema's name where it has one, an example as text."""

    media_type: str
    schema: str | None
    example: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer that an operation can give; `status` is a number or "default"."""

    status: str
    text: str
    content: Content | None

    @property
    def good(self) -> bool:
        return self.status.startswith("2")


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, with a command line that calls it."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    parameters: tuple[Field, ...]
    body: Content | None
    outcomes: tuple[Outcome, ...]
    curl: str


@dataclass(frozen=True, slots=True)
class Schema:
    """The members of a JSON object."""

    name: str
    text: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The whole documentation. `keys`: the ways to show an API key; none where none is needed."""

    text: str
    keys: tuple[str, ...]
    operations: tuple[Operation, ...]
    schemas: tuple[Schema, ...]


def reference_of(openapi: Described, address: str, source_id: str) -> Reference:
    """The documentation of `openapi`; its command lines call `address` and read `source_id`."""
    schemes = openapi["components"].get("securitySchemes", {})
    common = {"security": openapi.get("security", [])}
    operations = tuple(
        _operation(path, method, {**common, **described[method]}, address, source_id)
        for path, described in openapi["paths"].items()
        for method in _METHODS
        if method in described
    )
    schemas = tuple(
        _schema(name, s) for name, s in sorted(openapi["components"]["schemas"].items())
    )
    keys = tuple(scheme["description"] for scheme in schemes.values())
    return Reference(openapi["info"]["description"], keys, operations, schemas)


def type_of(schema: Described) -> str:
    """The type in words: "integer, 1 to 20", "list of Citation", "string or null"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if options := _options(schema):
        return " or ".join(type_of(option) for option in options)
    if "enum" in schema:
        return " or ".join(json.dumps(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {type_of(schema['items'])}{_most(schema.get('maxItems'), 'of them')}"
    if schema.get("type") == "object" and "additionalProperties" in schema:
        return f"object of {type_of(schema['additionalProperties'])}"
    length = _most(schema.get("maxLength"), "characters")
    return f"{schema.get('type', 'any value')}{_bounds(schema)}{length}"


def _options(schema: Described) -> Sequence[Described]:
    """The schemas of which a value must fit one."""
    return [*schema.get("anyOf", ()), *schema.get("oneOf", ())]


def _bounds(schema: Described) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is None:
        return "" if high is None else f", at most {high}"
    return f", at least {low}" if high is None else f", {low} to {high}"


def _most(count: int | None, of: str) -> str:
    return "" if count is None else f", at most {count} {of}"


def _operation(
    path: str, method: str, described: Described, address: str, source_id: str
) -> Operation:
    body = described.get("requestBody")
    content = _content(body["content"]) if body else None
    return Operation(
        id=described["operationId"],
        method=method.upper(),
        path=path,
        summary=described["summary"],
        text=described.get("description", ""),
        parameters=tuple(
            _field(p["name"], p["schema"], p["required"], p.get("description"))
            for p in described.get("parameters", ())
        ),
        body=content,
        outcomes=tuple(
            Outcome(status, outcome["description"], _content(outcome.get("content")))
            for status, outcome in described["responses"].items()
        ),
        curl=_curl(
            address + _filled(path, described.get("parameters", ()), source_id),
            content,
            with_key=bool(described["security"]),
        ),
    )


def _filled(path: str, parameters: Sequence[Described], source_id: str) -> str:
    """`path` with each parameter's own example in its place, or the source's id."""
    for parameter in parameters:
        value = next(iter(parameter["schema"].get("examples", [source_id])))
        path = path.replace(f"{{{parameter['name']}}}", quote(value, safe=""))
    return path


def _curl(url: str, body: Content | None, *, with_key: bool) -> str:
    parts = [f"curl {shlex.quote(url)}"]
    if with_key:
        parts.append('-H "Authorization: Bearer $CITEWELL_KEY"')
    if body is not None and body.example is not None:
        compact = json.dumps(json.loads(body.example), ensure_ascii=False)
        parts += ["-H 'Content-Type: application/json'", f"-d {shlex.quote(compact)}"]
    return " \\\n  ".join(parts)


def _content(content: Described | None) -> Content | None:
    if not content:
        return None
    media_type, described = next(iter(content.items()))
    example = described.get("example")
    shown = None if example is None else json.dumps(example, indent=2, ensure_ascii=False)
    return Content(media_type, _reference(described.get("schema", {})), shown)


def _schema(name: str, schema: Described) -> Schema:
    required = schema.get("required", ())
    return Schema(
        name=name,
        text=schema.get("description", ""),
        fields=tuple(
            _field(key, value, key in required, value.get("description"))
            for key, value in schema.get("properties", {}).items()
        ),
    )


def _field(name: str, schema: Described, required: bool, text: str | None) -> Field:
    default = schema.get("default")
    parts = [text, None if default is None else f"Default: {json.dumps(default)}."]
    return Field(
        name, type_of(schema), _reference(schema), required, " ".join(p for p in parts if p)
    )


def _reference(schema: Described) -> str | None:
    """The name of the first schema that this one refers to, at any depth."""
    if "$ref" in schema:
        return type_of(schema)
    inner = [*_options(schema), *([schema["items"]] if "items" in schema else ())]
    return next((name for name in map(_reference, inner) if name), None)
