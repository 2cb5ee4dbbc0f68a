"""Cuts of what readers wrote below the article."""

from qa import furniture
from qa.blocks import Block
from qa.bylines import WHEN, is_signature
from qa.furniture import is_whole, pattern
from qa.prose import Cuts, Page, is_prose

COMMENT = "readers' comments"
_TEXT_WORDS = 40  # of prose, above which comments may begin
_BETWEEN = 3  # paragraphs of a comment, until the next one is seen

# How many there are: the heading of no other part of a text.
_COUNTED = pattern(
    r"(?:\d+|one) comments?:?",
    r"(?:\d+|one) (?:comments?|repl(?:y|ies)|responses?|thoughts?) (?:on|to) [“\"«‘].{3,160}",
    r"(?:readers['’]? )?comments? ?\(\d+\):?",
)
_WRITER = r"\S(?:[^!?:]{0,38}\S)?"
# "NAME says: I was there", or the name alone and the words below.
_BEGUN = pattern(
    rf"{_WRITER} (?:says|wrote|writes|commented|replied)(?: (?:on )?{WHEN})?:(?P<words> \S)?",
    rf"{_WRITER} (?:said(?:\.\.\.|…)|on {WHEN}(?: (?:said|says|wrote))?:)",
)


def comment_cuts(page: Page, cuts: Cuts) -> Cuts:
    """Readers' comments, or the form for them: from their heading to the end of the page."""
    blocks = page.blocks
    signs = [i for i, b in enumerate(blocks) if is_whole(furniture.COMMENT_SIGN, b.text)]
    if not page.dumped or not signs:
        return _counted(page, cuts)
    read = 0
    for index, block in enumerate(blocks[: signs[-1] + 1]):
        if read >= _TEXT_WORDS and is_whole(furniture.COMMENTS, block.text):
            return dict.fromkeys(range(index, len(blocks)), COMMENT)
        read += block.words if index not in cuts and is_prose(block) else 0
    return _counted(page, cuts)


def _counted(page: Page, cuts: Cuts) -> Cuts:
    """Below a heading that counts them: what begins as a comment does, to the last of them."""
    blocks = page.blocks
    found: dict[int, str] = {}
    read = False
    for index, block in enumerate(blocks):
        if read and index not in found and is_whole(_COUNTED, block.text):
            last = _last_comment(blocks, index)
            found |= dict.fromkeys(range(index, last + 1) if last else (), COMMENT)
        read = read or (index not in cuts and is_prose(block))
    return found


def _last_comment(blocks: list[Block], heading: int) -> int | None:
    """The last block of the comments below a heading; None where there are none.

    Between two of them may stand a few paragraphs, and below the last to the end of the page.
    """
    last = None
    for index in range(heading + 1, len(blocks)):
        block = blocks[index]
        begun = _BEGUN.match(block.text)
        if block.heading or (index > (last or heading) + _BETWEEN):
            return last
        if begun:
            # The words may stand below the name.
            last = index if begun["words"] else min(index + 1, len(blocks) - 1)
        elif last is None and not _is_loose(block):
            return None
        elif last is not None and _is_loose(block):
            last = max(index, last)
    return len(blocks) - 1 if last is not None else None


def _is_loose(block: Block) -> bool:
    """Whether it is a date or a button."""
    label = is_whole(furniture.LABELS, block.text) or is_whole(furniture.COMMENT_SIGN, block.text)
    return label or furniture.is_sign(block.text) or is_signature(block.text)
