"""How the spans of a quote stand to the words of a question: near their like, of the same verb."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.analysis import Analysis, Spans, Words
from qa.asked import Asked
from qa.match import Match
from qa.syntax import Parse

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

RELATIONS = (
    "tree_near",  # the question's words are matched near the span, by steps in the parse
    "line_near",  # the same by words in the line
    "clause",  # in the span's clause
    "tree_near_squared",
    "taken",  # what of the match the span itself makes up
    "rarest_near",
    "rarest_tree",
    "predicate_near",
    "predicate_governs",
    "predicate_is_head",
    "role_fits",
    "role_agrees",  # who does it, where that is asked
    "role_clashes",
    "noun_inside",  # the noun asked for is matched in the span
    "noun_near",
    "noun_governs",
    "noun_missed",  # it is matched elsewhere only
    "unit_inside",
    "unit_governs",
    "unit_missed",
    "many_listed",
    "one_listed",
    "asked_already",  # the span's words stand in the question
    "all_asked_already",
    "span_alike",
    "beside_match",
    "subject_of_match",
    "title_of_match",
    "begin",
)
QUOTE = ("covered", "rarest_covered", "predicate_covered", "noun_covered", "quote_length")

_SILENT = frozenset({"PUNCT", "DET", "ADP", "AUX", "PART", "CCONJ"})
_HEAVY = 0.02  # words of the question that weigh less are left out


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What the columns are made of; n words of the quote, q of the question, c spans.

    alike (n, q), same (n, q)   how alike two words are; whether they have one lemma
    share (k,), used (k,)       how much the heavy words of the question count; which they are
    near (k + 2, 4, c)          how near each span is to its like, by each of `Spans.masks`: of the
                                heavy words, the predicate and the noun
    """

    asked: Asked
    words: Words
    spans: Spans
    alike: Floats
    same: Floats
    share: Floats
    used: Whole
    near: Floats


def relations(
    asked: Asked, question: Parse, analysis: Analysis, spans: Spans, match: Match
) -> tuple[Floats, Floats]:
    """(c, RELATIONS) and (QUOTE,), float32."""
    if analysis.words is None:
        raise ValueError("a sentence without spans has nothing that stands to a question")
    ground = _ground(asked, question, analysis.words, spans, match)
    columns = [
        *_near(ground),
        *_of_predicate(ground),
        *_of_noun(ground),
        *_of_words(ground),
    ]
    rows = np.concatenate(columns, dtype=np.float32, casting="same_kind")
    return rows.reshape(len(RELATIONS), -1).T, _quote(ground)


def _ground(asked: Asked, question: Parse, words: Words, spans: Spans, match: Match) -> Ground:
    same = _same(question, words)
    weights = match.weights.copy()
    weights[list(asked.words)] = 0
    weights /= max(float(weights.sum()), 1e-6)
    used = np.flatnonzero(weights > _HEAVY)
    alike = np.maximum(match.words, same)
    sought = [*alike.T[used], _column(alike, asked.predicate), _column(alike, asked.head)]
    near = _nearest(np.stack(sought), spans.masks)
    return Ground(asked, words, spans, alike, same, weights[used], used, near)


def _nearest(sought: Floats, masks: Floats) -> Floats:
    """How near each span is to what is most like each word: (k, n), (n, 4, c) -> (k, 4, c).

    Most words of a sentence are like none of the question: they are left out, and count nothing.
    """
    like = np.flatnonzero(sought.any(axis=0))
    held = masks[like][:, None] * sought.T[like][:, :, None, None]
    nearest: Floats = held.max(axis=0, initial=0)
    return nearest


def _same(question: Parse, words: Words) -> Floats:
    """1 where a word of the quote has the lemma of one of the question, (n, q).

    Or, if it has the lemma of none, is written like one.
    """
    result = np.zeros((len(words.heads), len(question)), dtype=np.float32)
    told = {word.lemma for word in question if word.pos not in _SILENT}
    lemmas = {n for lemma in told for n in words.lemmas.get(lemma, ())}
    pairs = [
        (n, q)
        for q, word in enumerate(question)
        if word.pos not in _SILENT
        for places, others in ((words.lemmas, ()), (words.forms, lemmas))
        for n in places.get(word.lemma, ())
        if n not in others
    ]
    if pairs:
        result[tuple(zip(*pairs, strict=True))] = 1
    return result


