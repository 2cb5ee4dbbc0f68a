"""The learned weights: how much each feature counts for the order, and for the confidence.

Ranking is a conditional logit over the candidates of a question (McFadden 1974; the listwise
softmax loss of Cao et al. 2007), confidence a logistic regression. The weights stand in
`ranker.json`, each by its name; `eval/fit_ranker.py` fits them.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from embeddings.encoder import Vectors
from qa import confidence
from qa.features import MATCHED, NAMES
from qa.short import WEIGHTS

_FILE = Path(__file__).with_name("ranker.json")


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """The weights in use.

    ranking     (qa.features.NAMES) float32
    confidence  (qa.confidence.NAMES) float32
    completed   the same, of a question that goes on from the conversation before it
    threshold   the confidence from which a question is answered
    id          names the weights: a threshold that was calibrated for others does not hold
    """

    ranking: Vectors
    confidence: Vectors
    completed: Vectors
    threshold: float
    id: str

    def without(self, names: Collection[str]) -> "Ranker":
        """The same where the features of these names count nothing."""
        sure = _kept(confidence.NAMES, names)
        return replace(
            self,
            ranking=self.ranking * _kept(NAMES, names),
            confidence=self.confidence * sure,
            completed=self.completed * sure,
        )


@lru_cache(maxsize=1)
def packaged() -> Ranker:
    """The weights that citewell comes with, read once in a process."""
    return read(_FILE)


def first_order() -> Vectors:
    """Ranking weights that order as `qa.first_order` does, learned from nothing; the scale is
    that of a softmax over the candidates."""
    levels = {"sentence": 14.6, "passage": 7.3}
    # "defines" speaks in few of the questions that weights are learned from: this is its start.
    others = {"dense": 5.1, "date_match": 1.4, "defines": 4.0}
    return _array(
        {name: levels.get(name.rpartition("_")[2], 0.0) for name in MATCHED} | others, NAMES
    )


def read(path: Path) -> Ranker:
    """The weights in a file. A feature that it does not name counts nothing."""
    data = path.read_bytes()
    content = json.loads(data)
    return Ranker(
        ranking=_array(content["ranking"], NAMES),
        confidence=_array(content["confidence"], confidence.NAMES),
        completed=_array(content["completed"], confidence.NAMES),
        threshold=float(content["threshold"]),
        # The confidence hangs on the spans that could answer, and so on their weights as well.
        id=hashlib.sha256(data + WEIGHTS.read_bytes()).hexdigest()[:12],
    )


def _kept(names: Sequence[str], left_out: Collection[str]) -> Vectors:
    return np.array([name not in left_out for name in names], dtype=np.float32)


def _array(named: dict[str, float], names: tuple[str, ...]) -> Vectors:
    return np.array([named.get(name, 0.0) for name in names], dtype=np.float32)
