"""A question -> ranked sentences.

Four searches find candidates (sentences and passages, by vector and by words), a fifth those that
the dates of the question point to; then every candidate gets every score, so that none is ranked by
the search that found it. The score that carries most is late interaction: each word of the question
looks for its like among the words of the sentence, read in its passage, and rare words count most.
By it the best few are chosen, which are then read closely (`qa.features`) and put in order by
learned weights (`qa.ranker`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from embeddings.arrays import distinct
from embeddings.encoder import Encoded, Vectors
from embeddings.tokens import best_in_runs
from embeddings.vectors import Mask, Rows
from qa.dates.match import date_match, sentences_within
from qa.dates.spans import Interval
from qa.defining import says_what_it_is
from qa.features import NAMES, features
from qa.interaction import Interaction, interaction
from qa.lexical import LexicalIndex
from qa.library import Library
from qa.lifespans import Life, life_in
from qa.placing import placed
from qa.questions import is_bare_question
from qa.ranker import Ranker
from qa.reading import Reading
from qa.told import NEXT
from qa.types import Sentence
from qa.words import terms_of, word_spans

_SENTENCES, _PASSAGES = 50, 12
_JOINING_GAIN = 0.1
# The first is likelier at most four times as much; characters. Of what is quoted besides, over what
# 0.7 and 330 would add, one sentence in nine makes a wrong quote right.
_TIE, _LONGEST_PAIR = 1.5, 400
# What explains stands behind what it explains: where no name, number or date is asked for, the
# sentence after the first may be less likely by so much. One in nine of these makes it right (16
# of 139, of 758 such questions of 13 collections).
_EXPLAINING_TIE = 3.5
_FEW_WORDS = 5  # "Not one.", "In the spring of 1988."
_EXPLAINING = frozenset({"reason", "manner", "other"})
# How much a token of the question weighs: a word by its rarity, the word that asks a little, other
# stop words less, and next to nothing a mark or a pronoun, which stands for what is named anyway.
_RARITY_POWER, _ASKING, _STOP_WORD, _MARK = 1.5, 0.1, 0.05, 0.004
_ASKING_WORDS = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
_PRONOUNS = frozenset(
    """
    he him his she her hers it its they them their theirs this that these those
    """.split()  # noqa: SIM905 - as in qa.words
)


# The first order of the candidates: late interaction with the sentence and with its passage, the
# cosine, and dates. The middle of the plateau on the tune questions.
_LATE, _PASSAGE_LATE, _DENSE, _DATED = 0.54, 0.27, 0.19, 0.05
# For a sentence with "(1868–1931)" behind the name, where a birth or death is asked for.
_LIVED = 0.2
_DEFINING = 0.2  # for a sentence that says who or what it is, where that is asked
# For a sentence of the source of the answer before, and for the next one in it.
_NEARNESS = np.array([0.05, 0.08], dtype=np.float32)
_GOES_ON = NAMES.index("goes_on")
_READ = 8  # sentences that are read closely; more cost time and gain nothing
_NEAR_IN_TIME = 20
_NEAR_IN_SOURCE = 20
_SHOWN = 30  # as many as are ever shown, and some more


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A sentence with its score and its features (`qa.features.NAMES`).

    `features` is None for what was not read closely, which stands behind all that was. `partner` is
    the sentence beside it that it belongs together with, if there is one.
    """

    sentence: Sentence
    score: float
    features: Vectors | None
    partner: Sentence | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Start and end of the sentence, or of the two, in the stored text."""
        other = self.partner or self.sentence
        return min(self.sentence.start, other.start), max(self.sentence.end, other.end)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The sentence rows (n,) that were found, in their first order, with its scores (n,).

    `features` (k, qa.features.NAMES) are those of the first k, which were read closely.
    """

    rows: Rows
    scores: Vectors
    features: Vectors


class Asking(Protocol):
    """What the first order needs of a question; a Reading is one."""

    @property
    def question(self) -> str: ...
    @property
    def encoded(self) -> Encoded: ...
    @property
    def weights(self) -> Vectors: ...
    @property
    def dates(self) -> tuple[Interval, ...]: ...
    @property
    def after(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True, eq=False)
