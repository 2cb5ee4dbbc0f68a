"""The API: questions, verification, sources, the index, health."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from qa.cite import verify
from qa.corpus import Corpus
from qa.query import Query
from qa.types import Response
from service.bodies import JsonRoute
from service.problems import documented
from service.schemas import (
    Claims,
    Health,
    IndexInfo,
    ListedSource,
    Readiness,
    RefusedIndex,
    SourceList,
    Verifications,
    listed,
)
from service.wiring import Wired

router = APIRouter(route_class=JsonRoute)

_BODY_ERRORS = (400, 413, 415, 422)


@router.post(
    "/v1/ask",
    summary="Ask a question",
    response_model=Response,
    responses=documented(*_BODY_ERRORS),
)
def ask(query: Query, wiring: Wired) -> JSONResponse:
    """Answers with a quote from the sources and its citations, or says that they do not answer.

    A refusal is a result (200), not an error: `answered` is then false, and `refusal.closest` holds
    what came closest. `explanation` and `stages_ms` are there only where `explain` asked for them.
    """
    return JSONResponse(wiring.engine.answer(query).to_json())


@router.post(
    "/v1/verify",
    summary="Check citations against the stored text",
    responses=documented(*_BODY_ERRORS),
)
def verify_citations(claims: Claims, wiring: Wired) -> Verifications:
    """Says for each citation whether its source has these words at this place, and if not, why."""
    corpus = wiring.engine.library.corpus
    return Verifications(tuple(verify(corpus, claim) for claim in claims.citations))


@router.get("/v1/sources", summary="List the sources", responses=documented())
def list_sources(wiring: Wired) -> SourceList:
    """Every source with what is known of it: who published it, when, and how that is known."""
    return SourceList(tuple(listed(source) for source in wiring.engine.library.corpus.sources))


@router.get("/v1/sources/{id}", summary="Describe one source", responses=documented(404))
def get_source(id: str, wiring: Wired) -> ListedSource:
    """What is known of one source."""
    corpus = wiring.engine.library.corpus
    return listed(corpus.sources[source_number(corpus, id)])


@router.get(
    "/v1/sources/{id}/text",
    summary="Read the stored text",
    response_class=PlainTextResponse,
    responses=documented(404),
)
def get_text(id: str, wiring: Wired) -> PlainTextResponse:
    """The text that the offsets of citations point into, byte for byte. They count code points."""
    corpus = wiring.engine.library.corpus
    return PlainTextResponse(corpus.texts[source_number(corpus, id)])


@router.get("/v1/index", summary="Describe the index", responses=documented())
async def get_index(wiring: Wired) -> IndexInfo:
    """What answers come from. `index_id` changes when the sources or the model do."""
    library = wiring.engine.library
    return IndexInfo(
        index_id=library.manifest.index_id,
        model_id=library.manifest.model_id,
        model_sha256=library.manifest.model_sha256,
        sources=len(library.corpus.sources),
        passages=library.manifest.passages,
        sentences=library.manifest.sentences,
        built=library.manifest.created,
        threshold=wiring.engine.threshold,
    )


@router.get("/healthz", summary="Liveness", responses=documented())
async def healthz() -> Health:
    """Whether the process answers."""
    return Health("ok")


@router.get("/readyz", summary="Readiness", responses=documented())
async def readyz(wiring: Wired) -> Readiness:
    """Whether an index is loaded, which one, whether it was found damaged, and a newer one refused.

    The service does not start without an index, and goes on with the one that it has where the
    newest cannot be used.
    """
    state = wiring.live.state
    refused = state.refused
    return Readiness(
        status="ready",
        generation=state.engine.library.generation,
        damaged=bool(state.engine.library.damaged),
        refused=RefusedIndex(refused.name, refused.reason) if refused else None,
    )


@router.get("/metrics", include_in_schema=False)
def metrics(wiring: Wired) -> PlainTextResponse:
    """What the service counts of itself, in Prometheus' text format."""
    return PlainTextResponse(
        wiring.measures.exposition(), media_type="text/plain; version=0.0.4; charset=utf-8"
    )


def source_number(corpus: Corpus, source_id: str) -> int:
    """The source's place in the corpus. Raises HTTPException (404) if there is none of this id."""
    number = corpus.number(source_id)
    if number is None:
        raise HTTPException(404, f"No source has the id {source_id!r}.")
    return number
