"""An article into sentences, and into passages that read on their own."""

import re
from dataclasses import dataclass, field

from qa.headings import depth_of
from qa.parts import Part, parted, parts_of
from qa.sentences import Span
from qa.types import Article, Paragraph

# Characters. A news paragraph of one sentence is joined with the next ones up to _TARGET; about 60
# to 170 words are within what the encoder reads (256 word pieces) with room for the title.
_TARGET, _ROWS = 450, 300  # rows have more word pieces, and are read with the columns' names
_NONE = (0, 0)
_RULE = re.compile(r"[\s|:>-]{0,900}|(?:\s|<[^<>]{0,200}>){0,200}")  # below the names of columns


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage to be: its sentences in order, and what says of what they are: the heading above
    them, the one above that, for rows of a table the one that names its columns, and for what is
    said in a transcript who says it (each an empty span if there is none). It begins with the names
    of columns where they stand right above, and with the label of who speaks first."""

    start: int
    sentences: tuple[Span, ...]
    heading: Span
    above: Span
    columns: Span
    speaker: Span = (0, 0)

    @property
    def end(self) -> int:
        return self.sentences[-1][1]


def passages_of(text: str, article: Article) -> list[Draft]:
    """The passages of `article`, in order. No passage reaches across a cut, a heading, from a table
    to what is around it, or from one who speaks at length to another."""
    drafts: list[Draft] = []
    for section in _sections(text, article):
        group: list[Part] = []
        target = _TARGET if section.columns == _NONE else _ROWS
        for part in parts_of(text, article, section.paragraphs):
            if group and (part.end - group[0].start > target or part.is_apart(group)):
                group, asked = parted(text, group, part.speaker)
                drafts.append(section.draft(text, group))
                group = asked
            group.append(part)
        if group:
            drafts.append(section.draft(text, group))
    return drafts


@dataclass(slots=True)
class _Section:
    """Paragraphs with nothing between them, and what a draft has of them."""

    heading: Span = _NONE
    above: Span = _NONE
    columns: Span = _NONE
    paragraphs: list[Paragraph] = field(default_factory=list)

    def draft(self, text: str, parts: list[Part]) -> Draft:
        speakers = {part.speaker for part in parts}
        alone = len(speakers) == 1  # of several only the labels tell who says what
        sentences = tuple(
            span for part in parts for span in (part.sentences if alone else part.labelled)
        )
        start = parts[0].label
        if self.columns != _NONE and _RULE.fullmatch(text, self.columns[1], start):
            start = self.columns[0]
        speaker = speakers.pop() if alone else _NONE
        return Draft(start, sentences, self.heading, self.above, self.columns, speaker)


def _sections(text: str, article: Article) -> list[_Section]:
    """Runs of paragraphs with no heading and no cut between them, all of one table or of none."""
    sections = [_Section()]
    opened: list[tuple[int, Span]] = []  # the headings that the text stands below, with their depth
    barriers = iter([*(cut.start for cut in article.cuts), float("inf")])
    barrier = next(barriers)
    for paragraph in article.paragraphs:
        crossed = False
        while barrier < paragraph.start:
            barrier, crossed = next(barriers), True
        last, span = sections[-1], (paragraph.start, paragraph.end)
        if paragraph.kind == "heading":
            depth = depth_of(text, span)
            opened = [(d, one) for d, one in opened if 0 < d < depth]
            sections.append(_Section(span, opened[-1][1] if opened else _NONE))
            opened.append((depth, span))
        elif paragraph.kind == "columns":
            sections.append(_Section(last.heading, last.above, span))
        else:
            if last.columns != _NONE and paragraph.kind != "row":
                sections.append(_Section(last.heading, last.above))
            elif crossed and last.paragraphs:
                sections.append(_Section(last.heading, last.above, last.columns))
            sections[-1].paragraphs.append(paragraph)
    return [section for section in sections if section.paragraphs]
