"""The chores that chat front ends ask of a model beside answering: titles, tags, follow-ups.

They would be searched for as if they were questions, and a quote would become a title. They get
words of the user's own, or nothing.
"""

import json
import re
from collections.abc import Sequence

from service.openai.conversation import Said

_TITLE_WORDS, _TITLE_LENGTH, _UNTITLED = 6, 60, "Questions and answers"
_SYSTEM_START = 300  # characters of instructions in which a chore says what it is

# One sentence of the prompt orders such a thing of the conversation ...
_ORDER = re.compile(
    r"\b(?:generate|create|write|suggest|provide|give|reply|respond|summari[sz]e|extract|analy[sz]e|"
    r"categori[sz]e|make|output|return|reflect)\b",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:title|tags?|topics?|a name|emoji|keywords?|follow[- ]?ups?|(?:search )?queries|"
    r"summari[sz]e|summary)\b",
    re.IGNORECASE,
)
_CONVERSATION = re.compile(
    r"\b(?:conversation|chat|discussion|thread|message|dialogue|speaker|user's request)\b",
    re.IGNORECASE,
)
# ... and the prompt says how the output must look, as nobody does who asks an archive.
_FORM = re.compile(
    r"\bjson\b|\bconcise\b|\bshort\b|\bfitting\b|\bcharacters\b|\bwords?\b|\bpunctuation\b|"
    r"\bnothing else\b|\bonly\b|\bjust\b",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\s*### Task:")  # how all of Open WebUI's begin
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]?")
_USER_LINE = re.compile(r"^\W{0,4}(?:user|human)\s*:\s*(\S.*)$", re.IGNORECASE | re.MULTILINE)

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
    if _is_chore(asked[-1]):
        return _done(asked[-1], asked[:-1])
    if any(one.role == "assistant" for one in said):
        return None  # instructions that hold for a whole conversation
    for one in said:
        if one.role in ("system", "developer") and _is_chore(one.text[:_SYSTEM_START]):
            return _done(f"{one.text}\n{asked[-1]}", asked)
    return None


def _is_chore(prompt: str) -> bool:
    if _TEMPLATE.match(prompt):
        return True
    sentences = _SENTENCE.findall(prompt)
    if not sentences or sentences[0].endswith("?") or not _FORM.search(prompt):
        return False
    return any(
        all(mark.search(sentence) for mark in (_ORDER, _WANTED, _CONVERSATION))
        for sentence in sentences
    )


def _done(prompt: str, asked: Sequence[str]) -> str:
    title = _title(prompt, asked)
    for member, value in (("title", title), *_MEMBERS):
        if re.search(rf"[\"'`]{member}[\"'`]\s*:", prompt):
            return json.dumps({member: value}, ensure_ascii=False)
    found = _WANTED.search(prompt)
    wanted = found.group().lower() if found else ""
    if wanted.startswith("tag"):
        return "General"
    return "💬" if wanted == "emoji" else title


def _title(prompt: str, asked: Sequence[str]) -> str:
    """The first words that the user said, in the messages before or as the prompt lists them."""
    quoted = _USER_LINE.search(prompt)
    first = asked[0] if asked else quoted.group(1) if quoted else ""
    words = first.split()[:_TITLE_WORDS]
    return " ".join(words)[:_TITLE_LENGTH].strip(" .,;:!?\"'“”") or _UNTITLED
