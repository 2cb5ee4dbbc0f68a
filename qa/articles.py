"""A stored text -> the article inside it, with every offset kept."""

import re
from bisect import bisect_right

from qa.blocks import Block, blocks_of
from qa.boilerplate import boilerplate, headline_of
from qa.hiding import HIDDEN, comments_in
from qa.html import is_page
from qa.imprint.embedded import embedded_in
from qa.imprint.imprint import imprint_of
from qa.imprint.lines import head_of
from qa.lines import lines_of
from qa.markdown import markdown_blocks
from qa.mastheads import headline_below, heads_section, with_mastheads
from qa.running import without_running
from qa.speakers import turns_of, with_labels
from qa.subtitles import subtitle_blocks
from qa.types import Article, Cut, Paragraph, ParagraphKind

_HEADING_WORDS = 12
_CAPITALS, _UNDER = 7, 3  # words in capitals above a text of so many times as many
_LISTING_WORDS = 5  # "Flowers, food and animals"; with more words a comma makes a statement
_BOLD = re.compile(r"(\*\*|__)[^*_]+\1:?")
_BOLD_QUESTION = re.compile(r"(\*\*|__)[^*_]+\?\1")
_QUESTION = re.compile(r"[^\"“”.!?:]+\?")


def article_of(text: str, title: str | None = None, *, markdown: bool = False) -> Article:
    """The article inside `text`. `title`: its headline, where the manifest gives one.

    A page in HTML is read as one, whatever its file is called.
    """
    html = is_page(text)
    markdown = markdown or html
    blocks, cuts = markdown_blocks(text) if markdown else _plain_blocks(text)
    blocks = with_labels(text, blocks)
    embedded = embedded_in(text, blocks, html=html, markdown=markdown)
    known = title or embedded.title
    headline = headline_of(blocks, known)
    within = not title
    if known and headline and heads_section(text, blocks, headline, known, within=within):
        headline = known
    if not known:
        headline = headline_below(text, blocks) or headline
        blocks = with_mastheads(blocks, headline)
    reasons = boilerplate(blocks, headline or title)
    kept = [block for index, block in enumerate(blocks) if index not in reasons]
    cuts += [Cut(blocks[index].start, blocks[index].end, reasons[index]) for index in reasons]
    turns = turns_of(text, [(b.start, b.end) for b in kept if not (b.table or b.heading)])
    begun = {turn.start for turn in turns}
    return Article(
        headline=embedded.title or headline,
        paragraphs=tuple(
            Paragraph(
                block.start,
                block.end,
                "text" if block.start in begun else _kind(block, after, markdown=markdown),
            )
            for block, after in zip(kept, [*kept[1:], None], strict=False)
        ),
        cuts=tuple(sorted(cuts, key=lambda cut: cut.start)),
        turns=turns,
        imprint=imprint_of(embedded, head_of(text, blocks, reasons, html=html)),
    )


def _plain_blocks(text: str) -> tuple[list[Block], list[Cut]]:
    hidden = comments_in(text)
    ends = [end for _, end in hidden]
    starts = [*(start for start, _ in hidden), len(text)]
    lines = [one for one in lines_of(text) if one.start < starts[bisect_right(ends, one.start)]]
    cuts = [Cut(a, b, HIDDEN) for a, b in hidden]
    if subtitles := subtitle_blocks(text, lines):
        return subtitles[0], subtitles[1] + cuts
    lines, running = without_running(text, lines)
    return blocks_of(text, lines), running + cuts


def _kind(block: Block, after: Block | None, *, markdown: bool) -> ParagraphKind:
    if block.table:
        return block.table
    return "heading" if _is_heading(block, after, markdown=markdown) else "text"


def _is_heading(block: Block, after: Block | None, *, markdown: bool) -> bool:
    """Whether the block stands above a text without being a statement of its own.

    A short question above its answer; a line in bold, a question even if its answer is as short;
    and, where the format has no headings, a few words that end without a mark and give no fact by
    themselves.
    """
    if block.heading:
        return True
    if after is None or block.words > _HEADING_WORDS or (block.item and after.item):
        return False
    stands_apart = block.gap > 0 or block.start == 0 or after.ended or after.item
    short = after.words <= block.words and not after.item
    if not stands_apart or (short and not _BOLD_QUESTION.fullmatch(block.text)):
        return False
    if _BOLD.fullmatch(block.text) or _QUESTION.fullmatch(block.text):
        return True
    capitals = block.text.isupper() and block.words <= _CAPITALS
    if not markdown and capitals and after.words >= _UNDER * block.words:
        return True  # "ALARMING FIRE AT THE QUAY.", of old papers
    if markdown or block.ended or ":" in block.text or not block.text[0].isupper():
        return False
    if any(c.isdigit() for c in block.text):
        return False
    return "," not in block.text or block.words <= _LISTING_WORDS
