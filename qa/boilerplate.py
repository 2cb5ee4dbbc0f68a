"""Which blocks of a scraped page are not its article, and why.

General habits of pages only: what is repeated, what points at a picture, what stops in
mid-sentence under a bullet, what is listed as a reference, what stands outside the first and the
last paragraph. Each rule reads the page and the cuts made so far and returns more cuts.
Kohlschütter et al. (2010) found shallow text features like these to carry most of what heavier
models know.

A document that is no web page has headings, lists and telephone numbers of its own, so the rules
that would take these wait for evidence that a web page was dumped (`Page.dumped`).
"""

import re
from collections.abc import Callable
from itertools import pairwise

from qa import furniture, headers
from qa.blocks import Block
from qa.bylines import CAPTION, STAMP, is_signature
from qa.comments import comment_cuts
from qa.endings import (
    TEASER,
    author_cuts,
    contact_cuts,
    more_stories_cuts,
    tail_cuts,
    teaser_cuts,
)
from qa.furniture import is_in, is_whole
from qa.headers import FURNITURE, header_cuts
from qa.pictures import caption_cuts, unmarked_caption
from qa.pointers import pointer_cuts
from qa.prose import Cuts, Page, is_prose
from qa.references import citation_cuts, contents_cuts, reference_cuts

ORNAMENT = "ornament"
_ORNAMENT = re.compile(r"[-–—_=~*·•.#+|<>^/\\ ]+")
_EVIDENCE = 2
_MOST_NOTICES = 0.5  # of the words of prose; above, they are what the text is about


def boilerplate(blocks: list[Block], title: str | None) -> dict[int, str]:
    """The blocks to leave out: their index to the reason. `title` is the headline, if known."""
    cuts = _signs(blocks)
    page = Page(blocks, title, _is_dumped(blocks, title, cuts))
    if not page.dumped:  # "Print this page" may be an item of a manual
        cuts = {index: reason for index, reason in cuts.items() if not blocks[index].item}
    rules: tuple[Callable[[Page, Cuts], Cuts], ...] = (
        _labels, _notices,
        lambda page, _: citation_cuts(page.blocks),
        lambda page, _: contents_cuts(page.blocks),
        _shares,
        lambda page, _: reference_cuts(page.blocks),
        comment_cuts, caption_cuts, teaser_cuts, more_stories_cuts,
        header_cuts, unmarked_caption, author_cuts, contact_cuts, tail_cuts, _ornaments,
        # Last: a note stands above the text as a paragraph does, below bylines and dates.
        lambda page, _: pointer_cuts(page.blocks),
    )  # fmt: skip
    for rule in rules:
        for index, reason in rule(page, cuts).items():
            cuts.setdefault(index, reason)
    return cuts


def headline_of(blocks: list[Block], title: str | None = None) -> str | None:
    """The page's headline; `title` is what the manifest calls it. None if it has none."""
    top = blocks[: headers.PAGE_HEADER]
    cuts = _signs(top)
    page = Page(top, title, _is_dumped(top, title, cuts))
    for rule in (_notices, caption_cuts):
        cuts |= rule(page, cuts)
    cuts |= contents_cuts(blocks)
    return headers.headline_of(page, cuts)


def _signs(blocks: list[Block]) -> dict[int, str]:
    cuts: dict[int, str] = {}
    for index, block in enumerate(blocks):
        if is_whole(furniture.INLINE_LINK, block.text):
            cuts[index] = TEASER
        elif furniture.is_sign(block.text) or furniture.is_link(block.text):
            cuts[index] = FURNITURE
    return cuts


def _ornaments(page: Page, cuts: Cuts) -> Cuts:
    return {i: ORNAMENT for i, block in enumerate(page.blocks) if _ORNAMENT.fullmatch(block.text)}


def _is_dumped(blocks: list[Block], title: str | None, cuts: Cuts) -> bool:
    """Whether the text betrays a web page: two signs of different kinds, or its title twice."""
    signs = {blocks[index].text.casefold() for index in cuts}
    top = blocks[: headers.PAGE_HEADER]
    printed = sum(headers.is_headline(block, title) for block in top) if title else 0
    stamped = any(is_whole(STAMP, block.text) for block in top)
    credited = min(2, sum(is_in(CAPTION, b.text) and not is_prose(b) for b in blocks[:200]))
    cited = bool(citation_cuts(blocks))
    stories = any(is_whole(furniture.STORIES_ONLY, block.text) for block in blocks)
    signed = any(is_signature(a.text) and is_signature(b.text) for a, b in pairwise(top))
    evidence = signed + len(signs) + stamped + credited + cited + 2 * stories
    return evidence + (_EVIDENCE if printed > 1 else 0) >= _EVIDENCE


def _labels(page: Page, cuts: Cuts) -> Cuts:
    if not page.dumped:
        return {}
    found: dict[int, str] = {}
    for index, block in enumerate(page.blocks):
        if is_whole(furniture.LABELS, block.text):
            found[index] = FURNITURE
        elif not block.ended and is_whole(STAMP, block.text):
            found[index] = headers.DATELINE
    return found


def _shares(page: Page, cuts: Cuts) -> Cuts:
    """Buttons below or above "Share this", each on a line of its own."""
    blocks = page.blocks
    found: dict[int, str] = {}
    for where in (range(len(blocks)), reversed(range(len(blocks)))):
        beside = False
        for index in where:
            button = is_whole(furniture.NETWORK, blocks[index].text) and not blocks[index].item
            beside = is_whole(furniture.SHARING, blocks[index].text) or (beside and button)
            if beside and button and index not in cuts:
                found[index] = FURNITURE
    return found


def _notices(page: Page, cuts: Cuts) -> Cuts:
    """What the page says of itself to its reader, unless this is the subject of the whole text."""
    if not page.dumped:
        return {}
    found = {
        index: FURNITURE
        for index, block in enumerate(page.blocks)
        if is_in(furniture.NOTICES, block.text) and not _quotes(block)
    }
    found |= _consent(page)
    prose = sum(block.words for block in page.blocks if is_prose(block))
    noticed = sum(page.blocks[index].words for index in found if is_prose(page.blocks[index]))
    return found if noticed <= _MOST_NOTICES * prose else {}


def _consent(page: Page) -> dict[int, str]:
    """The cookie banner: at either end of the page, in words of data protection to the reader."""
    ends = list(range(len(page.blocks)))
    ends = ends[: headers.DOCUMENT_HEADER] + ends[-headers.DOCUMENT_HEADER :]
    return {index: FURNITURE for index in ends if _asks_consent(page.blocks[index])}


def _asks_consent(block: Block) -> bool:
    text = block.text[:1000]
    terms = {match.casefold() for match in furniture.CONSENT.findall(text)}
    asks = len(terms) > 1 or (terms and furniture.DATA.search(text))
    return bool(asks and furniture.TO_READER.search(text)) and not _quotes(block)


def _quotes(block: Block) -> bool:
    """Whether somebody is quoted, as happens in an article and not in a notice."""
    return any(mark in block.text for mark in '“”"«»„')
