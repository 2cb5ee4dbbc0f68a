"""What is said only to be taken back: "An earlier version wrongly said that he died in 1390."

Somebody else's mistake ("the almanac wrongly gives 1390") is none such: there two sources differ.
"""

import re

_OURS = (
    r"(?:earlier|previous|original|first|prior) (?:version|edition)s? of (?:this|the|our) "
    r"(?:article|page|story|report|text|obituary|entry)"
    r"|(?:this|our) (?:article|page|story|report|obituary|entry) (?:originally|previously|wrongly|"
    r"incorrectly|mistakenly|erroneously)"
    r"|we (?:wrongly|incorrectly|mistakenly|erroneously)"
)
_UNTRUE = (
    r"it (?:is|was) (?:not (?:true|so|the case|correct)|untrue|false|wrong|incorrect|a myth) "
    r"(?:that|to say)"
)
_TAKES_BACK = re.compile(rf"\b(?:{_OURS}|{_UNTRUE})\b", re.IGNORECASE)
# What is right begins here: "... in 1390; it was 1388", "1390 instead of 1388".
_RIGHT = re.compile(
    r"[;.]|\b(?:instead of|rather than|in fact|actually|it was|but|when (?:he|she|it|they)|"
    r"has been corrected)\b|[,:—–] (?:he|she|it|they|not)\b",
    re.IGNORECASE,
)


_BEHIND = re.compile(
    r"the correct\b|in fact,?\s"
    r"|(?:it|that|this) (?:is|was) (?:in fact|wrong|incorrect|an error|a mistake)\b"
    r"|the (?:right )?(?:figure|number|date|name|sum|amount|total) (?:is|was|should)\b"
    r"|(?:it|he|she|they) should have (?:been|said|read)\b",
    re.IGNORECASE,
)


def corrects(quote: str) -> bool:
    """Whether a sentence says that the one before it is wrong: "The correct figure is £1.4m"."""
    return _BEHIND.match(quote) is not None


def is_retracted(quote: str, start: int) -> bool:
    """Whether what stands at `start` in a sentence is said to be wrong by those who said it."""
    return any(
        m.end() <= start and _RIGHT.search(quote, m.end(), start) is None
        for m in _TAKES_BACK.finditer(quote)
    )
