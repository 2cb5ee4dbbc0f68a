"""The widget's keyboard, announcements, memory and settings."""

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.embedding import answering, ask, go, opened, reply

BORN = "When was Ieng Sary born?"


def remembered(page: Page) -> Any:
    """What the tab's session storage holds of the conversation."""
    stored = page.evaluate("Object.entries(sessionStorage)")
    assert len(stored) == 1
    return json.loads(stored[0][1])


# ---- Keyboard and focus -------------------------------------------------------------------------


def test_the_keyboard_opens_asks_and_closes(page: Page) -> None:
    chat = go(page)
    launcher, box = chat.locator(".launcher"), chat.get_by_role("textbox")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(launcher).to_be_focused()
    page.keyboard.press("Enter")
    expect(launcher).to_have_attribute("aria-expanded", "true")
    expect(box).to_be_focused()
    page.keyboard.type("When was")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Ieng Sary born?")
    assert box.input_value() == "When was\nIeng Sary born?"
    page.keyboard.press("Enter")
    chat.locator(".turn").wait_for()
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.press("Escape")
    expect(chat.get_by_role("dialog")).to_be_hidden()
    expect(launcher).to_be_focused()
    expect(launcher).to_have_attribute("aria-expanded", "false")


def test_escape_uncovers_the_page_and_leaves_the_focus_there(page: Page) -> None:
    chat = opened(page)
    page.get_by_role("link", name="A link").focus()
    page.keyboard.press("Escape")
    expect(chat.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("link", name="A link")).to_be_focused()


def test_the_enter_that_ends_a_composed_word_does_not_send(page: Page) -> None:
    chat = opened(page)
    requests = answering(page, reply())
    chat.get_by_role("textbox").fill("តើ")
    chat.get_by_role("textbox").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    chat.get_by_role("textbox").press("Enter")
    chat.locator(".turn").wait_for()
    assert len(requests) == 1


