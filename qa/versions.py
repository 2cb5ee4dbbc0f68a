"""Of which version of something a sentence is, by the headings that it stands below."""

import re
from collections.abc import Sequence

import numpy as np

from embeddings.vectors import Mask
from qa.library import Library

_VERSION = re.compile(r"(?<![\w.])v?(\d+(?:\.\d+)+)(?!\w)")


def versions_in(text: str) -> frozenset[str]:
    """The version numbers in a text: "4.2", not 4."""
    return frozenset(_VERSION.findall(text))


def of_another(library: Library, question: str, rows: Sequence[int]) -> Mask:
    """Which sentence rows are of another version than is asked about, (n,)."""
    found = np.zeros(len(rows), dtype=np.bool_)
    asked = versions_in(question)
    for place, row in enumerate(rows if asked else ()):
        corpus = library.corpus
        headings = " ".join(corpus.passage(int(corpus.sentences[row, 0])).headings)
        told = versions_in(headings)
        own = versions_in(corpus.sentence_quote(row))
        found[place] = bool(told) and not _meet(asked, told | own)
    return found


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of `some` is one of `others` or a part of it: 4.2.1 is of 4.2."""
    return any(
        f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")
        for one in some
        for other in others
    )
