"""What speaks for each span of a quote as the answer of a question: a table of numbers with names.

Three groups: what the span is (its words' traits, its shape, what it depends on), how it stands to
the words of the question (near their like in the parse and in the line, in the same clause, of the
same verb), and how well the quote as a whole holds what the question says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from qa.asked import Asked
from qa.match import Match
from qa.nouns import kind_of_noun
from qa.spans import SHAPES, Draft
from qa.syntax import Parse
from qa.traits import TRAITS, traits_of

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

_DEPENDENCIES = (
    "nsubj",
    "nsubjpass",
    "dobj",
    "pobj",
    "attr",
    "appos",
    "conj",
    "npadvmod",
    "advcl",
    "ccomp",
    "xcomp",
    "relcl",
    "acl",
    "acomp",
    "oprd",
    "compound",
    "amod",
    "nummod",
    "poss",
    "prep",
    "ROOT",
    "pcomp",
    "nmod",
)
_PREPOSITIONS = (
    "in",
    "at",
    "on",
    "to",
    "from",
    "by",
    "for",
    "with",
    "of",
    "since",
    "until",
    "after",
    "before",
    "as",
    "between",
    "under",
    "near",
    "because",
)
# Of these traits, whether a span has any; of those, whether its head has it.
_HEADS = tuple(f"head_{name}" for name in TRAITS[:7])
STATIC = (
    "bias",
    *(f"has_{name}" for name in TRAITS),
    *_HEADS,
    "all_proper",
    "all_numeral",
    *(f"shape_{shape}" for shape in SHAPES),
    *(f"dep_{name}" for name in _DEPENDENCIES),
    *(f"prep_{name}" for name in _PREPOSITIONS),
    *(f"first_{name}" for name in (*TRAITS[:8], "because", "so_that", "to_do", "by_or_with")),
    "one_word",
    "words",
    "long",
    "head_kind_fits",
    "grain_fits",
    "whole_sentence",
    "cut_name",
    "cut_left",
    "cut_right",
    "in_brackets",
)
RELATIONS = (
    "tree_near",
    "tree_nearer",
    "line_near",
    "clause",
    "predicate_near",
    "predicate_governs",
    "predicate_is_head",
    "noun_inside",
    "noun_near",
    "noun_governs",
    "unit_inside",
    "asked_already",
    "all_asked_already",
    "taken",
    "rarest_near",
    "rarest_tree",
    "begin",
    "role_fits",
)
QUOTE = ("covered", "least_covered", "predicate_covered", "noun_covered", "quote_length")
_ROLES: dict[str, frozenset[str]] = {
    "subject": frozenset({"nsubj", "agent", "appos", "conj"}),
    "object": frozenset({"dobj", "nsubjpass", "pobj", "ccomp", "xcomp", "attr", "oprd"}),
    "attribute": frozenset({"attr", "appos", "nsubj", "compound", "acomp"}),
    "adverb": frozenset({"prep", "pobj", "npadvmod", "advcl", "advmod", "pcomp"}),
    "none": frozenset(),
}
_GRAINS: dict[str, tuple[str, ...]] = {
    "year": ("year", "decade"),
    "decade": ("decade",),
    "century": ("is_date",),
    "month": ("month",),
    "day": ("month", "weekday", "day_word"),
    "weekday": ("weekday",),
    "time": ("clock", "day_word", "is_time"),
    "season": ("season",),
}


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """static (c, STATIC), relations (c, RELATIONS), quote (QUOTE,), all float32; c spans."""

    static: Floats
    relations: Floats
    quote: Floats


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    return {name: n for n, name in enumerate(STATIC)}


def evidence(
    asked: Asked,
    question: Parse,
    parse: Parse,
    quote: str,
    spans: Sequence[Draft],
    match: Match,
) -> Evidence:
    """What speaks for each of `spans`, at least one, of `quote`, whose parse is `parse`."""
    table = np.array(spans, dtype=np.int64)
    forms = [quote[word.start : word.end].lower() for word in parse]
    heads = np.array([word.head for word in parse], dtype=np.int64)
    traits = traits_of(parse, forms)
    same = _same(question, parse, forms)
    static = _static(asked, parse, forms, table, heads, traits, quote)
    alike = np.maximum(match.words, same)
    distance = _tree_distance(heads)
    relations, whole = _relations(
        asked, question, parse, table, heads, traits, alike, same, distance, match.weights
    )
    return Evidence(static, relations, whole)


def _same(question: Parse, parse: Parse, forms: list[str]) -> Floats:
    """1 where a word of the quote has the lemma of one of the question, (n, q)."""
    result = np.zeros((len(parse), len(question)), dtype=np.float32)
    places: dict[str, list[int]] = {}
    for n, word in enumerate(question):
        if word.pos not in ("PUNCT", "DET", "ADP", "AUX", "PART", "CCONJ"):
            places.setdefault(word.lemma, []).append(n)
    for n, word in enumerate(parse):
        for q in places.get(word.lemma, places.get(forms[n], ())):
            result[n, q] = 1
    return result


def _tree_distance(heads: Whole) -> Floats:
    """Steps between each two words in the parse, (n, n): by the ancestors that they share."""
    size = len(heads)
    ancestors = np.zeros((size, size), dtype=np.float32)
    every = np.arange(size)
    up = every.copy()
    for _ in range(size):
        ancestors[every, up] = 1
        if (heads[up] == up).all():
            break
        up = heads[up]
    depth = ancestors.sum(axis=1)
    shared = ancestors @ ancestors.T
    apart = depth[:, None] + depth[None, :] - 2 * shared
    return np.where(shared > 0, apart, apart + 4).astype(np.float32)


def _static(
    asked: Asked,
    parse: Parse,
    forms: list[str],
    table: Whole,
    heads: Whole,
    traits: Floats,
    quote: str,
) -> Floats:
    first, last, head, shape = table.T
    size, count = len(parse), len(table)
    number = _numbers()
    result = np.zeros((count, len(STATIC)), dtype=np.float32)
    every = np.arange(count)
    sums = np.zeros((size + 1, traits.shape[1]), dtype=np.float32)
    np.cumsum(traits, axis=0, out=sums[1:])
    inside = sums[last] - sums[first]
    length = (last - first).astype(np.float32)
    result[:, 0] = 1
    at = 1
    result[:, at : at + len(TRAITS)] = inside > 0
    at += len(TRAITS)
    result[:, at : at + 7] = traits[head, :7]
    at += 7
    result[:, at] = inside[:, 0] == length
    result[:, at + 1] = inside[:, 2] == length
    at += 2
    result[every, at + shape] = 1
    at += len(SHAPES)
    deps, preps = _grammar(parse, forms)
    known = deps[head] >= 0
    result[every[known], at + deps[head[known]]] = 1
    at += len(_DEPENDENCIES)
    preposition = _preposition(first, head, heads, preps)
    known = preposition >= 0
    result[every[known], at + preposition[known]] = 1
    at += len(_PREPOSITIONS)
    firsts = [*range(8), *(TRAITS.index(n) for n in ("because", "so_that", "to_do", "by_or_with"))]
    result[:, at : at + len(firsts)] = traits[first][:, firsts]
    at += len(firsts)
    result[:, number["one_word"]] = length == 1
    result[:, number["words"]] = np.log(length)
    result[:, number["long"]] = np.maximum(length - 8, 0) / 8
    fits = np.array(
        [w.pos in ("NOUN", "PROPN") and kind_of_noun(w.lemma) == asked.kind for w in parse]
    )
    result[:, number["head_kind_fits"]] = fits[head]
    grains = [TRAITS.index(name) for name in _GRAINS.get(asked.grain, ())]
    if grains:
        result[:, number["grain_fits"]] = inside[:, grains].sum(axis=1) > 0
    result[:, number["whole_sentence"]] = length / size
    proper = np.concatenate([[0], traits[:, 0], [0]])
    before, after = proper[first], proper[last + 1]
    edge = (before * traits[first, 0] > 0) | (after * traits[last - 1, 0] > 0)
    result[:, number["cut_name"]] = edge
    result[:, number["cut_left"]] = _hangs(heads, head, first - 1)
    result[:, number["cut_right"]] = _hangs(heads, head, np.where(last < size, last, -1))
    depth = np.cumsum([(f == "(") - (f == ")") for f in forms])
    result[:, number["in_brackets"]] = depth[first] > 0
    return result


def _hangs(heads: Whole, head: Whole, beside: Whole) -> npt.NDArray[np.bool_]:
    """Whether the word beside a span depends on the span's head."""
    place = np.maximum(beside, 0)
    return (beside >= 0) & (heads[place] == head)


