"""How the words of a quote match the words of a question, by the vectors of their tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.encoder import Encoded, Vectors
from qa.analysis import joined, pieces_of
from qa.library import Library
from qa.syntax import Parse

Places = npt.NDArray[np.int64]

# Cosines of the tokens of unrelated words lie about here; it counts as nothing.
_UNRELATED = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class QuestionWords:
    """A question's words with the vectors of their pieces.

    tokens (t, dim)   the pieces that belong to a word of the parse, in order
    starts (k,)       the first piece of each word that has some
    words (k,)        the number of that word in the parse
    counts (k,)       how many pieces it has
    weights (q,)      how much each word of the parse counts
    """

    tokens: Vectors
    starts: Places
    words: Places
    counts: Places
    weights: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """`words` (n, q): how alike each word of a quote is to each of a question, from 0 to 1.

    `weights` (q,): how much each word of the question counts.
    """

    words: Vectors
    weights: Vectors


def question_words(parse: Parse, encoded: Encoded, weights: Vectors) -> QuestionWords:
    """`weights` (t,): how much each token counts, as `qa.token_weights` has it."""
    pieces = pieces_of(parse, encoded.spans)
    counts = np.diff(np.append(pieces.starts, int(pieces.kept.sum())))
    owners = np.repeat(pieces.words, counts)
    sums = np.bincount(owners, weights=weights[pieces.kept], minlength=len(parse))
    return QuestionWords(
        encoded.tokens[pieces.kept], pieces.starts, pieces.words, counts, sums.astype(np.float32)
    )


def matches_of(library: Library, rows: Sequence[int], question: QuestionWords) -> list[Match]:
    """The match of each sentence row with a question.

    A word of several pieces matches as its best piece; one of the question as the mean of its own.
    """
    analyses = [library.analysis(row) for row in rows]
    ends = np.cumsum([len(analysis.parse) for analysis in analyses])
    # The words of all the sentences, one after another.
    result = np.zeros((int(ends[-1]), len(question.weights)), dtype=np.float32)
    parts = np.split(result, ends[:-1])
    if len(question.tokens):
        pieces = joined([analysis.pieces for analysis in analyses], ends)
        if len(pieces.words):
            runs = library.sentence_tokens[list(rows)]
            cosines = library.tokens.cosines(question.tokens, runs)
            best = np.maximum.reduceat(cosines[pieces.kept], pieces.starts, axis=0)
            means = np.add.reduceat(best, question.starts, axis=1) / question.counts
            scaled = np.maximum(means - _UNRELATED, 0) / (1 - _UNRELATED)
            result[np.ix_(pieces.words, question.words)] = scaled
    return [Match(part, question.weights) for part in parts]
