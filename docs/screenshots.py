"""Takes the README's pictures again: python docs/screenshots.py http://127.0.0.1:8000

The service there is that of `make serve`. The pictures go beside this file.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

BESIDE = Path(__file__).parent
QUESTION = "When was Ieng Sary born?"
SIZES = {"": (1120, 720), "-narrow": (360, 720)}


def pictures(browser: Browser, address: str, scheme: str, kind: str) -> None:
    """The first page, the chat on it, and the source page that its answer leads to."""
    width, height = SIZES[kind]
    page = browser.new_page(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto("/")
    if kind:
        picture(page, f"page-{scheme}{kind}")
    chat = page.locator("citewell-chat")
    chat.locator(".launcher").click()
    chat.get_by_role("button", name=QUESTION).click()
    link = chat.locator(".turn figcaption a").first
    found = link.get_attribute("href")
    picture(page, f"chat-{scheme}{kind}" if kind else f"page-{scheme}")
    page.goto(str(found))
    page.wait_for_timeout(500)  # scrolling to the quote follows loading
    picture(page, f"source-{scheme}{kind}")
    page.close()


def picture(page: Page, name: str) -> None:
    """One picture of what is in the window."""
    page.screenshot(path=BESIDE / f"{name}.png")


def main(address: str) -> None:
    """All of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for scheme in ("light", "dark"):
            for kind in SIZES:
                pictures(browser, address, scheme, kind)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