class FirstOrder:
    """The sentence rows (n,) that were found, by their place, each with its score (n,), how its
    tokens and the question's are alike, and how similar it is (n, 2): by vector, by words."""

    rows: Rows
    scores: Vectors
    tokens: Interaction
    similar: Vectors


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
    return _joined(library, hits, reading, ranker)


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
    scores += _LIVED * _lives(library, reading.life, found.rows)
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


def _lives(library: Library, asked: Life | None, rows: Rows) -> Vectors:
    """Which of the sentence rows (n,) have the birth or death asked for behind the name."""
    lives = np.zeros(len(rows), dtype=np.float32)
    for n, row in enumerate(rows.tolist() if asked else ()):
        quote = library.corpus.sentence_read(row)
        lives[n] = asked is not None and "(" in quote and life_in(quote, asked) is not None
    return lives


def first_order(library: Library, asking: Asking, allowed: Mask | None = None) -> FirstOrder | None:
    """What any of the searches finds, with the scores that need no close reading; None if nothing
    is found."""
    terms = list(dict.fromkeys(terms_of(asking.question)))
    vector, weights = asking.encoded.vector, asking.weights
    masks = _masks(library, allowed)
    found = _candidates(library, vector, terms, masks)
    rows = distinct(
        found, _in_time(library, asking, masks[0]), _in_source(library, asking, masks[0])
    )
    if rows.size == 0:
        return None
    tokens = interaction(library, rows, asking.question, asking.encoded.tokens)
    dense = library.sentence_vectors.vectors(rows) @ vector
    dated = date_match(asking.dates, library.corpus.sentence_dates, rows)
    late = tokens.in_sentence(library, rows) @ weights
    wide = tokens.in_passage(library, rows) @ weights
    scores = _LATE * late + _PASSAGE_LATE * wide + _DENSE * dense + _DATED * dated
    similar = np.stack([dense, library.sentence_words.shares(terms, rows)], axis=1)
    return FirstOrder(rows, scores, tokens, similar)


def _in_time(library: Library, asking: Asking, allowed: Mask | None) -> Rows:
    """The sentences most like the question among those whose dates are the ones that it names."""
    rows = sentences_within(asking.dates, library.corpus.days)
    rows = rows if allowed is None else rows[allowed[rows]]
    return library.sentence_vectors.nearest(asking.encoded.vector, rows, _NEAR_IN_TIME)[0]


def _in_source(library: Library, asking: Asking, allowed: Mask | None) -> Rows:
    """Of the sources of the answer that the question goes on from the sentences most like it, and
    those next behind that answer: "Who paid?" finds none of them in a large collection."""
    corpus, after = library.corpus, np.array(asking.after, dtype=np.int64)
    if not after.size:
        return after
    sources = distinct(corpus.sources_of(after)).tolist()
    rows = np.concatenate([corpus.rows_of(source) for source in sources])
    rows = rows if allowed is None else rows[allowed[rows]]
    near = library.sentence_vectors.nearest(asking.encoded.vector, rows, _NEAR_IN_SOURCE)[0]
    behind = (after[:, None] + np.arange(1, NEXT + 1)).ravel()
    return distinct(near, np.intersect1d(behind, rows))


def _joined(library: Library, hits: list[Hit], reading: Reading, ranker: Ranker) -> list[Hit]:
    """`hits` with a partner for the first, if a sentence beside it says what it leaves open.

    That is the next one if the first but asks, the one before if that asks and the first says next
    to nothing without it; else the better one of those beside it that are about as good, or may
    explain it; else the one of its passage with which the question's tokens
    are matched the better, if by `_JOINING_GAIN`.
    """
    best, owners = hits[0].sentence, library.corpus.sentences[:, 0]
    if library.corpus.passage(best.passage).columns:
        return hits  # a row says all that it says by itself
    if partner := _answering(library, best) or _answered(library, best):
        return [replace(hits[0], partner=partner), *hits[1:]]
    explaining = reading.asked.kind in _EXPLAINING
    told = reading.told.rows if reading.told.moves_on else ()
    for hit in hits[1:]:
        if hit.sentence.row in told:
            continue
        # What is first only since it stands behind the answer before is not the better one.
        due = max(_due_to_place(hits[0], ranker) - _due_to_place(hit, ranker), 0.0)
        if are_tied(replace(hits[0], score=hits[0].score - due), hit, explaining=explaining):
            return [replace(hits[0], partner=hit.sentence), *hits[1:]]
    beside = [row for row in (best.row - 1, best.row + 1) if 0 <= row < len(owners)]
    beside = [row for row in beside if owners[row] == best.passage and row not in told]
    runs = library.sentence_tokens[[best.row, *beside]]
    # The runs of neighbours touch, so that one stretch of the store holds them all.
    start, end = int(runs[:, 0].min()), int(runs[:, 1].max())
    cosines = library.tokens.cosines(reading.encoded.tokens, np.array([[start, end]]))
    matches, weights = best_in_runs(cosines, runs - start), reading.weights
    gains = np.maximum(matches, matches[0]) @ weights - matches[0] @ weights
    if gains.max() < _JOINING_GAIN:
        return hits
    better = library.corpus.sentence(beside[int(gains.argmax()) - 1])
    return [replace(hits[0], partner=better), *hits[1:]]