def _grammar(parse: Parse, forms: list[str]) -> tuple[Whole, Whole]:
    """Number of each word's dependency and, of a preposition, which it is; -1 for another."""
    by_dep = {name: n for n, name in enumerate(_DEPENDENCIES)}
    by_form = {name: n for n, name in enumerate(_PREPOSITIONS)}
    deps = np.array([by_dep.get(word.dep, -1) for word in parse], dtype=np.int64)
    preps = np.array(
        [
            by_form.get(form, -1) if word.pos in ("ADP", "SCONJ") else -1
            for form, word in zip(forms, parse, strict=True)
        ],
        dtype=np.int64,
    )
    return deps, preps


def _preposition(first: Whole, head: Whole, heads: Whole, preps: Whole) -> Whole:
    """Which preposition governs each span: the one that it begins with, before it, or above it."""
    own = preps[first]
    before = np.where(first > 0, preps[np.maximum(first - 1, 0)], -1)
    above = preps[heads[head]]
    return np.where(own >= 0, own, np.where(above >= 0, above, before))


def _relations(
    asked: Asked,
    question: Parse,
    parse: Parse,
    table: Whole,
    heads: Whole,
    traits: Floats,
    alike: Floats,
    same: Floats,
    distance: Floats,
    weights: Floats,
) -> tuple[Floats, Floats]:
    first, last, head, _ = table.T
    size, count = len(parse), len(table)
    place = np.arange(size)
    weights = weights.copy()
    weights[list(asked.words)] = 0
    weights = weights / max(float(weights.sum()), 1e-6)
    outside = ((place < first[:, None]) | (place >= last[:, None])).astype(np.float32)
    tree = distance[head]
    line = np.where(place < first[:, None], first[:, None] - place, place - last[:, None] + 1)
    near_tree = outside * np.power(np.float32(0.75), tree)
    near_line = outside * np.power(np.float32(0.88), np.maximum(line, 0).astype(np.float32))
    clause = _clauses(parse, heads)
    in_clause = outside * (clause[head][:, None] == clause)
    used = np.flatnonzero(weights > 0.02)
    rare = alike[:, used]
    share = weights[used]

    def held(mask: Floats) -> Floats:
        best: Floats = (mask[:, :, None] * rare[None]).max(axis=1)
        return best

    by_tree, by_line, everywhere = held(near_tree), held(near_line), held(outside)
    rarest = int(share.argmax()) if used.size else 0
    full = rare.max(axis=0) if size else np.zeros(len(used), dtype=np.float32)
    result = np.zeros((count, len(RELATIONS)), dtype=np.float32)
    if used.size:
        result[:, 0] = by_tree @ share
        result[:, 1] = (by_tree * by_tree) @ share
        result[:, 2] = by_line @ share
        result[:, 3] = held(in_clause.astype(np.float32)) @ share
        result[:, 13] = (full - everywhere) @ share
        result[:, 14] = by_line[:, rarest]
        result[:, 15] = by_tree[:, rarest]
    above = heads[head]
    # What governs a span in a preposition is what governs the preposition.
    through = np.array([word.pos in ("ADP", "AUX", "PART") for word in parse])
    above = np.where(through[above], heads[above], above)
    verb = _column(alike, asked.predicate)
    noun = _column(alike, asked.head)
    result[:, 4] = (near_tree * verb).max(axis=1)
    result[:, 5] = verb[above] * outside[np.arange(count), above]
    result[:, 6] = verb[head]
    result[:, 7] = ((1 - outside) * noun).max(axis=1)
    result[:, 8] = (near_tree * noun).max(axis=1)
    result[:, 9] = noun[above] * outside[np.arange(count), above]
    if asked.unit:
        units = np.array([word.lemma == asked.unit for word in parse], dtype=np.float32)
        result[:, 10] = ((1 - outside) * units).max(axis=1)
    content = (traits[:, [0, 1, 2, 3, 4]].max(axis=1) > 0).astype(np.float32)
    told = same.max(axis=1) * content if same.shape[1] else content * 0
    amounts = (1 - outside) @ content
    shares = ((1 - outside) @ told) / np.maximum(amounts, 1)
    result[:, 11] = shares
    result[:, 12] = shares >= 0.999
    result[:, 16] = first / size
    fitting = _ROLES[asked.role]
    agent = np.array([word.dep == "agent" or word.dep in fitting for word in parse])
    result[:, 17] = agent[head] | (agent[heads[head]] & through[heads[head]])
    whole = np.array(
        [
            float(full @ share) if used.size else 0.0,
            float(full[rarest]) if used.size else 0.0,
            float(verb.max()),
            float(noun.max()),
            np.log(size) / 4,
        ],
        dtype=np.float32,
    )
    return result, whole


def _column(alike: Floats, word: int | None) -> Floats:
    return np.zeros(len(alike), dtype=np.float32) if word is None else alike[:, word]


def _clauses(parse: Parse, heads: Whole) -> Whole:
    """The verb of each word's clause: the nearest above it that is one, or the root."""
    result = np.full(len(parse), -1, dtype=np.int64)
    for n, word in enumerate(parse):
        up, steps = n, 0
        while not (parse[up].pos in ("VERB", "AUX") and parse[up].dep not in ("aux", "auxpass")):
            if parse[up].head == up or steps > len(parse):
                break
            up, steps = parse[up].head, steps + 1
        result[n] = up
        _ = word
    return result
