"""Which blocks of a scraped page are not its article, and why.

General habits of pages only: what is repeated, what points at a picture, what stops in
mid-sentence under a bullet, what is listed as a reference, what stands outside the first and the
last paragraph. Each rule reads the blocks and the cuts made so far and returns more cuts.
Kohlschütter et al. (2010) found shallow text features like these to carry most of what heavier
models know.
"""

from collections.abc import Callable, Mapping
from itertools import takewhile

from qa import furniture
from qa.blocks import Block
from qa.words import content_words

Cuts = Mapping[int, str]

HEADLINE = "headline printed again"
DATELINE = "byline or date line"
CAPTION = "picture caption"
TEASER = "teaser of another story"
CONTACT = "contact details"
CITE = "how to cite"
REFERENCE = "reference list"
FURNITURE = "page furniture"

_HEADER = 16  # blocks within which the article must have begun
_PROSE_WORDS = 8
_LONG_PROSE_WORDS = 25


def boilerplate(blocks: list[Block], title: str | None) -> dict[int, str]:
    """The blocks to leave out: their index to the reason. `title` is the headline, if known."""
    cuts: dict[int, str] = {}
    rules: tuple[Callable[[list[Block], Cuts, str | None], Cuts], ...] = (
        _furniture, _citations, _references, _teasers, _more_stories, _captions,
        _header, _unmarked_caption, _contact, _tail,
    )  # fmt: skip
    for rule in rules:
        for index, reason in rule(blocks, cuts, title).items():
            cuts.setdefault(index, reason)
    return cuts


def is_prose(block: Block) -> bool:
    """Whether the block reads as running text: a sentence that ends, or a great many words."""
    if furniture.REFERENCE.search(block.text) and not block.ended:
        return False
    return block.words >= _LONG_PROSE_WORDS or (block.ended and block.words >= _PROSE_WORDS)


def headline_of(blocks: list[Block]) -> str | None:
    """The page's headline: what its first blocks repeat, or a first block that is no prose."""
    if named := next((block.text for block in blocks[:_HEADER] if block.heading), None):
        return named
    header = list(takewhile(lambda block: not is_prose(block), blocks[:_HEADER]))
    texts = [block.text for block in header]
    for text in texts:
        if len(text.split()) > 1 and sum(text in other for other in texts) > 1:
            return text
    plain = (text for text in texts if not _is_label(text))
    return next(plain, None) if len(header) < len(blocks) else None


def _furniture(blocks: list[Block], cuts: Cuts, title: str | None) -> Cuts:
    whole = (furniture.WIDGET, furniture.COPYRIGHT, furniture.INLINE_LINK)
    return {
        index: FURNITURE
        for index, block in enumerate(blocks)
        if any(furniture.is_whole(pattern, block.text) for pattern in whole)
    }


def _citations(blocks: list[Block], cuts: Cuts, title: str | None) -> Cuts:
    found: dict[int, str] = {}
    for index, block in enumerate(blocks):
        if furniture.is_whole(furniture.CITE_THIS, block.text):
            found[index] = CITE
            after = blocks[index + 1 : index + 3]
            found |= {
                index + 1 + n: CITE
                for n, other in enumerate(after)
                if furniture.CITATION.search(other.text) or furniture.REFERENCE.search(other.text)
            }
    return found


def _references(blocks: list[Block], cuts: Cuts, title: str | None) -> Cuts:
    """A heading and the list below it, or three references and more in a row."""
    found: dict[int, str] = {}
    run: list[int] = []
    headed = False
    for index, block in enumerate(blocks):
        if index not in cuts and furniture.REFERENCE.search(block.text):
            run.append(index)
            if headed or len(run) >= 3:
                found |= dict.fromkeys(run, REFERENCE)
        elif furniture.is_whole(furniture.REFERENCES_HEADING, block.text):
            run, headed = [index], True
        else:
            run, headed = [], False
    return found


def _teasers(blocks: list[Block], cuts: Cuts, title: str | None) -> Cuts:
    """At the end of a page: headlines as list items, each above a text that stops short."""
    last = len(blocks)
    while last and (last - 1 in cuts or _is_contact(blocks[last - 1])):
        last -= 1
    start, cut_off, whole = last, 0, 0
    while start >= 2 and _is_headline_item(blocks[start - 2]) and not blocks[start - 1].item:
        cut_off += not blocks[start - 1].ended
        whole += blocks[start - 1].ended
        start -= 2
    if cut_off < 2 or cut_off <= whole:
        return {}
    return dict.fromkeys(range(start, last), TEASER)


def _more_stories(blocks: list[Block], cuts: Cuts, title: str | None) -> Cuts:
    """A heading such as "Related articles" with what is under it."""
    found: dict[int, str] = {}
    length = blocks[-1].end if blocks else 0
    for index, block in enumerate(blocks):
        if index in found or not furniture.is_whole(furniture.MORE_STORIES, block.text):
            continue
        found[index] = TEASER
        at_the_end = block.start > 0.5 * length
        for other in range(index + 1, len(blocks)):
            if is_prose(blocks[other]) and not at_the_end:
                break
            found[other] = TEASER
    return found


