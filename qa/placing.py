"""What comes before others or behind them by what it says, whatever else speaks for it."""

from collections.abc import Sequence

import numpy as np

from embeddings.encoder import Vectors
from qa import deeds, numbered, owners, table_rows, versions
from qa.answering import only_asks
from qa.lacking import beside_it, lacking
from qa.library import Library
from qa.presenting import only_present
from qa.reading import Reading, study
from qa.superlatives import contrary

_OF_ANOTHER = 3.0  # what a score loses: the odds are one in twenty of what they were
_LACKING = 1.5  # less: the name that is asked for is not any name
_FORMED, _BEHIND = 6.0, 0.01


def placed(library: Library, reading: Reading, rows: Sequence[int], scores: Vectors) -> Vectors:
    """The scores (n,) of sentence rows that were read closely.

    What is of another row, version, number or person than is asked about comes behind, and so does
    what only says who talks with whom.
    """
    scores = scores.copy()
    for of_another in (
        table_rows.of_another,
        versions.of_another,
        numbered.of_another,
        contrary,
    ):
        scores -= _OF_ANOTHER * of_another(library, reading.question, rows)
    scores -= _OF_ANOTHER * only_present(library, reading, rows)
    scores -= _LACKING * lacking(library, reading.question, rows)
    others = owners.of_another(library, reading.parse, rows)
    others |= deeds.of_another(library, reading.parse, rows)
    others |= beside_it(library, reading, rows)
    others |= only_asks(library, rows)
    if others[scores.argmax()]:  # behind another it takes nothing from how sure that is
        scores -= _OF_ANOTHER * others
    _put_formed_first(library, reading, rows, scores)
    return scores


def _put_formed_first(
    library: Library, reading: Reading, rows: Sequence[int], scores: Vectors
) -> None:
    """Adds to the scores of those in which what is asked for stands by its form; behind a birth or
    death puts what has no date at all: "was born in Stavel" has more words of the question."""
    formed = np.array([one.place is not None for one in study(library, reading, rows)])
    if not formed.any():
        return
    scores[formed] += _FORMED
    if reading.life is None:
        return
    quotes = [library.corpus.sentence_read(row) for row in rows]
    dateless = np.array([not any(map(str.isdecimal, quote)) for quote in quotes])
    scores[dateless] = np.minimum(scores[dateless], scores[formed].max() - _BEHIND)
