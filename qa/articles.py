"""A stored text -> the article inside it, with every offset kept."""

from qa.blocks import Block, blocks_of
from qa.boilerplate import boilerplate, headline_of
from qa.lines import lines_of
from qa.markdown import markdown_blocks
from qa.types import Article, Cut, Paragraph

_HEADING_WORDS = 12


def article_of(text: str, title: str | None = None, *, markdown: bool = False) -> Article:
    """The article inside `text`. `title`: its headline, where the manifest gives one."""
    blocks, cuts = markdown_blocks(text) if markdown else (blocks_of(text, lines_of(text)), [])
    headline = headline_of(blocks)
    reasons = boilerplate(blocks, headline or title)
    kept = [block for index, block in enumerate(blocks) if index not in reasons]
    cuts += [Cut(blocks[index].start, blocks[index].end, reasons[index]) for index in reasons]
    return Article(
        headline=headline,
        paragraphs=tuple(
            Paragraph(block.start, block.end, block.heading or _is_heading(block, after))
            for block, after in zip(kept, [*kept[1:], None], strict=True)
        ),
        cuts=tuple(sorted(cuts, key=lambda cut: cut.start)),
    )


def _is_heading(block: Block, after: Block | None) -> bool:
    """A few words that end without a mark, give no fact by themselves, and stand above a text."""
    if block.item or after is None or block.words > _HEADING_WORDS or block.ended:
        return False
    if ":" in block.text[:-1] or any(c.isdigit() for c in block.text.split(maxsplit=1)[-1]):
        return False
    return block.text[0].isupper() and (after.words > block.words or after.item)
