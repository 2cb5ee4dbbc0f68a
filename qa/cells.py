"""A row of a table, in Markdown or in HTML, as its cells."""

import re

Span = tuple[int, int]

_BAR = re.compile(r"(?<!\\)\|")
_OPENED = re.compile(r"<t[hd]\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:td|th|tr|thead|tbody|table)\b[^<>]*>", re.IGNORECASE)
_EDGE = " \t\r\n\f\v\xa0|"
_MARKED = re.compile(
    r"<(?P<tag>\w+)\b[^<>]*>(?P<shown>(?:(?!</?(?P=tag)\b).)*)</(?P=tag)\s*>"
    r"|(?P<mark>`+|\*+|_+)(?P<words>[^`*]+)(?P=mark)",
    re.DOTALL,
)


def cells_of(row: str) -> tuple[Span, ...]:
    """Where the cells of `row` stand in it, without the marks or tags around all of a cell.

    An empty cell is an empty span.
    """
    between = [mark.span() for mark in (_OPENED if _OPENED.search(row) else _BAR).finditer(row)]
    if between and not row[: between[0][0]].strip():
        del between[0]  # it begins the first cell
    if between and not row[between[-1][1] :].strip() and row[between[-1][0]] == "|":
        del between[-1]
    starts = [0, *(end for _, end in between)]
    ends = [*(start for start, _ in between), len(row)]
    return tuple(_bare(row, start, end) for start, end in zip(starts, ends, strict=True))


def names_of(row: str) -> tuple[str, ...]:
    """The words of the cells of `row`."""
    return tuple(row[start:end] for start, end in cells_of(row))


def _bare(row: str, start: int, end: int) -> Span:
    """row[start:end] without what only sets it off."""
    while True:
        cell = row[start:end]
        start, end = (
            start + len(cell) - len(cell.lstrip(_EDGE)),
            end - len(cell) + len(cell.rstrip(_EDGE)),
        )
        if start >= end:
            return start, start
        last = row.rfind("<", start, end)
        if opened := _TAG.match(row, start, end):
            start = opened.end()
        elif last > start and _TAG.fullmatch(row, last, end):
            end = last
        elif marked := _MARKED.fullmatch(row, start, end):
            start, end = marked.span("shown" if marked["tag"] else "words")
        else:
            return start, end
