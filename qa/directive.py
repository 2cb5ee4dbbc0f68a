"""The text directive of a link: what a browser finds a quote by in the page of its source.

https://wicg.github.io/scroll-to-text-fragment/

A browser goes to the first words that match, and from there to the first that match the end. What
is given is tried out by its rules: as few words as lead to the quote and to nothing else, or none.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote as percent_encoded

from qa.corpus import Span
from qa.folding import fold

_WHOLE, _EDGE, _CONTEXT = 90, 6, (0, 4, 8, 16, 32, 64)
# What browsers read over: marks on letters, and where a word may be divided.
_UNREAD = re.compile("[\u0300-\u036f\u00ad]+")
# Scripts behind these are written without spaces, and a word may end at any of their letters.
_SPACED = "\u0e00"

Place = tuple[int, int]
"""A block of the page, and a place in it."""


@dataclass(frozen=True, slots=True)
class Directive:
    """The words that a quote begins with, and where given those it ends with; those beside it."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """As it stands in a link."""
        target = ",".join(_encoded(part) for part in (self.start, self.end) if part)
        before = f"{_encoded(self.prefix)}-," if self.prefix else ""
        return before + target + (f",-{_encoded(self.suffix)}" if self.suffix else "")


def text_fragment(
    text: str, start: int, end: int, blocks: Sequence[Span] = (), head: Sequence[str] = ()
) -> str | None:
    """The directive that leads to text[start:end] in its page; None if there is none.

    `blocks`: where the page's blocks lie, in order. A browser finds words within one block only: a
    quote over several is given by its first words in the first and its last in the last. `head`:
    what the page shows above them.
    """
    lie = blocks or [(0, len(text))]
    until = next((b for a, b in lie if b > start and text[start:b].strip()), end)
    first = _key(fold(text[start : min(until, end)])).split(" ")[:_EDGE]
    # Above the quote only blocks with the longest of its first words (of one block) can be taken
    # for it, each behind another.
    longest = max(first, key=len)
    found = [b > start or longest in _key(text[a:b]) for a, b in lie]
    lie = [
        one
        for one, here, next_ in zip(lie, found, [*found[1:], False], strict=True)
        if here or next_
    ]
    head = head if longest in _key("\n".join(head)) else ()
    shown = _Page.of(text, start, end, lie, head)
    return next((str(one) for one in _directives(shown) if shown.leads_to(one)), None)


@dataclass(frozen=True)
class _Page:
    """The blocks of a page, white space folded: its head, those before a quote, those with words
    of it, cut where it begins and ends, and the one behind it."""

    head: tuple[str, ...]
    above: tuple[str, ...]
    before: str
    inside: tuple[str, ...]
    after: str
    below: str

    @classmethod
    def of(
        cls, text: str, start: int, end: int, blocks: Sequence[Span], head: Sequence[str]
    ) -> "_Page":
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        within = [(a, b) for a, b in blocks if b > start and a < end]
        within = within or [(start, end)]
        inside = [fold(text[max(a, start) : min(b, end)]) for a, b in within]
        return cls(
            tuple(filter(None, map(fold, head))),
            tuple(filter(None, (fold(text[a:b]) for a, b in blocks if b <= start))),
            fold(f"{text[min(within[0][0], start) : start]}x")[:-1],
            tuple(part for part in inside if part),
            fold(f"x{text[end : max(within[-1][1], end)]}")[1:],
            next(filter(None, (fold(text[a:b]) for a, b in blocks if a >= end)), ""),
        )

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """All of them as they are compared."""
        first, last = 0, len(self.inside) - 1
        return (
            *map(_key, (*self.head, *self.above)),
            *(
                (_key(self.before) if n == first else "")
                + _key(part)
                + (_key(self.after) if n == last else "")
                for n, part in enumerate(self.inside)
            ),
            *([_key(self.below)] if self.below else []),
        )

    @cached_property
    def quote(self) -> tuple[Place, Place]:
        """Where the quote begins and ends in `blocks`."""
        first, parts = len(self.head) + len(self.above), len(self.inside)
        begins = len(_key(self.before))
        ends = len(_key(self.inside[-1])) + (begins if parts == 1 else 0)
        return (first, begins), (first + parts - 1, ends)

    def leads_to(self, directive: Directive) -> bool:
        """Whether a browser goes from the directive to the quote, all of it."""
        return found_by(self.blocks, directive) == self.quote


def _directives(page: _Page) -> Iterator[Directive]:
    """Those to be tried, the shortest first."""
    if not page.inside:
        return
    before = (page.before or (page.above[-1] if page.above else "")).split()
    after = (page.after or page.below).split()
    short, long = _targets(page.inside)
    for targets in (short, long):
        for count in _CONTEXT:
            sides = Directive("", "", " ".join(before[-count:]), " ".join(after[:count]))
            for prefix, suffix in _sides(sides) if count else [("", "")]:
                for start, end in targets:
                    yield Directive(start, end, prefix, suffix)


def _sides(given: Directive) -> list[tuple[str, str]]:
    return [(given.prefix, ""), (given.prefix, given.suffix)]


def _targets(inside: Sequence[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The first and last words of a quote, more and more of them; and for want of these all of it,
    or of its first and last block."""
    first, last = inside[0].split(" "), inside[-1].split(" ")
    whole = (inside[0], "" if len(inside) == 1 else inside[-1])
    if len(inside) == 1 and (len(inside[0]) <= _WHOLE or len(first) <= 2 * _EDGE):
        return [whole], []
    most = len(first) // 2 if len(inside) == 1 else max(len(first), len(last))
    counts = [count for count in (_EDGE, 2 * _EDGE, 4 * _EDGE, 8 * _EDGE) if count <= most]
    edges = [(" ".join(first[:n]), " ".join(last[-n:])) for n in counts or [most]]
    return edges, [whole]


