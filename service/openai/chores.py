"""The chores that chat front ends ask of a model beside answering: titles, tags, follow-ups.

They would be searched for as if they were questions, and a quote would become a title. They get
words of the user's own, or nothing.
"""

import json
import re
from collections.abc import Sequence

from service.openai.conversation import Said
from service.openai.orders import instructs_chore, orders_chore

_TITLE_WORDS, _TITLE_LENGTH, _UNTITLED = 6, 60, "Questions and answers"
_SYSTEM_START = 300  # characters of instructions in which a chore says what it is

_TEMPLATE = re.compile(r"\s*### Task:")  # how all of Open WebUI's begin
_WANTED = re.compile(r"\b(?:title|header|name|tags?|summari[sz]e|summary)\b", re.IGNORECASE)
_USER_LINE = re.compile(
    r"^\W{0,4}(?:user(?: message)?|human|prompt|query)\s*:\s*(\S.*)$", re.IGNORECASE | re.MULTILINE
)
_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]\s*$")  # the message, behind what is to be done with it

# The member that a prompt names for its JSON, and what stands in it. Tags are as Open WebUI says
# to tag a chat that is too short to say what it is about.
_MEMBERS: Sequence[tuple[str, object]] = (
    ("tags", ["General"]),
    ("follow_ups", []),
    ("queries", []),
    ("prompt", ""),
    ("text", ""),
)


def chore(said: Sequence[Said]) -> str | None:
    """The answer to a chore; None where the last message is a question for the sources."""
    asked = [one.text for one in said if one.role == "user"]
    if not asked:
        return None
    if _TEMPLATE.match(asked[-1]) or orders_chore(asked[-1]):
        return _done(asked[-1], asked[:-1])
    for one in said:
        rule = one.text[:_SYSTEM_START]
        # Messages between may be examples of what is wanted.
        if one.role in ("system", "developer") and (_TEMPLATE.match(rule) or instructs_chore(rule)):
            return _done(f"{one.text}\n{asked[-1]}", asked[-1:])
    return None


def _done(prompt: str, asked: Sequence[str]) -> str:
    title = _title(prompt, asked)
    for member, value in (("title", title), *_MEMBERS):
        if re.search(rf"[{{,]\s*[\"'`]{member}[\"'`]\s*:", prompt):
            return json.dumps({member: value}, ensure_ascii=False)
    found = _WANTED.search(prompt)
    if found is None and re.search(r"\bemoji", prompt, re.IGNORECASE):
        return "💬"
    return "General" if found and found.group().lower().startswith("tag") else title


def _title(prompt: str, asked: Sequence[str]) -> str:
    """The first words that the user said, in the messages before or as the prompt gives them."""
    given = _USER_LINE.search(prompt) or _QUOTED.search(prompt)
    first = given.group(1) if given else asked[0] if asked else ""
    words = first.split()[:_TITLE_WORDS]
    return " ".join(words)[:_TITLE_LENGTH].strip(" .,;:!?\"'“”") or _UNTITLED
