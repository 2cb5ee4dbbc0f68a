"""How the words of a quote match the words of a question, by the vectors of their tokens."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.encoder import Encoded, Vectors
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
    weights (q,)      how much each word of the parse counts
    """

    tokens: Vectors
    starts: Places
    words: Places
    weights: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """`words` (n, q): how alike each word of a quote is to each of a question, from 0 to 1.

    `weights` (q,): how much each word of the question counts.
    """

    words: Vectors
    weights: Vectors


def question_words(parse: Parse, encoded: Encoded, weights: Vectors) -> QuestionWords:
    """`weights` (t,): how much each token counts, as `qa.retrieve.token_weights` has it."""
    owners = _owners(parse, encoded.spans)
    kept = owners >= 0
    words, starts = np.unique(owners[kept], return_index=True)
    sums = np.bincount(owners[kept], weights=weights[kept], minlength=len(parse))
    return QuestionWords(encoded.tokens[kept], starts, words, sums.astype(np.float32))


def match_of(library: Library, row: int, parse: Parse, question: QuestionWords) -> Match:
    """The match of a sentence row, whose parse is `parse`, with a question.

    A word of several pieces matches as its best piece; one of the question as the mean of its own.
    """
    result = np.zeros((len(parse), len(question.weights)), dtype=np.float32)
    spans = library.spans_in_quote(row)
    if len(spans) == 0 or len(question.tokens) == 0 or not parse:
        return Match(result, question.weights)
    cosines = library.tokens.cosines(question.tokens, library.sentence_tokens[row : row + 1])
    owners = _owners(parse, spans)
    kept = owners >= 0
    if not kept.any():
        return Match(result, question.weights)
    words, starts = np.unique(owners[kept], return_index=True)
    best = np.maximum.reduceat(cosines[kept], starts, axis=0)
    counts = np.diff(np.append(question.starts, len(question.tokens)))
    means = np.add.reduceat(best, question.starts, axis=1) / counts
    scaled = np.maximum(means - _UNRELATED, 0) / (1 - _UNRELATED)
    result[np.ix_(words, question.words)] = scaled
    return Match(result, question.weights)


def _owners(parse: Parse, spans: npt.NDArray[np.int32]) -> Places:
    """The number of the word that each token stands in, -1 for none."""
    if not parse or len(spans) == 0:
        return np.full(len(spans), -1, dtype=np.int64)
    starts = np.array([word.start for word in parse])
    ends = np.array([word.end for word in parse])
    owners = np.searchsorted(starts, spans[:, 0], side="right") - 1
    inside = (owners >= 0) & (spans[:, 0] < ends[np.maximum(owners, 0)])
    return np.where(inside, owners, -1)
