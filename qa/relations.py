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

    first, last, head, up (c,)      of each span; `up` is what its head depends on
    alike (n, q), same (n, q)       how alike two words are; whether they have one lemma
    share (k,), used (k,)           how much the heavy words of the question count; which they are
    """

    asked: Asked
    analysis: Analysis
    words: Words
    spans: Spans
    first: Whole
    last: Whole
    head: Whole
    up: Whole
    alike: Floats
    same: Floats
    share: Floats
    used: Whole

    @property
    def tree(self) -> Floats:
        """How near each word outside a span is to it in the parse, (c, n)."""
        tree: Floats = self.spans.masks[0]
        return tree

    @property
    def outside(self) -> Floats:
        """1 where a word is not in the span, (c, n)."""
        outside: Floats = self.spans.masks[3]
        return outside

    def beyond(self, word: Whole) -> Floats:
        """1 where this word of each span, (c,), is not in the span."""
        return self.outside[np.arange(len(word)), word]


def relations(
    asked: Asked, question: Parse, analysis: Analysis, spans: Spans, match: Match
) -> tuple[Floats, Floats]:
    """(c, RELATIONS) and (QUOTE,), float32."""
    ground = _ground(asked, question, analysis, spans, match)
    columns = [
        *_near(ground),
        *_of_predicate(ground),
        *_of_noun(ground),
        *_of_words(ground),
    ]
    table = np.empty((len(spans.drafts), len(RELATIONS)), dtype=np.float32)
    for number, column in enumerate(columns):
        table[:, number] = column
    return table, _quote(ground)


def _ground(
    asked: Asked, question: Parse, analysis: Analysis, spans: Spans, match: Match
) -> Ground:
    if analysis.words is None:
        raise ValueError("a sentence without spans has nothing that stands to a question")
    first, last, head = spans.table[:, 0], spans.table[:, 1], spans.table[:, 2]
    same = _same(question, analysis)
    weights = match.weights.copy()
    weights[list(asked.words)] = 0
    weights /= max(float(weights.sum()), 1e-6)
    used = np.flatnonzero(weights > _HEAVY)
    return Ground(
        asked=asked,
        analysis=analysis,
        words=analysis.words,
        spans=spans,
        first=first,
        last=last,
        head=head,
        up=analysis.words.heads[head],
        alike=np.maximum(match.words, same),
        same=same,
        share=weights[used],
        used=used,
    )


def _same(question: Parse, analysis: Analysis) -> Floats:
    """1 where a word of the quote has the lemma of one of the question, (n, q)."""
    result = np.zeros((len(analysis.parse), len(question)), dtype=np.float32)
    places: dict[str, list[int]] = {}
    for n, word in enumerate(question):
        if word.pos not in _SILENT:
            places.setdefault(word.lemma, []).append(n)
    for n, (word, form) in enumerate(zip(analysis.parse, analysis.forms, strict=True)):
        for q in places.get(word.lemma) or places.get(form, []):
            result[n, q] = 1
    return result


def _near(g: Ground) -> list[Floats]:
    """tree_near, line_near, clause, tree_near_squared, taken, rarest_near, rarest_tree."""
    if g.used.size == 0:
        return [np.zeros(len(g.first), dtype=np.float32)] * 7
    rare = g.alike[:, g.used]
    # Most words of a sentence are like none of the question: they are left out, and count nothing.
    like = np.flatnonzero(rare.any(axis=1))
    masks = g.spans.masks[:, :, like]
    held = [(masks * column).max(axis=2, initial=0) for column in rare[like].T]
    tree, line, in_clause, everywhere = np.stack(held, axis=2)
    rarest = int(g.share.argmax())
    full = rare.max(axis=0)
    return [
        tree @ g.share,
        line @ g.share,
        in_clause @ g.share,
        (tree * tree) @ g.share,
        (full - everywhere) @ g.share,
        line[:, rarest],
        tree[:, rarest],
    ]


def _of_predicate(g: Ground) -> list[Floats]:
    """predicate_near ... role_clashes."""
    verb = _column(g.alike, g.asked.predicate)
    governs = verb[g.spans.above] * g.beyond(g.spans.above)
    by = g.words.agent[g.up]
    own = g.words.sense[g.head]
    own = np.where((own == 0) & by, g.words.sense[g.up], own)
    wanted = _wanted_sense(g.asked)
    return [
        (g.tree * verb).max(axis=1),
        governs,
        verb[g.head],
        (g.words.roles[g.asked.role][g.head] | by).astype(np.float32),
        governs * (own == wanted) * (wanted != 0),
        governs * (own == -wanted) * (wanted != 0),
    ]


def _wanted_sense(asked: Asked) -> int:
    if asked.role == "subject":
        return -1 if asked.passive else 1
    return -1 if asked.role == "object" else 0


def _of_noun(g: Ground) -> list[Floats]:
    """noun_inside ... one_listed."""
    noun = _column(g.alike, g.asked.head)
    inside, governs, missed = _held(g, noun)
    listed = g.spans.listed
    return [
        inside,
        (g.tree * noun).max(axis=1),
        governs,
        missed,
        *_held(g, _units(g)),
        listed * g.asked.many,
        listed * (not g.asked.many),
    ]


def _units(g: Ground) -> Floats:
    """1 for a word that is what is counted, (n,)."""
    unit = g.asked.unit
    return np.array([bool(unit) and w.lemma == unit for w in g.analysis.parse], dtype=np.float32)


def _held(g: Ground, strength: Floats) -> tuple[Floats, Floats, Floats]:
    """How strong it is in the span, in what the span's head depends on, and only elsewhere."""
    most = float(strength.max())
    if most == 0:
        nothing = np.zeros(len(g.up), dtype=np.float32)
        return nothing, nothing, nothing
    inside: Floats = ((1 - g.outside) * strength).max(axis=1)
    governs: Floats = strength[g.up] * g.beyond(g.up)
    missed: Floats = np.maximum(most - np.maximum(inside, governs), 0)
    return inside, governs, missed


def _of_words(g: Ground) -> list[Floats]:
    """asked_already ... begin."""
    size, content = len(g.analysis.parse), g.words.content
    inside = 1 - g.outside
    told = g.same.max(axis=1, initial=0) * content
    shares = (inside @ told) / np.maximum(g.spans.content, 1)
    alike = g.alike[:, g.used] @ g.share if g.used.size else np.zeros(size, dtype=np.float32)
    strong = g.alike.max(axis=1, initial=0) * (content > 0)
    padded = np.concatenate([[0], strong, [0]])
    below = (g.words.heads[None, :] == g.head[:, None]) * g.outside
    return [
        shares,
        (shares >= 0.999).astype(np.float32),
        (inside * alike).max(axis=1),
        np.maximum(padded[g.first], padded[g.last + 1]),
        (below * (strong * g.words.named)).max(axis=1),
        strong[g.up] * g.words.named[g.head] * g.beyond(g.up),
        g.first / size,
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
            np.log(len(g.analysis.parse)) / 4,
        ],
        dtype=np.float32,
    )


def _column(alike: Floats, word: int | None) -> Floats:
    return np.zeros(len(alike), dtype=np.float32) if word is None else alike[:, word]
