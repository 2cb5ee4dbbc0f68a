"""How deep a heading stands, by its marks in Markdown or its tag in HTML."""

import re

Span = tuple[int, int]

_TAG = re.compile(r"<h([1-6])\b[^<>]*>(?:\s|<[^<>]*>)*\Z", re.IGNORECASE)
_UNDERLINE = re.compile(r"[ \t]*\r?\n[ \t>]*(=+|-+)[ \t]*(?:\r?\n|\Z)")
_LOOKED_AT = 200  # characters


def depth_of(text: str, heading: Span) -> int:
    """1 for the highest; 0 where nothing tells."""
    line = text[text.rfind("\n", 0, heading[0]) + 1 : heading[1]].lstrip(" \t>")
    if marks := len(line) - len(line.lstrip("#")):
        return marks
    if tag := _TAG.search(text, max(heading[0] - _LOOKED_AT, 0), heading[0]):
        return int(tag[1])
    underline = _UNDERLINE.match(text, heading[1])
    return (1 if underline[1][0] == "=" else 2) if underline else 0
