"""What the rules of boilerplate hand each other: a page, its cuts, which blocks are prose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qa.blocks import Block

# Index of a block to the reason for which it is left out.
Cuts = Mapping[int, str]

_PROSE_WORDS, _LONG_PROSE_WORDS = 8, 25


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a source; `dumped` says that it evidently is a web page dumped as text.

    `title` is its headline, as the page prints it or else as the manifest gives it.
    """

    blocks: list[Block]
    title: str | None
    dumped: bool


def is_prose(block: Block) -> bool:
    """Whether the block reads as running text: a sentence that ends, or a great many words."""
    return block.words >= _LONG_PROSE_WORDS or (block.ended and block.words >= _PROSE_WORDS)


def prose_in(blocks: list[Block], cuts: Cuts, where: Iterable[int]) -> Iterable[int]:
    """The indexes of `where` that are prose and not cut."""
    return (index for index in where if index not in cuts and is_prose(blocks[index]))


def body_start(blocks: list[Block], cuts: Cuts, limit: int) -> int:
    """Index of the first block of prose that is not cut; 0 when none is among the first `limit`."""
    return next(iter(prose_in(blocks, cuts, range(min(limit, len(blocks))))), 0)


def body_end(blocks: list[Block], cuts: Cuts) -> int:
    """Index behind the last block of prose that is not cut; all blocks where there is none."""
    last = next(iter(prose_in(blocks, cuts, reversed(range(len(blocks))))), None)
    return len(blocks) if last is None else last + 1
