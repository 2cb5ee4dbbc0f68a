"""Cuts of picture captions."""

import re
from itertools import pairwise

from qa.blocks import Block
from qa.bylines import CAPTION, CAPTION_LABEL, NAMED_CAPTION, POINTING
from qa.furniture import is_in, is_whole
from qa.headers import DATELINE, DOCUMENT_HEADER, PAGE_HEADER, text_start
from qa.prose import Cuts, Page, body_start
from qa.words import content_words

PICTURE = "picture caption"

_LONGEST_CAPTION = 60  # words
_ALT_TEXT, _CREDIT_WORDS = 5, 8
# What a caption that says what is to be seen has not: a second sentence, the past, a speaker.
_NO_CAPTION = re.compile(
    r"[a-z)]{2}[.!?] +[“\"A-ZÀ-Þ]|[!?]|\b(?:was|were|had|said|says|will|would|I|we|you)\b"
)
_PRESENT = re.compile(
    r"\b(?:is|are|as|looks?|watch(?:es)?|stands?|walks?|holds?|sits?|speaks?|arrives?|leaves?"
    r"|attends?|greets?|waves?|poses?|gathers?|carr(?:y|ies)|pass(?:es)?|waits?|plays?|shows?)\b"
)


def caption_cuts(page: Page, cuts: Cuts) -> Cuts:
    """Blocks that credit a photographer, point at a picture, or stand below "Image caption"."""
    blocks = page.blocks
    found: dict[int, str] = {}
    for index, block in enumerate(blocks):
        if block.words > _LONGEST_CAPTION:
            continue
        pointing = index < DOCUMENT_HEADER and POINTING.search(block.text)
        if pointing or is_in(CAPTION, block.text):
            found[index] = PICTURE
        if is_whole(CAPTION_LABEL, block.text) and index + 1 < len(blocks):
            found |= {index: PICTURE, index + 1: PICTURE}
    if page.dumped:
        found |= (
            _above_credit(page, cuts, found) | _named(page, cuts) | _printed_twice(blocks, found)
        )
    return found


def _above_credit(page: Page, cuts: Cuts, captions: Cuts) -> dict[int, str]:
    """Above the text: the line right above a credit, where other lines have blank ones between."""
    start = body_start(page.blocks, cuts, PAGE_HEADER)
    top = page.blocks[: text_start(page, {**cuts, **captions}, start) + 1]
    return {
        index: PICTURE
        for index, (block, credit) in enumerate(pairwise(top))
        if index + 1 in captions and credit.words <= _CREDIT_WORDS and credit.gap == 0
        if block.gap > 0 and block.words <= _LONGEST_CAPTION and block.text != page.title
    }


def _named(page: Page, cuts: Cuts) -> dict[int, str]:
    """Above the text: a sentence with the photographer's name behind its full stop."""
    top = page.blocks[: body_start(page.blocks, cuts, PAGE_HEADER)]
    return {i: PICTURE for i, b in enumerate(top) if is_whole(NAMED_CAPTION, b.text)}


def _printed_twice(blocks: list[Block], captions: Cuts) -> dict[int, str]:
    """A picture's alternative text beside its caption, which says the same."""
    found: dict[int, str] = {}
    for index in range(len(blocks) - 1):
        block, after = blocks[index], blocks[index + 1]
        if block.words < _ALT_TEXT or block.item or block.words > _LONGEST_CAPTION:
            continue
        if index + 1 in captions and after.text.startswith(block.text):
            found |= {index: PICTURE, index + 1: PICTURE}
    return found


def unmarked_caption(page: Page, cuts: Cuts) -> Cuts:
    """One sentence between the page's header and the lead that is about something else.

    The lead of an article shares words with its headline, and its words come back further down;
    a caption of an agency picture shares neither, and is in the present tense.
    """
    blocks, title = page.blocks, page.title
    first = next((i for i in range(len(blocks)) if i not in cuts), None)
    if not first or first > PAGE_HEADER or title is None or first + 2 >= len(blocks):
        return {}
    block, lead = blocks[first], blocks[first + 1]
    chrome = sum(1 for i in range(first) if cuts.get(i) != DATELINE)
    if chrome < 2 or not page.dumped or not _describes(block):
        return {}
    words, headline = content_words(block.text), content_words(title)
    rest = content_words(
        " ".join(b.text for i, b in enumerate(blocks) if i > first and i not in cuts)
    )
    about_else = not words & headline and len(words & rest) < 0.34 * len(words)
    return {first: PICTURE} if about_else and content_words(lead.text) & headline else {}


def _describes(block: Block) -> bool:
    """Whether it reads as "Villagers watch on as their homes are pulled down"."""
    short = block.words <= _LONGEST_CAPTION
    return short and bool(_PRESENT.search(block.text)) and not _NO_CAPTION.search(block.text)
