"""The widget of a service that needs a key, which stands in no page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.engine import Engine
from service.app import create_app
from service.settings import Settings
from tests.browsing import complaints_of
from tests.embedding import ask, opened, other_site
from tests.serving import running

KEY, BORN = "a-long-secret", "When was Ieng Sary born?"
BELOW = "/citewell"
SIGNED_IN = {"username": "reader", "password": KEY}


@pytest.fixture(scope="module")
def closed(engine: Engine) -> ASGIApp:
    return create_app(Settings(api_keys=(KEY,)), engine)


class MembersSite:
    """A site that has the service below a path, and puts in the key, as nginx does."""

    def __init__(self, service: ASGIApp, pages: ASGIApp) -> None:
        self._service, self._pages = service, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope.get("path", "")
        if scope["type"] != "http":
            await self._service(scope, receive, send)
        elif path.startswith(f"{BELOW}/"):
            headers = [*scope["headers"], (b"authorization", f"Bearer {KEY}".encode())]
            below = {"path": path.removeprefix(BELOW), "headers": headers}
            await self._service({**scope, **below}, receive, send)
        else:
            await self._pages(scope, receive, send)


@pytest.fixture
def reader(browser: Browser, closed: ASGIApp) -> Iterator[Page]:
    """A browser on the closed service, whose person gives the key as the password."""
    with running(closed) as address:
        context = browser.new_context(base_url=address, http_credentials=SIGNED_IN)  # type: ignore[arg-type]
        page = context.new_page()
        heard = complaints_of(page)
        yield page
        context.close()
    assert heard == []


def test_the_first_page_s_chat_answers_who_gave_the_key(reader: Page) -> None:
    reader.goto("/")
    chat = reader.locator("citewell-chat")
    chat.locator(".launcher").click()
    expect(ask(chat, BORN).locator("blockquote").first).to_contain_text("1925")


def test_a_site_that_puts_in_the_key_has_no_key_in_its_pages(
    browser: Browser, closed: ASGIApp
) -> None:
    with running(MembersSite(closed, other_site(BELOW))) as address:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        heard = complaints_of(page)
        turn = ask(opened(page, api=BELOW), BORN)
        link = turn.locator("blockquote a, figcaption a").first.evaluate("a => a.href")
        assert link.startswith(f"{address}{BELOW}/sources/")
        page.goto(link)
        expect(page.locator("mark").first).to_contain_text("1925")
        page.get_by_role("link", name="citewell").click()
        page.get_by_role("searchbox").fill(BORN)
        page.get_by_role("searchbox").press("Enter")
        expect(page.locator("blockquote").first).to_contain_text("1925")
        docs = page.get_by_role("link", name="API", exact=True).first
        assert docs.evaluate("a => a.href") == f"{address}{BELOW}/docs"
        context.close()
    assert heard == []
