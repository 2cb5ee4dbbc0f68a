"""Cuts of what points away from the text: notes of an encyclopaedia that name other articles, and
the badges of a project. A document may have either, so that none is a sign of a dumped web page."""

import re

from qa.blocks import Block
from qa.furniture import is_whole, pattern
from qa.prose import Cuts, is_prose

POINTER, BADGES = "pointer to another article", "badges"

_HATNOTE = pattern(
    r"(?:[“\"].{2,60}[”\"] redirects here\. )?for (?:the )?(?:other|similar(?:ly named)?) "
    r"(?:uses|people|persons|places|meanings|topics|articles|things)\b.{0,80}, see .{2,160}",
    r"for .{2,80}, see .{2,80}\(disambiguation\)\.?|[“\"].{2,60}[”\"] redirects here\b.{0,200}",
    r"this (?:article|page) is about .{2,160}\. for .{2,100}, see .{2,160}",
    r"not to be confused with .{2,80}|(?:main|see the main) articles? ?: .{2,120}(?<![.!?])",
)
# Only at the head: "For the song, see The Swing Bridge (song)."
_AT_HEAD = pattern(r"for .{2,80}, see (?-i:[A-Z]).{1,80}\([^()\d]{2,40}\)\.?")
_PICTURE = r"!\[[^\[\]]{0,100}\]\([^()\s]{1,300}(?: \"[^\"]{0,100}\")?\)"
_LINKED = rf"\[{_PICTURE}\]\([^()\s]{{1,300}}\)"
_BADGES = re.compile(
    rf"(?:{_PICTURE}\s*){{0,12}}{_LINKED}\s*(?:(?:{_LINKED}|{_PICTURE})\s*){{0,12}}"
)
_LONGEST = 6_000  # characters


def pointer_cuts(blocks: list[Block]) -> Cuts:
    """Notes such as "For other uses, see Bridge (disambiguation).", and rows of linked pictures."""
    found: dict[int, str] = {}
    begun = False
    for index, block in enumerate(blocks):
        noted = is_whole(_HATNOTE, block.text) or (not begun and is_whole(_AT_HEAD, block.text))
        if noted and not block.item:
            found[index] = POINTER
        elif len(block.text) <= _LONGEST and _BADGES.fullmatch(block.text):
            found[index] = BADGES
        begun = begun or (is_prose(block) and index not in found)
    return found
