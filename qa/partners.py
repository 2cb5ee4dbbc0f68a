"""Two sentences beside each other that answer only together: the one quoted with another."""

from dataclasses import replace

import numpy as np

from embeddings.tokens import best_in_runs
from qa.answering import LONGEST_PAIR, answered, answering
from qa.features import NAMES
from qa.hits import Hit
from qa.library import Library
from qa.ranker import Ranker
from qa.reading import Reading, study

_GAIN = 0.1  # of the match with the question
# The first is likelier at most four times as much. Of what is quoted besides, over what
# 0.7 and 330 characters would add, one sentence in nine makes a wrong quote right.
_TIE = 1.5
# What explains stands behind what it explains: where no name, number or date is asked for, the
# sentence after the first may be less likely by so much. One in nine of these makes it right (16
# of 139, of 758 such questions of 13 collections).
_EXPLAINING_TIE = 3.5
_EXPLAINING = frozenset({"reason", "manner", "other"})
_GOES_ON = NAMES.index("goes_on")


def with_partner(library: Library, hits: list[Hit], reading: Reading, ranker: Ranker) -> list[Hit]:
    """`hits` with a partner for the first, if a sentence beside it says what it leaves open.

    That is the next one if the first but asks, the one before if that asks and the first says next
    to nothing without it; else the better one of those beside it that are about as good, or may
    explain it; else the one of its passage with which the question's tokens are matched the
    better, if by `_GAIN`.
    """
    best, owners = hits[0].sentence, library.corpus.sentences[:, 0]
    if library.corpus.passage(best.passage).columns:
        return hits  # a row says all that it says by itself
    if study(library, reading, [best.row])[0].place:
        return hits  # and so does what has the form of what is asked for
    if partner := answering(library, best) or answered(library, best):
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
    if gains.max() < _GAIN:
        return hits
    better = library.corpus.sentence(beside[int(gains.argmax()) - 1])
    return [replace(hits[0], partner=better), *hits[1:]]


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
        and length <= LONGEST_PAIR
    )
