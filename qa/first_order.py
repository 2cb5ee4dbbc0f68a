"""What the searches find, and its first order: the scores that need no close reading.

Four searches find candidates (sentences and passages, by vector and by words), a fifth those that
the dates of the question point to, a sixth those near the answer that it goes on from; then every
candidate gets every score, so that none is ranked by the search that found it. The score that
carries most is late interaction: each word of the question looks for its like among the words of
the sentence, read in its passage, and rare words count most.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from embeddings.arrays import distinct
from embeddings.encoder import Encoded, Vectors
from embeddings.vectors import Mask, Rows
from qa.dates.match import date_match, sentences_within
from qa.dates.spans import Interval
from qa.interaction import Interaction, interaction
from qa.library import Library
from qa.told import NEXT
from qa.words import terms_of

_SENTENCES, _PASSAGES = 50, 12
# Late interaction with the sentence and with its passage, the cosine, and dates. The middle of the
# plateau on the tune questions.
_LATE, _PASSAGE_LATE, _DENSE, _DATED = 0.54, 0.27, 0.19, 0.05
_NEAR_IN_TIME = 20
_NEAR_IN_SOURCE = 20


class Asking(Protocol):
    """What the first order needs of a question; a Reading is one."""

    @property
    def question(self) -> str: ...
    @property
    def encoded(self) -> Encoded: ...
    @property
    def weights(self) -> Vectors: ...
    @property
    def dates(self) -> tuple[Interval, ...]: ...
    @property
    def after(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True, eq=False)
class FirstOrder:
    """The sentence rows (n,) that were found, by their place, each with its score (n,), how its
    tokens and the question's are alike, and how similar it is (n, 2): by vector, by words."""

    rows: Rows
    scores: Vectors
    tokens: Interaction
    similar: Vectors


def first_order(library: Library, asking: Asking, allowed: Mask | None = None) -> FirstOrder | None:
    """What any of the searches finds, with the scores that need no close reading; None if nothing
    is found."""
    terms = list(dict.fromkeys(terms_of(asking.question)))
    vector, weights = asking.encoded.vector, asking.weights
    masks = _masks(library, allowed)
    found = _candidates(library, vector, terms, masks)
    rows = distinct(
        found, _in_time(library, asking, masks[0]), _in_source(library, asking, masks[0])
    )
    if rows.size == 0:
        return None
    tokens = interaction(library, rows, asking.question, asking.encoded.tokens)
    dense = library.sentence_vectors.vectors(rows) @ vector
    dated = date_match(asking.dates, library.corpus.sentence_dates, rows)
    late = tokens.in_sentence(library, rows) @ weights
    wide = tokens.in_passage(library, rows) @ weights
    scores = _LATE * late + _PASSAGE_LATE * wide + _DENSE * dense + _DATED * dated
    similar = np.stack([dense, library.sentence_words.shares(terms, rows)], axis=1)
    return FirstOrder(rows, scores, tokens, similar)


def _in_time(library: Library, asking: Asking, allowed: Mask | None) -> Rows:
    """The sentences most like the question among those whose dates are the ones that it names."""
    rows = sentences_within(asking.dates, library.corpus.days)
    rows = rows if allowed is None else rows[allowed[rows]]
    return library.sentence_vectors.nearest(asking.encoded.vector, rows, _NEAR_IN_TIME)[0]


def _in_source(library: Library, asking: Asking, allowed: Mask | None) -> Rows:
    """Of the sources of the answer that the question goes on from the sentences most like it, and
    those next behind that answer: "Who paid?" finds none of them in a large collection."""
    corpus, after = library.corpus, np.array(asking.after, dtype=np.int64)
    if not after.size:
        return after
    sources = distinct(corpus.sources_of(after)).tolist()
    rows = np.concatenate([corpus.rows_of(source) for source in sources])
    rows = rows if allowed is None else rows[allowed[rows]]
    near = library.sentence_vectors.nearest(asking.encoded.vector, rows, _NEAR_IN_SOURCE)[0]
    behind = (after[:, None] + np.arange(1, NEXT + 1)).ravel()
    return distinct(near, np.intersect1d(behind, rows))


def _masks(library: Library, allowed: Mask | None) -> tuple[Mask | None, Mask | None]:
    """Which sentence rows and which passage rows may be found."""
    if allowed is None:
        return None, None
    corpus = library.corpus
    passages = allowed[corpus.passages[:, 0]]
    return passages[corpus.sentences[:, 0]], passages


def _candidates(
    library: Library,
    vector: Vectors,
    terms: list[str],
    masks: tuple[Mask | None, Mask | None],
) -> Rows:
    """Rows of the sentences that any of the four searches found, in order of their place."""
    dense, _ = library.sentence_vectors.search(vector, _SENTENCES, masks[0])
    passages, _ = library.passage_vectors.search(vector, _PASSAGES, masks[1])
    lexical = library.sentence_words.best(terms, _SENTENCES, masks[0])
    near = distinct(passages, library.passage_words.best(terms, _PASSAGES, masks[1]))
    owners = library.corpus.sentences[:, 0]  # in order: the sentences of a passage are a run
    near = near.astype(owners.dtype)  # else the search converts all of the other
    starts, ends = np.searchsorted(owners, near), np.searchsorted(owners, near, side="right")
    runs = [np.arange(*run) for run in zip(starts, ends, strict=True)]
    return distinct(dense, lexical, *runs)
