"""Late interaction of a question with sentences and their passages (Khattab and Zaharia 2020).

Each token of the question looks for its like in a sentence, in its passage, and in the sentences
beside it, all of them read in their passage.
"""

from dataclasses import dataclass

import numpy as np

from embeddings.arrays import distinct
from embeddings.encoder import Vectors
from embeddings.tokens import best_in_runs
from embeddings.vectors import Rows
from qa.features import Matches
from qa.library import Library, Runs
from qa.versions import versions_in


@dataclass(frozen=True, slots=True, eq=False)
class Interaction:
    """How the t tokens of a question and those of some passages are alike.

    passages (p,)        their rows, in order
    shifts (p,)          from a row of the library's tokens to one of `cosines`, which has theirs
    cosines (rows, t)    of each of their tokens with each of the question's
    wide (p, t)          the best match of each token of the question in each passage
    heads (p, 2)         the tokens that each of its sentences is read with, of the names of
                         columns, of who speaks, or of a heading with a version; none for most
    """

    passages: Rows
    shifts: Rows
    cosines: Vectors
    wide: Vectors
    heads: Runs

    def in_passage(self, library: Library, rows: Rows) -> Vectors:
        """The best match of each token of the question in the passage of each sentence row."""
        places = np.searchsorted(self.passages, library.corpus.sentences[rows, 0])
        found: Vectors = self.wide[places]
        return found

    def in_sentence(self, library: Library, rows: Rows) -> Vectors:
        """The same in each sentence row itself."""
        owners = library.corpus.sentences[rows, 0]
        places = np.searchsorted(self.passages, owners)
        shifts, heads = self.shifts[places][:, None], self.heads[places]
        found = best_in_runs(self.cosines, library.sentence_tokens[rows] + shifts)
        headed = np.flatnonzero(heads[:, 0] < heads[:, 1])
        if headed.size:
            named = best_in_runs(self.cosines, heads[headed] + shifts[headed])
            found[headed] = np.maximum(found[headed], named)
        return found

    def matches(self, library: Library, rows: Rows) -> Matches:
        """For each row the best match of each token in it, its passage, and its neighbours.

        A sentence at the edge of its passage has no neighbour there, and no match in it.
        """
        owners = library.corpus.sentences[:, 0]

        def beside(step: int) -> Vectors:
            others = np.clip(rows + step, 0, len(owners) - 1)
            same = (owners[others] == owners[rows]) & (others != rows)
            found = self.in_sentence(library, np.where(same, others, rows))
            return np.where(same[:, None], found, 0)

        return Matches(
            sentence=self.in_sentence(library, rows),
            passage=self.in_passage(library, rows),
            before=beside(-1),
            after=beside(1),
        )


def interaction(library: Library, rows: Rows, question: str, tokens: Vectors) -> Interaction:
    """That of a question, whose tokens have the vectors `tokens` (t, dim), with the passages of
    sentence rows."""
    passages = distinct(library.corpus.sentences[rows, 0])
    runs = library.passage_tokens[passages]
    cosines = library.tokens.cosines(tokens, runs)
    shifts = np.cumsum(runs[:, 1] - runs[:, 0]) - runs[:, 1]
    wide = best_in_runs(cosines, runs + shifts[:, None])
    return Interaction(passages, shifts, cosines, wide, _heads(library, passages, question))


def _heads(library: Library, passages: Rows, question: str) -> Runs:
    """A row of a table says little without the names of its columns, "I left" without who says it,
    nor what a version brought without its heading, if that is asked."""
    heads = np.zeros((len(passages), 2), dtype=np.int64)
    versions = bool(versions_in(question))
    told = library.corpus.passages[passages][:, [8, 10]].max(axis=1) > 0
    for n in range(len(passages)) if versions else np.flatnonzero(told).tolist():
        row = int(passages[n])
        of_version = versions and bool(versions_in(" ".join(library.corpus.passage(row).headings)))
        if of_version or told[n]:
            heads[n] = library.head_tokens(row, headings=of_version)
    return heads