def found_by(blocks: Sequence[str], directive: Directive) -> tuple[Place, Place] | None:
    """Where a browser goes in a page of these blocks, which are as `_key` has them; "find a range
    from a text directive" of the draft."""
    start, end, prefix, suffix = map(
        _key, (directive.start, directive.end, directive.prefix, directive.suffix)
    )
    begin: Place = (0, 0)
    while True:
        if prefix:
            found = _find(blocks, prefix, begin, ends=False)
            if found is None:
                return None
            begin = found[0], found[1] + 1
            place = _next_word(blocks, (found[0], found[1] + len(prefix)))
            if place is None or not _stands(blocks, start, place, ends=bool(end or not suffix)):
                if place is None:
                    return None
                continue
        else:
            place = _find(blocks, start, begin, ends=bool(end or not suffix))
            if place is None:
                return None
            begin = place[0], place[1] + 1
        until: Place | None = (place[0], place[1] + len(start))
        while until is not None:
            if end:
                last = _find(blocks, end, until, ends=not suffix)
                if last is None:
                    return None
                until = last[0], last[1] + len(end)
            if not suffix:
                return place, until
            behind = _next_word(blocks, until)
            if behind is None:
                return None
            if _stands(blocks, suffix, behind, ends=True):
                return place, until
            if not end:
                break


def _find(blocks: Sequence[str], words: str, begin: Place, *, ends: bool) -> Place | None:
    """Where `words` stand first from `begin` on, within one block, as whole words."""
    block, at = begin
    for number in range(block, len(blocks)):
        at = blocks[number].find(words, at)
        while at >= 0:
            if _begins_word(blocks[number], at) and _ends(blocks[number], at + len(words), ends):
                return number, at
            at = blocks[number].find(words, at + 1)
        at = 0
    return None


def _stands(blocks: Sequence[str], words: str, place: Place, *, ends: bool) -> bool:
    block, at = place
    return blocks[block].startswith(words, at) and _ends(blocks[block], at + len(words), ends)


def _next_word(blocks: Sequence[str], place: Place) -> Place | None:
    """The next place that is no white space, in the same block or one behind it."""
    block, at = place
    while block < len(blocks):
        while at < len(blocks[block]):
            if blocks[block][at] != " ":
                return block, at
            at += 1
        block, at = block + 1, 0
    return None


def _ends(block: str, at: int, wanted: bool) -> bool:
    return not wanted or _begins_word(block, at)


def _begins_word(block: str, at: int) -> bool:
    """Whether a word may begin or end there."""
    if not 0 < at < len(block):
        return True
    return not all(c.isalnum() and c < _SPACED for c in block[at - 1 : at + 1])


def _key(text: str) -> str:
    """`text` as a browser compares it: without regard to case and to marks on letters."""
    if text.isascii():
        return text.lower()
    return _UNREAD.sub("", unicodedata.normalize("NFD", text.casefold()))


def _encoded(text: str) -> str:
    return percent_encoded(text, safe="").replace("-", "%2D")  # a bare dash marks context
