"""Lines above a transcript that only say who talks with whom, which answer nothing else."""

import re
from collections.abc import Sequence

import numpy as np

from embeddings.vectors import Mask
from qa.library import Library
from qa.reading import Reading
from qa.wrapping import ENDED

_INTERVIEW = re.compile(r"(?i:\binterview(?:ed|er|ee)?\b.{0,3}\b(?:by|with|of)\b|^interview)")
_ASKED = re.compile(
    r"\b(?:interview|record|transcri|tape|conversation|job|profession|occupation|trade"
    r"|(?:talk|speak|spoke|spoken)\w* (?:to|with)\b)",
    re.IGNORECASE,
)
_SPEAKER = 10  # where its end stands in a row of the passages


def only_present(library: Library, reading: Reading, rows: Sequence[int]) -> Mask:
    """Which sentence rows only present those who speak below, (n,), where that is not asked."""
    found = np.zeros(len(rows), dtype=np.bool_)
    if reading.defined or _ASKED.search(reading.question):
        return found
    for place, row in enumerate(rows):
        found[place] = _is_above_talk(library, row) and _is_byline(library, row)
    return found


def _is_above_talk(library: Library, row: int) -> bool:
    """Whether turns of speakers begin behind the passage of a sentence row."""
    passages, owner = library.corpus.passages, int(library.corpus.sentences[row, 0])
    source = passages[owner, 0]
    first, last = np.searchsorted(passages[:, 0], np.array([source, source + 1], passages.dtype))
    spoken = np.flatnonzero(passages[first:last, _SPEAKER])
    return bool(spoken.size) and owner < int(first) + int(spoken[0])


def _is_byline(library: Library, row: int) -> bool:
    words = library.corpus.sentence_read(row)
    return ENDED.search(words) is None or _INTERVIEW.search(words) is not None
