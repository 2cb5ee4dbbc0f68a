"""Cuts below the article: other stories, the author, contact, what is loose."""

from qa import furniture
from qa.blocks import Block
from qa.bylines import BYLINE_NAMES, is_signature
from qa.furniture import is_in, is_whole
from qa.headers import DATELINE, FURNITURE, HEADLINE, is_name
from qa.pictures import PICTURE
from qa.prose import Cuts, Page, body_end, is_prose

TEASER, AUTHOR, CONTACT = "teaser of another story", "about the author", "contact details"
_TEASER_WORDS, _HEADLINE_WORDS = 20, 20
_LAST_BLOCKS = 4
_MOSTLY = 0.4  # of the blocks from there to the end


def teaser_cuts(page: Page, cuts: Cuts) -> Cuts:
    """At the end of a page: headlines as list items, each above a text that stops short."""
    blocks = page.blocks
    last = len(blocks)
    while last and (last - 1 in cuts or _is_contact(blocks[last - 1])):
        last -= 1
    start, cut_off, whole = last, 0, 0
    while start >= 2 and _is_headline_item(blocks[start - 2]) and not blocks[start - 1].item:
        short = not blocks[start - 1].ended and blocks[start - 1].words >= _TEASER_WORDS
        cut_off, whole = cut_off + short, whole + (not short)
        start -= 2
    if cut_off < 2 or cut_off <= whole:
        return {}
    return dict.fromkeys(range(start, last), TEASER)


def _is_headline_item(block: Block) -> bool:
    return block.item and block.words <= _HEADLINE_WORDS and not block.text.endswith(".")


def more_stories_cuts(page: Page, cuts: Cuts) -> Cuts:
    """A heading such as "Related articles" with what is under it, until the article goes on."""
    blocks = page.blocks
    middle = blocks[-1].end / 2 if blocks else 0
    found: dict[int, str] = {}
    begun = False
    for index, block in enumerate(blocks):
        begun = begun or (index not in cuts and is_prose(block))
        if index in found or not (page.dumped and _heads_stories(block)):
            continue
        found[index] = TEASER
        for other in range(index + 1, len(blocks) if begun else 0):
            early = blocks[other].start < middle
            prose = is_prose(blocks[other]) and other not in cuts
            if prose and (early or _runs_on(blocks, cuts, other)):
                break
            found[other] = TEASER
    return found


def _heads_stories(block: Block) -> bool:
    return not block.item and not block.ended and is_whole(furniture.MORE_STORIES, block.text)


def _runs_on(blocks: list[Block], cuts: Cuts, index: int) -> bool:
    """Whether another paragraph follows: teasers stand each below a headline of its own."""
    rest = range(index + 1, min(index + 8, len(blocks)))
    after = next((i for i in rest if i not in cuts and blocks[i].words > 1), None)
    return after is not None and is_prose(blocks[after])


def author_cuts(page: Page, cuts: Cuts) -> Cuts:
    """Below the text: who its author is. The name is known from above the text."""
    blocks = page.blocks
    names = {name for i in cuts if _signs(page, cuts, i) for name in _names(blocks[i].text)}
    last = [index for index in range(len(blocks)) if index not in cuts][-_LAST_BLOCKS:]
    about = [i for i in last[1:] if any(_is_about(blocks[i].text, name) for name in names)]
    return dict.fromkeys(about, AUTHOR)


def _signs(page: Page, cuts: Cuts, index: int) -> bool:
    """Whether the block is a byline, or a name right below the headline."""
    below_headline = cuts.get(index - 1) == HEADLINE and is_name(page.blocks[index].text)
    return cuts[index] == DATELINE or below_headline


def _names(byline: str) -> list[str]:
    return BYLINE_NAMES.findall(byline)


def _is_about(text: str, name: str) -> bool:
    rest = text[len(name) :].lstrip(" ,")
    verbs = ("is ", "was ", "has ", "writes", "covers", "reports", "joined", "works", "lives")
    return text.casefold().startswith(name.casefold()) and rest.startswith(verbs)


def contact_cuts(page: Page, cuts: Cuts) -> Cuts:
    """At the end: a telephone number or an address of the publisher, and the lines around it.

    In a leaflet or a notice these are what the reader asks for: only a publisher's are cut.
    """
    blocks = page.blocks
    tail = body_end(blocks, cuts)
    contacts = [i for i in range(tail, len(blocks)) if _is_contact(blocks[i])]
    if not contacts or not page.dumped:
        return {}
    first, last = min(contacts), max(contacts)
    while first > tail and _introduces_contact(blocks[first - 1]):
        first -= 1
    while last + 1 < len(blocks) and is_in(furniture.ADDRESS, blocks[last + 1].text):
        last += 1
    if not any(is_in(furniture.PUBLISHER, block.text) for block in blocks[first : last + 1]):
        return {}
    return dict.fromkeys(range(first, last + 1), CONTACT)


def _introduces_contact(block: Block) -> bool:
    """A name or an address above a telephone number, or "For more information contact:"."""
    if block.item or is_prose(block):
        return False
    text = block.text
    return is_name(text) or is_in(furniture.ADDRESS, text) or is_in(furniture.CONTACT_HEAD, text)


def _is_contact(block: Block) -> bool:
    return is_in(furniture.CONTACT, block.text) and not is_prose(block)


def tail_cuts(page: Page, cuts: Cuts) -> Cuts:
    """Loose words among the cuts at the end of the page, and the headline printed there again."""
    blocks, title = page.blocks, page.title
    tail = body_end(blocks, cuts)
    found = {index: HEADLINE for index, block in enumerate(blocks) if title and block.text == title}
    for index in range(tail, len(blocks) if page.dumped else 0):
        if is_signature(blocks[index].text):
            found[index] = DATELINE
    for index in range(_loose_from(page, cuts, tail), len(blocks)):
        if not is_prose(blocks[index]):
            found.setdefault(index, FURNITURE)
    return found


def _loose_from(page: Page, cuts: Cuts, tail: int) -> int:
    """The first cut in the tail from which on the cuts are many."""
    first, cut = len(page.blocks), 0
    for index in range(len(page.blocks) - 1, tail - 1, -1):
        passing = index not in cuts or _stands_in_articles(page.blocks[index], cuts[index])
        cut += index in cuts
        if not passing and cut >= _MOSTLY * (len(page.blocks) - index):
            first = index
    return first if page.dumped else len(page.blocks)


def _stands_in_articles(block: Block, reason: str) -> bool:
    """A cut behind which an article often goes on."""
    links = (furniture.ADVERTISEMENT, furniture.INLINE_LINK)
    return reason == PICTURE or any(is_whole(link, block.text) for link in links)
