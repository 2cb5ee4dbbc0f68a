"""The tools that agents call: ask, search, fetch. None of them changes anything.

What each gives is one text item that holds JSON, and the same as structured content.
"""

import json
import logging
from collections.abc import Callable
from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, InputRequiredResult, TextContent, Tool, ToolAnnotations
from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError

from qa.cite import source_path
from qa.engine import Engine
from qa.errors import QueryError
from qa.query import MAX_CITATIONS, MAX_QUESTION, MAX_TURNS, Query, Turn, describe, query_of
from qa.types import Response, Source

_INSTRUCTIONS = """\
Answers questions over a collection of articles, only in the articles' own words. Use `ask` for a \
question: it gives a verbatim quote with its citation, or says that the sources do not answer; \
then do not answer from elsewhere as if they had. Use `search` and `fetch` to read the sources \
themselves. Give quotes unchanged and with their links."""

_HINTS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


class _Result(BaseModel):
    model_config = ConfigDict(frozen=True)


class Answered(RootModel[Response]):
    """The response of POST /v1/ask."""


class Found(_Result):
    """A source that `search` found; `url` shows what speaks for it."""

    id: str
    title: str
    url: str


class FoundList(_Result):
    """Sources, the best first."""

    results: list[Found]


class Document(_Result):
    """A source: its stored text, which the offsets of citations point into."""

    id: str
    title: str
    text: str
    url: str
    metadata: dict[str, str | None]


Question = Annotated[
    str,
    Field(
        description="A question that a person would ask.",
        json_schema_extra={"maxLength": MAX_QUESTION},
    ),
]
History = Annotated[
    list[Turn] | None,
    Field(
        description="The conversation so far, oldest turn first, so that a follow-up is "
        "understood.",
        json_schema_extra={"maxItems": MAX_TURNS},
    ),
]
Words = Annotated[
    str,
    Field(
        description="A question or some words to look for.",
        json_schema_extra={"maxLength": MAX_QUESTION},
    ),
]
SourceId = Annotated[str, Field(description="The id of a source, as `search` gives it.")]


class _Server(MCPServer):
    """The SDK's server with tools that take nothing but what they name: the SDK passes over any
    other argument, and an agent would believe that it filtered."""

    async def list_tools(self) -> list[Tool]:
        return [
            tool.model_copy(
                update={"input_schema": {**tool.input_schema, "additionalProperties": False}}
            )
            for tool in await super().list_tools()
        ]

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Says in one line which argument cannot be used; pydantic's own words take several."""
        taken = {tool.name: tool.input_schema["properties"] for tool in await self.list_tools()}
        unknown = [one for one in arguments if one not in taken.get(name, arguments)]
        if unknown:
            raise ToolError(
                f"{name}: takes no {', '.join(map(repr, unknown))}; it takes "
                f"{', '.join(taken[name])}"
            )
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(f"{name}: {describe(error.__cause__)}") from None
            raise


def mcp_server(engine: Callable[[], Engine], address: str | None) -> MCPServer:
    """The server over the engine in use, which each call takes once.

    Links start with `address`; None, which is for HTTP alone, takes the one a request came to.
    """
    server = _quietly_made()

    def base(context: Context[Any, Any]) -> str:
        request = context.request_context.request
        found = str(request.base_url) if request is not None else ""
        return (address or found).rstrip("/")

    @server.tool(title="Ask the sources", annotations=_HINTS)
    def ask(question: Question, history: History = None) -> Annotated[CallToolResult, Answered]:
        """Answer a question with a verbatim quote from the sources and its citations.

        `answered` false is a result: the sources do not answer, `refusal` says why, and
        `refusal.closest` is what came closest, which is not an answer. `disagreements` lists values
        on which the sources differ. `href` is relative to the service.
        """
        turns = [turn.model_dump() for turn in history or ()]
        query = _query({"question": question, "history": turns})
        return _result(engine().answer(query).to_json())

    @server.tool(title="Search the sources", annotations=_HINTS)
    def search(query: Words, context: Context[Any, Any]) -> Annotated[CallToolResult, FoundList]:
        """Find the sources that have most to say on something, the best first.

        Each `url` leads to the words in it that speak for it; `fetch` gives the whole text.
        """
        wanted = _query({"question": query, "limit": MAX_CITATIONS, "explain": True})
        return _result(found_by(engine(), wanted, base(context)).model_dump())

    @server.tool(title="Read a source", annotations=_HINTS)
    def fetch(id: SourceId, context: Context[Any, Any]) -> Annotated[CallToolResult, Document]:
        """Get the whole text of one source with what is known of it."""
        return _result(document(engine(), id, base(context)).model_dump())

    return server


def found_by(engine: Engine, query: Query, address: str) -> FoundList:
    """The sources of the sentences that were considered for `query`, each once."""
    response = engine.answer(query)
    cited = (*response.citations, *(response.refusal.closest if response.refusal else ()))
    pages = {one.source_id: one.href for one in reversed(cited)}
    corpus = engine.library.corpus
    ids = dict.fromkeys(
        [one.source_id for one in cited] + [one.source_id for one in response.explanation or ()]
    )
    return FoundList(
        results=[
            Found(
                id=id,
                title=corpus.sources[number].title,
                url=address + pages.get(id, source_path(id)),
            )
            for id in ids
            if (number := corpus.number(id)) is not None
        ]
    )


def document(engine: Engine, source_id: str, address: str) -> Document:
    """One source. Raises ToolError if there is none of this id."""
    corpus = engine.library.corpus
    number = corpus.number(source_id)
    if number is None:
        raise ToolError(f"no source has the id {source_id!r}; search lists ids")
    source = corpus.sources[number]
    return Document(
        id=source.id,
        title=source.title,
        text=corpus.texts[number],
        url=address + source_path(source.id),
        metadata=_metadata(source),
    )


def _metadata(source: Source) -> dict[str, str | None]:
    return {
        "publisher": source.publisher,
        "author": source.author,
        "published": source.published,
        "published_basis": source.published_basis,
        "published_note": source.published_note,
        "original_url": source.url,
        "language": source.language,
        "sha256": source.sha256,
    }


def _query(values: dict[str, object]) -> Query:
    try:
        return query_of(values)
    except QueryError as error:
        raise ToolError(str(error)) from None


def _result(value: dict[str, Any]) -> CallToolResult:
    text = json.dumps(value, ensure_ascii=False)
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=value)


def _quietly_made() -> MCPServer:
    """The SDK's server without the log handler that it gives the whole process."""
    root = logging.getLogger()
    handlers, level = [*root.handlers], root.level
    made = _Server(
        "citewell", title="citewell", instructions=_INSTRUCTIONS, version="1", subscriptions=False
    )
    root.handlers[:] = handlers
    root.setLevel(level)
    return made
