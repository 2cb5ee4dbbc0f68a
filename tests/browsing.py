"""A real browser, and what axe finds in one of its pages."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium that is installed, for as long as the block runs."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        raise FileNotFoundError(f"none of {', '.join(names)} is installed; install Chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield launched
        launched.close()


def complaints_of(page: Page) -> list[str]:
    """Filled with what goes wrong in `page` from now on: errors, broken policies, dialogs."""
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def on_dialog(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", on_dialog)
    return complaints


# A document does not tell of the motions within shadow trees. Some never end.
STILL = """() => {
  const within = [...document.querySelectorAll("*")].map(one => one.shadowRoot).filter(Boolean);
  const motions = [document, ...within].flatMap(root => root.getAnimations());
  const ending = motions.filter(one => one.effect.getComputedTiming().endTime < Infinity);
  return Promise.all(ending.map(one => one.finished)).then(() => null);
}"""


def barriers(page: Page) -> list[str]:
    """What axe finds by the rules of WCAG 2.2 AA and its own practice, one line a place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    # Colours halfway through a motion are not those that stay.
    page.evaluate(STILL)
    options = {"runOnly": WCAG, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
