"""A question -> ranked sentences: dense and lexical evidence on like scales, fused by weights.

A sentence is judged by itself and by the passage it stands in: a sentence often says "he" where
the passage says who. Candidates come from four searches (sentences and passages, by vector and by
words) and every candidate gets every score, so that none is ranked by the search that found it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from embeddings.encoder import Vectors
from embeddings.vectors import Mask, Rows
from qa.lexical import Scores
from qa.library import Library
from qa.types import Sentence
from qa.words import content_words, terms_of

_SENTENCES, _PASSAGES = 50, 12


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a sentence, each from 0 (nothing) to about 1.

    dense, passage_dense        cosine of the question with the sentence and with its passage
    lexical, passage_lexical    BM25 as a share of its bound
    coverage, passage_coverage  share of the question's words, by rarity, that are in them
    """

    dense: float
    passage_dense: float
    lexical: float
    passage_lexical: float
    coverage: float
    passage_coverage: float


FEATURES = tuple(field.name for field in fields(Features))
# Chosen on the tune questions of both collections; scale-free, only their ratios matter.
WEIGHTS = np.array([0.35, 0.25, 0.25, 0.15, 0.05, 0.05], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence with its score and what the score is made of."""

    sentence: Sentence
    score: float
    features: Features


def retrieve(
    library: Library, question: str, vector: Vectors, allowed: frozenset[int] | None = None
) -> list[Hit]:
    """The sentences that may answer `question`, best first.

    `vector`: the question encoded, (dim,). `allowed`: numbers of the sources that may be cited.
    """
    terms = list(dict.fromkeys(terms_of(question)))
    corpus = library.corpus
    passage_mask, sentence_mask = _masks(library, allowed)
    by_word = library.sentence_words.shares(terms), library.passage_words.shares(terms)
    rows = _candidates(library, vector, by_word, sentence_mask, passage_mask)
    if rows.size == 0:
        return []
    passages = np.asarray(corpus.sentences[rows, 0], dtype=np.int64)
    table = np.stack(
        [
            library.sentence_vectors.vectors(rows) @ vector,
            library.passage_vectors.vectors(passages) @ vector,
            by_word[0][rows],
            by_word[1][passages],
            *_coverages(library, terms, rows, passages),
        ],
        axis=1,
    )
    scores = table @ WEIGHTS
    order = np.lexsort((rows, -scores))
    return [
        Hit(
            sentence=corpus.sentence(int(rows[n])),
            score=float(scores[n]),
            features=Features(*(round(float(value), 4) for value in table[n])),
        )
        for n in order
    ]


def _masks(library: Library, allowed: frozenset[int] | None) -> tuple[Mask | None, Mask | None]:
    if allowed is None:
        return None, None
    corpus = library.corpus
    passages = np.isin(corpus.passages[:, 0], sorted(allowed))
    return passages, passages[corpus.sentences[:, 0]]


def _candidates(
    library: Library,
    vector: Vectors,
    by_word: tuple[Scores, Scores],
    sentence_mask: Mask | None,
    passage_mask: Mask | None,
) -> Rows:
    """Rows of the sentences that any of the four searches found, in order of their place."""
    dense, _ = library.sentence_vectors.search(vector, _SENTENCES, sentence_mask)
    passages, _ = library.passage_vectors.search(vector, _PASSAGES, passage_mask)
    lexical = best_rows(by_word[0], _SENTENCES, sentence_mask)
    near = np.union1d(passages, best_rows(by_word[1], _PASSAGES, passage_mask))
    owners = library.corpus.sentences[:, 0]  # passages in order: a passage's sentences are a run
    runs = [
        np.arange(np.searchsorted(owners, p, "left"), np.searchsorted(owners, p, "right"))
        for p in near
    ]
    return np.unique(np.concatenate([dense, lexical, *runs])).astype(np.int64)


def best_rows(scores: npt.NDArray[np.float32], k: int, allowed: Mask | None) -> Rows:
    """The `k` rows with the highest positive scores, best first."""
    kept = scores if allowed is None else np.where(allowed, scores, 0)
    k = min(k, int(np.count_nonzero(kept > 0)))
    if k == 0:
        return np.zeros(0, dtype=np.int64)
    top = np.argpartition(-kept, k - 1)[:k]
    return top[np.lexsort((top, -kept[top]))].astype(np.int64)


def _coverages(
    library: Library, terms: Sequence[str], rows: Rows, passages: Rows
) -> tuple[Scores, Scores]:
    """Share of the terms, weighted by idf, that each sentence and each passage holds."""
    weights = {term: library.sentence_words.idf(term) for term in terms}
    total = sum(weights.values()) or 1.0

    def share(words: frozenset[str]) -> float:
        return sum(weight for term, weight in weights.items() if term in words) / total

    corpus = library.corpus
    wide = {int(p): share(_passage_words(library, int(p))) for p in set(passages.tolist())}
    narrow = [
        share(content_words(corpus.quote(corpus.source_of(int(r)), *_span(library, int(r)))))
        for r in rows
    ]
    return np.array(narrow, dtype=np.float32), np.array(
        [wide[int(p)] for p in passages], dtype=np.float32
    )


def _span(library: Library, row: int) -> tuple[int, int]:
    sentence = library.corpus.sentence(row)
    return sentence.start, sentence.end


def _passage_words(library: Library, row: int) -> frozenset[str]:
    passage = library.corpus.passage(row)
    title = library.corpus.sources[passage.source].title
    words = library.corpus.quote(passage.source, passage.start, passage.end)
    return content_words(f"{title} {passage.heading or ''} {words}")
