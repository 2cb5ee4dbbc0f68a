"""A question -> ranked sentences.

What any of the searches finds is put in a first order (`qa.first_order`). By it the best few are
chosen, which are then read closely (`qa.features`) and put in order by learned weights
(`qa.ranker`) and by what they are of (`qa.placing`); the first may be quoted with another
(`qa.partners`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.encoder import Vectors
from embeddings.vectors import Mask, Rows
from qa.defining import says_what_it_is
from qa.features import NAMES, features
from qa.first_order import FirstOrder, first_order
from qa.hits import Hit
from qa.library import Library
from qa.partners import with_partner
from qa.placing import placed
from qa.ranker import Ranker
from qa.reading import Reading, place_in

# For a sentence with "(1868–1931)" behind the name, where a birth or death is asked for.
_FORMED = 0.2
_DEFINING = 0.2  # for a sentence that says who or what it is, where that is asked
# For a sentence of the source of the answer before, and for the next one in it.
_NEARNESS = np.array([0.05, 0.08], dtype=np.float32)
_READ = 8  # sentences that are read closely; more cost time and gain nothing
_SHOWN = 30  # as many as are ever shown, and some more


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The sentence rows (n,) that were found, in their first order, with its scores (n,).

    `features` (k, qa.features.NAMES) are those of the first k, which were read closely.
    """

    rows: Rows
    scores: Vectors
    features: Vectors


def retrieve(
    library: Library,
    reading: Reading,
    ranker: Ranker,
    allowed: Mask | None = None,
    found: FirstOrder | None = None,
) -> list[Hit]:
    """The sentences that may answer a question, best first.

    `allowed`: which sources may be cited; `found`: the first order, where it is known.
    """
    near = candidates(library, reading, allowed, found)
    if near.rows.size == 0:
        return []
    read = len(near.features)
    scores = near.features @ ranker.ranking - reading.told.penalties(library, near.rows[:read])
    scores = placed(library, reading, near.rows[:read].tolist(), scores)
    order = np.lexsort((near.rows[:read], -scores))
    # What was not read keeps its first order, behind what was.
    behind = scores.min() + near.scores[read:] - near.scores[: read + 1][-1]
    values = np.concatenate([scores[order], behind])
    rows = np.concatenate([near.rows[:read][order], near.rows[read:]])
    hits = [
        Hit(
            library.corpus.sentence(int(row)),
            float(values[n]),
            near.features[order[n]] if n < read else None,
        )
        for n, row in enumerate(rows[:_SHOWN])
    ]
    return with_partner(library, hits, reading, ranker)


def candidates(
    library: Library,
    reading: Reading,
    allowed: Mask | None = None,
    found: FirstOrder | None = None,
) -> Candidates:
    """What any of the searches finds, and the features of the best few of it; `found`: the first
    order, where it is known."""
    found = found or first_order(library, reading, allowed)
    if found is None:
        empty = np.zeros(0, dtype=np.float32)
        return Candidates(empty.astype(np.int64), empty, empty.reshape(0, len(NAMES)))
    scores = found.scores + _DEFINING * _definitions(library, reading.defined, found.rows)
    scores += _FORMED * _formed(library, reading, found.rows)
    scores += reading.told.nearness(library, found.rows) @ _NEARNESS
    order = np.lexsort((found.rows, -scores))
    read = order[:_READ]
    rows = found.rows[read]
    matches = found.tokens.matches(library, rows)
    table = features(library, reading, rows.tolist(), matches, found.similar[read])
    return Candidates(found.rows[order], scores[order].astype(np.float32), table)


def _definitions(library: Library, name: Sequence[str], rows: Rows) -> Vectors:
    """How plainly each of the sentence rows (n,) says who or what the one of that name is.

    A question that asks it is little more than a name, and many sentences hold that as well.
    """
    plain = np.zeros(len(rows), dtype=np.float32)
    for n, row in enumerate(rows.tolist() if name else ()):
        if library.parses.holds(row, name[-1]):
            plain[n] = says_what_it_is(library.parses.parse(row), name)
    return plain


def _formed(library: Library, reading: Reading, rows: Rows) -> Vectors:
    """In which of the sentence rows (n,) what is asked for stands by its form."""
    formed = np.zeros(len(rows), dtype=np.float32)
    for n, row in enumerate(rows.tolist() if reading.asks_for_a_form else ()):
        formed[n] = place_in(reading, library.corpus.sentence_read(row)) is not None
    return formed
