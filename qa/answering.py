"""Sentences of a source that ask, and those that answer them: "What does it cost? Nine crowns."."""

from collections.abc import Sequence

import numpy as np

from embeddings.vectors import Mask
from qa.library import Library
from qa.questions import is_bare_question
from qa.types import Sentence

LONGEST_PAIR = 400
"""Characters of two sentences that are quoted together."""
_FEW_WORDS = 5  # "Not one.", "In the spring of 1988."


def answering(library: Library, asking: Sentence) -> Sentence | None:
    """The sentence behind one that asks, in its passage; None if that asks too, or is no answer."""
    corpus, row = library.corpus, asking.row + 1
    if not is_bare_question(corpus.sentence_quote(asking.row)) or row >= len(corpus.sentences):
        return None
    found = corpus.sentence(row)
    near = found.passage == asking.passage and found.end - asking.start <= LONGEST_PAIR
    return found if near and not is_bare_question(corpus.sentence_quote(row)) else None


def answered(library: Library, answer: Sentence) -> Sentence | None:
    """The sentence before one of a few words ("Not one."), in its passage, if that asks for it."""
    corpus, row = library.corpus, answer.row - 1
    quote = corpus.sentence_quote(answer.row)
    if row < 0 or quote.count(" ") >= _FEW_WORDS or is_bare_question(quote):
        return None
    found = corpus.sentence(row)
    near = found.passage == answer.passage and answer.end - found.start <= LONGEST_PAIR
    return found if near and is_bare_question(corpus.sentence_quote(row)) else None


def only_asks(library: Library, rows: Sequence[int]) -> Mask:
    """Which sentence rows ask and have no answer behind them, (n,), as the lines of a list of
    "Related questions" have none: nothing is answered by being asked."""
    corpus = library.corpus
    return np.array(
        [
            is_bare_question(corpus.sentence_quote(row))
            and answering(library, corpus.sentence(row)) is None
            for row in rows
        ],
        dtype=np.bool_,
    )
