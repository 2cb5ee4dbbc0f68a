"""A question -> ranked sentences.

Four searches find candidates (sentences and passages, by vector and by words); then every candidate
gets every score, so that none is ranked by the search that found it. The score that carries most is
late interaction: each word of the question looks for its like among the words of the sentence, read
in its passage, and rare words count most.
"""

from dataclasses import astuple, dataclass, replace

import numpy as np
import numpy.typing as npt

from embeddings.encoder import Encoded, Vectors
from embeddings.tokens import best_in_runs
from embeddings.vectors import Mask, Rows
from qa.lexical import LexicalIndex, Scores
from qa.library import Library
from qa.types import Sentence
from qa.words import terms_of, word_spans

_SENTENCES, _PASSAGES = 50, 12
_JOINING_GAIN = 0.1
# How much a token of the question weighs: a word by its rarity, the word that asks a little, other
# stop words less, and next to nothing a mark or a pronoun, which stands for what is named anyway.
_RARITY_POWER, _ASKING, _STOP_WORD, _MARK = 1.5, 0.1, 0.05, 0.004
_ASKING_WORDS = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
_PRONOUNS = frozenset(
    """
    he him his she her hers it its they them their theirs this that these those
    """.split()  # noqa: SIM905 - as in qa.words
)


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a sentence, each from 0 (nothing) to about 1.

    late, passage_late  mean over the question's tokens, by rarity, of the best match among the
                        tokens of the sentence, and among those of its passage
    dense               cosine of the question with the sentence in its context
    lexical             BM25 of the sentence in its context, as a share of its bound
    """

    late: float
    passage_late: float
    dense: float
    lexical: float


# The middle of the plateau on the tune questions of both collections. BM25 finds candidates, but
# adds nothing to their order once late interaction counts rare words.
WEIGHTS = Features(late=0.54, passage_late=0.27, dense=0.19, lexical=0.0)


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence with its score and what the score is made of.

    `partner` is the sentence beside it that it belongs together with, if there is one.
    """

    sentence: Sentence
    score: float
    features: Features
    partner: Sentence | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Start and end of the sentence, or of the two, in the stored text."""
        other = self.partner or self.sentence
        return min(self.sentence.start, other.start), max(self.sentence.end, other.end)


def retrieve(
    library: Library, question: str, encoded: Encoded, allowed: frozenset[int] | None = None
) -> list[Hit]:
    """The sentences that may answer `question`, best first.

    `encoded`: the question with its tokens. `allowed`: numbers of the sources that may be cited.
    """
    terms = list(dict.fromkeys(terms_of(question)))
    by_word = library.sentence_words.shares(terms), library.passage_words.shares(terms)
    rows = _candidates(library, encoded.vector, by_word, _masks(library, allowed))
    if rows.size == 0:
        return []
    weights = token_weights(question, encoded, library)
    table = _features(library, rows, encoded, weights, by_word[0])
    scores = table @ np.array(astuple(WEIGHTS), dtype=np.float32)
    order = np.lexsort((rows, -scores))
    hits = [
        Hit(
            sentence=library.corpus.sentence(int(rows[n])),
            score=float(scores[n]),
            features=Features(*(round(float(value), 4) for value in table[n])),
        )
        for n in order
    ]
    return _joined(library, hits, encoded.tokens, weights)


def _joined(library: Library, hits: list[Hit], tokens: Vectors, weights: Vectors) -> list[Hit]:
    """`hits` with a partner for the first, if a sentence beside it says what it leaves open.

    That is the one of its passage with which the question's tokens are matched the better, if by
    `_JOINING_GAIN`.
    """
    best, owners = hits[0].sentence, library.corpus.sentences[:, 0]
    beside = [row for row in (best.row - 1, best.row + 1) if 0 <= row < len(owners)]
    beside = [row for row in beside if owners[row] == best.passage]
    runs = library.sentence_tokens[[best.row, *beside]]
    # The runs of neighbours touch, so that one stretch of the store holds them all.
    start, end = int(runs[:, 0].min()), int(runs[:, 1].max())
    cosines = library.tokens.cosines(tokens, np.array([[start, end]]))
    matches = best_in_runs(cosines, runs - start)
    gains = np.maximum(matches, matches[0]) @ weights - matches[0] @ weights
    if gains.max() < _JOINING_GAIN:
        return hits
    partner = library.corpus.sentence(beside[int(gains.argmax()) - 1])
    return [replace(hits[0], partner=partner), *hits[1:]]


def _features(
    library: Library, rows: Rows, encoded: Encoded, weights: Vectors, by_word: Scores
) -> Vectors:
    """(rows, features) float32."""
    wide, narrow = _best_matches(library, rows, encoded.tokens)
    return np.stack(
        [
            narrow @ weights,
            wide @ weights,
            library.sentence_vectors.vectors(rows) @ encoded.vector,
            by_word[rows],
        ],
        axis=1,
    )


def _best_matches(library: Library, rows: Rows, tokens: Vectors) -> tuple[Vectors, Vectors]:
    """For each row the best match of each token in its passage and in the sentence: (rows, t)."""
    passages, place = np.unique(library.corpus.sentences[rows, 0], return_inverse=True)
    runs = library.passage_tokens[passages]
    cosines = library.tokens.cosines(tokens, runs)
    # From rows of the whole store to rows of `cosines`, which holds these passages only.
    ends = np.cumsum(runs[:, 1] - runs[:, 0])
    shifts = (ends - runs[:, 1])[:, None]
    wide = best_in_runs(cosines, runs + shifts)
    narrow = best_in_runs(cosines, library.sentence_tokens[rows] + shifts[place])
    return wide[place], narrow


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


def _masks(library: Library, allowed: frozenset[int] | None) -> tuple[Mask | None, Mask | None]:
    """Which sentence rows and which passage rows may be found."""
    if allowed is None:
        return None, None
    corpus = library.corpus
    passages = np.isin(corpus.passages[:, 0], sorted(allowed))
    return passages[corpus.sentences[:, 0]], passages


def _candidates(
    library: Library,
    vector: Vectors,
    by_word: tuple[Scores, Scores],
    masks: tuple[Mask | None, Mask | None],
) -> Rows:
    """Rows of the sentences that any of the four searches found, in order of their place."""
    dense, _ = library.sentence_vectors.search(vector, _SENTENCES, masks[0])
    passages, _ = library.passage_vectors.search(vector, _PASSAGES, masks[1])
    lexical = best_rows(by_word[0], _SENTENCES, masks[0])
    near = np.union1d(passages, best_rows(by_word[1], _PASSAGES, masks[1]))
    owners = library.corpus.sentences[:, 0]  # in order: the sentences of a passage are a run
    runs = [np.arange(*np.searchsorted(owners, [p, p + 1])) for p in near]
    return np.unique(np.concatenate([dense, lexical, *runs])).astype(np.int64)


def best_rows(scores: npt.NDArray[np.float32], k: int, allowed: Mask | None) -> Rows:
    """The `k` rows with the highest positive scores, best first."""
    kept = scores if allowed is None else np.where(allowed, scores, 0)
    k = min(k, int(np.count_nonzero(kept > 0)))
    if k == 0:
        return np.zeros(0, dtype=np.int64)
    top = np.argpartition(-kept, k - 1)[:k]
    return top[np.lexsort((top, -kept[top]))].astype(np.int64)
