"""Capitals for the names of a question that was typed without: the parser knows names by them."""

import re
from collections.abc import Container

_WORD = re.compile(r"[^\W\d_]+")


def cased(text: str, names: Container[str]) -> str:
    """`text` with a capital for every word that is a name in the collection; as long as before.

    `names`: in lower case. A text that has capitals behind its first word is left as it is.
    """
    if any(c.isupper() for c in text[1:]):
        return text

    def capital(match: re.Match[str]) -> str:
        word = match.group()
        upper = word[0].upper()
        return upper + word[1:] if word in names and len(upper) == 1 else word

    return _WORD.sub(capital, text)
