"""Questions that name what they are about apart: "Back to Paris: what did he do there?"."""

import re

from qa.dialogue.patterns import NOT_THAT, VERB, VERBS, any_of, many
from qa.syntax import Parse

_MEANT_ASKING = re.compile(
    rf"{many(any_of(NOT_THAT))}(?P<name>[^,.;:?!]{{2,60}}?),? i (?:only )?meant"
    rf"\s*[.,;:–—-]+\s*(?P<rest>{any_of(VERBS)}\b.{{6,}})"
)


def meant_ahead(text: str) -> tuple[str, str] | None:
    """Of "No, the president I meant. What became of him?" the president and the question; None of
    any other form."""
    match = _MEANT_ASKING.fullmatch(text.strip().lower().replace("’", "'"))
    if match is None:
        return None
    return text.strip()[slice(*match.span("name"))], text.strip()[slice(*match.span("rest"))]


_BACK = (
    "what about|how about|and|but|so|ok|okay|well|i see|now|right|to|let's|can we|going|"
    "coming|come|go|get|getting|returning|return|back to|about|as for|regarding|on|once more|"
    "again|of"
)
_AHEAD = re.compile(
    rf"{many(any_of(_BACK))}(?P<name>[^,.:;?–—]{{2,60}}?)"
    r"(?: again| once more| then| themselves| itself| himself| herself)?"
    r"\s*(?:[,.:;?–—]| - )+\s*(?P<rest>.{8,})"
)


def named_ahead(text: str, parse: Parse) -> tuple[str, str] | None:
    """Of "Back to X: what did he do?" the X and the question; None for any other form."""
    match = _AHEAD.fullmatch(text.lower().replace("’", "'"))
    if match is None or not VERB.match(match["rest"]):
        return None
    start, end = match.span("name")
    inside = [word for word in parse if start <= word.start < end]
    if any(word.pos in ("AUX", "ADP", "SCONJ") and word.lemma != "of" for word in inside):
        return None
    # "Spa again": what is written as a name is one, whatever the parser takes it for.
    named = start > 0 and text[start:end].istitle()
    if not named and any(word.pos == "VERB" for word in inside):
        return None
    if not named and not any(word.pos in ("NOUN", "PROPN") for word in inside):
        return None
    return text[start:end], text[slice(*match.span("rest"))]


_BEHIND = re.compile(
    r"(?P<rest>.*\b(?:he|she|it|they|him|her|them)\b[^,]*), (?P<name>(?:the|that|this|those|these) "
    r"[a-z'’ -]{2,40})\s*[?.!…]*",
    re.IGNORECASE,
)


def named_behind(text: str) -> tuple[str, str] | None:
    """Of "What are they made of, the rafts?" the rafts and the question; None of any other form."""
    match = _BEHIND.fullmatch(text)
    if match is None or VERB.search(match["name"].lower()):
        return None
    return match["name"], f"{match['rest']}?"


def goes_back(text: str) -> bool:
    """Whether a text says that it takes up an earlier subject: "back to X", "X again"."""
    return re.search(r"\b(?:back to|again|once more|as for)\b", text.lower()) is not None