def _near(g: Ground) -> list[Floats]:
    """tree_near, line_near, clause, tree_near_squared, taken, rarest_near, rarest_tree."""
    if g.used.size == 0:
        return [np.zeros(len(g.spans.drafts), dtype=np.float32)] * 7
    near, count = g.near[: len(g.used)], len(g.used)
    tree, line, in_clause, _ = (g.share @ near.reshape(count, -1)).reshape(4, -1)
    rarest = int(g.share.argmax())
    full = g.alike[:, g.used].max(axis=0)
    return [
        tree,
        line,
        in_clause,
        g.share @ (near[:, 0] * near[:, 0]),
        g.share @ (full[:, None] - near[:, 3]),
        near[rarest, 1],
        near[rarest, 0],
    ]


def _of_predicate(g: Ground) -> list[Floats]:
    """predicate_near ... role_clashes."""
    spans, verb = g.spans, _column(g.alike, g.asked.predicate)
    governs = verb[spans.above] * spans.beyond[1]
    wanted = _wanted_sense(g.asked)
    return [
        g.near[-2, 0],
        governs,
        verb[spans.table[:, 2]],
        spans.roles[g.asked.role],
        governs * (spans.sense == wanted) * (wanted != 0),
        governs * (spans.sense == -wanted) * (wanted != 0),
    ]


def _wanted_sense(asked: Asked) -> int:
    if asked.role == "subject":
        return -1 if asked.passive else 1
    return -1 if asked.role == "object" else 0


def _of_noun(g: Ground) -> list[Floats]:
    """noun_inside ... one_listed."""
    inside, governs, missed = _held(g, _column(g.alike, g.asked.head))
    listed = g.spans.listed
    return [
        inside,
        g.near[-1, 0],
        governs,
        missed,
        *_held(g, _units(g)),
        listed * g.asked.many,
        listed * (not g.asked.many),
    ]


def _units(g: Ground) -> Floats:
    """1 for a word that is what is counted, (n,)."""
    units = np.zeros(len(g.alike), dtype=np.float32)
    if g.asked.unit:
        units[g.words.lemmas.get(g.asked.unit, [])] = 1
    return units


def _held(g: Ground, strength: Floats) -> tuple[Floats, Floats, Floats]:
    """How strong it is in the span, in what the span's head depends on, and only elsewhere."""
    most = float(strength.max())
    if most == 0:
        nothing = np.zeros(len(g.spans.drafts), dtype=np.float32)
        return nothing, nothing, nothing
    inside = _most_inside(g, strength)
    governs: Floats = strength[g.spans.up] * g.spans.beyond[0]
    missed: Floats = np.maximum(most - np.maximum(inside, governs), 0)
    return inside, governs, missed


def _most_inside(g: Ground, strength: Floats) -> Floats:
    """The most that a word in each span has of what its words (n,) have, (c,)."""
    some = np.flatnonzero(strength)
    most: Floats = (g.spans.inside[some] * strength[some, None]).max(axis=0, initial=0)
    return most


def _of_words(g: Ground) -> list[Floats]:
    """asked_already ... begin."""
    spans, content = g.spans, g.words.content
    first, last, head = spans.table[:, 0], spans.table[:, 1], spans.table[:, 2]
    told = g.same.any(axis=1) & (content > 0)
    shares = spans.inside[told].sum(axis=0) / np.maximum(spans.content, 1)
    alike = g.alike[:, g.used] @ g.share
    strong = g.alike.max(axis=1, initial=0) * (content > 0)
    padded = np.concatenate([[0], strong, [0]])
    # What stands beside a name and hangs on the span's head, outside of the span.
    names = np.flatnonzero(strong * g.words.named)
    below = (g.words.heads[names, None] == head) * (1 - spans.inside[names])
    return [
        shares,
        (shares >= 0.999).astype(np.float32),
        _most_inside(g, alike),
        np.maximum(padded[first], padded[last + 1]),
        (below * strong[names, None]).max(axis=0, initial=0),
        strong[spans.up] * spans.named * spans.beyond[0],
        first / len(content),
    ]


def _quote(g: Ground) -> Floats:
    best = g.alike[:, g.used].max(axis=0) if g.used.size else np.zeros(1, dtype=np.float32)
    share = g.share if g.used.size else np.zeros(1, dtype=np.float32)
    return np.array(
        [
            best @ share,
            best[share.argmax()],
            _column(g.alike, g.asked.predicate).max(),
            _column(g.alike, g.asked.head).max(),
            np.log(len(g.alike)) / 4,
        ],
        dtype=np.float32,
    )


def _column(alike: Floats, word: int | None) -> Floats:
    return np.zeros(len(alike), dtype=np.float32) if word is None else alike[:, word]
