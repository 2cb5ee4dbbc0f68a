"""How the spans of a quote stand to the words of a question: near their like, of the same verb."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qa.asked import Asked
from qa.ground import Ground, Seen, column_of, ground_of
from qa.syntax import Parse

Floats = npt.NDArray[np.float32]

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


def relations(asked: Asked, question: Parse, sentences: Sequence[Seen]) -> tuple[Floats, Floats]:
    """Of some sentences, at least one, the spans of all one after another: (c, RELATIONS), and the
    sentences: (s, QUOTE), float32."""
    ground = ground_of(asked, question, sentences)
    columns = [*_near(ground), *_of_predicate(ground), *_of_noun(ground), *_of_words(ground)]
    rows = np.stack(columns, axis=1, dtype=np.float32, casting="same_kind")
    return rows, _quote(ground)


def _near(g: Ground) -> list[Floats]:
    """tree_near, line_near, clause, tree_near_squared, taken, rarest_near, rarest_tree."""
    if g.used.size == 0:
        return [np.zeros(len(g.owners), dtype=np.float32)] * 7
    near, count = g.near[: len(g.used)], len(g.used)
    tree, line, in_clause, _ = (g.share @ near.reshape(count, -1)).reshape(4, -1)
    rarest = int(g.share.argmax())
    full = g.most(g.alike[:, g.used])[g.owners].T
    return [
        tree,
        line,
        in_clause,
        g.share @ (near[:, 0] * near[:, 0]),
        g.share @ (full - near[:, 3]),
        near[rarest, 1],
        near[rarest, 0],
    ]


def _of_predicate(g: Ground) -> list[Floats]:
    """predicate_near ... role_clashes."""
    verb = column_of(g.alike, g.asked.predicate)
    governs = verb[g.above] * g.beyond[1]
    wanted = _wanted_sense(g.asked)
    return [
        g.near[-2, 0],
        governs,
        verb[g.head],
        g.fits,
        governs * (g.sense == wanted) * (wanted != 0),
        governs * (g.sense == -wanted) * (wanted != 0),
    ]


def _wanted_sense(asked: Asked) -> int:
    if asked.role == "subject":
        return -1 if asked.passive else 1
    return -1 if asked.role == "object" else 0


def _of_noun(g: Ground) -> list[Floats]:
    """noun_inside ... one_listed."""
    inside, governs, missed = _held(g, column_of(g.alike, g.asked.head))
    return [
        inside,
        g.near[-1, 0],
        governs,
        missed,
        *_held(g, g.units),
        g.listed * g.asked.many,
        g.listed * (not g.asked.many),
    ]


def _held(g: Ground, strength: Floats) -> tuple[Floats, Floats, Floats]:
    """How strong it is in the span, in what the span's head depends on, and only elsewhere."""
    inside = g.most_inside(strength)
    governs: Floats = strength[g.up] * g.beyond[0]
    elsewhere = g.most(strength)[g.owners] - np.maximum(inside, governs)
    return inside, governs, np.maximum(elsewhere, 0)


def _of_words(g: Ground) -> list[Floats]:
    """asked_already ... begin."""
    told = g.same.any(axis=1) & (g.content > 0)
    counts = np.append(0, np.cumsum(told)).astype(np.float32)
    shares = (counts[g.last] - counts[g.first]) / np.maximum(g.full, 1)
    strong = g.alike.max(axis=1, initial=0) * (g.content > 0)
    begins = g.begins[g.owners]
    ends = np.append(g.begins[1:], len(strong))[g.owners]
    left = strong[g.first - 1] * (g.first > begins)
    right = strong[np.minimum(g.last, len(strong) - 1)] * (g.last < ends)
    # What stands beside a name and hangs on the span's head, outside of the span.
    names = np.flatnonzero(strong * g.named)[:, None]
    below = (g.heads[names] == g.head) & ((names < g.first) | (names >= g.last))
    return [
        shares,
        (shares >= 0.999).astype(np.float32),
        g.most_inside(g.alike[:, g.used] @ g.share),
        np.maximum(left, right),
        (below * strong[names]).max(axis=0, initial=0),
        strong[g.up] * g.beside * g.beyond[0],
        ((g.first - begins) / (ends - begins)).astype(np.float32),
    ]


def _quote(g: Ground) -> Floats:
    """(s, QUOTE)."""
    nothing = np.zeros((len(g.begins), 1), dtype=np.float32)
    best = g.most(g.alike[:, g.used]) if g.used.size else nothing
    share = g.share if g.used.size else nothing[0]
    lengths = np.diff(np.append(g.begins, len(g.alike)))
    columns = [
        best @ share,
        best[:, share.argmax()],
        g.most(column_of(g.alike, g.asked.predicate)),
        g.most(column_of(g.alike, g.asked.head)),
        (np.log(lengths) / 4).astype(np.float32),
    ]
    return np.stack(columns, axis=1)
