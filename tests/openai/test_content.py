"""A response as a message's content and back: quotes stand where the annotations say."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.query import MAX_TURN_TEXT, MAX_TURNS
from qa.types import Answer, Citation, Disagreement, Refusal, Response
from service.openai.content import reply_of, words_of
from service.openai.conversation import Said, query_in, said_in_chat
from service.openai.requests import ChatRequest
from service.openai.words import Refused

ADDRESS = "https://ask.example.org"
CITATION = Citation(
    source_id="wall", title="The wall\nbroke", publisher="Harbour Courier", author=None,
    published="1998-05", url=None, source_sha256="0" * 64, quote="It was built in 1901. [1]",
    start=4, end=29, passage="It was built in 1901. [1]", passage_start=4, passage_end=29,
    score=1.0, dates=(), href="/sources/wall?start=4&end=29#:~:text=It%20was",
)  # fmt: skip
OTHER = replace(CITATION, title="A [link](x)", publisher=None, published=None, quote="In 1902.")
RESPONSE = Response(
    question="When?", resolved_question="When?", answered=True, confidence=0.9,
    answer=Answer(CITATION.quote, "1901", 0), citations=(CITATION, OTHER), disagreements=(),
    refusal=None, index_id="x", took_ms=1.0,
)  # fmt: skip


def test_the_whole_content() -> None:
    differing = (Disagreement("1902", (1,)), Disagreement("1901", (0,)))
    cited = (CITATION, OTHER, replace(OTHER, quote="It broke."))
    reply = reply_of(replace(RESPONSE, citations=cited, disagreements=differing), ADDRESS)
    url = f"{ADDRESS}{CITATION.href}"
    assert reply.text == (
        "It was built in 1901. [1] [1]\n\nThe sources differ: 1902 [2]; 1901 [1].\n\nSources:\n\n"
        f"- [1] The wall broke, Harbour Courier, 1998-05, {url}\n"
        f"- [2] “In 1902.” A [link](x), {url}\n\nSee also:\n\n- [3] “It broke.” A [link](x), {url}"
    )
    quotes = [reply.text[a.start : a.end] for a in reply.annotations]
    assert quotes == [CITATION.quote, "In 1902.", "It broke."]
    assert words_of(reply.text) == CITATION.quote


quotes = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@given(first=quotes, second=quotes, best=st.sampled_from([0, 1]))
def test_annotations_name_the_quotes_whatever_they_hold(first: str, second: str, best: int) -> None:
    cited = (replace(CITATION, quote=first), replace(CITATION, quote=second))
    answer = Answer(cited[best].quote, None, best)
    reply = reply_of(replace(RESPONSE, answer=answer, citations=cited), ADDRESS)
    assert [reply.text[a.start : a.end] for a in reply.annotations] == [first, second]
    assert reply.text.startswith(f"{answer.text} [{best + 1}]\n\n")
    assert words_of(reply.text) == answer.text


@pytest.mark.parametrize(
    "said",
    [
        "",
        "In 1901.",
        "See [1]",
        "Sources:\n\n- none",
        "An answer of another model [2]\n\nSources: a",
    ],
)
def test_words_of_others_are_left_alone(said: str) -> None:
    assert words_of(said) == said


def plainly(content: str) -> str:
    """What `words_of` does, by expressions that take the square of a text's length."""
    listed = re.search(r"\s+Sources:\s+[-*]?\s*\[\d+\]\s", content)
    if listed is None:
        return content
    said = re.sub(r"\s+The sources differ: [^\n]*\[\d+\]\.\Z", "", content[: listed.start()])
    return re.sub(r"\s*\[\d+\]\s*\Z", "", said)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                " ",
                "\n",
                "\u2003",
                "Sources:",
                "The sources differ: ",
                "[12]",
                "[1].",
                "- ",
                "a",
                "[",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_our_words_are_found_as_plain_expressions_find_them(content: str) -> None:
    assert words_of(content) == plainly(content)
    whole = f"{content}\n\nThe sources differ: a [1].\n\nSources:\n\n- [1] x"
    assert words_of(whole) == plainly(whole)


@pytest.mark.parametrize(
    "part",
    [" ", "\n", "\n \n", " Sources: ", " The sources differ: [1]. ", "[1", "[1] ", " Sources: - "],
)
def test_the_time_grows_with_the_length_only(part: str) -> None:
    """The square of this length would be hours, in which no other question is answered."""
    assert words_of("a" + 100_000 * part + "b").endswith("b")
    assert words_of("a [1]" + 100_000 * part + "\n\nSources:\n\n- [1] x").startswith("a")


def test_a_front_end_may_have_trimmed_the_list() -> None:
    text = reply_of(RESPONSE, ADDRESS).text
    assert words_of(text.replace("\n\n", "\n").strip() + "\n") == CITATION.quote


def test_a_refusal_is_its_message() -> None:
    refusal = Refusal("unclear_question", "It is not clear what “he” stands for.", (CITATION,))
    refused = replace(RESPONSE, answered=False, answer=None, citations=(), refusal=refusal)
    reply = reply_of(refused, ADDRESS)
    assert (reply.text, reply.annotations, reply.results) == (refusal.message, (), ())
    assert words_of(reply.text) == refusal.message


def said(*messages: tuple[str, str]) -> list[Said]:
    return [Said(role, text, f"messages[{n}].content") for n, (role, text) in enumerate(messages)]


def turns(*messages: tuple[str, str]) -> list[tuple[str, str]]:
    query = query_in(said(*messages), "messages")
    assert query.question == [text for role, text in messages if role == "user"][-1]
    return [(turn.question, turn.answer) for turn in query.history]


def test_messages_become_turns() -> None:
    reply = reply_of(RESPONSE, ADDRESS).text
    assert turns(("user", "a")) == []
    assert turns(("assistant", "Hello!"), ("user", "a")) == []
    assert turns(("user", "a"), ("user", "b")) == [("a", "")]
    assert turns(("user", "a"), ("assistant", reply), ("user", "b")) == [("a", CITATION.quote)]
    assert turns(
        ("system", "x"), ("user", "a"), ("assistant", ""), ("tool", "y"), ("assistant", "z"),
        ("developer", "x"), ("user", "b"), ("assistant", "a prefix"),
    ) == [("a", "z")]  # fmt: skip


def test_only_as_much_history_as_a_question_may_bring() -> None:
    long = [("user", "x" * 30_000), ("assistant", "y\0" * 30_000)] * (MAX_TURNS + 5)
    history = turns(*long, ("user", "b"))
    assert len(history) == MAX_TURNS
    assert {len(part) for turn in history for part in turn} == {MAX_TURN_TEXT}
    assert turns(("user", "\ud800"), ("user", "b")) == [("?", "")]


def test_parts_are_read_as_one_text() -> None:
    parts: Any = [
        {"type": "text", "text": "Who"}, {"type": "text", "text": "was he?"},
        {"type": "refusal", "refusal": "No."},
    ]  # fmt: skip
    body = ChatRequest.model_validate(
        {"model": "citewell", "messages": [{"role": "user", "content": parts}]}
    )
    (one,) = said_in_chat(body.messages)
    assert one.text == "Who\nwas he?\nNo."


def test_a_question_that_holds_nul_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        query_in(said(("user", "a\0b")), "messages")
    assert caught.value.param == "messages[0].content"
    assert caught.value.message == (
        "Invalid 'messages[0].content': question: must not hold a NUL character"
    )