def _answering(library: Library, asking: Sentence) -> Sentence | None:
    """The sentence behind one that asks, in its passage; None if that asks too, or is no answer."""
    corpus, row = library.corpus, asking.row + 1
    if not is_bare_question(corpus.sentence_quote(asking.row)) or row >= len(corpus.sentences):
        return None
    found = corpus.sentence(row)
    near = found.passage == asking.passage and found.end - asking.start <= _LONGEST_PAIR
    return found if near and not is_bare_question(corpus.sentence_quote(row)) else None


def _answered(library: Library, answer: Sentence) -> Sentence | None:
    """The sentence before one of a few words ("Not one."), in its passage, if that asks for it."""
    corpus, row = library.corpus, answer.row - 1
    quote = corpus.sentence_quote(answer.row)
    if row < 0 or quote.count(" ") >= _FEW_WORDS or is_bare_question(quote):
        return None
    found = corpus.sentence(row)
    near = found.passage == answer.passage and answer.end - found.start <= _LONGEST_PAIR
    return found if near and is_bare_question(corpus.sentence_quote(row)) else None


def _due_to_place(hit: Hit, ranker: Ranker) -> float:
    """What of the score of a hit is due to its place behind the answer before."""
    if hit.features is None:
        return 0.0
    return float(ranker.ranking[_GOES_ON] * hit.features[_GOES_ON])


def are_tied(first: Hit, second: Hit, *, explaining: bool = False) -> bool:
    """Whether two sentences, the better one first, stand beside each other in a passage and neither
    is clearly the better; `explaining`: whether the second may explain the first."""
    one, other = first.sentence, second.sentence
    tie = _EXPLAINING_TIE if explaining and one.row < other.row else _TIE
    length = max(one.end, other.end) - min(one.start, other.start)
    return (
        abs(one.row - other.row) == 1
        and one.passage == other.passage
        and first.score - second.score < tie
        and length <= _LONGEST_PAIR
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


def _masks(library: Library, allowed: Mask | None) -> tuple[Mask | None, Mask | None]:
    """Which sentence rows and which passage rows may be found."""
    if allowed is None:
        return None, None
    corpus = library.corpus
    passages = allowed[corpus.passages[:, 0]]
    return passages[corpus.sentences[:, 0]], passages


def _candidates(
    library: Library,
    vector: Vectors,
    terms: list[str],
    masks: tuple[Mask | None, Mask | None],
) -> Rows:
    """Rows of the sentences that any of the four searches found, in order of their place."""
    dense, _ = library.sentence_vectors.search(vector, _SENTENCES, masks[0])
    passages, _ = library.passage_vectors.search(vector, _PASSAGES, masks[1])
    lexical = library.sentence_words.best(terms, _SENTENCES, masks[0])
    near = distinct(passages, library.passage_words.best(terms, _PASSAGES, masks[1]))
    owners = library.corpus.sentences[:, 0]  # in order: the sentences of a passage are a run
    near = near.astype(owners.dtype)  # else the search converts all of the other
    starts, ends = np.searchsorted(owners, near), np.searchsorted(owners, near, side="right")
    runs = [np.arange(*run) for run in zip(starts, ends, strict=True)]
    return distinct(dense, lexical, *runs)
