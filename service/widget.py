"""The chat widget: one script that any page may load from here."""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from starlette.staticfiles import NotModifiedResponse, StaticFiles

WIDGET = Path(__file__).parent / "static" / "widget.js"

router = APIRouter()

_HEADERS = {
    # Pages of other origins embed it, also with `crossorigin` and a digest of it.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "public, max-age=300",
}


@router.get("/widget.js", include_in_schema=False)
async def widget(request: Request) -> Response:
    """The script, or 304 where the browser has it."""
    response = FileResponse(
        WIDGET, media_type="text/javascript", headers=_HEADERS, stat_result=WIDGET.stat()
    )
    same = StaticFiles(directory=WIDGET.parent).is_not_modified(response.headers, request.headers)
    return NotModifiedResponse(response.headers) if same else response
