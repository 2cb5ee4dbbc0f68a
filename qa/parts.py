"""Paragraphs into parts: their sentences, and in a transcript who says them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.folding import fold
from qa.questions import is_bare_question
from qa.sentences import Span, sentences_of
from qa.types import Article, Paragraph, Turn

# Characters. A long paragraph is divided at sentences so that none is above _LIMIT, which is within
# what the encoder reads.
_LIMIT, _WHOLE_ROW = 700, 400
_SHORT, _SHORT_TURN = 200, 100  # a paragraph that only asks; a turn that says little by itself
_NONE = (0, 0)
_QUOTED = re.compile(r"(?:>[ \t]*)+")


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences of a paragraph that stay together.

    `turn` is the one that they belong to, None outside a transcript; `label` where that begins, if
    they do with it, else where they do; `speaker` is where the name stands of who says it, or of
    whom it is said to by one that asks (`prompts`).
    """

    sentences: tuple[Span, ...]
    label: int
    turn: Turn | None = None
    speaker: Span = _NONE
    prompts: bool = False

    @property
    def start(self) -> int:
        return self.sentences[0][0]

    @property
    def end(self) -> int:
        return self.sentences[-1][1]

    @property
    def labelled(self) -> tuple[Span, ...]:
        """The sentences, the first one with the label."""
        return (self.label, self.sentences[0][1]), *self.sentences[1:]

    def is_apart(self, group: Sequence["Part"]) -> bool:
        """Whether it is said by another than the parts before it, and one of the two is long.

        Short turns stay together: "Objection." "Sustained." says little by itself.
        """
        if (self.turn is None) != (group[-1].turn is None):
            return True
        speakers = {part.speaker for part in group}
        if speakers == {self.speaker}:
            return False
        said = group[-1].end - group[0].start if len(speakers) == 1 else 0
        return max(self.end - self.start, said) > _SHORT_TURN


def parts_of(text: str, article: Article, paragraphs: Sequence[Paragraph]) -> list[Part]:
    """The parts of paragraphs that nothing stands between, in order."""
    parts = [
        part
        for paragraph in paragraphs
        for start, end, turn in _turns(article.turns, paragraph)
        for part in _divided(text, replace(paragraph, start=start, end=end), turn)
    ]
    # What is asked is read with who answers: "When did you leave?"
    for n in range(len(parts) - 1, 0, -1):
        one, after = parts[n - 1], parts[n]
        if after.turn and one.turn and after.turn != one.turn and _prompts(text, one):
            parts[n - 1] = replace(one, speaker=after.speaker, prompts=True)
    return parts


def parted(text: str, group: list[Part], speaker: Span) -> tuple[list[Part], list[Part]]:
    """A group, and the end of it that belongs to the answer in the next passage: what asks.

    That is all of its last part where it is short ("The well is dry. Whose is it?").
    """
    *before, last = group
    if not (last.prompts or is_bare_question(fold(text[slice(*last.sentences[-1])]))):
        return group, []
    if last.prompts or last.end - last.start <= _SHORT or len(last.sentences) == 1:
        return (before, [replace(last, speaker=speaker)]) if before else (group, [])
    asking = last.sentences[-1:]
    return (
        [*before, replace(last, sentences=last.sentences[:-1])],
        [replace(last, sentences=asking, label=asking[0][0], speaker=speaker)],
    )


def _prompts(text: str, part: Part) -> bool:
    """Whether a part asks another to speak, in a question or in other words, and no more."""
    asked = text[slice(*part.sentences[-1])]
    short = part.end - part.start <= _SHORT
    return short and part.turn is not None and (part.turn.asks or is_bare_question(fold(asked)))


def _turns(turns: Sequence[Turn], paragraph: Paragraph) -> Iterator[tuple[int, int, Turn | None]]:
    """A paragraph where turns begin in it, each with its words. What stands between two turns goes
    on with the first, unless it is a row of a table."""
    first, last = (bisect_left(turns, n, key=_start) for n in (paragraph.start, paragraph.end))
    begun = turns[first:last]
    goes_on = 0 < last < len(turns) and first > 0 and paragraph.kind != "row"
    end = begun[0].start if begun else paragraph.end
    if end > paragraph.start:
        yield paragraph.start, end, turns[first - 1] if goes_on else None
    for turn in begun:
        yield turn.start, turn.end, turn


def _start(turn: Turn) -> int:
    return turn.start


def _divided(text: str, paragraph: Paragraph, turn: Turn | None) -> list[Part]:
    """A paragraph's sentences, divided evenly where the paragraph is above the limit."""
    begins = turn is not None and turn.start == paragraph.start
    if turn is not None and begins:
        paragraph = replace(paragraph, start=turn.said)
    sentences = _sentences(text, paragraph)
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
    speaker = turn.speaker if turn is not None else _NONE
    found = [Part(tuple(part), part[0][0], turn, speaker) for part in parts]
    if turn is not None and begins:
        found[0] = replace(found[0], label=turn.start)
    return found


def _sentences(text: str, paragraph: Paragraph) -> list[Span]:
    """A row of a table is one, unless it is too long to be quoted as one: its first cell tells what
    the others are about."""
    whole = (paragraph.start, paragraph.end)
    if paragraph.kind == "row" and paragraph.end - paragraph.start <= _WHOLE_ROW:
        return [whole]
    return [_unmarked(text, span, paragraph.start) for span in sentences_of(text, *whole)]


def _unmarked(text: str, sentence: Span, start: int) -> Span:
    """A sentence without the mark of what is quoted before it: "> It may go out."."""
    first, last = sentence
    above = text.rfind("\n", start, first)
    if text[first] != ">" or above < 0 or text[above:first].strip():
        return sentence
    words = _QUOTED.match(text, first, last)
    return (words.end(), last) if words and words.end() < last else sentence
