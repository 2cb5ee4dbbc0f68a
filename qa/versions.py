"""Of which version of something a sentence is, by the headings that it stands below."""

import re
from collections.abc import Sequence

import numpy as np

from embeddings.encoder import Vectors
from qa.library import Library

_VERSION = re.compile(r"(?<![\w.])v?(\d+(?:\.\d+)+)(?!\w)")
_PENALTY = 3.0  # as that of `qa.table_rows`


def versions_in(text: str) -> frozenset[str]:
    """The version numbers in a text: "4.2", not 4."""
    return frozenset(_VERSION.findall(text))


def penalties(library: Library, question: str, rows: Sequence[int]) -> Vectors:
    """What the scores of sentence rows lose, (n,): those of another version than is asked about."""
    lost = np.zeros(len(rows), dtype=np.float32)
    asked = versions_in(question)
    for place, row in enumerate(rows if asked else ()):
        corpus = library.corpus
        headings = " ".join(corpus.passage(int(corpus.sentences[row, 0])).headings)
        told = versions_in(headings)
        if told and not _meet(asked, told | versions_in(corpus.sentence_quote(row))):
            lost[place] = _PENALTY
    return lost


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of `some` is one of `others` or a part of it: 4.2.1 is of 4.2."""
    return any(
        f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")
        for one in some
        for other in others
    )
