"""What doing something takes and costs: "How do I appeal?", and then "How long does it take?"."""

import re

from qa.dialogue.frames import capital

_ASIDE = re.compile(r"\s*\([^()]*\)$")
# "How do I appeal against a mark", "Where can we swim": what somebody does.
_DOES = re.compile(
    r"\b(?:how|where|when|can|could|may|should|must|do|am)\b.*?"
    r"\b(?:i|we|you|one|someone|somebody|people)\s+"
    r"(?:(?:have|need|want|like|allowed|able|supposed)\s+to\s+|be\s+(?:allowed|able)\s+to\s+)?"
    r"(?P<doing>(?!(?:need|have|get|want|like|be|am|are|know|if)\b)[a-z][\w’'-]*(?:\s.*)?)",
    re.IGNORECASE,
)
_TAKES = re.compile(  # as a question is that was so understood
    r"\b(?:it|that|this)\b.*?\b(?:take|cost|free|long|much|\w+able|\w+ible)\b.*?\bto\s+(?P<doing>.+)",
    re.IGNORECASE,
)
_LINK = r"(?:(?:and|so|but|ok|okay),?\s+)?"
_DOING_IT = re.compile(
    rf"{_LINK}(?:"
    r"how long (?:does|will|would|did|might|can) (?:it|that|this) (?:\w+ )?take"
    r"|(?:what|how much) (?:does|will|would|did|might) (?:it|that|this) (?:\w+ )?cost"
    r"|(?:does|will|would) (?:it|that|this) (?:cost (?:anything|much|money|extra)|take long)"
    r"|is (?:it|that|this) (?:free|expensive|allowed|possible|safe|difficult|easy|compulsory)"
    r"(?: of charge)?)\s*[?.!…]*",
    re.IGNORECASE,
)

# "What happens if I don't?"
_IF_NOT = re.compile(
    rf"{_LINK}(?P<said>.*\b(?:if|unless|when|because)\s+(?:i|you|we|one|they)\s+"
    r"(?:do not|don['’]t|can['’]t|cannot|won['’]t|do|can))\s*[?.!…]*",
    re.IGNORECASE,
)


def of_doing(text: str, before: str) -> str | None:
    """`text`, which asks what something takes or costs, or what if one does not do it, of what the
    question `before` asks how to do; None where it asks something else, or nobody does anything
    there."""
    if_not = _IF_NOT.fullmatch(text.strip())
    if not if_not and not _DOING_IT.fullmatch(text.strip()):
        return None
    asked = _ASIDE.sub("", before.strip().rstrip(" ?.!"))
    does = _DOES.match(asked) or _TAKES.search(asked)
    if does is None:
        return None
    if if_not:
        return f"{capital(if_not['said'])} {does['doing']}?"
    takes = re.sub(rf"^{_LINK}", "", text.strip().rstrip(" ?.!…"), flags=re.IGNORECASE)
    return f"{capital(takes)} to {does['doing']}?"
