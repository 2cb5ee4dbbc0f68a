"""A conversation with an engine that says what it is told to."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from citewell.chat import Conversation, converse, reply
from citewell.terminal import as_text, explained
from qa.engine import Engine
from qa.query import MAX_TURN_TEXT, MAX_TURNS
from qa.types import Answer, Refusal, Response
from tests.commands.conftest import QUESTION, Output

Turns = Sequence[tuple[str, str]]
Asked = list[tuple[str, tuple[tuple[str, str], ...]]]
Talk = Callable[..., tuple[list[str], str, Asked]]


@pytest.fixture
def talk(engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> Talk:
    """A conversation of the lines given with an engine whose answers are its questions in capitals,
    or the refusals given: what was said, the errors, and what the engine was asked."""
    answered = engine.ask(QUESTION, explain=True)

    def conversation(*lines: str, **refusals: Refusal) -> tuple[list[str], str, Asked]:
        asked: Asked = []

        def ask(_: Engine, question: str, history: Turns, **options: object) -> Response:
            asked.append((question, tuple(history)))
            said = replace(answered, question=question, resolved_question=question)
            if refusal := refusals.get(question):
                return replace(said, answered=False, answer=None, citations=(), refusal=refusal)
            return replace(said, answer=Answer(question.upper(), None, 0))

        monkeypatch.setattr(Engine, "ask", ask)
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
        converse(engine)
        output, errors = capsys.readouterr()
        return output.split("\n\n"), errors, asked

    return conversation


def test_a_reading_is_asked_by_its_number(talk: Talk) -> None:
    unclear = Refusal("unclear_question", "Who is meant?", (), ("Who was he?", "Who was she?"))
    said, errors, asked = talk("who", "0", "3", "12345", "2", "2", who=unclear)
    assert said[:3] == [
        "Who is meant?",
        "It may mean:\n  1  Who was he?\n  2  Who was she?",
        "Type its number to ask one of them.",
    ]
    assert errors.splitlines() == [
        f"citewell: no reading {n}; type 1 to 2, or a whole question" for n in (0, 3, 12345)
    ]
    first = ("who", "Who is meant?")
    second = ("Who was she?", "WHO WAS SHE?")
    assert asked == [("who", ()), ("Who was she?", (first,)), ("2", (first, second))]


def test_thanks_get_the_message_alone(talk: Talk) -> None:
    thanks = Refusal("unclear_question", "You are welcome.", ())
    assert talk("thanks", thanks=thanks)[:2] == (["You are welcome.", ""], "")


def test_a_conversation_is_forgotten(talk: Talk) -> None:
    said, errors, asked = talk("/why", "one", "two", "/new", "/why", "three")
    nothing = "There is no reply to explain yet; ask a question."
    assert said[0] == nothing
    assert said.count(nothing) == 2
    assert "The conversation is forgotten." in said
    assert errors == ""
    assert [len(history) for _, history in asked] == [0, 1, 0]


def test_what_is_explained_is_the_last_reply(talk: Talk, engine: Engine) -> None:
    considered = engine.ask(QUESTION, explain=True).explanation
    assert considered is not None
    silent, _, _ = talk("one")
    shown, _, _ = talk("one", "/why")
    assert shown[: len(silent) - 1] == silent[:-1]
    assert "\n\n".join(shown[len(silent) - 1 : -1]) == explained(considered)


def test_the_last_turns_are_kept_and_no_more_than_may_be_sent(talk: Talk) -> None:
    _, errors, asked = talk(*(f"question {n}" for n in range(MAX_TURNS + 3)))
    assert errors == ""
    last = asked[-1][1]
    assert len(last) == MAX_TURNS
    assert (last[0], last[-1]) == (
        ("question 2", "QUESTION 2"),
        (f"question {MAX_TURNS + 1}", f"QUESTION {MAX_TURNS + 1}"),
    )


def test_a_turn_is_never_too_long_to_be_sent(engine: Engine) -> None:
    response = replace(engine.ask(QUESTION), answer=Answer("x" * (MAX_TURN_TEXT + 1), None, 0))
    turns = Conversation().after(QUESTION, response).turns
    assert engine.ask(QUESTION, turns).answered


def test_how_a_follow_up_was_read_is_shown_dimly(engine: Engine) -> None:
    response = engine.ask(QUESTION)
    assert reply("How old was he?", response).startswith(
        f"\x1b[2mUnderstood as: {QUESTION}\x1b[0m\n\n"
    )
    assert reply(f"  {QUESTION.replace(' ', '  ')}", response) == as_text(response)
