"""A real service, a page of another origin that embeds its widget, and a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from qa.engine import Engine
from service.app import create_app
from service.settings import Settings
from tests.browsing import chromium, complaints_of
from tests.embedding import let_in, other_site
from tests.serving import running


@pytest.fixture(scope="package")
def service(engine: Engine) -> Iterator[str]:
    with running(let_in(create_app(Settings(), engine))) as address:
        yield address


@pytest.fixture(scope="package")
def elsewhere(service: str) -> Iterator[str]:
    with running(other_site(service)) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def context(browser: Browser, elsewhere: str) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=elsewhere, viewport={"width": 1000, "height": 700})
    made.set_default_timeout(20_000)
    yield made
    made.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the page may complain of: a test that makes the service fail empties it."""
    return []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    made = context.new_page()
    heard = complaints_of(made)
    yield made
    assert [line for line in heard if line not in complaints] == []
