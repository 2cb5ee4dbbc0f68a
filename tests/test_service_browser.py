"""The pages in a browser with JavaScript off: ask, follow the link, find the quote in view."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import chromium

LATE = "/sources/001_c6b08247841d3ded?start=9000&end=9100"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(params=[1000, 320])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page without JavaScript, in a wide and in a narrow window; no policy may be broken."""
    context = browser.new_context(
        base_url=address,
        java_script_enabled=False,
        viewport={"width": request.param, "height": 700},
    )
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    opened.on("requestfailed", lambda failed: complaints.append(failed.url))
    yield opened
    context.close()
    assert complaints == []


def in_view(page: Page) -> bool:
    """Whether the top of the quote stands in the window."""
    box, window = page.locator("#quote").bounding_box(), page.viewport_size
    assert box is not None
    assert window is not None
    return 0 <= box["y"] <= window["height"] - 20


def wait_for_view(page: Page) -> None:
    # Scrolling follows loading; there is no script in the page to tell of it.
    for _ in range(50):
        if in_view(page):
            return
        page.wait_for_timeout(100)
    pytest.fail("the quote is not in view")


def test_asking_leads_to_the_quote_in_its_source(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Your question").fill("What did Ieng Sary say in Pailin about mistrust?")
    page.get_by_role("button", name="Ask").click()
    link = page.locator("blockquote a").first
    quote = link.inner_text()
    link.click()
    page.wait_for_url("**/sources/*")
    assert " ".join(page.locator("mark").all_inner_texts()) == quote
    wait_for_view(page)


@pytest.mark.parametrize("fragment", ["", "#quote", "#:~:text=no%20such%20words"])
def test_the_quote_is_scrolled_to_with_and_without_a_fragment(page: Page, fragment: str) -> None:
    page.goto(f"{LATE}{fragment}")
    wait_for_view(page)


def test_a_quote_that_was_left_out_is_unfolded(page: Page) -> None:
    page.goto("/sources/001_c6b08247841d3ded?start=0&end=4")
    assert page.locator("#quote").is_visible()
    wait_for_view(page)


@pytest.mark.parametrize("path", ["/", "/?q=How+do+I+bake+bread%3F", LATE, "/docs"])
def test_no_page_is_wider_than_the_window(page: Page, path: str) -> None:
    page.goto(path)
    # The test's own script, which the browser runs although the page may run none.
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert page.viewport_size is not None
    assert wide <= page.viewport_size["width"]


def test_the_keyboard_reaches_everything(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("id") == "q"
    page.keyboard.type("When was Ieng Sary born?")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    assert page.locator("h2#answer").is_visible()
