"""Sentences of a source that ask, and those that answer them: "What does it cost? Nine crowns."."""

import re
from collections.abc import Sequence
from functools import partial

import numpy as np

from embeddings.vectors import Mask
from qa.library import Library
from qa.questions import is_bare_question
from qa.types import Sentence

LONGEST_PAIR = 400
"""Characters of two sentences that are quoted together."""
_FEW_WORDS = 5  # "Not one.", "In the spring of 1988."
_TURN = re.compile(r"[^\w\s]{0,3}(?:[A-ZÀ-Þ][\w .’'()-]{0,60}:|[QA]\.)")
# The mark before an item of a list, on its line; within so many characters.
_ITEM = re.compile(r"(?:^|\n)[ \t>]*(?:[-–—*+•·▪◦‣●○■►]|\(?(?:\d{1,3}|[a-z])[.)]|<li\b[^<>]*>)\s+$")
_SAID, _MARKED = re.compile(r"\w"), 40


def answering(library: Library, asking: Sentence) -> Sentence | None:
    """The sentence behind one that asks, in its passage; None if that asks too, or is no answer."""
    corpus, row = library.corpus, asking.row + 1
    if not is_bare_question(corpus.sentence_quote(asking.row)) or row >= len(corpus.sentences):
        return None
    found = corpus.sentence(row)
    near = _are_near(library, asking, found)
    return found if near and not is_bare_question(corpus.sentence_quote(row)) else None


def answered(library: Library, answer: Sentence) -> Sentence | None:
    """The sentence before one of a few words ("Not one."), in its passage, if that asks for it."""
    corpus, row = library.corpus, answer.row - 1
    quote = corpus.sentence_quote(answer.row)
    if row < 0 or quote.count(" ") >= _FEW_WORDS or is_bare_question(quote):
        return None
    found = corpus.sentence(row)
    near = _are_near(library, found, answer)
    return found if near and is_bare_question(corpus.sentence_quote(row)) else None


def _are_near(library: Library, asking: Sentence, answer: Sentence) -> bool:
    """Whether what stands behind a question may be its answer: in its paragraph, as the next turn
    of a talk, or below a paragraph that only asks. One item of a list does not answer another."""
    corpus = library.corpus
    if answer.passage != asking.passage or answer.end - asking.start > LONGEST_PAIR:
        return False
    passage = corpus.passage(asking.passage)
    part = partial(corpus.texts.part, passage.source)
    first, last = (
        max((a for a, _ in corpus.blocks(passage.source, *span) if a <= span[0]), default=span[0])
        for span in ((asking.start, asking.end), (answer.start, answer.end))
    )
    if first == last or passage.speaker or _TURN.match(part(answer.start, answer.end)):
        return True
    items = all(_ITEM.search(part(max(0, start - _MARKED), start)) for start in (first, last))
    return not items and not _SAID.search(part(first, asking.start))


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
