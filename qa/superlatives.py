"""Superlatives and their contraries: where a river is narrowest is not where it is widest."""

import re
from collections.abc import Sequence

import numpy as np

from embeddings.vectors import Mask
from qa.library import Library
from qa.values import folded

_CONTRARIES = (
    ("oldest eldest", "youngest newest"),
    (
        "most maximum highest tallest largest biggest greatest",
        "least fewest minimum lowest smallest",
    ),
    ("widest broadest thickest", "narrowest thinnest"),
    ("longest tallest highest", "shortest lowest"),
    ("earliest", "latest"),
    ("fastest quickest", "slowest"),
    ("heaviest", "lightest"),
    ("deepest", "shallowest"),
    ("richest", "poorest"),
    ("best", "worst"),
    ("dearest costliest", "cheapest"),
    ("strongest hardest", "weakest softest"),
    ("hottest warmest", "coldest coolest"),
    ("nearest closest", "farthest furthest"),
    ("brightest", "darkest faintest"),
    ("northernmost", "southernmost"),
    ("easternmost", "westernmost"),
)
_SIDES = [tuple(frozenset(side.split()) for side in pair) for pair in _CONTRARIES]
_SUPERLATIVES = frozenset[str]().union(*(side for pair in _SIDES for side in pair))
_WORD = re.compile(r"[^\W\d_]+")


def is_contrary(question: str, quote: str) -> bool:
    """Whether a sentence tells of the least of something of which the question asks the most."""
    asked, told = (set(_WORD.findall(folded(text))) for text in (question, quote))
    return any(
        asked & one and told & other and not (told & one or asked & other)
        for pair in _SIDES
        for one, other in (pair, pair[::-1])
    )


def contrary(library: Library, question: str, rows: Sequence[int]) -> Mask:
    """Which sentence rows tell of the contrary of what is asked, (n,)."""
    asks = not _SUPERLATIVES.isdisjoint(_WORD.findall(folded(question)))
    told = [asks and is_contrary(question, library.corpus.sentence_read(row)) for row in rows]
    return np.array(told, dtype=np.bool_)
