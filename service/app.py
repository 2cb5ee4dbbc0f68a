"""The application: built from an engine that was opened elsewhere."""

from dataclasses import replace
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from starlette.middleware import Middleware
from starlette.routing import Route

from qa.engine import Engine
from qa.live import LiveEngine
from service import api, pages, widget
from service.deadline import Deadline
from service.descriptions import describe_fields, describe_keys
from service.door import Door
from service.examples import add_examples
from service.headers import HeadAsGet, SecurityHeaders
from service.keys import Keys
from service.limits import BodyLimit, HeadLimit
from service.mcp.http import McpEndpoint
from service.mcp.tools import mcp_server
from service.measures import Measures
from service.observe import Observed
from service.openai import errors as openai_errors
from service.openai import routes as openai_routes
from service.openai.errors import OpenAIErrors, on_refused
from service.openai.words import Refused
from service.origins import Cors, Hosts
from service.problems import HANDLERS, Failures, Problem
from service.queueing import Queue, Turns
from service.refused import RefusedTerms
from service.settings import Settings
from service.tracing import telemetry
from service.views import environment
from service.watching import Watching, index_gauges, queue_gauges
from service.wiring import Wiring

_DESCRIPTION = """\
Answers questions over a collection of articles, only in the articles' own words. Every answer is a
quote with its source, its place in the source's stored text and the text's SHA-256, so that anyone
can check it. Where the sources do not answer, the service says so.

`start` and `end` count Unicode code points. A quote is `stored_text[start:end]` with every run of
white space folded to one space and the ends stripped.

Every error is a problem document (RFC 9457, `application/problem+json`).
"""


class _Application(FastAPI):
    def openapi(self) -> dict[str, Any]:
        """The description, with the schema of errors, fields explained, examples, and keys."""
        description = super().openapi()
        schemas = description.setdefault("components", {}).setdefault("schemas", {})
        schemas.setdefault("Problem", TypeAdapter(Problem).json_schema())
        for name, schema in openai_errors.SCHEMAS.items():
            schemas.setdefault(name, schema)
        describe_fields(schemas)
        add_examples(description["paths"])
        if self.state.wiring.settings.needs_key:
            describe_keys(description)
        return description


def _operation_id(route: APIRoute) -> str:
    """The function's name, which generated clients take for their methods."""
    return route.name


def _middleware(settings: Settings, measures: Measures, queue: Queue) -> list[Middleware]:
    """What a request passes on its way to a route, the outermost first."""
    keys = Keys(settings.api_keys, settings.api_keys_file)
    cors = [Middleware(Cors, settings.cors_origins)] if settings.cors_origins else []
    return [
        Middleware(HeadAsGet),
        Middleware(Observed, measures),
        Middleware(SecurityHeaders),
        Middleware(OpenAIErrors),  # outside of all that refuse a request
        Middleware(Failures),
        Middleware(HeadLimit),
        Middleware(Hosts, settings.allowed_hosts, measures),
        *cors,
        Middleware(Door, keys, settings.rate, measures),
        Middleware(Deadline, settings.request_timeout, measures),
        Middleware(BodyLimit),
        Middleware(Turns, queue, measures),
    ]


def create_app(settings: Settings, engine: Engine | LiveEngine) -> FastAPI:
    """The service over `engine`, which stays as it is unless it is a LiveEngine.

    Raises ServeError if a file that the settings name is unusable.
    """
    measures, queue = Measures(), Queue(settings.max_concurrency, settings.queue)
    refused = RefusedTerms(settings.refusals) if settings.refusals else None
    watch = Watching(measures, refused, log_questions=settings.log_questions)
    live = engine if isinstance(engine, LiveEngine) else LiveEngine(engine)
    live.adapt(lambda engine: replace(engine, watch=watch))
    wiring = Wiring(settings, live, environment(), measures)
    tools = mcp_server(lambda: live.engine, settings.public_url)
    mcp = McpEndpoint(tools, settings)
    app = _Application(
        title="citewell",
        summary="Answers in the sources' own words, with citations that anyone can check.",
        description=_DESCRIPTION,
        version="1",
        docs_url=None,  # these two load their scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,  # a redirect would be built from the request's Host
        servers=[{"url": settings.public_url}] if settings.public_url else None,
        middleware=_middleware(settings, measures, queue),
        exception_handlers={**HANDLERS, Refused: on_refused},
        telemetry=telemetry(log_questions=settings.log_questions),
        generate_unique_id_function=_operation_id,
        lifespan=lambda _: mcp.running(),
    )
    app.state.wiring = wiring
    measures.look_up(lambda: queue_gauges(queue))
    measures.look_up(lambda: index_gauges(live))
    app.include_router(api.router)
    app.include_router(pages.router)
    app.include_router(widget.router)
    app.include_router(openai_routes.router)
    app.router.routes.append(Route("/mcp", mcp, include_in_schema=False))
    app.openapi()  # made now, since requests in several threads would make it at the same time
    return app
