"""How sure it is that the first sentence answers: what speaks for it, and for no rival.

A logistic regression (Cox 1958) over the features of the first sentence, over its lead on the
others, and over what the question says that no source does.
"""

import math
from collections.abc import Sequence

import numpy as np

from embeddings.encoder import Vectors
from qa.features import CLASSES, HEAVY, LEVELS, MATCHED, OTHERS, class_shares
from qa.features import NAMES as FEATURES
from qa.library import Library
from qa.reading import Reading
from qa.short import KINDS, sort_of
from qa.words import word_spans

_KEPT = tuple(name for name in OTHERS if name not in ("length", "new_share"))
NAMES = (
    "one",
    *(f"late_{level}" for level in LEVELS),  # late interaction, all classes of words together
    *_KEPT,
    "lead",  # of the ranking score on the next
    "score",
    "certainty",  # the share of the first in the softmax of the ranking scores
    "matched_elsewhere",  # what of the question others match better, by class of word
    "spans_elsewhere",  # how likely one of the next four holds a span that answers
    "unknown",  # share of the question's weight in words that no sentence holds
    "unknown_name",  # share in names that no sentence holds
    "strangers",  # it has names, and no sentence holds a word of any
    "words",  # log of 1 + the words of weight in the question
    *(f"asks_{kind}" for kind in KINDS),
)
_SPANS = [FEATURES.index(name) for name in FEATURES if name.startswith("spans_")]
_PLACES = [FEATURES.index(name) for name in _KEPT]
_STRANGE = 0.1


def evidence(library: Library, reading: Reading, scores: Vectors, table: Vectors) -> Vectors:
    """What the confidence is made of, (NAMES,).

    `scores` (n,) and `table` (n, qa.features.NAMES) of the ranked sentences, best first; n > 0.
    """
    matched = table[:, : len(MATCHED)].reshape(len(table), len(CLASSES), len(LEVELS))
    in_sentence = matched[:, :, LEVELS.index("sentence")]
    raised = np.exp(scores - scores[0])
    spans = table[:, _SPANS].sum(axis=1)
    values = [
        1.0,
        *matched[0].sum(axis=0),
        *table[0, _PLACES],
        scores[0] - scores[1] if len(scores) > 1 else 0.0,
        scores[0],
        1 / raised.sum(),
        float((in_sentence.max(axis=0) - in_sentence[0]).sum()),
        spans[1:5].max(initial=0.0),
        *_unknown(library, reading),
        math.log1p((reading.weights > HEAVY).sum()),
        *(float(sort_of(reading.asked) == kind) for kind in KINDS),
    ]
    return np.array(values, dtype=np.float32)


def _unknown(library: Library, reading: Reading) -> tuple[float, float, float]:
    """The weight of the question's words that no sentence holds: of all, and of its names; and
    whether these are all the names it has."""
    rarest = library.sentence_words.idf("")
    names = class_shares(reading)[:, CLASSES.index("name")]
    total = named = 0.0
    for start, end, term in word_spans(reading.question):
        if term is None or library.sentence_words.idf(term) < rarest:
            continue
        pieces = (reading.encoded.spans[:, 0] >= start) & (reading.encoded.spans[:, 1] <= end)
        total += float(reading.weights[pieces].sum())
        named += float(names[pieces].sum())
    return total, named, float(named > _STRANGE and named > 0.99 * float(names.sum()))


def confidence(weights: Vectors, values: Sequence[float] | Vectors) -> float:
    """The probability that the first sentence answers."""
    return 1 / (1 + math.exp(-float(np.dot(weights, values))))
