"""Markdown into blocks: the same as those of a plain text, without the marks before the words."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qa.blocks import Block
from qa.folding import fold
from qa.types import Cut

FRONT_MATTER, CODE, MARKUP = "front matter", "code", "markup"

_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
_NEWLINE = re.compile(r"\r\n|\n|\r")
_EDGE = re.compile(r"[\s|]+")
_CUT = {"fence": CODE, "code_block": CODE, "html_block": MARKUP}


def markdown_blocks(text: str) -> tuple[list[Block], list[Cut]]:
    """The blocks of a Markdown text (CommonMark with tables), and what of it is not prose.

    A table gives one block a row. Link definitions and rules give nothing.
    """
    front = _FRONT_MATTER.match(text)
    cuts = [Cut(front.start(), front.end(), FRONT_MATTER)] if front else []
    ends = [match.end() for match in _NEWLINE.finditer(text)]
    starts = [0, *ends, len(text)]
    # Empty lines in its place keep the numbers of the lines below.
    above = sum(end <= front.end() for end in ends) if front else 0
    body = "\n" * above + text[front.end() :] if front else text
    blocks: list[Block] = []
    opened, items, row = "", 0, False
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        items += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        row = token.type == "tr_open" or (row and token.type != "tr_close")
        if token.map is not None and token.type != "inline":
            opened = token.type
        if token.map is None:
            continue
        start, end = starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]
        if token.type in _CUT:
            cuts.append(Cut(*_stripped(text, start, end), _CUT[token.type]))
        elif token.type == "tr_open":
            blocks.append(_block(text, *_within(text, start, end, _EDGE), item=True))
        elif token.type == "inline" and not row:
            first = _content_start(text, token, start)
            last = _content_end(text, token, first, end)
            blocks.append(
                _block(text, first, last, item=items > 0, heading=opened == "heading_open")
            )
    return [block for block in blocks if block.text], [cut for cut in cuts if cut.end > cut.start]


def _content_start(text: str, token: Token, start: int) -> int:
    """Where the words of a block begin, behind its marks: markdown-it knows only the line."""
    first_line = token.content.split("\n", 1)[0].strip()
    found = text.find(first_line, start)
    return found if found >= 0 else start


def _content_end(text: str, token: Token, first: int, end: int) -> int:
    """Where they end, before the marks that close a heading."""
    last_line = token.content.rsplit("\n", 1)[-1].strip()
    found = text.rfind(last_line, first, end)
    return found + len(last_line) if found >= 0 else _stripped(text, first, end)[1]


def _block(text: str, start: int, end: int, *, item: bool, heading: bool = False) -> Block:
    return Block(start, end, fold(text[start:end]), item, indent=0, gap=1, heading=heading)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    return _within(text, start, end, re.compile(r"\s+"))


def _within(text: str, start: int, end: int, edge: re.Pattern[str]) -> tuple[int, int]:
    """text[start:end] without what `edge` matches at either end."""
    match = edge.match(text, start, end)
    start = match.end() if match else start
    while end > start and edge.fullmatch(text, end - 1, end):
        end -= 1
    return start, end
