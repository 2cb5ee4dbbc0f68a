"""What is said to a greeting, to thanks, and where the sources do not answer."""

NOT_IN_SOURCES = "The sources do not answer this question."
UNCLEAR = "This is not a question that can be looked up; ask with words."
REPLIES = {
    "greeting": "Hello. Ask a question; the answer is a quote from the sources.",
    "thanks": "You are welcome.",
    "parting": "Goodbye.",
}


def is_ours(answer: str) -> bool:
    """Whether an answer of the history is one of these: it says nothing of the subject."""
    return not answer.strip() or answer.strip() in {NOT_IN_SOURCES, UNCLEAR, *REPLIES.values()}
