"""The application: built from an engine that was opened elsewhere."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from starlette.middleware import Middleware

from qa.engine import Engine
from service import api, pages, widget
from service.descriptions import describe_fields
from service.examples import add_examples
from service.headers import HeadAsGet, SecurityHeaders
from service.limits import BodyLimit
from service.problems import HANDLERS, Failures, Problem
from service.settings import Settings
from service.views import environment
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
        """The description, with the schema of errors, the fields explained and examples."""
        description = super().openapi()
        schemas = description.setdefault("components", {}).setdefault("schemas", {})
        schemas.setdefault("Problem", TypeAdapter(Problem).json_schema())
        describe_fields(schemas)
        add_examples(description["paths"])
        return description


def _operation_id(route: APIRoute) -> str:
    """The function's name, which generated clients take for their methods."""
    return route.name


def create_app(settings: Settings, engine: Engine) -> FastAPI:
    """The service over `engine`."""
    app = _Application(
        title="citewell",
        summary="Answers in the sources' own words, with citations that anyone can check.",
        description=_DESCRIPTION,
        version="1",
        docs_url=None,  # these two load their scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,  # a redirect would be built from the request's Host
        servers=[{"url": settings.public_url}] if settings.public_url else None,
        middleware=[Middleware(part) for part in (SecurityHeaders, Failures, HeadAsGet, BodyLimit)],
        exception_handlers=HANDLERS,
        generate_unique_id_function=_operation_id,
    )
    app.state.wiring = Wiring(settings, engine, environment())
    app.include_router(api.router)
    app.include_router(pages.router)
    app.include_router(widget.router)
    app.openapi()  # made now, since requests in several threads would make it at the same time
    return app