def test_over_the_whole_window_the_focus_stays_inside(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    chat = opened(page)
    for _ in range(8):
        page.keyboard.press("Tab")
        assert not page.get_by_role("link", name="A link").evaluate("a => a.matches(':focus')")
    page.set_viewport_size({"width": 900, "height": 640})
    expect(chat.get_by_role("dialog")).to_be_visible()
    page.get_by_role("link", name="A link").click()
    expect(page.locator("citewell-chat").get_by_role("dialog")).to_be_visible()


def test_blank_questions_are_not_asked(page: Page) -> None:
    chat = opened(page)
    requests = answering(page, reply())
    chat.get_by_role("textbox").fill("  \n ")
    chat.get_by_role("textbox").press("Enter")
    chat.get_by_role("button", name="Send").click()
    ask(chat, "Who?")
    assert [request["question"] for request in requests] == ["Who?"]


# ---- Announcements ------------------------------------------------------------------------------

COUNTED = """log => {
  window.added = [];
  new MutationObserver(changes => changes.forEach(change =>
    window.added.push(...[...change.addedNodes].map(node => node.textContent)))
  ).observe(log, {childList: true, subtree: true, characterData: true});
}"""


def test_a_finished_answer_is_announced_once_and_whole(page: Page) -> None:
    chat = opened(page)
    log = chat.get_by_role("log")
    log.evaluate(COUNTED)
    turn = ask(chat, BORN)
    added = page.evaluate("window.added")
    assert added == [turn.evaluate("turn => turn.textContent")]
    assert added[0].startswith(f"You asked: {BORN}")
    assert "In short: October 24, 1925" in added[0]


# ---- The tab's memory ---------------------------------------------------------------------------


def test_the_conversation_survives_a_change_of_page_in_this_tab_only(
    page: Page, context: BrowserContext
) -> None:
    chat = opened(page)
    ask(chat, BORN)
    drawn = chat.get_by_role("log").inner_text()
    chat.get_by_role("textbox").fill("And where")
    page.goto("/another")
    expect(chat.get_by_role("dialog")).to_be_visible()
    assert chat.get_by_role("log").inner_text() == drawn
    expect(chat.get_by_role("textbox")).to_have_value("And where")
    expect(chat.get_by_role("textbox")).not_to_be_focused()
    assert [turn["question"] for turn in remembered(page)["turns"]] == [BORN]
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    requests = answering(page, reply())
    ask(chat, "And where?")
    assert [turn["question"] for turn in requests[0]["history"]] == [BORN]

    other = context.new_page()
    assert opened(other).locator(".turn").count() == 0


def test_going_back_finds_the_conversation_as_it_went_on(page: Page) -> None:
    answering(page, reply())
    ask(opened(page), "One?")
    page.goto("/another")
    ask(page.locator("citewell-chat"), "Two?")
    page.go_back()
    expect(page.locator("citewell-chat .turn")).to_have_count(2)


def test_a_closed_panel_stays_closed(page: Page) -> None:
    chat = go(page, open="")
    expect(chat.get_by_role("dialog")).to_be_visible()
    expect(chat.get_by_role("textbox")).not_to_be_focused()
    chat.get_by_role("button", name="Close").click()
    page.reload()
    expect(chat.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize(
    "stored", ["", "null", "[]", '{"turns": 3}', '{"turns": [{"question": "x", "reply": {}}]}']
)
def test_a_damaged_memory_is_dropped(page: Page, stored: str) -> None:
    chat = opened(page)
    ask(chat, "thanks")
    page.add_init_script(f"sessionStorage.setItem('{key_of(page)}', {json.dumps(stored)})")
    page.goto("/another")
    chat.locator(".launcher").click()
    assert chat.locator(".turn").count() == 0
    ask(chat, "thanks")


def key_of(page: Page) -> str:
    return str(page.evaluate("sessionStorage.key(0)"))


def test_fifty_turns_at_most_are_sent_and_kept(page: Page) -> None:
    chat = opened(page)
    requests = answering(page, reply())
    ask(chat, "0?")
    memory = remembered(page)
    memory["turns"] *= 60
    page.add_init_script(
        f"sessionStorage.setItem('{key_of(page)}', {json.dumps(json.dumps(memory))})"
    )
    page.goto("/another")
    ask(chat, "Last?")
    assert len(requests[-1]["history"]) == 50
    assert len(remembered(page)["turns"]) == 50


# ---- Settings -----------------------------------------------------------------------------------


def test_the_page_sets_it_up(page: Page) -> None:
    chat = go(page, title="Ask <b>us</b>", placeholder="What?", lang="fr-CA", starters="A?")
    chat.get_by_role("button", name="Ask <b>us</b>").click()
    expect(chat.get_by_role("dialog", name="Ask <b>us</b>")).to_be_visible()
    expect(chat.get_by_role("textbox", name="Votre question")).to_have_attribute(
        "placeholder", "What?"
    )
    expect(chat.get_by_role("button", name="Fermer")).to_be_visible()


def test_without_data_lang_the_page_s_language_counts(page: Page) -> None:
    chat = opened(page, **{"page-lang": "km"})
    expect(chat.get_by_role("textbox", name="សំណួររបស់អ្នក")).to_be_visible()
    chat = opened(page, **{"page-lang": "de"})
    expect(chat.get_by_role("textbox", name="Your question")).to_be_visible()


def test_another_service_is_asked_where_the_page_names_one(page: Page, service: str) -> None:
    with page.expect_request("http://127.0.0.1:9/under/v1/ask") as asked:
        page.route("http://127.0.0.1:9/**", lambda route: route.fulfill(
            json=reply(), headers={"Access-Control-Allow-Origin": "*",
                                   "Access-Control-Allow-Headers": "content-type"}))  # fmt: skip
        turn = ask(opened(page, api="http://127.0.0.1:9/under/"), "Who?")
    assert asked.value.headers.get("referer") is None
    link = turn.get_by_role("link").get_attribute("href")
    assert link == "http://127.0.0.1:9/under/sources/a?start=0&end=8"


@pytest.mark.parametrize("placed", ["", '<citewell-chat data-title="Placed"></citewell-chat>'])
def test_there_is_one_element_however_often_the_script_stands_there(
    page: Page, placed: str
) -> None:
    chat = go(page, placed=placed, times="2", title="Script's")
    assert chat.count() == 1
    expect(chat.locator(".launcher")).to_have_text("Placed" if placed else "Script's")


def test_a_theme_passes_through_the_shadow(page: Page) -> None:
    chat = go(page)
    page.evaluate(
        "document.documentElement.style.setProperty('--citewell-accent', 'rgb(90, 0, 90)')"
    )
    expect(chat.locator(".launcher")).to_have_css("background-color", "rgb(90, 0, 90)")


def test_the_page_can_open_close_and_ask(page: Page) -> None:
    chat = go(page)
    chat.evaluate("chat => chat.ask('thanks')")
    expect(chat.locator(".turn")).to_contain_text("You are welcome.")
    chat.evaluate("chat => chat.hide()")
    expect(chat.get_by_role("dialog")).to_be_hidden()


def test_a_module_will_do(page: Page, service: str) -> None:
    turn = ask(opened(page, type="module", title="Here"), BORN)
    expect(page.locator("citewell-chat .launcher")).to_have_text("Here")
    cited = turn.locator("blockquote").first.get_attribute("cite")
    assert (cited or "").startswith(f"{service}/sources/")


def test_without_storage_it_works_and_forgets(page: Page) -> None:
    page.goto("/")
    page.evaluate("""() => {
      const frame = document.createElement('iframe');
      frame.sandbox = 'allow-scripts';
      frame.title = 'Without storage';
      frame.src = '/?open=';
      frame.style.cssText = 'width: 800px; height: 600px';
      document.querySelector('main').append(frame);
    }""")
    chat = page.frame_locator("iframe").locator("citewell-chat")
    expect(chat.get_by_role("dialog")).to_be_visible()
    chat.get_by_role("textbox").fill("thanks")
    chat.get_by_role("textbox").press("Enter")
    expect(chat.locator(".turn")).to_contain_text("You are welcome.")
