"""Whether a page breaks its paragraphs into lines, and where."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from qa.lines import Line

ENDED = re.compile(r"[.!?…。！？।។؟۔]['\"”’»›“)\]*_]*(?:\[[\w ]{1,20}\])*$")
# Words and marks after which no English sentence and no headline ends.
OPEN_END = re.compile(
    r"(?:,|;|\b(?:a|an|the|of|and|or|to|in|for|with|by|at|on|from|that|which|who|than|as|his|her|"
    r"its|their|was|were|is|are|has|had|be|been|not|but))$",
    re.IGNORECASE,
)
GOES_ON = re.compile(r"[a-zß-öø-ÿ]|[.,;:)\]](?!\w)|[-–—] ")

SHORTEST_WRAPPED, LONGEST_WRAPPED = 40, 130
# The column of a newspaper. What was set in type is as wide as its letters are, so that a line may
# have had no room for a word although it is a little shorter than others.
_SHORTEST_COLUMN, _SHORTEST_NARROW, NARROW_SLACK = 24, 20, 2
_FEWEST_NARROW, _MOST_WIDE = 5, 0.1
_FULL, _GOING_ON, _MOST_ROWS, _FEWEST_SENTENCES = 0.85, 0.35, 0.2, 0.1
# A line breaks off in the midst of a sentence, behind "of the", or holds the end of one.
_BROKEN_SENTENCE = re.compile(r"[\w)][.!?][”\"]? [“\"]?[A-ZÀ-ÖØ-Þ]")
_ROW = re.compile(r"\S(?: {2,}|\t)\S|\||\d\W*$")  # of a table, of prices, of contents


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a page breaks its lines: at `column` characters, with `gap` blank lines between."""

    column: int
    gap: int

    @property
    def is_narrow(self) -> bool:
        """Whether it is a newspaper's column, hardly wider than lines of verse or of a list."""
        return self.column < SHORTEST_WRAPPED


def wrapping_of(text: str, lines: list[Line]) -> Wrapping | None:
    """The wrapping of the page, or None where each line is a paragraph of its own.

    Wrapped lines are of like length, mostly end inside a sentence, and often go on in lower case.
    """
    return _wide(text, lines) or _narrow(text, lines)


def _wide(text: str, lines: list[Line]) -> Wrapping | None:
    """The wrapping of the page, if its lines are as long as those of pages and mails."""
    pairs = [
        (line, after)
        for line, after in pairwise(lines)
        if SHORTEST_WRAPPED <= line.end - line.start <= LONGEST_WRAPPED
        and not after.bullet
        and line.quoted == after.quoted
    ]
    if len(pairs) < 3:
        return None
    broken = [
        (line, after) for line, after in pairs if not ENDED.search(text[line.start : line.end])
    ]
    going_on = [pair for pair in broken if GOES_ON.match(text, pair[1].start)]
    if len(broken) < 0.5 * len(pairs) or len(going_on) < 0.35 * len(broken) or len(going_on) < 2:
        return None
    lengths = sorted(line.end - line.start for line, _ in broken)
    gap = Counter(after.gap for _, after in going_on).most_common(1)[0][0]
    return Wrapping(column=lengths[int(0.9 * (len(lengths) - 1))], gap=gap)


def _narrow(text: str, lines: list[Line]) -> Wrapping | None:
    """The wrapping of a page that is a narrow column and nothing else.

    Verse and lists have lines as short. But theirs end where they will, and those of a column where
    the next word had no room.
    """
    if sum(line.end - line.start > SHORTEST_WRAPPED for line in lines) > _MOST_WIDE * len(lines):
        return None
    broken = [
        (line, after)
        for line, after in pairwise(lines)
        if line.end - line.start >= _SHORTEST_NARROW
        and not after.bullet
        and not ENDED.search(text[line.start : line.end])
    ]
    going_on = [pair for pair in broken if GOES_ON.match(text, pair[1].start)]
    if len(broken) < _FEWEST_NARROW or len(going_on) < _GOING_ON * len(broken):
        return None
    column = sorted(line.end - line.start for line, _ in broken)[int(0.9 * (len(broken) - 1))]
    rows = sum(_ROW.search(text, line.start, line.end) is not None for line, _ in broken)
    full = sum(_no_room(text, *pair, column - NARROW_SLACK) for pair in broken)
    sentences = sum(_is_of_sentences(text[line.start : line.end]) for line, _ in broken)
    if not _SHORTEST_COLUMN <= column < SHORTEST_WRAPPED or full < _FULL * len(broken):
        return None
    if rows > _MOST_ROWS * len(broken) or sentences < _FEWEST_SENTENCES * len(broken):
        return None
    return Wrapping(column, Counter(after.gap for _, after in going_on).most_common(1)[0][0])


def _is_of_sentences(words: str) -> bool:
    """Whether a line that ends in no mark is evidently one of running sentences."""
    stops = OPEN_END.search(words) is not None and words[-1] not in ",;"
    return stops or _BROKEN_SENTENCE.search(words) is not None


def _no_room(text: str, line: Line, after: Line, column: int) -> bool:
    """Whether the first word of `after` had no room on `line`."""
    word = text[after.start : after.end].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) > column
