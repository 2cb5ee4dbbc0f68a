"""Markdown into blocks: the same as those of a plain text, without the marks before the words.

HTML in it, and a page that is nothing else, gives the blocks that a browser would show.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qa.admonitions import boxed, is_set_in, set_in
from qa.blocks import Block
from qa.folding import fold
from qa.hiding import hidden_in, shown_of
from qa.html import html_blocks, is_page
from qa.types import Cut

FRONT_MATTER, CODE, MARKUP = "front matter", "code", "markup"

# In YAML, or between "+++" in TOML, whose first line is a key or the name of a table.
FRONT_MATTER_BLOCK = re.compile(
    r"\A\ufeff?(?:---[ \t]*\r?\n.*?^(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\r?\n(?=\s*(?:#[^\n]*\n\s*)*(?:[\w.\"'-]+[ \t]*=|\[))(?P<toml>.*?)^\+\+\+"
    r")[ \t]*\r?$",
    re.DOTALL | re.MULTILINE,
)
_NEWLINE = re.compile(r"\r\n|\n|\r")
_EDGE = re.compile(r"[\s|]+")
_CUT = {"fence": CODE, "code_block": CODE}


def markdown_blocks(text: str) -> tuple[list[Block], list[Cut]]:
    """The blocks of a Markdown text (CommonMark with tables), and what of it is not prose.

    A table gives one block a row. Link definitions and rules give nothing.
    """
    if is_page(text):
        return html_blocks(text, 0, len(text))
    front = FRONT_MATTER_BLOCK.match(text)
    cuts = [Cut(front.start(), front.end(), FRONT_MATTER)] if front else []
    ends = [match.end() for match in _NEWLINE.finditer(text)]
    starts = [0, *ends, len(text)]
    # Empty lines in its place keep the numbers of the lines below.
    above = sum(end <= front.end() for end in ends) if front else 0
    body = "\n" * above + text[front.end() :] if front else text
    blocks: list[Block] = []
    opened, items, row, read, head, box = "", 0, False, 0, False, False
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        items += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        row = token.type == "tr_open" or (row and token.type != "tr_close")
        head = token.type == "thead_open" or (head and token.type != "thead_close")
        if token.map is None or (row and token.type == "inline"):
            continue
        opened = opened if token.type == "inline" else token.type
        start, end = starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]
        start = max(start, read)
        if start >= end:
            continue
        if token.type == "code_block" and box:
            found, hidden = _set_in(text, start, end)
        else:
            found, hidden = _of(
                text, token, start, end, item=items > 0, opened="thead_open" if head else opened
            )
            box = is_set_in(text, start, end) if token.type == "inline" else False
        # A script that was opened hides what is below, whatever that looks like.
        read = max([cut.end for cut in hidden], default=read)
        blocks += found
        cuts += hidden
    return [block for block in blocks if block.text], [cut for cut in cuts if cut.end > cut.start]


def _of(
    text: str, token: Token, start: int, end: int, *, item: bool, opened: str
) -> tuple[list[Block], list[Cut]]:
    """What a token of text[start:end] gives. `opened`: the last one that holds others."""
    if token.type in _CUT:
        return [], [Cut(*_stripped(text, start, end), _CUT[token.type])]
    if token.type == "tr_open":
        return _row(text, start, end, columns=opened == "thead_open")
    if token.type not in ("inline", "html_block"):
        return [], []
    first = _content_start(text, token, start)
    if token.type == "html_block":
        found, hidden = html_blocks(text, first, end)
        hidden_to = max([end, *(cut.end for cut in hidden)])
        return found, hidden if found else [Cut(*_stripped(text, start, hidden_to), MARKUP)]
    last = _content_end(text, token, first, end)
    box = boxed(text, first, last) if opened == "paragraph_open" else None
    if box is None:
        return _shown(text, first, last, item=item, heading=opened == "heading_open")
    return _together(_shown(text, *span, item=item) for span in box)


def _set_in(text: str, start: int, end: int) -> tuple[list[Block], list[Cut]]:
    """What is set in below the first paragraph of a box, which is no code."""
    parts = list(set_in(text, start, end))
    blocks, cuts = _together(
        _shown(text, *span, item=kind == "item") for span, kind in parts if kind != "code"
    )
    return blocks, cuts + [Cut(*span, CODE) for span, kind in parts if kind == "code"]


def _together(parts: Iterable[tuple[list[Block], list[Cut]]]) -> tuple[list[Block], list[Cut]]:
    found = list(parts)
    return [b for blocks, _ in found for b in blocks], [c for _, cuts in found for c in cuts]


def _row(text: str, start: int, end: int, *, columns: bool) -> tuple[list[Block], list[Cut]]:
    """A row of a table. The one that names its columns keeps its bars: a name may be empty."""
    whole = columns and not hidden_in(text, start, end)
    start, end = _stripped(text, start, end) if whole else _within(text, start, end, _EDGE)
    found, cuts = _shown(text, start, end, item=True)
    return [replace(block, table="columns" if columns else "row") for block in found], cuts


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


def _shown(
    text: str, start: int, end: int, *, item: bool, heading: bool = False
) -> tuple[list[Block], list[Cut]]:
    """The block of text[start:end], or what a comment in it leaves of it."""
    shown, cuts = shown_of(text, start, end, hidden_in(text, start, end))
    return [
        Block(a, b, fold(text[a:b]), item, indent=0, gap=1, heading=heading) for a, b in shown
    ], cuts


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    return _within(text, start, end, re.compile(r"\s+"))


def _within(text: str, start: int, end: int, edge: re.Pattern[str]) -> tuple[int, int]:
    """text[start:end] without what `edge` matches at either end."""
    match = edge.match(text, start, end)
    start = match.end() if match else start
    while end > start and edge.fullmatch(text, end - 1, end):
        end -= 1
    return start, end
