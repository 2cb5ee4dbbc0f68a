"""Ranked sentences -> the citations to show, how sure we are, and whether that is enough."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qa.cite import cite
from qa.corpus import Corpus
from qa.retrieve import Hit
from qa.types import Citation

# A logistic model of "the first sentence answers", fitted on the tune questions of both collections
# (answerable and not), over the features of the first sentence and its lead on the second.
_BIAS, _LATE, _PASSAGE_LATE, _DENSE, _LEAD = -3.70, 1.88, 2.27, 1.62, 3.07
THRESHOLD = 0.4
# Names these weights: a threshold that was calibrated for others does not hold for them.
RANKER_ID = "logistic-1"


@dataclass(frozen=True, slots=True)
class Finding:
    """The citations, best first, and the probability that the first one answers.

    Below `threshold` it is not enough for an answer.
    """

    citations: tuple[Citation, ...]
    confidence: float
    threshold: float = THRESHOLD

    @property
    def answered(self) -> bool:
        return bool(self.citations) and self.confidence >= self.threshold


def find(corpus: Corpus, hits: Sequence[Hit], limit: int, threshold: float = THRESHOLD) -> Finding:
    """The best `limit` citations of `hits`, which are in order; below `threshold` no answer."""
    if not hits:
        return Finding((), 0.0, threshold)
    # What is quoted with the first sentence is no citation of its own, and no rival.
    cited = [hit for hit in hits if hit.sentence != hits[0].partner]
    citations = tuple(
        cite(corpus, corpus.passage(hit.sentence.passage), *hit.span, hit.score)
        for hit in cited[:limit]
    )
    return Finding(citations, round(confidence(cited), 4), threshold)


def confidence(hits: Sequence[Hit]) -> float:
    """The probability that the first of `hits` answers the question; they are in order."""
    best = hits[0]
    lead = best.score - hits[1].score if len(hits) > 1 else 0.0
    logit = (
        _BIAS
        + _LATE * best.features.late
        + _PASSAGE_LATE * best.features.passage_late
        + _DENSE * best.features.dense
        + _LEAD * lead
    )
    return 1 / (1 + math.exp(-logit))
