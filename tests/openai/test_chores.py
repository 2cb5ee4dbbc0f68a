"""What front ends ask beside questions gets no quote; questions that look like it do."""

import json

import pytest

from service.openai.chores import chore
from service.openai.conversation import Said

HISTORY = """
### Chat History:
<chat_history>
USER: How old was Ieng Sary when he died, please?
ASSISTANT: Ieng Sary died at 87. [1]
</chat_history>"""


def user(text: str) -> Said:
    return Said("user", text, "messages[0].content")


def system(text: str) -> Said:
    return Said("system", text, "messages[0].content")


# As Open WebUI, LibreChat, NextChat, Chatbox and others put it, in our words where theirs are long.
@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        (
            "### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat "
            'history.\n### Output:\nJSON format: { "title": "your concise title here" }' + HISTORY,
            {"title": "How old was Ieng Sary when"},
        ),
        (
            "### Task:\nGenerate 1-3 broad tags categorizing the main themes of the chat history.\n"
            '### Output:\nJSON format: { "tags": ["tag1", "tag2"] }' + HISTORY,
            {"tags": ["General"]},
        ),
        (
            "### Task:\nSuggest 3-5 relevant follow-up questions that the user might ask next in "
            'this conversation.\nJSON format: { "follow_ups": ["Question 1?"] }' + HISTORY,
            {"follow_ups": []},
        ),
        (
            "### Task:\nAnalyze the chat history to determine the necessity of generating search "
            'queries.\n{ "queries": ["query1"] }' + HISTORY,
            {"queries": []},
        ),
        (
            "### Task:\nYou are an autocompletion system. Continue the text.\n"
            '{ "text": "<your_completion>" }' + HISTORY,
            {"text": ""},
        ),
    ],
)
def test_chores_that_want_json(prompt: str, answer: object) -> None:
    done = chore([user(prompt)])
    assert done is not None
    assert json.loads(done) == answer


@pytest.mark.parametrize(
    "prompt",
    [
        "Provide a concise, 5-word-or-less title for the conversation, using title case "
        "conventions. Only return the title itself.",
        "Please generate a four to five word title summarizing our conversation without any "
        "lead-in, punctuation, quotation marks, periods, symbols, or additional text.",
        "Based on the chat history, give this conversation a name.\nKeep it short - 10 characters "
        "max, no quotes.\nJust provide the name, nothing else.",
        "Summarize the conversation into a title within 10 characters and without punctuation.",
        "Summarize the discussion briefly in 200 words or less to use as a prompt for later.",
        "please reply with a title for the chat that is 3-4 words in length",
    ],
)
def test_a_title_is_words_of_the_user(prompt: str) -> None:
    said = [user("When was Nate Thayer there?"), Said("assistant", "In 1997. [1]", "x")]
    assert chore([*said, user(prompt)]) == "When was Nate Thayer there"
    assert chore([user(prompt)]) == "Questions and answers"


@pytest.mark.parametrize(
    "rule",
    [
        "You are a title generator. You output ONLY a thread title. Nothing else.",
        "You are a summarization AI. You'll never answer a user's question directly, but instead "
        "summarize the user's request into a single short sentence of four words or less.",
        "- you will generate a short title based on the first message a user begins a conversation "
        "with\n- ensure it is not more than 80 characters long",
    ],
)
def test_a_chore_may_stand_in_the_instructions(rule: str) -> None:
    asked = user("Who is he?")
    assert chore([system(rule), asked]) == "Who is he"
    later = [system(rule), asked, Said("assistant", "Someone.", "x"), user("Who else?")]
    assert chore(later) is None, "instructions of a conversation that goes on"


def test_other_forms() -> None:
    assert chore([user("Suggest short tags for this chat, comma separated")]) == "General"
    reflect = "Your task is to reflect the speaker's likely facial expression by a fitting emoji."
    assert chore([user(reflect)]) == "💬"


@pytest.mark.parametrize(
    "question",
    [
        "What was the title of the book that Philip Short wrote?",
        "Who had a conversation with Pol Pot? Give only the name.",
        "Give the title of the article on the exchange of letters.",
        "What tags did prisoners wear, in short?",
        "Which words did Nate Thayer use in his message?",
        "Summarize the trial.",
        "thanks",
        "",
    ],
)
def test_questions_are_no_chores(question: str) -> None:
    assert chore([user(question)]) is None
    assistant = "You are a helpful assistant in a chat. Provide concise answers. Always give the "
    assert chore([system(assistant + "title of the source."), user(question)]) is None
    assert chore([system("Be brief.")]) is None
