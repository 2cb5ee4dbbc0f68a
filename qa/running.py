"""The running titles and page numbers of a scanned text, which stand within its sentences.

As marks they are passed over, as the times of subtitles are: a quote is the stored text, and has
them where its sentence goes on behind one. Between sentences they are cut.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from qa.folding import fold
from qa.lines import Line
from qa.types import Cut
from qa.wrapping import ENDED, SHORTEST_WRAPPED

RUNNING = "running title"

_LONGEST = 70  # characters
_PAGE = r"[\W_]*\d{1,4}[\W_]*"
_NUMBERED = re.compile(rf"(?:{_PAGE}(?=\s))?\s*(?P<title>.*?)\s*(?:(?<=\s){_PAGE})?")
_GOES_ON = re.compile(r"[a-zß-öø-ÿ]")
_FEWEST, _FEWEST_WITHIN = 3, 2


def without_running(text: str, lines: list[Line]) -> tuple[list[Line], list[Cut]]:
    """The lines of a plain text but for its running titles, and those of these that are cut.

    A line is one if it is printed three times or more, page numbers aside, at least twice and half
    of them within a sentence; page numbers are, if two or more in rising order stand in one.
    """
    places = defaultdict[str, list[int]](list)
    for index, line in enumerate(lines):
        if line.end - line.start <= _LONGEST and not line.bullet:
            places[_title(text, line)].append(index)
    left: set[int] = set()
    cuts: list[Cut] = []
    for title, found in places.items():
        within = [index for index in found if _is_within(text, lines, index)]
        if title and _runs(title, found, within):
            shown = found[0] if found[0] not in within else None  # the title of the text itself
            left |= {index for index in found if index != shown}
            between = (i for i in found if i != shown and i not in within)
            cuts += [Cut(lines[index].start, lines[index].end, RUNNING) for index in between]
        elif not title and len(within) >= _FEWEST_WITHIN and _rises(text, lines, within):
            left |= set(within)
    return [line for index, line in enumerate(lines) if index not in left], cuts


def _title(text: str, line: Line) -> str:
    """A line without its page number; nothing is left of one that is no more than that."""
    found = _NUMBERED.fullmatch(fold(text[line.start : line.end]))
    title = found["title"] if found else ""
    return title if any(character.isalpha() for character in title) else ""


def _runs(title: str, found: Sequence[int], within: Sequence[int]) -> bool:
    if ENDED.search(title) or not title[0].isupper() or " " not in title:
        return False
    enough = len(found) >= _FEWEST and len(within) >= _FEWEST_WITHIN
    return enough and 2 * len(within) >= len(found) - 1


def _is_within(text: str, lines: Sequence[Line], index: int) -> bool:
    """Whether a long line above stops in a sentence that the line below goes on with."""
    if not 0 < index < len(lines) - 1:
        return False
    above, below = lines[index - 1], lines[index + 1]
    stops = ENDED.search(text[above.start : above.end]) is None
    long = above.end - above.start >= SHORTEST_WRAPPED and not below.bullet
    return stops and long and _GOES_ON.match(text, below.start) is not None


def _rises(text: str, lines: Sequence[Line], within: Sequence[int]) -> bool:
    """Whether they are numbers, each more than the one before."""
    found = (re.findall(r"\d+", text[lines[i].start : lines[i].end]) for i in within)
    numbers = [int(one[0]) if len(one) == 1 else 0 for one in found]
    return numbers == sorted(set(numbers)) and numbers[0] > 0
