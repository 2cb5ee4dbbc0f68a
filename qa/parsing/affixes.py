"""The patterns that split a word from what is written against it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

_NEVER = r"\x80"  # matches nothing in ASCII
_CLASS_ITEM = re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|.)|.", re.DOTALL)


def ascii_only(pattern: str) -> str:
    """A pattern that matches the same in texts of ASCII, and compiles far faster.

    Classes of characters lose what is beyond ASCII: most of spaCy's patterns are lists of the
    letters and signs of all languages.
    """
    parts, start = [], 0
    while (at := _next_class(pattern, start)) >= 0:
        end, inside = _clipped(pattern, at + 1)
        parts += [pattern[start:at], "[", inside, "]"]
        start = end
    return "".join(parts) + pattern[start:]


def _next_class(pattern: str, start: int) -> int:
    """Where the next class opens; -1 for nowhere."""
    while start < len(pattern):
        if pattern[start] == "\\":
            start += 1
        elif pattern[start] == "[":
            return start
        start += 1
    return -1


def _clipped(pattern: str, start: int) -> tuple[int, str]:
    """Where the class that opened before `start` ends, and what it holds of ASCII."""
    kept = ""
    if pattern[start] == "^":
        kept, start = "^", start + 1
    empty = True
    while empty or pattern[start] != "]":
        low, start = _item(pattern, start)
        high = low
        if pattern[start] == "-" and pattern[start + 1] != "]":
            high, start = _item(pattern, start + 1)
        if _code(low) < 128:
            last = high if _code(high) < 128 else r"\x7f"
            kept += low if high == low else f"{low}-{last}"
        empty = False
    return start + 1, kept if kept not in ("", "^") else kept + _NEVER


def _item(pattern: str, start: int) -> tuple[str, int]:
    match = _CLASS_ITEM.match(pattern, start)
    if match is None:
        raise ValueError(f"pattern {pattern!r}: a class of characters that does not end")
    # Escaped, as "||" and the like are kept for other uses.
    return match[0] if len(match[0]) > 1 else re.escape(match[0]), match.end()


def _code(item: str) -> int:
    """The code point of a character as it is written, or ASCII for a class like \\d."""
    return int(item[2:], 16) if len(item) > 2 else ord(item[-1])


@dataclass(frozen=True)
class Pattern:
    """A pattern, in full and for texts of ASCII; each is compiled when it is first needed."""

    full: str
    ascii: str

    def of(self, text: str) -> re.Pattern[str]:
        """The one to try on `text`."""
        return self._short if text.isascii() else self._long

    @cached_property
    def _short(self) -> re.Pattern[str]:
        return re.compile(self.ascii)

    @cached_property
    def _long(self) -> re.Pattern[str]:
        return re.compile(self.full)


@dataclass(frozen=True)
class Affixes:
    """What may stand before a word, behind it and inside it, and what is an address."""

    prefix: Pattern
    suffix: Pattern
    infix: Pattern
    url: Pattern

    def prefix_length(self, text: str) -> int:
        """How much of the beginning of `text` is split off."""
        return _length(self.prefix.of(text).search, text)

    def suffix_length(self, text: str) -> int:
        """How much of the end of `text` is split off."""
        return _length(self.suffix.of(text).search, text)


def _length(search: Callable[[str], re.Match[str] | None], text: str) -> int:
    match = search(text)
    return 0 if match is None else match.end() - match.start()
