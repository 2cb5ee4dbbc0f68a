"""An article and a span of its stored text -> what the page shows, the span marked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qa.folding import fold
from qa.types import Article

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a block, white space folded; `first` on the first marked run of the page."""

    text: str
    marked: bool
    first: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, or something left out (with the reason)."""

    runs: tuple[Run, ...]
    heading: bool = False
    reason: str | None = None

    @property
    def marked(self) -> bool:
        return any(run.marked for run in self.runs)


@dataclass(frozen=True, slots=True)
class Shown:
    """The blocks of the article, and below them what was left out of it."""

    article: tuple[Block, ...]
    cuts: tuple[Block, ...]

    @property
    def marked(self) -> bool:
        return any(block.marked for block in self.article) or self.cut_marked

    @property
    def cut_marked(self) -> bool:
        """Whether some of the span was left out of the article."""
        return any(block.marked for block in self.cuts)


def shown(text: str, article: Article, span: Span | None) -> Shown:
    """`article` of the stored text `text` with `span` marked; white space is never marked."""
    blocks = [
        *(
            Block(_runs(text, (p.start, p.end), span), heading=p.kind == "heading")
            for p in article.paragraphs
        ),
        *(Block(_runs(text, (c.start, c.end), span), reason=c.reason) for c in article.cuts),
    ]
    blocks = _first_named(blocks)
    count = len(article.paragraphs)
    return Shown(tuple(blocks[:count]), tuple(blocks[count:]))


def _runs(text: str, block: Span, span: Span | None) -> tuple[Run, ...]:
    """The block in one run, or in up to three where the span meets it."""
    start, end = _stripped(text, *block)
    low, high = _stripped(text, max(start, span[0]), min(end, span[1])) if span else (0, 0)
    if low >= high:
        return (Run(_folded(text[start:end]), marked=False),)
    runs = (
        Run(_folded(text[start:low]), marked=False),
        Run(_folded(text[low:high]), marked=True),
        Run(_folded(text[high:end]), marked=False),
    )
    return tuple(run for run in runs if run.text)


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _folded(text: str) -> str:
    """White space folded; a space at an end stays one, since words follow in the next run."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{fold(text)}{after}"


def _first_named(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, with `first` set on the first marked run among them."""
    result = list(blocks)
    for index, block in enumerate(result):
        if block.marked:
            runs = list(block.runs)
            place = next(n for n, run in enumerate(runs) if run.marked)
            runs[place] = replace(runs[place], first=True)
            result[index] = replace(block, runs=tuple(runs))
            break
    return result
