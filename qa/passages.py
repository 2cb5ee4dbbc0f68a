"""An article into sentences, and into passages that read on their own."""

from dataclasses import dataclass

from qa.folding import fold
from qa.questions import is_bare_question
from qa.sentences import Span, sentences_of
from qa.types import Article, Paragraph

# Characters. A news paragraph of one sentence is joined with the next ones up to _TARGET, a long
# paragraph is divided at sentences so that none is above _LIMIT: about 60 to 170 words, which is
# within what the encoder reads (256 word pieces) with room for the title.
_TARGET, _LIMIT = 450, 700
_SHORT = 200  # a paragraph that only asks


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage to be: its sentences in order, and the heading above it (an empty span if none)."""

    sentences: tuple[Span, ...]
    heading: Span

    @property
    def start(self) -> int:
        return self.sentences[0][0]

    @property
    def end(self) -> int:
        return self.sentences[-1][1]


def passages_of(text: str, article: Article) -> list[Draft]:
    """The passages of `article`, in order. No passage reaches across a cut or a heading."""
    drafts: list[Draft] = []
    for heading, paragraphs in _sections(article):
        group: list[Span] = []
        last: list[Span] = []
        for paragraph in paragraphs:
            sentences = sentences_of(text, paragraph.start, paragraph.end)
            for part in _parts(sentences):
                if group and part[-1][1] - group[0][0] > _TARGET:
                    asked = _last_question(text, group, last)
                    drafts.append(Draft(tuple(group[: len(group) - len(asked)]), heading))
                    group = asked
                group.extend(part)
                last = part
        if group:
            drafts.append(Draft(tuple(group), heading))
    return drafts


def _last_question(text: str, group: list[Span], last: list[Span]) -> list[Span]:
    """The sentences at the end of several that ask: they belong to the answer in the next passage.

    They are all of the `last` paragraph where it is short ("The well is dry. Whose is it?").
    """
    if not is_bare_question(fold(text[slice(*group[-1])])):
        return []
    short = last[-1][1] - last[0][0] <= _SHORT
    asked = last if short else last[-1:]
    return asked if len(asked) < len(group) else []


def _sections(article: Article) -> list[tuple[Span, list[Paragraph]]]:
    """Runs of paragraphs with no heading and no cut between them, each with its last heading."""
    sections: list[tuple[Span, list[Paragraph]]] = [((0, 0), [])]
    barriers = iter([*(cut.start for cut in article.cuts), float("inf")])
    barrier = next(barriers)
    for paragraph in article.paragraphs:
        crossed = False
        while barrier < paragraph.start:
            barrier, crossed = next(barriers), True
        if paragraph.heading:
            sections.append(((paragraph.start, paragraph.end), []))
            continue
        if crossed and sections[-1][1]:
            sections.append((sections[-1][0], []))
        sections[-1][1].append(paragraph)
    return [section for section in sections if section[1]]


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
