"""What the forms of speech in a conversation are made of: phrases, and what begins a question."""

import re


def any_of(*lists: str) -> str:
    """A pattern for any of the phrases that stand in `lists`, parted by "|", longer ones first."""
    phrases = [" ".join(one.split()) for text in lists for one in text.split("|")]
    return f"(?:{'|'.join(sorted(phrases, key=len, reverse=True))})"


def many(phrases: str, marks: str = r"[\s,.!:;)–—-]*") -> str:
    """Any number of `phrases`, each with the marks and spaces behind it."""
    return rf"(?:{phrases}\b{marks})*"


NOT_THAT = "no|nope|sorry|wait|oh|actually|not him|not her|not it|not them|not that|not that one"
"""What takes back how a question was understood."""
VERBS = (
    "is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|who|what|when|where|why|"
    "how|which"
)
VERB = re.compile(rf"\b{any_of(VERBS)}\b")
