"""What was told before a follow-up: the answers that were given, and where they stand.

Who asks on is as a rule in the same article, and often wants what stands next in it.
"""

from dataclasses import dataclass

import numpy as np

from embeddings.encoder import Vectors
from embeddings.vectors import Rows
from qa.library import Library

NEXT = 3
"""How many sentences behind an answer may go on with it."""


@dataclass(frozen=True, slots=True)
class Told:
    """The answers that were given before, and what it costs a sentence to stand in one of them.

    `rows`: the sentences of the last one, where the question at hand goes on from it; `moves_on`:
    whether it asks for what they do not say ("Who else?").
    """

    answers: tuple[str, ...] = ()
    cost: float = 0.0
    rows: tuple[int, ...] = ()
    moves_on: bool = False

    def penalties(self, library: Library, rows: Rows) -> Vectors:
        """What each of the sentence rows (n,) loses, (n,) float32."""
        costs = np.zeros(len(rows), dtype=np.float32)
        if self.cost:
            for n, row in enumerate(rows.tolist()):
                quote = library.corpus.sentence_quote(row)
                costs[n] = self.cost * any(quote in answer for answer in self.answers)
        return costs

    def nearness(self, library: Library, rows: Rows) -> Vectors:
        """Of each of the sentence rows (n,) whether it is of the source of the last answer, and 1 /
        how many sentences it stands behind it, if not far: (n, 2) float32."""
        near = np.zeros((len(rows), 2), dtype=np.float32)
        if self.rows and len(rows):
            corpus, last = library.corpus, np.array(self.rows)
            sources = corpus.sources_of(rows)[:, None] == corpus.sources_of(last)
            behind = rows[:, None] - last
            goes_on = sources & (behind > 0) & (behind <= NEXT)
            near[:, 0] = sources.any(axis=1)
            near[:, 1] = np.where(goes_on, 1 / np.maximum(behind, 1), 0).max(axis=1)
        return near


NOTHING_TOLD = Told()
"""Of a question that opens a conversation."""
