"""The lines at a page's head, as they are read: above its text, and below a standfirst."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.blocks import Block
from qa.bylines import BYLINE, CAPTION
from qa.dates.heads import head
from qa.dates.spans import Interval
from qa.folding import as_read, fold
from qa.furniture import is_in, is_whole
from qa.headers import DATELINE, DOCUMENT_HEADER, FURNITURE, HEADLINE, PAGE_HEADER
from qa.pointers import POINTER
from qa.prose import Cuts, is_prose

_KEPT = frozenset({DATELINE, FURNITURE, HEADLINE})
_SLANTED = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?=\S).*\S(?P=mark)", re.DOTALL)
_GREETING = re.compile(r"(?:My )?(?:Dear(?:est)?|Hi|Hello|Sirs?|Madam)\b[^.!?]{0,60},")
_PICTURE = re.compile(r"!\[|\[(?:image|photo|picture)\b|<img\b", re.IGNORECASE)
_WIDE = re.compile(r"[ \xa0]{2,}|\t+")  # between two fields of a line
# A sentence that is no paragraph: "Posted by Tamsin on 6 May 2024. Filed under: walks, opinions."
_STAMPED = re.compile(
    r"(?:first |originally )?(?:published|posted|issued)\b.{0,80}\b\d{4}\b.{0,80}", re.IGNORECASE
)
_NUMBERED_DAY = re.compile(r"[^\S\n]*\d{1,2}\.[^\S\n]+")
_MONTH_FIRST = re.compile(r"[^\W\d_]+ \d{4}\b")
_PLAIN = 6  # blocks of a text that has no paragraph near its head
_BELOW_STANDFIRST = 8
_SHORT = 90  # characters of a line that is a date, and of a heading


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line at the head, without its marks. `slanted`: it is one in italics or bold."""

    text: str
    heading: bool
    slanted: bool

    @property
    def is_byline(self) -> bool:
        return is_whole(BYLINE, self.text.strip("*_ "))


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above the first paragraph, the paragraph, and the lines between it and the second,
    above which it may only be a standfirst.

    `posts`: how many further ones the text has that say when they were posted.
    `addressed`: somebody is greeted at once, as in a letter. `later`: the days that lines of the
    text give to what stands below them, as in a diary.
    """

    lines: tuple[HeadLine, ...]
    first: str
    below: tuple[HeadLine, ...]
    posts: int
    addressed: bool
    later: frozenset[Interval]


def head_of(text: str, blocks: list[Block], cuts: Cuts, *, html: bool) -> Head:
    """The head of a page whose blocks these are; `cuts` are those that are left out."""
    limit = min(len(blocks), PAGE_HEADER if cuts else DOCUMENT_HEADER)
    noted = {i for i in cuts if cuts[i] == POINTER}  # no bylines stand below it
    left = [i for i in range(limit) if i not in cuts or i in noted]
    prose = [i for i in left if _is_paragraph(text, blocks[i])]
    first = prose[0] if prose else min(_PLAIN, len(blocks))
    second = next((i for i in prose[1:]), first)
    between = range(first + 1, second if second - first - 1 <= _BELOW_STANDFIRST else first + 1)
    greeted = blocks[max(0, first - 2) : first + 1]
    kept = [blocks[i] for i in range(first, len(blocks)) if i not in cuts]
    later = (head(block.text) for block in kept if len(block.text) <= _SHORT)
    return Head(
        lines=tuple(_lines(text, blocks, cuts, range(first), html=html)),
        first=as_read(blocks[first].text) if prose else "",
        below=tuple(_lines(text, blocks, cuts, between, html=html)),
        posts=sum(
            _STAMPED.fullmatch(block.text) is not None for block in kept[between.stop - first :]
        ),
        addressed=any(_GREETING.match(block.text) for block in greeted),
        later=frozenset(days for days in later if days is not None),
    )


def _is_paragraph(text: str, block: Block) -> bool:
    if not is_prose(block) or block.item or _STAMPED.fullmatch(block.text):
        return False
    return _SLANTED.fullmatch(text[block.start : block.end].strip()) is None


def _lines(
    text: str, blocks: list[Block], cuts: Cuts, where: range, *, html: bool
) -> Iterator[HeadLine]:
    for index in where:
        block = blocks[index]
        start = _start(text, block)
        listed = block.table or (block.item and start == block.start)
        if cuts.get(index, HEADLINE) not in _KEPT or listed or is_in(CAPTION, block.text):
            continue
        stored = text[start : block.end]
        slanted = _SLANTED.fullmatch(stored.strip()) is not None
        if slanted and index and _PICTURE.match(blocks[index - 1].text):
            continue  # its caption
        for line in [stored] if html or slanted else stored.splitlines():
            parts = line if html else _WIDE.sub(" | ", line.strip())
            words = fold(as_read(parts)).strip("#*_> ")
            if words:
                yield HeadLine(words, block.heading, slanted)


def _start(text: str, block: Block) -> int:
    """Where a block begins. "12. März 2024" is no item with a number."""
    line = text.rfind("\n", 0, block.start) + 1
    dated = block.item and _MONTH_FIRST.match(block.text)
    return line if dated and _NUMBERED_DAY.fullmatch(text, line, block.start) else block.start
