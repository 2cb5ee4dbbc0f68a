"""What is known of a token by itself: its norm, its ends and its shape, as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from qa.parsing.hashing import string_hash

_KEPT = 4_000  # words that are kept in memory
_LONG = 100  # from so many characters on a word's shape is "LONG"
_RUN = 4  # of equal characters, a shape keeps so many


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word as it is written; norm, prefix, suffix and shape are the numbers of their strings."""

    text: str
    lower: str
    is_space: bool
    norm: int
    prefix: int
    suffix: int
    shape: int


class Lexicon:
    """Words to lexemes."""

    def __init__(
        self, symbols: Mapping[str, int], norms: Mapping[str, str], norms_by_id: Mapping[int, str]
    ) -> None:
        """`symbols` are strings that have a number of their own, all others are hashed; `norms`
        are spellings that stand for others, by word, and by a word's number.
        """
        self._symbols, self._norms, self._norms_by_id = symbols, norms, norms_by_id
        self.lexeme = lru_cache(maxsize=_KEPT)(self._lexeme)

    def number(self, text: str) -> int:
        """The number of a string."""
        symbol = self._symbols.get(text)
        return string_hash(text) if symbol is None else symbol

    def _lexeme(self, text: str) -> Lexeme:
        lower = text.lower()
        norm = self._norms.get(text)
        if norm is None:
            norm = self._norms_by_id.get(self.number(text), lower)
        return Lexeme(
            text=text,
            lower=lower,
            is_space=text.isspace(),
            norm=self.number(norm),
            prefix=self.number(text[0]),
            suffix=self.number(text[-3:]),
            shape=self.number(shape(text)),
        )


def shape(text: str) -> str:
    """How a word is written: "Xxxxx" for a name, "dd.d" for 12.5; runs are cut at four."""
    if len(text) >= _LONG:
        return "LONG"
    signs: list[str] = []
    last, run = "", 0
    for char in text:
        if char.isalpha():
            sign = "X" if char.isupper() else "x"
        else:
            sign = "d" if char.isdigit() else char
        run = run + 1 if sign == last else 1
        last = sign
        if run <= _RUN:
            signs.append(sign)
    return "".join(signs)
