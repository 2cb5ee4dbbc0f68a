"""The widget when the service is away or fails, and what a hostile answer can do in it."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.embedding import answering, ask, opened, refusal, reply

BORN = "When was Ieng Sary born?"
SERVER_FAILURE = "Failed to load resource: the server responded with a status of {}"


def test_a_service_that_is_away_is_named_and_retried(page: Page, complaints: list[str]) -> None:
    complaints.append("Failed to load resource: net::ERR_FAILED")
    chat = opened(page)
    page.route("**/v1/ask", lambda route: route.abort())
    chat.get_by_role("textbox").fill(BORN)
    chat.get_by_role("textbox").press("Enter")
    alert = chat.get_by_role("alert")
    expect(alert).to_contain_text("cannot be reached. Check your connection, then try again.")
    assert chat.locator(".turn").count() == 0
    page.unroute("**/v1/ask")
    alert.get_by_role("button", name="Try again").click()
    expect(chat.locator(".turn .asked")).to_contain_text(BORN)
    expect(alert).to_have_count(0)
    expect(chat.get_by_role("textbox")).to_be_focused()


@pytest.mark.parametrize(
    ("status", "headers", "body", "told"),
    [
        (503, {"Retry-After": "7"}, {}, "busy. Try again in 7 seconds."),
        (429, {}, {}, "busy. Try again in a moment."),
        (401, {}, {"detail": "key"}, "may not use the service"),
        (422, {}, {"detail": "question: <b>no</b>"}, "not accepted: question: <b>no</b>"),
        (500, {}, {"detail": "x"}, "failed to answer"),
        (200, {}, ["no", "answer"], "failed to answer"),
        (200, {}, reply(answer={"text": "", "short": None, "citation": 7}), "failed to answer"),
    ],
)
def test_a_failure_says_what_to_do(
    page: Page,
    complaints: list[str],
    status: int,
    headers: dict[str, str],
    body: Any,
    told: str,
) -> None:
    names = {503: "Service Unavailable", 429: "Too Many Requests", 401: "Unauthorized",
             422: "Unprocessable Entity", 500: "Internal Server Error"}  # fmt: skip
    complaints.append(SERVER_FAILURE.format(f"{status} ({names.get(status)})"))
    chat = opened(page)
    answering(page, body, status, **headers)
    chat.get_by_role("textbox").fill("Who?")
    chat.get_by_role("textbox").press("Enter")
    expect(chat.get_by_role("alert")).to_contain_text(told)
    page.goto("/another")
    expect(chat.get_by_role("textbox")).to_have_value("Who?")


def test_starting_again_forgets_the_question_under_way(page: Page) -> None:
    chat = opened(page)
    held: list[Any] = []
    page.route("**/v1/ask", lambda route: held.append(route))
    chat.get_by_role("textbox").fill("Slow?")
    chat.get_by_role("textbox").press("Enter")
    expect(chat.locator(".searching")).to_be_visible()
    chat.get_by_role("textbox").fill("Not yet")
    chat.get_by_role("textbox").press("Enter")
    expect(chat.get_by_role("textbox")).to_have_value("Not yet")
    chat.get_by_role("button", name="Start again").click()
    page.unroute("**/v1/ask")
    turn = ask(chat, BORN)
    expect(turn.locator(".asked")).to_contain_text(BORN)
    assert chat.locator(".turn").count() == 1


# ---- Hostile answers ----------------------------------------------------------------------------

EVIL = (
    '<img src=x onerror="alert(1)"><script>alert(2)</script>"\'><svg onload=alert(3)>\u202e{{7*7}}'
)


@pytest.mark.parametrize(
    "href", ["javascript:alert(4)", "//evil.example/", "https://evil.example/", 5]
)
def test_nothing_of_an_answer_is_interpreted(page: Page, service: str, href: Any) -> None:
    names = ("title", "publisher", "author", "published", "quote", "url")
    spoilt: dict[str, Any] = dict.fromkeys(names, EVIL) | {"href": href, "source_id": "a/../b?#"}
    spoilt["dates"] = [{"text": EVIL, "resolved": EVIL}]
    chat = opened(page)
    answering(page, reply(
        citation=spoilt, resolved_question=EVIL,
        answer={"text": EVIL, "short": EVIL, "citation": 0},
        disagreements=[{"value": EVIL, "citations": [0]}],
    ))  # fmt: skip
    turn = ask(chat, EVIL.replace("\n", " "))
    assert_harmless(turn, service)
    page.unroute("**/v1/ask")
    answering(page, refusal("not_in_sources", EVIL, closest=reply(citation=spoilt)["citations"]))
    assert_harmless(ask(chat, "And?"), service)
    page.unroute("**/v1/ask")
    answering(page, refusal("unclear_question", EVIL))
    expect(ask(chat, "What?").locator(".refusal")).to_have_text(EVIL)
    page.goto("/another")
    assert_harmless(chat.locator(".turn").first, service)


def assert_harmless(turn: Locator, service: str) -> None:
    assert turn.locator("img, script, svg, iframe").count() == 0
    assert EVIL in (turn.locator("blockquote").first.text_content() or "")
    for link in turn.locator("a").all():
        address = link.evaluate("a => a.href")
        assert address.startswith(f"{service}/sources/a%2F..%2Fb%3F%23?start=0&end=8")
        assert link.get_attribute("rel") == "noopener"


def test_hostile_settings_are_text(page: Page) -> None:
    # A browser runs no script with a nonce in whose attributes "<script" stands.
    evil = EVIL.replace("<script>", "<iframe>")
    chat = opened(page, title=evil, placeholder=evil, starters=evil)
    expect(chat.get_by_role("heading", level=2)).to_have_text(evil)
    expect(chat.locator(".choice")).to_have_text(evil)
    assert chat.locator("img, script, iframe").count() == 0
