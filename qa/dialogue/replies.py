"""What is said to a greeting, to thanks, and where the sources do not answer."""

from collections.abc import Sequence

NOT_IN_SOURCES = "The sources do not answer this question."
UNCLEAR = "This is not a question that can be looked up; ask with words."
REPLIES = {
    "greeting": "Hello. Ask a question; the answer is a quote from the sources.",
    "thanks": "You are welcome.",
    "parting": "Goodbye.",
    "doubt": "Every answer is a quote; its citation leads to the place where its source says it.",
    "aside": "Ask a question on what the sources tell; the answer is a quote from them.",
}
_UNCLEAR = ("It is not clear what “", "This can be understood as: ")


def unclear_word(word: str) -> str:
    """Said where nothing fits a pronoun."""
    return f"It is not clear what “{word}” stands for; ask again with the name."


def which_of(readings: Sequence[str]) -> str:
    """Said where several readings are as good."""
    return f"This can be understood as: {' Or: '.join(readings)}"


def is_ours(answer: str) -> bool:
    """Whether an answer of the history is one of these: it says nothing of the subject."""
    said = answer.strip()
    fixed = {NOT_IN_SOURCES, UNCLEAR, *REPLIES.values()}
    return not said or said in fixed or said.startswith(_UNCLEAR)
