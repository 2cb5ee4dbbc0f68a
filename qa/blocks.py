"""Lines become blocks: paragraphs made whole again, list items, headings.

Scraped pages break paragraphs at a column, sometimes with a blank line after every line. Two
observations put them together again, both of plain typesetting: a line broken at a column had no
room for the first word of the next, and a sentence does not end without its mark.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from qa.bylines import BYLINE, DATE_LINE, MAIL_HEADER
from qa.folding import fold
from qa.furniture import INLINE_LINK, is_sign, is_whole
from qa.lines import Line
from qa.wrapping import (
    ENDED,
    GOES_ON,
    LONGEST_WRAPPED,
    NARROW_SLACK,
    OPEN_END,
    SHORTEST_WRAPPED,
    Wrapping,
    wrapping_of,
)

# Chinese, Japanese, Thai, Lao, Burmese, Khmer.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_COLON = re.compile(r"[:：]['\"”’»)\]*_]*$")
# An initial or a title, whose full stop ends no sentence.
_CUT_SHORT = re.compile(
    r"(?:^|[\s(“\"])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Capt|Lt|Sgt|Rev|No|St)\.$"
)
# "PHNOM PENH (Agency) -" on a line of its own.
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]+(?:, [A-Z][a-z]+)?(?: \([\w ]{2,20}\))?\s*[-–—]+")
_DROP_CAP = re.compile(r"[^\W\d_]")
_SEPARATOR = re.compile(r"\s*(?:[|»·•]|[-–—:](?=\s))")

_HEADER_LINES = 12

TablePart = Literal["", "row", "columns"]


@dataclass(frozen=True)
class Block:
    """A run of lines that belong together: `text` is stored_text[start:end], white space folded.

    `item` marks a list item, `indent` and `gap` are those of its first line. `heading` is set
    where the format says so; in plain text it is left to `qa.articles`. `table` says what a row of
    a table is: one of its rows, or the names of its columns.
    """

    start: int
    end: int
    text: str
    item: bool
    indent: int
    gap: int
    heading: bool = False
    table: TablePart = ""

    @cached_property
    def words(self) -> int:
        """How many; where a script sets no spaces between words, about as many."""
        return self.text.count(" ") + 1 + len(_UNSPACED.findall(self.text)) // 2

    @cached_property
    def ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return ENDED.search(self.text) is not None


def blocks_of(text: str, lines: list[Line]) -> list[Block]:
    """The blocks of a plain text, in order."""
    wrapping = wrapping_of(text, lines)
    alone = _headlines(text, lines) | _furniture(text, lines, wrapping) | _mail_headers(text, lines)
    groups: list[list[Line]] = []
    for line in lines:
        apart = line in alone or (groups and groups[-1][-1] in alone)
        if groups and not apart and _joins(text, groups[-1][-1], line, wrapping, groups[-1][0]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [block_of(text, group) for group in groups]


def _furniture(text: str, lines: list[Line], wrapping: Wrapping | None) -> set[Line]:
    """Lines such as "Advertisement" or a byline, which are never part of a paragraph."""
    kinds = (INLINE_LINK,) if wrapping else (INLINE_LINK, BYLINE, DATE_LINE)

    def stands_alone(words: str) -> bool:
        return is_sign(words) or any(is_whole(kind, words) for kind in kinds)

    short = (line for line in lines if line.end - line.start <= LONGEST_WRAPPED)
    return {line for line in short if stands_alone(text[line.start : line.end])}


def _mail_headers(text: str, lines: list[Line]) -> set[Line]:
    """The lines above a mail, of which each says another thing."""
    pairs = [
        pair
        for pair in pairwise(lines)
        if pair[1].gap == 0 and all(MAIL_HEADER.match(text, one.start, one.end) for one in pair)
    ]
    return {line for pair in pairs for line in pair}


def _headlines(text: str, lines: list[Line]) -> set[Line]:
    """Lines printed more than once, or printed again within another: they stand alone.

    A page's title line ("Site - Headline") and its headline never run into the text below them.
    """
    folded = [fold(text[line.start : line.end]) for line in lines]
    counts = Counter(folded)
    repeated = {words for words in counts if counts[words] > 1 and not ENDED.search(words)}
    first = folded[:_HEADER_LINES]
    titled = {(a, b) for a in first for b in first if _is_titled(b, a)}
    alone = repeated | {words for pair in titled for words in pair}
    return {line for line, words in zip(lines, folded, strict=True) if words in alone}


def _is_titled(line: str, headline: str) -> bool:
    """Whether `line` is the headline with the site's name before or behind it."""
    if line == headline or len(headline.split()) < 2:
        return False
    if line.endswith(headline):
        return _SEPARATOR.search(line[: -len(headline)]) is not None
    return line.startswith(headline) and _SEPARATOR.match(line[len(headline) :]) is not None


def _joins(text: str, line: Line, after: Line, wrapping: Wrapping | None, first: Line) -> bool:
    """Whether `after` goes on with the paragraph that `first` began and `line` ended so far."""
    if (
        after.bullet
        or after.quoted != line.quoted
        or after.gap > max(1, wrapping.gap if wrapping else 0)
    ):
        return False
    words = text[line.start : line.end]
    ended = ENDED.search(words) is not None and not _CUT_SHORT.search(words)
    goes_on = GOES_ON.match(text, after.start) is not None
    if not ended and goes_on and not _COLON.search(words):
        begun = after.start - first.start > SHORTEST_WRAPPED or line != first
        if begun or OPEN_END.search(words) or _DROP_CAP.fullmatch(words):
            return True
    if wrapping is None or after.gap > wrapping.gap:
        long = after.start - first.start > SHORTEST_WRAPPED // 2
        if _DATELINE.fullmatch(words) and after.gap <= 1:
            return True
        return long and not ended and after.gap <= 1 and OPEN_END.search(words) is not None
    hanging = not after.gap and (first.bullet or (not ended and line == first))
    if after.indent > line.indent + 1 and not hanging:
        return False  # the first line of a new paragraph is set in
    if ended or _COLON.search(words):
        return _was_full(text, line, after, wrapping)
    if wrapping.is_narrow and not goes_on:
        return _is_full_line(text, line, after, wrapping)
    return line.end - line.start >= 0.6 * wrapping.column


def _was_full(text: str, line: Line, after: Line, wrapping: Wrapping) -> bool:
    """Whether the first word of `after` had no room left on `line`."""
    first_word = text[after.start : after.end].split(maxsplit=1)[0]
    length = line.end - line.start
    return wrapping.column < length + 1 + len(first_word) and length <= LONGEST_WRAPPED


def _is_full_line(text: str, line: Line, after: Line, wrapping: Wrapping) -> bool:
    """Whether a line of a narrow column goes on in `after`, which has a capital: a headline above
    the text is seldom as wide as that, or is all in capitals."""
    first_word = text[after.start : after.end].split(maxsplit=1)[0]
    capitals = [text[one.start : one.end].isupper() for one in (line, after)]
    full = line.end - line.start + 1 + len(first_word) > wrapping.column - NARROW_SLACK
    return full and capitals[0] == capitals[1]


def block_of(text: str, group: list[Line]) -> Block:
    """Lines one behind the other as a block."""
    first, last = group[0], group[-1]
    return Block(
        start=first.start,
        end=last.end,
        text=fold(text[first.start : last.end]),
        item=first.bullet,
        indent=first.indent,
        gap=first.gap,
    )
