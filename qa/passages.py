"""An article into sentences, and into passages that read on their own."""

import re
from dataclasses import dataclass, field

from qa.folding import fold
from qa.headings import depth_of
from qa.questions import is_bare_question
from qa.sentences import Span, sentences_of
from qa.types import Article, Paragraph

# Characters. A news paragraph of one sentence is joined with the next ones up to _TARGET, a long
# paragraph is divided at sentences so that none is above _LIMIT: about 60 to 170 words, which is
# within what the encoder reads (256 word pieces) with room for the title.
_TARGET, _LIMIT = 450, 700
_SHORT = 200  # a paragraph that only asks
_ROWS, _WHOLE_ROW = 300, 400  # rows have more word pieces, and are read with the columns' names
_NONE = (0, 0)
_RULE = re.compile(r"[\s|:>-]{0,900}|(?:\s|<[^<>]{0,200}>){0,200}")  # below the names of columns


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage to be: its sentences in order, and what says of what they are: the heading above
    them, the one above that, and for rows of a table the one that names its columns (each an empty
    span if there is none). It begins with this last where that stands right above."""

    start: int
    sentences: tuple[Span, ...]
    heading: Span
    above: Span
    columns: Span

    @property
    def end(self) -> int:
        return self.sentences[-1][1]


def passages_of(text: str, article: Article) -> list[Draft]:
    """The passages of `article`, in order. No passage reaches across a cut, a heading, or from a
    table to what is around it."""
    drafts: list[Draft] = []
    for section in _sections(text, article):
        group: list[Span] = []
        last: list[Span] = []
        target = _TARGET if section.columns == _NONE else _ROWS
        for paragraph in section.paragraphs:
            for part in _parts(_sentences(text, paragraph)):
                if group and part[-1][1] - group[0][0] > target:
                    asked = _last_question(text, group, last)
                    drafts.append(section.draft(text, group[: len(group) - len(asked)]))
                    group = asked
                group.extend(part)
                last = part
        if group:
            drafts.append(section.draft(text, group))
    return drafts


def _sentences(text: str, paragraph: Paragraph) -> list[Span]:
    """A row of a table is one, unless it is too long to be quoted as one: its first cell tells what
    the others are about."""
    whole = (paragraph.start, paragraph.end)
    if paragraph.kind == "row" and paragraph.end - paragraph.start <= _WHOLE_ROW:
        return [whole]
    return sentences_of(text, *whole)


def _last_question(text: str, group: list[Span], last: list[Span]) -> list[Span]:
    """The sentences at the end of several that ask: they belong to the answer in the next passage.

    They are all of the `last` paragraph where it is short ("The well is dry. Whose is it?").
    """
    if not is_bare_question(fold(text[slice(*group[-1])])):
        return []
    short = last[-1][1] - last[0][0] <= _SHORT
    asked = last if short else last[-1:]
    return asked if len(asked) < len(group) else []


@dataclass(slots=True)
class _Section:
    """Paragraphs with nothing between them, and what a draft has of them."""

    heading: Span = _NONE
    above: Span = _NONE
    columns: Span = _NONE
    paragraphs: list[Paragraph] = field(default_factory=list)

    def draft(self, text: str, sentences: list[Span]) -> Draft:
        start = sentences[0][0]
        if self.columns != _NONE and _RULE.fullmatch(text, self.columns[1], start):
            start = self.columns[0]
        return Draft(start, tuple(sentences), self.heading, self.above, self.columns)


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


def _parts(sentences: list[Span]) -> list[list[Span]]:
    """A paragraph's sentences, divided evenly where the paragraph is above the limit."""
    if not sentences:
        return []
    length = sentences[-1][1] - sentences[0][0]
    count = -(-length // _LIMIT)
    parts: list[list[Span]] = [[]]
    for sentence in sentences:
        begun = parts[-1]
        if begun and sentence[1] - begun[0][0] > length / count * 1.1:
            parts.append([])
        parts[-1].append(sentence)
    return parts
