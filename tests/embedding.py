"""A page of another site that embeds the widget, under a strict policy; and how tests drive it."""

import json
from html import escape
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, Route
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route as Path
from starlette.types import ASGIApp

POLICY = "script-src 'nonce-abc'; style-src 'self'; require-trusted-types-for 'script'"
STARTERS = "When was Ieng Sary born?|Where did Sary spend two days at the beach?"


def let_in(app: ASGIApp) -> ASGIApp:
    """`app`, which lets pages of any origin ask it."""
    return CORSMiddleware(
        app,
        allow_origins=["*"],
        allow_methods=["*"],
        allow_headers=["*"],
        expose_headers=["Retry-After"],
    )


def other_site(service: str) -> ASGIApp:
    """A site whose every page embeds the widget of `service`.

    Of the query `dir` and `page-lang` belong to the page, `placed` is an element in it, `times` how
    often the script stands in it, `type` what the script is, and the rest are its data attributes.
    """

    async def page(request: Request) -> HTMLResponse:
        given = dict(request.query_params)
        direction, language = given.pop("dir", "ltr"), given.pop("page-lang", "en")
        placed, times = given.pop("placed", ""), int(given.pop("times", "1"))
        kind = given.pop("type", "text/javascript")
        data = " ".join(f'data-{name}="{escape(value)}"' for name, value in given.items())
        source = f'nonce="abc" type="{kind}" src="{service}/widget.js"'
        script = f"<script {source} defer {data}></script>"
        return HTMLResponse(
            f'<!doctype html><html lang="{language}" dir="{direction}"><head>'
            "<title>Elsewhere</title>"
            '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
            '</head><body><main><h1>Elsewhere</h1><p><a href="/">A link</a></p>'
            f"{placed}</main>{script * times}</body></html>",
            headers={"Content-Security-Policy": POLICY},
        )

    return Starlette(routes=[Path("/{rest:path}", page)])


def go(page: Page, **settings: str) -> Locator:
    """Opens a page with the widget, set up by `settings`; gives its element."""
    page.goto(f"/?{urlencode(settings)}")
    element = page.locator("citewell-chat")
    element.locator(".launcher").wait_for()
    return element


def ask(chat: Locator, question: str) -> Locator:
    """Types a question into the open panel and gives the finished turn."""
    turns = chat.locator(".turn")
    before = turns.count()
    box = chat.get_by_role("textbox")
    box.fill(question)
    box.press("Enter")
    turn = turns.nth(before)
    turn.wait_for()
    return turn


def opened(page: Page, **settings: str) -> Locator:
    """The same with the panel open, as it may be already."""
    chat = go(page, **settings)
    if not chat.get_by_role("dialog").is_visible():
        chat.locator(".launcher").click()
    return chat


def answering(page: Page, body: Any, status: int = 200, **headers: str) -> list[dict[str, Any]]:
    """From now on the service answers `body`; gives the list that its requests go into."""
    requests: list[dict[str, Any]] = []

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            requests.append(json.loads(route.request.post_data or "{}"))
        route.fulfill(
            status=status,
            json=body,
            headers={
                "Access-Control-Allow-Origin": "*",
                "Access-Control-Allow-Headers": "content-type",
                "Access-Control-Expose-Headers": "Retry-After",
                **headers,
            },
        )

    page.route("**/v1/ask", answer)
    return requests


def reply(**changes: Any) -> dict[str, Any]:
    """A response of the service, with a citation that each test may spoil."""
    citation: dict[str, Any] = {
        "source_id": "a", "title": "A title", "publisher": "P", "author": None,
        "published": "1997-11", "url": None, "quote": "A quote.", "start": 0, "end": 8,
        "dates": [], "href": "/sources/a?start=0&end=8",
    }  # fmt: skip
    citation |= changes.pop("citation", {})
    answer = {"text": citation["quote"], "short": None, "citation": 0}
    return {
        "resolved_question": "Q?", "answered": True, "answer": answer, "citations": [citation],
        "disagreements": [], "refusal": None,
    } | changes  # fmt: skip


def refusal(reason: str, message: str, **rest: Any) -> dict[str, Any]:
    told = {"reason": reason, "message": message, "closest": [], "readings": []} | rest
    return reply(answered=False, answer=None, citations=[], refusal=told)
