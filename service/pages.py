"""The pages that people read. They are made on the server and need no script."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse
from starlette.exceptions import HTTPException

from qa.query import MAX_QUESTION, query_of
from service.api import source_number
from service.headers import WIDGET_POLICY
from service.highlight import Span, shown
from service.problems import documented
from service.reference import reference_of
from service.views import TEMPLATES, shown_answer, shown_collection
from service.wiring import Wired, Wiring

router = APIRouter()

# From a page to the first one: links are relative, so that a proxy may have all below a path.
_HERE, _ABOVE = "./", "../"
_LISTED = 200  # sources named on the first page; the API lists them all


@router.get("/", include_in_schema=False)
def home(request: Request, wiring: Wired, q: str = "") -> HTMLResponse:
    """A form, the answer to `q`, what can be asked, the sources, and the chat widget."""
    _check_once(request)
    engine = wiring.engine
    corpus = engine.library.corpus
    asked = q.strip()
    answer = engine.answer(query_of({"question": asked})) if asked else None
    response = _page(
        wiring,
        "home.html",
        _HERE,
        question=q,
        longest=MAX_QUESTION,
        answer=shown_answer(corpus, answer) if answer else None,
        starters=wiring.settings.starters,
        collection=shown_collection(engine.library, _LISTED),
        address=_address(request, wiring),
    )
    response.headers["Content-Security-Policy"] = WIDGET_POLICY
    return response


@router.get(
    "/sources/{id}",
    summary="Read a source with a quote highlighted",
    response_class=HTMLResponse,
    responses=documented(404, 422),
)
def source_page(
    id: str,
    request: Request,
    wiring: Wired,
    start: Annotated[int | None, Query(ge=0, description="Where the quote begins.")] = None,
    end: Annotated[int | None, Query(ge=1, description="Where it ends (exclusive).")] = None,
) -> HTMLResponse:
    """A page for people: the whole article, the words from `start` to `end` marked.

    Offsets count code points of the stored text. Without both of them nothing is marked.
    """
    _check_once(request)
    corpus = wiring.engine.library.corpus
    number = source_number(corpus, id)
    text = corpus.texts[number]
    span = None if start is None or end is None else _span(start, end, len(text))
    return _page(
        wiring,
        "source.html",
        _ABOVE,
        source=corpus.sources[number],
        shown=shown(text, corpus.article(number), span),
        span=span,
    )


@router.get("/docs", include_in_schema=False)
def docs(request: Request, wiring: Wired) -> HTMLResponse:
    """The API's documentation, made from its OpenAPI description."""
    source_id = wiring.engine.library.corpus.sources[0].id
    reference = reference_of(request.app.openapi(), _address(request, wiring), source_id)
    return _page(wiring, "docs.html", _HERE, reference=reference)


@router.get("/style.css", include_in_schema=False)
async def style() -> FileResponse:
    """The stylesheet of all pages."""
    return FileResponse(TEMPLATES / "style.css", media_type="text/css")


def _check_once(request: Request) -> None:
    """Of two values of one parameter neither may be dropped in silence."""
    names = [name for name, _ in request.query_params.multi_items()]
    twice = next((name for name in ("q", "start", "end") if names.count(name) > 1), None)
    if twice is not None:
        raise HTTPException(422, f"{twice}: stands in the address more than once")


def _span(start: int, end: int, length: int) -> Span:
    if end <= start:
        raise HTTPException(422, f"end: {end} is not above start, which is {start}")
    if end > length:
        raise HTTPException(422, f"end: {end} is beyond the text, which ends at {length}")
    return start, end


def _address(request: Request, wiring: Wiring) -> str:
    """What absolute links to this service start with."""
    return (wiring.settings.public_url or str(request.base_url)).rstrip("/")


def _page(wiring: Wiring, template: str, root: str, **values: object) -> HTMLResponse:
    return HTMLResponse(wiring.templates.get_template(template).render(root=root, **values))
