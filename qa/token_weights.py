"""How much each token of a question counts.

A word counts by its rarity, the word that asks a little, other stop words less, and next to nothing
a mark or a pronoun, which stands for what is named anyway.
"""

import numpy as np

from embeddings.encoder import Encoded, Vectors
from qa.lexical import LexicalIndex
from qa.library import Library
from qa.words import word_spans

_RARITY_POWER, _ASKING, _STOP_WORD, _MARK = 1.5, 0.1, 0.05, 0.004
_ASKING_WORDS = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
_PRONOUNS = frozenset(
    """
    he him his she her hers it its they them their theirs this that these those
    """.split()  # noqa: SIM905 - as in qa.words
)


def token_weights(question: str, encoded: Encoded, library: Library) -> Vectors:
    """How much each token of the question counts, (t,) float32, with the sum 1.

    A word's weight is its inverse document frequency as a share of that of a word which no
    sentence holds, to a power; its pieces share it.
    """
    rarest = library.sentence_words.idf("")
    weights = np.full(len(encoded.spans), _MARK, dtype=np.float32)
    for start, end, term in word_spans(question):
        pieces = (encoded.spans[:, 0] >= start) & (encoded.spans[:, 1] <= end)
        weight = (
            _rarity(library.sentence_words, term, rarest)
            if term is not None
            else _stop_word_weight(question[start:end].lower())
        )
        weights[pieces] = weight / max(int(pieces.sum()), 1)
    total = weights.sum()
    return weights / total if total > 0 else weights


def _rarity(words: LexicalIndex, term: str, rarest: float) -> float:
    return float(max(_STOP_WORD, (words.idf(term) / rarest) ** _RARITY_POWER))


def _stop_word_weight(word: str) -> float:
    if word in _ASKING_WORDS:
        return _ASKING
    return _MARK if word in _PRONOUNS else _STOP_WORD
