"""Ranked sentences -> the citations to show, how sure we are, and whether that is enough."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qa.cite import cite
from qa.corpus import Corpus
from qa.retrieve import Hit
from qa.types import Citation, Sentence

# A logistic model of "the first sentence answers", fitted on the tune questions.
_BIAS, _DENSE, _PASSAGE, _COVERAGE = -6.0, 4.0, 4.0, 5.0
THRESHOLD = 0.5
# A neighbour joins the best sentence when it holds this much more of what was asked, and scores
# nearly as well by itself.
_JOINING_COVERAGE, _JOINING_SCORE = 0.3, 0.75
_CLOSEST = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """The citations, best first, and the probability that the first one answers."""

    citations: tuple[Citation, ...]
    confidence: float

    @property
    def answered(self) -> bool:
        return bool(self.citations) and self.confidence >= THRESHOLD


def find(corpus: Corpus, hits: Sequence[Hit], limit: int) -> Finding:
    """The best `limit` citations of `hits`, which are in order."""
    if not hits:
        return Finding((), 0.0)
    spans = _spans(hits)
    citations = tuple(
        cite(corpus, corpus.passage(first.passage), first.start, last.end, score)
        for first, last, score in spans[:limit]
    )
    return Finding(citations, round(confidence(hits[0]), 4))


def confidence(hit: Hit) -> float:
    """The probability that the sentence answers the question."""
    features = hit.features
    logit = (
        _BIAS
        + _DENSE * features.dense
        + _PASSAGE * features.passage_dense
        + _COVERAGE * features.passage_coverage
    )
    return 1 / (1 + math.exp(-logit))


def _spans(hits: Sequence[Hit]) -> list[tuple[Sentence, Sentence, float]]:
    """First sentence, last sentence and score of each quote; the best may be of two sentences."""
    best = hits[0]
    partner = next((hit for hit in hits[1:] if _belongs(best, hit)), None)
    if partner is None:
        return [(hit.sentence, hit.sentence, hit.score) for hit in hits]
    first, last = sorted((best.sentence, partner.sentence), key=lambda sentence: sentence.row)
    rest = [hit for hit in hits[1:] if hit is not partner]
    return [
        (first, last, best.score),
        *((hit.sentence, hit.sentence, hit.score) for hit in rest),
    ]


def _belongs(best: Hit, other: Hit) -> bool:
    """Whether `other` stands beside the best sentence and holds what that lacks of the question."""
    beside = abs(best.sentence.row - other.sentence.row) == 1
    if not beside or best.sentence.passage != other.sentence.passage:
        return False
    lacking = best.features.passage_coverage - best.features.coverage
    return (
        lacking >= _JOINING_COVERAGE
        and other.features.coverage >= _JOINING_COVERAGE
        and other.score >= _JOINING_SCORE * best.score
        and best.features.coverage < 0.5
    )
