"""What front ends ask beside questions gets no quote; questions that look like it do."""

import json
from pathlib import Path

import pytest

from service.openai.chores import chore
from service.openai.conversation import Said
from tests.conftest import ROOT

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
        "You generate short titles for conversations.",
        "You name chats. Reply with a short title for the message that you get.",
        "You are a chat thread titling assistant.\nGoal: a very short title of two to four words.",
        "You are an AI conversation titles assistant, who finds telling titles in few words.",
        "Summarise the user's message as a title of no more than six words. Do not answer it.",
        "You are a helpful assistant. Generate a concise title for the conversation.",
        "You are a summarization AI. You'll never answer a user's question directly, but instead "
        "summarize the user's request into a single short sentence of four words or less.",
        "- you will generate a short title based on the first message a user begins a conversation "
        "with\n- ensure it is not more than 80 characters long",
    ],
)
def test_a_chore_may_stand_in_the_instructions(rule: str) -> None:
    asked = user("Who is he?")
    assert chore([system(rule), asked]) == "Who is he"
    examples = [user("What is 1 + 1?"), Said("assistant", "Simple sum", "x")]
    assert chore([system(rule), *examples, asked]) == "Who is he"


@pytest.mark.parametrize(
    "prompt",
    [
        "Generate a title for the following message.",
        "Generate a title for this chat: Who was Ieng Sary?",
        "Generate the title of this chat",
        "Detect the language and write in the same language a very concise title for this "
        "conversation. Title in 5 Words or Less. No Punctuation.",
        "Analyze this conversation and provide:\n1. Its language\n2. A title in that language",
        "Create a concise, 3-5 word phrase as a header for the following query, and avoid the "
        "word 'title': Who was Ieng Sary?",
        "Here is the query:\nWho was he?\n\nCreate a phrase of 3 words with an emoji as a title "
        "for the previous query.",
        "Extract a chat title that sums the conversation up in as little as a couple of words.",
        "Name this chat.",
        "Come up with a name for our chat",
        "Can you suggest a title for this conversation?",
        "Please write a one-sentence summary of our conversation so far.",
        "Summarize this conversation.",
        "Summarise the messages above in a single line.",
        "Suggest three follow-up questions.",
        "Generate 3 follow-up questions the user could ask next.",
        "Write a headline for the text below.\n\nHe left.",
        "Label this conversation with up to three topics.",
        "Condense the conversation into a title of at most five words.",
        "What follows is a conversation. Generate a short title for it.",
        "I need a title for this chat.",
    ],
)
def test_what_is_ordered_of_the_chat_is_a_chore(prompt: str) -> None:
    assert chore([user(prompt)]) == "Questions and answers"


def test_a_title_is_words_of_the_message_that_the_prompt_gives() -> None:
    prompt = 'Summarize in a 10-word Title. Give the title only. "Who was Ieng Sary?"'
    assert chore([user(prompt)]) == "Who was Ieng Sary"
    prompt = (
        "Create a 3-word title for the prompt in the given language.\n\nPrompt: Who was Ieng Sary?"
    )
    assert chore([user(prompt)]) == "Who was Ieng Sary"
    prompt = 'Write a title for this conversation.\n\n||>User:\n"Who was he?"\n||>Response:\n"He."'
    assert chore([user("When?"), user(prompt)]) == "Who was he"
    titling = system("You are a chat thread titling assistant.")
    assert chore([titling, user('User message: "Who was Ieng Sary?"')]) == "Who was Ieng Sary"


def test_what_stands_between_the_order_and_the_end_may_be_long() -> None:
    chat = "USER: Who was he?\nASSISTANT: A minister.\n" * 5_000
    for prompt in (
        f"Write a title for this chat.\n{chat}",
        f"{chat}\nWrite a title for this chat.",
    ):
        assert chore([user(prompt)]) == "Who was he"


def test_other_forms() -> None:
    assert chore([user("Reply with a single emoji that fits this message: hello")]) == "💬"
    assert chore([user("Based on the messages above, propose some tags.")]) == "General"
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
        "Summarize the trial in a short sentence.",
        "Write a short summary of Sary's conversation with Hun Sen.",
        "What is the title of the message?",
        "Who generated the titles?",
        "Who wrote the short summary of the conversation?",
        "Give only the title of the message that Pol Pot sent to Deng.",
        "Summarize the conversation between Sary and Deng in a few words.",
        "Summarize the discussion in Beijing in one sentence.",
        "Give a short summary of the message he sent to Hanoi.",
        "Provide a concise account of the chat with Thayer.",
        "Name the title that Sihanouk held.",
        "Give titles that Sihanouk held.",
        "List the topics of the discussion of 18 March.",
        "Tell me who gave the conversation its title.",
        "Give the names of those who took part in the discussion.",
        "Give the follow-up questions that Thayer asked in the discussion.",
        "Create a list of the names of prisoners mentioned in the message.",
        "Did anybody suggest a title for the conversation",
        "What title did the king give himself in this message?",
        "In the conversation of 1997, what name did Pol Pot give for his wife?",
        "Write a title page description of the book by Short.",
        "Return only the keywords of the speech.",
        "thanks",
        "",
    ],
)
def test_questions_are_no_chores(question: str) -> None:
    assert chore([user(question)]) is None
    assert chore([system("Be brief.")]) is None


@pytest.mark.parametrize(
    "rule",
    [
        "You are a helpful assistant in a chat. Provide concise answers. Always give the title "
        "of the source.",
        "You are a helpful assistant. Suggest follow-up questions after each message.",
        "You answer questions about an archive. Suggest a title for further reading.",
        "Generate short answers to the user's message, with the title of the source.",
        "You are a summarization assistant for news. Provide short summaries of articles.",
        "If the user asks for a summary of the conversation, write a short one.",
        "You are an expert on titles of nobility. Help the user with questions.",
        "Reply to the user's message with quotes only. Write the names of people in full.",
    ],
)
def test_instructions_of_a_conversation_are_no_chore(rule: str) -> None:
    assert chore([system(rule), user("Who is he?")]) is None


@pytest.mark.parametrize(
    "path", sorted((ROOT / "eval").rglob("*.jsonl")), ids=lambda path: path.stem
)
def test_no_question_of_the_sets_is_a_chore(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    asked = {row["question"] for row in rows if "question" in row}
    assert [question for question in asked if chore([user(question)]) is not None] == []
