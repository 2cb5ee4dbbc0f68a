"""Whoever reads it, however: axe over every presentation, narrow windows, zoom, spacing, motion."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import barriers, complaints_of
from tests.embedding import STARTERS, ask, opened

SERVICE_AWAY = "Failed to load resource: net::ERR_FAILED"


@dataclass(frozen=True)
class Presentation:
    """How a reader's browser shows things, and how the page is written."""

    width: int = 1000
    height: int = 720
    settings: dict[str, str] = field(default_factory=dict)
    browser: dict[str, Any] = field(default_factory=dict)


DARK, FORCED = {"color_scheme": "dark"}, {"forced_colors": "active"}
PRESENTATIONS = {
    "light": Presentation(),
    "dark": Presentation(browser=DARK),
    "narrow": Presentation(320, 640),
    "narrow dark": Presentation(320, 640, browser=DARK),
    "zoomed to 200%": Presentation(500, 360, browser={"device_scale_factor": 2}),
    "zoomed to 400%": Presentation(320, 256, browser={"device_scale_factor": 4}),
    "forced colours": Presentation(browser=FORCED),
    "forced dark colours": Presentation(browser=FORCED | DARK),
    "reduced motion": Presentation(browser={"reduced_motion": "reduce"}),
    "right to left": Presentation(360, 640, {"dir": "rtl", "page-lang": "ar", "lang": "fr"}),
    "French": Presentation(settings={"lang": "fr"}),
    "Khmer": Presentation(320, 640, {"lang": "km"}),
}


@pytest.fixture(params=list(PRESENTATIONS.values()), ids=list(PRESENTATIONS))
def chat(request: pytest.FixtureRequest, browser: Browser, elsewhere: str) -> Iterator[Locator]:
    """The open panel in each presentation."""
    shown: Presentation = request.param
    context = browser.new_context(
        base_url=elsewhere,
        viewport={"width": shown.width, "height": shown.height},
        **shown.browser,
    )
    page = context.new_page()
    complaints = complaints_of(page)
    yield opened(page, starters=STARTERS, **shown.settings)
    context.close()
    assert set(complaints) <= {SERVICE_AWAY}


def test_axe_finds_nothing_in_any_presentation(chat: Locator) -> None:
    page = chat.page
    expect(chat.locator(".intro")).to_be_visible()
    assert barriers(page) == [], "empty"
    fits(chat)
    ask(chat, "When was Ieng Sary born?")
    ask(chat, "And when did he die?")
    ask(chat, "What is the capital of France?")
    for summary in chat.locator("summary").all():
        summary.click()
    page.route("**/v1/ask", lambda route: route.abort())
    chat.get_by_role("textbox").fill("Who?")
    chat.get_by_role("textbox").press("Enter")
    chat.get_by_role("alert").wait_for()
    assert barriers(page) == [], "with answers, a refusal and an error"
    fits(chat)
    page.keyboard.press("Escape")
    assert barriers(page) == [], "closed"


def fits(chat: Locator) -> None:
    """Nothing is cut off at the sides, and every target is large enough to hit (WCAG 2.5.8)."""
    window = chat.page.viewport_size
    assert window is not None
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= window["width"]
    for part in ("dialog", ".talk"):
        found = chat.locator(part)
        assert found.evaluate("part => part.scrollWidth <= part.clientWidth"), part
    for target in chat.locator("dialog button, dialog textarea, summary").all():
        if target.is_visible():
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= window["width"]


SPACED = """chat => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
  chat.shadowRoot.adoptedStyleSheets = [...chat.shadowRoot.adoptedStyleSheets, sheet];
}"""


def test_text_may_be_spaced(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    chat = opened(page, starters=STARTERS)
    chat.evaluate(SPACED)
    ask(chat, "When was Ieng Sary born?")
    fits(chat)


def test_the_page_s_own_styles_stay_outside(page: Page) -> None:
    chat = opened(page)
    size = chat.locator(".intro").evaluate("intro => getComputedStyle(intro).fontSize")
    page.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('html { font: 62.5%/3 cursive; color: red } * { box-sizing: content-box }');
      document.adoptedStyleSheets = [sheet];
    }""")
    expect(chat.locator(".intro")).to_have_css("font-size", size)
    expect(chat.locator("dialog")).to_have_css("box-sizing", "border-box")
    assert "cursive" not in chat.locator(".intro").evaluate("i => getComputedStyle(i).fontFamily")


@pytest.mark.parametrize(("wish", "moving"), [("reduce", 0), ("no-preference", 1)])
def test_motion_is_for_those_who_do_not_mind_it(
    browser: Browser, elsewhere: str, wish: Any, moving: int
) -> None:
    context = browser.new_context(base_url=elsewhere, reduced_motion=wish)
    chat = opened(context.new_page())
    named = "dialog => getComputedStyle(dialog).animationName !== 'none'"
    assert chat.locator("dialog").evaluate(named) == bool(moving)
    smooth = chat.locator(".talk").evaluate("talk => getComputedStyle(talk).scrollBehavior")
    assert (smooth == "smooth") == bool(moving)
    context.close()


def test_the_layout_follows_the_writing(browser: Browser, elsewhere: str) -> None:
    context = browser.new_context(base_url=elsewhere, viewport={"width": 900, "height": 600})
    page = context.new_page()
    sides = []
    for direction in ("ltr", "rtl"):
        box = opened(page, dir=direction).locator("dialog").bounding_box()
        assert box is not None
        sides.append(box["x"] > 450 - box["width"] / 2)
    assert sides == [True, False]
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=When was Ieng Sary born?",
        "/?q=How do I bake bread?",
        "/sources/001_c6b08247841d3ded?start=9000&end=9100",
        "/docs",
    ],
)
def test_axe_finds_nothing_on_the_service_s_own_pages(
    browser: Browser, service: str, path: str
) -> None:
    page = browser.new_page(base_url=service)
    complaints = complaints_of(page)
    page.goto(path)
    all_names = ("light", "dark", "narrow", "narrow dark", "forced colours")
    for name in ("narrow dark",) if path == "/docs" else all_names:
        shown = PRESENTATIONS[name]
        page.set_viewport_size({"width": shown.width, "height": shown.height})
        page.emulate_media(**{"color_scheme": "light", "forced_colors": "none"} | shown.browser)
        assert barriers(page) == [], name
    if path == "/":
        page.locator("citewell-chat .launcher").click()
        ask(page.locator("citewell-chat"), "When was Ieng Sary born?")
        assert barriers(page) == []
    page.close()
    assert complaints == []
