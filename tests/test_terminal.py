"""What is printed of responses and sources: nothing in them steers the terminal."""

import re
from dataclasses import replace

from citewell.terminal import as_text, escaped, source_line
from qa.engine import Engine
from qa.types import Answer, Candidate, Citation, DateMention, Disagreement, Refusal
from tests.commands.conftest import QUESTION

# Clear the screen, rename the window, ESC [ as one character, delete, and turn text around.
HOSTILE = "a\x1b[2J\x1b]0;mine\x07\x9b31m\x7f\u202eb\u2066\r\nZ"
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def hostile(citation: Citation) -> Citation:
    dates = (DateMention(HOSTILE, 0, 1, "1997"),)
    return replace(
        citation, quote=HOSTILE, title=HOSTILE, publisher=HOSTILE, url=HOSTILE, dates=dates
    )


def test_what_steers_a_terminal_is_spelled_out() -> None:
    assert escaped("\x1b[2J\x9b\n\u202e\ud800") == r"\x1b[2J\x9b\n\u202e\ud800"
    harmless = "“Þórr”, 100 €: नमस्ते, می\u200cخواهم, 👩\u200d🚀, co\u00adoperate \\x1b"
    assert escaped(harmless) == harmless


def test_nothing_of_a_source_or_a_question_steers_the_terminal(engine: Engine) -> None:
    response = engine.ask(QUESTION)
    cited = tuple(map(hostile, response.citations))
    answered = replace(
        response,
        citations=cited,
        answer=Answer(HOSTILE, HOSTILE, 0),
        disagreements=(Disagreement(HOSTILE, (0,)), Disagreement(HOSTILE, (1,))),
        explanation=(Candidate("x", HOSTILE, 1.0, {}),),
    )
    # The short answer is bold, by us.
    shown = as_text(answered).replace("\x1b[1m", "", 1).replace("\x1b[0m", "", 1)
    refusal = Refusal("unclear_question", HOSTILE, cited, (HOSTILE,))
    refused = as_text(replace(response, answer=None, citations=(), refusal=refusal))
    listed = source_line(replace(engine.library.corpus.sources[0], title=HOSTILE))
    for text in (shown, refused, listed):
        assert not STEERING.search(text)
        assert escaped(HOSTILE) in text
        assert "\nZ" not in text


def test_links_start_with_the_service_if_it_is_named(engine: Engine) -> None:
    response = engine.ask(QUESTION)
    first = replace(response.citations[0], url="https://paper.example/1")
    one = replace(response, citations=(first,), disagreements=())
    assert f"    {first.href}\n    https://paper.example/1\n" in as_text(one)
    named = as_text(one, "https://library.example")
    assert f"    https://library.example{first.href}\n" in named
    assert "paper.example" not in named
