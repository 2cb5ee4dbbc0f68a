"""Sentences of a source that ask: the answer is what stands behind them."""


def is_bare_question(quote: str) -> bool:
    """Whether a sentence asks and tells nothing else, as in "What does it cost? Nine crowns."

    One in quotation marks is what somebody asked, and may be an answer itself.
    """
    return quote.rstrip("*_) ").endswith("?") and not any(mark in quote for mark in '“”"«»„')
