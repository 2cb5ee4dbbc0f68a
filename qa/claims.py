"""What single sentences say in answer to a question: words, the value they stand for, how likely."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.asked import Asked
from qa.evidence import Evidence, evidence
from qa.library import Library
from qa.match import QuestionWords, match_of
from qa.retrieve import Hit
from qa.short import probabilities
from qa.spans import drafts
from qa.syntax import Parse
from qa.values import Value, relation, value_of

Floats = npt.NDArray[np.float32]
Score = Callable[[Asked, Evidence], Floats]

_SENTENCES = 8  # of the best that are read
_A_SENTENCE = 2  # values that one sentence may give
_LEAST = 0.04  # below this probability words are no answer
_BESIDE = 24  # characters beside a value that say of what it is, or that it is about so many


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """Words that a sentence gives as the answer.

    rank        place of the sentence among the hits; `hit` is that one
    text        the words; `quote` the whole sentence, `first` and `last` their place in `parse`
    chance      how likely they answer, if the sentence does
    held (q,)   how well each word of the question is matched in the sentence, from 0 to 1
    """

    rank: int
    hit: Hit
    quote: str
    parse: Parse
    first: int
    last: int
    text: str
    value: Value
    chance: float
    held: Floats


def claims_of(
    library: Library,
    asked: Asked,
    question: Parse,
    words: QuestionWords,
    hits: Sequence[Hit],
    score: Score = probabilities,
) -> list[Claim]:
    """What the best of `hits` give as answers, in order of the hits; none where they give none."""
    return [
        claim
        for rank, hit in enumerate(hits[:_SENTENCES])
        for claim in _of_sentence(library, asked, question, words, rank, hit, score)
    ]


def _of_sentence(
    library: Library,
    asked: Asked,
    question: Parse,
    words: QuestionWords,
    rank: int,
    hit: Hit,
    score: Score,
) -> Iterator[Claim]:
    row = hit.sentence.row
    parse = library.parses.parse(row)
    source = library.corpus.source_of(row)
    quote = library.corpus.quote(source, hit.sentence.start, hit.sentence.end)
    spans = drafts(parse, quote)
    if not spans:
        return
    match = match_of(library, row, parse, words)
    chances = score(asked, evidence(asked, question, parse, quote, spans, match))
    held = match.words.max(axis=0) if len(match.words) else np.zeros(len(question), np.float32)
    given: list[Value] = []
    for n in np.argsort(-chances, kind="stable")[: 4 * _A_SENTENCE]:
        if chances[n] < _LEAST or len(given) == _A_SENTENCE:
            return
        first, last = spans[n][:2]
        start, end = parse[first].start, parse[last - 1].end
        value = value_of(
            quote[start:end],
            quote[max(0, start - _BESIDE) : start],
            asked.kind,
            quote[end : end + _BESIDE],
        )
        if any(relation(value, one) != "different" for one in given):
            continue
        given.append(value)
        yield Claim(
            rank, hit, quote, parse, first, last, quote[start:end], value, float(chances[n]), held
        )
