"""Chat completions, by OpenAI's own client over real HTTP."""

import json

import httpx
import openai
import pytest
from openai import OpenAI

from qa.engine import Engine
from tests.openai.conftest import ASKED, ELSEWHERE, PUBLIC, chat


def test_the_one_model(client: OpenAI) -> None:
    (model,) = client.models.list()
    assert (model.id, model.object, model.owned_by) == ("citewell", "model", "citewell")
    assert client.models.retrieve("citewell") == model
    with pytest.raises(openai.NotFoundError) as caught:
        client.models.retrieve("gpt-5")
    assert caught.value.code == "model_not_found"


def test_an_answer_is_the_quote_with_its_sources(client: OpenAI, engine: Engine) -> None:
    expected = engine.ask(ASKED)
    assert expected.answer
    completion = chat(client, ASKED)
    (choice,) = completion.choices
    content = choice.message.content
    assert content.startswith(f"{expected.answer.text} [1]\n\nSources:\n\n- [1] ")
    assert choice.finish_reason == "stop"
    assert choice.message.role == "assistant"
    assert completion.object == "chat.completion"
    assert completion.model == "citewell"
    assert len(choice.message.annotations) == len(expected.citations)
    for one, citation in zip(choice.message.annotations, expected.citations, strict=True):
        assert one.type == "url_citation"
        cited = one.url_citation
        assert content[cited.start_index : cited.end_index] == citation.quote
        assert cited.url == PUBLIC + citation.href
        assert cited.title == citation.title
        assert cited.url in content
    urls = [PUBLIC + citation.href for citation in expected.citations]
    extra = completion.model_extra
    assert extra["citations"] == urls
    assert [result["url"] for result in extra["search_results"]] == urls
    assert extra["search_results"][0] == {
        "title": expected.citations[0].title,
        "url": urls[0],
        "date": expected.citations[0].published,
        "snippet": expected.citations[0].quote,
    }
    usage = completion.usage
    assert usage.prompt_tokens + usage.completion_tokens == usage.total_tokens > 0


def test_a_refusal_cites_nothing(client: OpenAI) -> None:
    completion = chat(client, ELSEWHERE)
    message = completion.choices[0].message
    assert message.content == "The sources do not answer this question."
    assert message.annotations == []
    assert completion.model_extra["citations"] == completion.model_extra["search_results"] == []


@pytest.mark.parametrize("question", [ASKED, ELSEWHERE])
def test_a_stream_says_the_same(client: OpenAI, question: str) -> None:
    whole = chat(client, question).choices[0].message
    options = {"include_usage": True}
    chunks = list(chat(client, question, stream=True, stream_options=options))
    first, *middle, annotated, last, usage = chunks
    assert first.choices[0].delta.role == "assistant"
    assert middle
    assert all(chunk.choices[0].delta.content for chunk in middle)
    assert "".join(chunk.choices[0].delta.content for chunk in middle) == whole.content
    assert annotated.choices[0].delta.annotations == [one.model_dump() for one in whole.annotations]
    assert len(annotated.citations) == len(whole.annotations)
    assert (last.choices[0].finish_reason, last.choices[0].delta.content) == ("stop", None)
    assert usage.choices == []
    assert usage.usage.total_tokens > 0
    assert all(chunk.usage is None for chunk in chunks[:-1])
    assert len({chunk.id for chunk in chunks}) == 1
    assert list(chat(client, question, stream=True))[-1].choices[0].finish_reason == "stop"


def test_the_events_of_a_stream(public: str) -> None:
    body = {"model": "citewell", "stream": True, "messages": [{"role": "user", "content": ASKED}]}
    response = httpx.post(f"{public}/v1/chat/completions", json=body, timeout=60)
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    *events, end = response.text.rstrip("\n").split("\n\n")
    assert end == "data: [DONE]"
    for event in events:
        chunk = json.loads(event.removeprefix("data: "))
        assert chunk["object"] == "chat.completion.chunk"
        assert "usage" not in chunk


def test_earlier_messages_are_the_history(client: OpenAI, engine: Engine) -> None:
    first = "Who was Ieng Sary?"
    said = chat(client, first).choices[0].message.content
    before = engine.ask(first)
    assert before.answer
    expected = engine.ask("When did he die?", [(first, before.answer.text)])
    assert expected.resolved_question != "When did he die?"
    assert expected.answer
    completion = chat(
        client,
        [
            {"role": "system", "content": "You are a helpful assistant."},
            {"role": "assistant", "content": "Ask me anything."},
            {"role": "user", "content": first},
            {"role": "assistant", "content": said},
            {"role": "user", "content": [{"type": "text", "text": "When did he die?"}]},
        ],
    )
    assert completion.choices[0].message.content.startswith(f"{expected.answer.text} [1]")


def test_a_chore_gets_no_quote(client: OpenAI) -> None:
    title = "Generate a concise, 3-5 word title for the conversation, without punctuation.\n\n"
    long = title + "User: Where did Sary go?\n" + "and more of it " * 300
    completion = chat(client, long, response_format={"type": "json_object"})
    assert completion.choices[0].message.content == "Where did Sary go"
    assert completion.choices[0].message.annotations == []


def test_what_has_no_bearing_is_accepted(client: OpenAI) -> None:
    tool = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}
    completion = chat(
        client, ASKED, temperature=0.2, top_p=1, max_tokens=1, seed=1, stop=["."], user="x",
        tools=[tool], tool_choice="auto", n=1, logprobs=False, response_format={"type": "text"},
        presence_penalty=1.5, extra_body={"chat_id": "x", "options": {"num_ctx": 9}},
    )  # fmt: skip
    assert completion.choices[0].message.tool_calls is None
    assert completion.choices[0].message.annotations