def _captions(blocks: list[Block], cuts: Cuts, title: str | None) -> Cuts:
    found: dict[int, str] = {}
    for index, block in enumerate(blocks):
        short = block.words <= 60
        pointing = index < _HEADER and furniture.POINTING.search(block.text)
        if short and (pointing or furniture.CAPTION.search(block.text)):
            found[index] = CAPTION
    return found


def _header(blocks: list[Block], cuts: Cuts, title: str | None) -> Cuts:
    """What stands above the first paragraph: the headline, and labels, bylines, dates."""
    header = _header_end(blocks, cuts)
    found: dict[int, str] = {}
    for index, block in enumerate(blocks[:header]):
        if title and (block.text == title or (title in block.text and not block.ended)):
            found[index] = HEADLINE
        elif furniture.is_whole(furniture.DATE_LINE, block.text) or furniture.is_whole(
            furniture.BYLINE, block.text
        ):
            found[index] = DATELINE
    if not any(reason == HEADLINE for reason in found.values()) and not cuts:
        return found
    for index, block in enumerate(blocks[:header]):
        if index not in found and not block.ended and not block.item and ":" not in block.text:
            beside_date = any(found.get(other) == DATELINE for other in (index - 1, index + 1))
            found[index] = DATELINE if beside_date and _is_name(block.text) else FURNITURE
    return found


def _unmarked_caption(blocks: list[Block], cuts: Cuts, title: str | None) -> Cuts:
    """One sentence between the page's header and the lead that is about something else.

    The lead of an article shares words with its headline, and its words come back further down;
    a caption of an agency picture shares neither.
    """
    first = next((i for i in range(len(blocks)) if i not in cuts), None)
    if first is None or first == 0 or first > _HEADER or title is None or first + 2 >= len(blocks):
        return {}
    block, lead = blocks[first], blocks[first + 1]
    words, headline = content_words(block.text), content_words(title)
    rest = content_words(
        " ".join(b.text for i, b in enumerate(blocks) if i > first and i not in cuts)
    )
    about_else = not words & headline and len(words & rest) < 0.34 * len(words)
    leads = bool(content_words(lead.text) & headline)
    chrome = sum(1 for i in range(first) if cuts.get(i) != DATELINE)
    if about_else and leads and chrome >= 2 and block.words <= 40 and "\n" not in block.text:
        return {first: CAPTION}
    return {}


def _contact(blocks: list[Block], cuts: Cuts, title: str | None) -> Cuts:
    """At the end: a telephone number or an address of the publisher, and the lines around it."""
    tail = _tail_start(blocks, cuts)
    contacts = [i for i in range(tail, len(blocks)) if _is_contact(blocks[i])]
    if not contacts:
        return {}
    first, last = min(contacts), max(contacts)
    while first > tail and not blocks[first - 1].item and not is_prose(blocks[first - 1]):
        first -= 1
    while last + 1 < len(blocks) and furniture.ADDRESS.search(blocks[last + 1].text):
        last += 1
    return dict.fromkeys(range(first, last + 1), CONTACT)


def _tail(blocks: list[Block], cuts: Cuts, title: str | None) -> Cuts:
    """Loose words between cuts at the end of the page, and the headline printed there again."""
    tail = _tail_start(blocks, cuts)
    found = {index: HEADLINE for index, block in enumerate(blocks) if title and block.text == title}
    for index in range(tail, len(blocks)):
        enclosed = any(i in cuts for i in range(index + 1, len(blocks))) and (index - 1) in cuts
        date = furniture.is_whole(furniture.DATE_LINE, blocks[index].text)
        if date or (enclosed and not is_prose(blocks[index]) and not blocks[index].item):
            found[index] = DATELINE if date else FURNITURE
    return found


def _header_end(blocks: list[Block], cuts: Cuts) -> int:
    """Index of the first block of prose that is not cut; 0 when none comes soon."""
    for index, block in enumerate(blocks[: _HEADER + 1]):
        if index not in cuts and is_prose(block):
            return index
    return 0


def _tail_start(blocks: list[Block], cuts: Cuts) -> int:
    """Index behind the last block of prose that is not cut."""
    for index in range(len(blocks) - 1, -1, -1):
        if index not in cuts and is_prose(blocks[index]):
            return index + 1
    return len(blocks)


def _is_contact(block: Block) -> bool:
    return furniture.CONTACT.search(block.text) is not None and not (
        block.ended and block.words >= _PROSE_WORDS
    )


def _is_headline_item(block: Block) -> bool:
    return block.item and block.words <= 20 and not block.text.endswith(".")


def _is_label(text: str) -> bool:
    patterns = (furniture.WIDGET, furniture.DATE_LINE, furniture.BYLINE, furniture.COPYRIGHT)
    return any(furniture.is_whole(pattern, text) for pattern in patterns)


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[0].isupper() for word in words)
