"""How the spans of a quote stand to the words of a question: near their like, of the same verb."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.asked import Asked
from qa.match import Match
from qa.syntax import Parse
from qa.trees import clauses, tree_distance

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

_ROLES: dict[str, frozenset[str]] = {
    "subject": frozenset({"nsubj", "agent", "appos", "conj"}),
    "object": frozenset({"dobj", "nsubjpass", "pobj", "ccomp", "xcomp", "attr", "oprd"}),
    "attribute": frozenset({"attr", "appos", "nsubj", "compound", "acomp"}),
    "adverb": frozenset({"prep", "pobj", "npadvmod", "advcl", "advmod", "pcomp"}),
    "none": frozenset(),
}
_AGENTS, _PATIENTS = frozenset({"nsubj", "agent"}), frozenset({"dobj", "nsubjpass", "oprd"})
_SILENT = frozenset({"PUNCT", "DET", "ADP", "AUX", "PART", "CCONJ"})
_TREE_DECAY, _LINE_DECAY = np.float32(0.75), np.float32(0.88)
_HEAVY = 0.02  # words of the question that weigh less are left out


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What the columns are made of; n words of the quote, q of the question, c spans.

    first, last, head, above (c,)   of each span; `above` is what its head depends on, seen through
                                    a preposition
    outside (c, n)                  1 where a word is not in the span
    alike (n, q), same (n, q)       how alike two words are; whether they have one lemma
    """

    asked: Asked
    parse: Parse
    heads: Whole
    traits: Floats
    first: Whole
    last: Whole
    head: Whole
    above: Whole
    outside: Floats
    tree: Floats
    alike: Floats
    same: Floats
    share: Floats
    used: Whole


def relations(
    asked: Asked,
    question: Parse,
    parse: Parse,
    forms: list[str],
    table: Whole,
    heads: Whole,
    traits: Floats,
    match: Match,
) -> tuple[Floats, Floats]:
    """(c, RELATIONS) and (QUOTE,), float32; `table` (c, 4): spans as `qa.spans.Draft`."""
    ground = _ground(asked, question, parse, forms, table, heads, traits, match)
    near = _near(ground)
    columns = [*near, *_of_predicate(ground), *_of_noun(ground), *_of_words(ground)]
    return np.stack(columns, axis=1).astype(np.float32), _quote(ground)


def _ground(
    asked: Asked,
    question: Parse,
    parse: Parse,
    forms: list[str],
    table: Whole,
    heads: Whole,
    traits: Floats,
    match: Match,
) -> Ground:
    first, last, head = table[:, 0], table[:, 1], table[:, 2]
    place = np.arange(len(parse))
    outside = (place < first[:, None]) | (place >= last[:, None])
    same = _same(question, parse, forms)
    weights = match.weights.copy()
    weights[list(asked.words)] = 0
    weights /= max(float(weights.sum()), 1e-6)
    used = np.flatnonzero(weights > _HEAVY)
    through = np.array([word.pos in ("ADP", "AUX", "PART") for word in parse])
    above = heads[head]
    return Ground(
        asked=asked,
        parse=parse,
        heads=heads,
        traits=traits,
        first=first,
        last=last,
        head=head,
        above=np.where(through[above], heads[above], above),
        outside=outside.astype(np.float32),
        tree=np.power(_TREE_DECAY, tree_distance(heads))[head],
        alike=np.maximum(match.words, same),
        same=same,
        share=weights[used],
        used=used,
    )


def _same(question: Parse, parse: Parse, forms: list[str]) -> Floats:
    """1 where a word of the quote has the lemma of one of the question, (n, q)."""
    result = np.zeros((len(parse), len(question)), dtype=np.float32)
    places: dict[str, list[int]] = {}
    for n, word in enumerate(question):
        if word.pos not in _SILENT:
            places.setdefault(word.lemma, []).append(n)
    for n, word in enumerate(parse):
        for q in places.get(word.lemma, places.get(forms[n], ())):
            result[n, q] = 1
    return result


