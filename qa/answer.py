"""Ranked sentences -> the citations to show, how sure we are, and whether that is enough."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.cite import cite
from qa.confidence import confidence, evidence
from qa.library import Library
from qa.ranker import Ranker
from qa.reading import Reading
from qa.retrieve import Hit
from qa.types import Citation


@dataclass(frozen=True, slots=True)
class Finding:
    """The citations, best first, and the probability that the first one answers.

    Below `threshold` it is not enough for an answer.
    """

    citations: tuple[Citation, ...]
    confidence: float
    threshold: float

    @property
    def answered(self) -> bool:
        return bool(self.citations) and self.confidence >= self.threshold


def find(
    library: Library,
    reading: Reading,
    hits: Sequence[Hit],
    limit: int,
    ranker: Ranker,
    threshold: float,
) -> Finding:
    """The best `limit` citations of `hits`, which are in order; below `threshold` no answer."""
    if not hits:
        return Finding((), 0.0, threshold)
    # What is quoted with the first sentence is no citation of its own, and no rival.
    cited = [hit for hit in hits if hit.sentence != hits[0].partner]
    corpus = library.corpus
    citations = tuple(
        cite(corpus, corpus.passage(hit.sentence.passage), *hit.span, hit.score)
        for hit in cited[:limit]
    )
    read = [(hit.score, hit.features) for hit in cited if hit.features is not None]
    scores = np.array([score for score, _ in read], dtype=np.float32)
    values = evidence(library, reading, scores, np.stack([features for _, features in read]))
    return Finding(citations, round(confidence(ranker.confidence, values), 4), threshold)
