"""Subtitles (SubRip, WebVTT) in a plain text: the spoken lines go on from cue to cue.

The numbers and times of the cues are marks, as bullets are. Within a sentence they stay in its
quote, which is the stored text (`qa.folding` reads it without); as cuts they would divide passages.
"""

import re
from collections.abc import Iterator

from qa.blocks import Block, block_of
from qa.lines import Line
from qa.types import Cut
from qa.wrapping import ENDED

NOTE = "note of subtitles"
_FEWEST_CUES = 2
_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?![^ \t]).*")
_NUMBER = re.compile(r"\d{1,6}")
_NO_CUE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
# What begins with somebody else's words, or with a sound.
_SPEAKER = re.compile(r">>|[\[(♪♫]|<v\b|[A-ZÀ-Þ][\w.’' -]{0,30}:\s")


def subtitle_blocks(text: str, lines: list[Line]) -> tuple[list[Block], list[Cut]] | None:
    """The blocks of a text that has subtitles and what of it nobody says, None if it has none."""
    times = [_TIMES.fullmatch(text, line.start, line.end) is not None for line in lines]
    if sum(times) < _FEWEST_CUES:
        return None
    first = lines[times.index(True)].start
    groups: list[list[Line]] = []
    cuts: list[Cut] = []
    last: Line | None = None
    for line, noted in _without_cues(text, lines, times):
        if noted:
            cuts.append(Cut(line.start, line.end, NOTE))
        elif last and last.start > first and _goes_on(text, last, line):
            groups[-1].append(line)
        else:
            groups.append([line])
        last = None if noted else line
    return [block_of(text, group) for group in groups], cuts


def _goes_on(text: str, line: Line, after: Line) -> bool:
    if after.bullet or _SPEAKER.match(text, after.start):
        return False
    return ENDED.search(text[line.start : line.end]) is None


def _without_cues(text: str, lines: list[Line], times: list[bool]) -> Iterator[tuple[Line, bool]]:
    """The lines without the times and the number or name above them, and whether each is of the
    head, a note or a style."""
    web = text.startswith("WEBVTT", lines[0].start)
    noted = web
    for line, timed, times_below in zip(lines, times, [*times[1:], False], strict=True):
        part = web and line.gap > 0
        noted = _NO_CUE.match(text, line.start) is not None if part else noted
        named = times_below and (part or _NUMBER.fullmatch(text, line.start, line.end))
        if noted or not (timed or named):
            yield line, noted