def _near(g: Ground) -> list[Floats]:
    """tree_near, line_near, clause, tree_near_squared, taken, rarest_near, rarest_tree."""
    count = len(g.first)
    if g.used.size == 0:
        return [np.zeros(count, dtype=np.float32)] * 7
    place = np.arange(len(g.parse))
    before, behind = g.first[:, None] - place, place - g.last[:, None] + 1
    steps = np.maximum(np.maximum(before, behind), 0)
    clause = clauses(g.parse, g.heads)
    masks = np.stack(
        [
            g.outside * g.tree,
            g.outside * np.power(_LINE_DECAY, steps.astype(np.float32)),
            g.outside * (clause[g.head][:, None] == clause),
            g.outside,
        ]
    )
    rare = g.alike[:, g.used]
    held = np.stack([(masks * column).max(axis=2) for column in rare.T], axis=2)
    tree, line, in_clause, everywhere = held
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
    every = np.arange(len(g.head))
    governs = verb[g.above] * g.outside[every, g.above]
    fitting = _ROLES[g.asked.role]
    fits = np.array([word.dep == "agent" or word.dep in fitting for word in g.parse])
    sense = np.array([_sense(word.dep) for word in g.parse])
    own, over = sense[g.head], sense[g.heads[g.head]]
    by = np.array([word.dep == "agent" for word in g.parse])[g.heads[g.head]]
    own = np.where((own == 0) & by, over, own)
    wanted = _wanted_sense(g.asked)
    return [
        (g.outside * g.tree * verb).max(axis=1),
        governs,
        verb[g.head],
        (fits[g.head] | by).astype(np.float32),
        governs * (own == wanted) * (wanted != 0),
        governs * (own == -wanted) * (wanted != 0),
    ]


def _sense(dep: str) -> int:
    """1 for who does it, -1 for whom it is done to, 0 for neither."""
    return 1 if dep in _AGENTS else -1 if dep in _PATIENTS else 0


def _wanted_sense(asked: Asked) -> int:
    if asked.role == "subject":
        return -1 if asked.passive else 1
    return -1 if asked.role == "object" else 0


def _of_noun(g: Ground) -> list[Floats]:
    """noun_inside ... one_listed."""
    noun = _column(g.alike, g.asked.head)
    inside, governs, missed = _held(g, noun)
    units = np.array([bool(g.asked.unit) and w.lemma == g.asked.unit for w in g.parse])
    conjunctions = np.concatenate([[0], np.cumsum(g.traits[:, 6])])
    listed = (conjunctions[g.last] - conjunctions[g.first] > 0).astype(np.float32)
    return [
        inside,
        (g.outside * g.tree * noun).max(axis=1),
        governs,
        missed,
        *_held(g, units.astype(np.float32)),
        listed * g.asked.many,
        listed * (not g.asked.many),
    ]


def _held(g: Ground, strength: Floats) -> tuple[Floats, Floats, Floats]:
    """How strong it is in the span, in what the span's head depends on, and only elsewhere."""
    up = g.heads[g.head]
    inside: Floats = ((1 - g.outside) * strength).max(axis=1)
    governs: Floats = strength[up] * g.outside[np.arange(len(up)), up]
    missed: Floats = np.maximum(strength.max() - np.maximum(inside, governs), 0)
    return inside, governs, missed


def _of_words(g: Ground) -> list[Floats]:
    """asked_already ... begin."""
    size, up = len(g.parse), g.heads[g.head]
    content = g.traits[:, :5].max(axis=1)
    inside = 1 - g.outside
    told = g.same.max(axis=1, initial=0) * content
    shares = (inside @ told) / np.maximum(inside @ content, 1)
    alike = g.alike[:, g.used] @ g.share if g.used.size else np.zeros(size, dtype=np.float32)
    strong = g.alike.max(axis=1, initial=0) * (content > 0)
    padded = np.concatenate([[0], strong, [0]])
    named = np.array([word.dep in ("appos", "attr", "compound") for word in g.parse])
    below = (g.heads[None, :] == g.head[:, None]) * g.outside
    return [
        shares,
        (shares >= 0.999).astype(np.float32),
        (inside * alike).max(axis=1),
        np.maximum(padded[g.first], padded[g.last + 1]),
        (below * (strong * named)).max(axis=1),
        strong[up] * named[g.head] * g.outside[np.arange(len(up)), up],
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
            np.log(len(g.parse)) / 4,
        ],
        dtype=np.float32,
    )


def _column(alike: Floats, word: int | None) -> Floats:
    return np.zeros(len(alike), dtype=np.float32) if word is None else alike[:, word]
