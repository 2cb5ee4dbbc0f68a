"""The widget on a page of another origin, under a strict policy: from question to quote."""

import gzip
import re

import httpx
from playwright.sync_api import BrowserContext, Page, expect

from qa.engine import Engine
from service.widget import WIDGET
from tests.embedding import STARTERS, answering, ask, opened, refusal

BORN, DIED = "When was Ieng Sary born?", "How old was Ieng Sary when he died?"
REFUSED = "What is the capital of France?"


# ---- The file -----------------------------------------------------------------------------------


def test_the_file_is_small_and_touches_no_sink() -> None:
    source = WIDGET.read_bytes()
    assert len(gzip.compress(source)) <= 25 * 1024
    sinks = "innerHTML|outerHTML|insertAdjacentHTML|document.write|DOMParser|eval|Function|srcdoc"
    stores = "localStorage|indexedDB|cookie|caches"
    assert not re.search(rf"\b({sinks}|{stores})\b", source.decode())


def test_every_language_has_every_label() -> None:
    source = WIDGET.read_text(encoding="utf-8")
    tables = re.findall(r"^    (\w\w): \{$(.*?)^    \},$", source, re.M | re.S)
    labels = {name: re.findall(r"^      (\w+): ", table, re.M) for name, table in tables}
    assert set(labels) == {"en", "fr", "km"}
    assert labels["en"] == labels["fr"] == labels["km"]


def test_the_script_is_served_to_any_origin_and_once(service: str) -> None:
    first = httpx.get(f"{service}/widget.js")
    assert first.headers["content-type"].startswith("text/javascript")
    assert first.headers["cross-origin-resource-policy"] == "cross-origin"
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.content == WIDGET.read_bytes()
    again = httpx.get(f"{service}/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert httpx.head(f"{service}/widget.js").status_code == 200


# ---- A conversation -----------------------------------------------------------------------------


def test_a_cited_answer_a_follow_up_and_a_landing_on_the_quote(
    page: Page, service: str, engine: Engine
) -> None:
    chat = opened(page)
    answer = ask(chat, "Who was Ieng Sary?")
    expected = engine.ask("Who was Ieng Sary?").citations[0]
    expect(answer.locator("blockquote").first).to_have_text(expected.quote)
    assert answer.locator("blockquote").first.get_attribute("cite") == service + expected.href

    followed = ask(chat, "When was he born?")
    expect(followed.locator(".resolved")).to_contain_text(BORN)
    expect(followed.locator(".answer-short")).to_contain_text("October 24, 1925")
    caption = followed.locator("figcaption").first
    expect(caption).to_contain_text("Ieng Sary, face of the Khmer Rouge")
    expect(caption).to_contain_text("Phnom Penh Post, 15 March 2013")
    expect(followed.get_by_role("heading", name="The sources differ")).to_be_visible()
    assert followed.locator(".differ strong").all_inner_texts() == ["1924", "October 24, 1925"]
    assert followed.locator(".differ a").count() == 2

    quote = followed.locator("blockquote").first.inner_text()
    with page.expect_popup() as popup:
        caption.get_by_role("link").click()
    landed = popup.value
    landed.wait_for_load_state()
    assert landed.url.startswith(f"{service}/sources/001_c6b08247841d3ded?start=")
    assert " ".join(landed.locator("mark").all_inner_texts()) == quote
    expect(landed.locator("mark").first).to_be_in_viewport()


def test_all_sources_of_an_answer_are_shown(page: Page, engine: Engine) -> None:
    answer = ask(opened(page), DIED)
    citations = engine.ask(DIED).citations
    answer.locator("summary").click()
    quotes = answer.locator("blockquote").all_inner_texts()
    assert quotes == [citation.quote for citation in citations]
    expect(answer.get_by_text("“yesterday” means 14 March 2013.")).to_be_visible()


def test_a_refusal_is_no_answer(page: Page, engine: Engine) -> None:
    turn = ask(opened(page), REFUSED)
    expect(turn.get_by_text("The sources do not answer this question.")).to_be_visible()
    closest = engine.ask(REFUSED).refusal
    assert closest is not None
    assert turn.locator("blockquote").all_inner_texts() == [c.quote for c in closest.closest]
    assert turn.locator("figure").count() == turn.get_by_text("Not an answer").count() == 3


def test_thanks_are_answered_in_the_words_of_the_service(page: Page) -> None:
    turn = ask(opened(page), "thanks")
    expect(turn.locator(".refusal")).to_have_text("You are welcome.")
    assert turn.locator("blockquote").count() == 0


def test_an_unclear_question_offers_its_readings(page: Page) -> None:
    chat = opened(page)
    both = ["When did the mayor die?", "When did the keeper die?"]
    requests = answering(page, refusal("unclear_question", "Which?", readings=both))
    turn = ask(chat, "When did he die?")
    assert turn.locator(".choice").all_inner_texts() == both
    turn.get_by_role("button", name=both[1]).click()
    chat.locator(".turn").nth(1).wait_for()
    assert [request["question"] for request in requests] == ["When did he die?", both[1]]
    assert requests[1]["history"] == [{"question": "When did he die?", "answer": "Which?"}]
    expect(chat.get_by_role("textbox")).to_be_focused()


def test_starters_fill_an_empty_panel_and_start_again_empties_it(page: Page) -> None:
    chat = opened(page, starters=STARTERS)
    assert chat.locator(".choice").all_inner_texts() == STARTERS.split("|")
    chat.locator(".choice").first.click()
    chat.locator(".turn").wait_for()
    expect(chat.locator(".welcome")).to_be_hidden()
    chat.get_by_role("button", name="Start again").click()
    expect(chat.locator(".turn")).to_have_count(0)
    expect(chat.locator(".welcome")).to_be_visible()
    expect(chat.get_by_role("textbox")).to_be_focused()
    page.reload()
    assert chat.locator(".turn").count() == 0


def test_a_citation_is_copied(page: Page, context: BrowserContext, service: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(opened(page), BORN)
    turn.get_by_role("button", name="Copy citation").first.click()
    expect(turn.get_by_role("button", name="Copied")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    quote = turn.locator("blockquote").first.inner_text()
    title = "Ieng Sary, face of the Khmer Rouge, Phnom Penh Post, 15 March 2013"
    assert text.startswith(f"“{quote}” {title}. {service}/sources/001_c6b08247841d3ded?start=")
    assert "#" not in text
