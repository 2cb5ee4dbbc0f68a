"""Ranked sentences -> the citations to show, how sure we are, and whether that is enough."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.encoder import Vectors
from qa.cite import cite
from qa.confidence import NAMES, confidence, evidence
from qa.hits import Hit
from qa.library import Library
from qa.ranker import Ranker
from qa.reading import Reading, study
from qa.ruled_out import most_sure
from qa.types import Citation

_FORMED = 0.75  # where what is asked for stands by its form
_CLOSEST = 3  # citations that are shown with a refusal


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
    """The best `limit` citations of `hits`, which are in order; below `threshold` no answer, and
    not more than come closest."""
    if not hits:
        return Finding((), 0.0, threshold)
    cited = rivals(hits)
    values = evidence_of(library, reading, cited)
    sure = confidence(ranker.completed if reading.goes_on else ranker.confidence, values)
    if study(library, reading, [cited[0].sentence.row])[0].place:
        sure = max(sure, _FORMED)
    unknown_name = float(values[NAMES.index("unknown_name")])
    sure = min(sure, most_sure(library, reading, cited[0], unknown_name))
    sure = round(sure, 4)
    citations = tuple(
        cite(library.corpus, hit.sentence.passage, *hit.span, hit.score)
        for hit in cited[: limit if sure >= threshold else min(limit, _CLOSEST)]
    )
    return Finding(citations, sure, threshold)


def rivals(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that are citations of their own: not what is quoted together with the first."""
    return [hit for hit in hits if hit.sentence != hits[0].partner]


def evidence_of(library: Library, reading: Reading, cited: Sequence[Hit]) -> Vectors:
    """What the confidence in the first of `cited` is made of, (qa.confidence.NAMES,)."""
    read = [(hit.score, hit.features) for hit in cited if hit.features is not None]
    scores = np.array([score for score, _ in read], dtype=np.float32)
    return evidence(library, reading, scores, np.stack([features for _, features in read]))
