"""What a span of a sentence is, whatever is asked: a row of numbers with names for each span."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qa.spans import SHAPES
from qa.syntax import Parse
from qa.traits import TRAITS

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

_DEPENDENCIES = tuple(
    """
    nsubj nsubjpass dobj pobj attr appos conj npadvmod advcl ccomp xcomp relcl acl acomp oprd
    compound amod nummod poss prep ROOT pcomp nmod
    """.split()  # noqa: SIM905 - as in qa.words
)
_PREPOSITIONS = tuple(
    """
    in at on to from by for with of since until after before as between under near because
    """.split()  # noqa: SIM905
)
_OF_HEAD = tuple(range(7))  # traits that are told of the head
_OF_FIRST = (*range(8), *(TRAITS.index(n) for n in ("because", "so_that", "to_do", "by_or_with")))
STATIC = (
    "bias",
    *(f"has_{name}" for name in TRAITS),
    *(f"head_{TRAITS[n]}" for n in _OF_HEAD),
    *(f"first_{TRAITS[n]}" for n in _OF_FIRST),
    *(f"shape_{shape}" for shape in SHAPES),
    *(f"dep_{name}" for name in _DEPENDENCIES),
    *(f"prep_{name}" for name in _PREPOSITIONS),
    "all_proper",
    "all_numeral",
    "one_word",
    "words",
    "long",
    "share_of_quote",
    "head_kind_fits",
    "grain_fits",
    "cut_name",
    "cut_left",
    "cut_right",
    "in_brackets",
)
# These two depend on the question, and stay 0 here (`qa.evidence`).
FITS = slice(STATIC.index("head_kind_fits"), STATIC.index("grain_fits") + 1)


def static_of(
    parse: Parse, forms: Sequence[str], table: Whole, heads: Whole, traits: Floats
) -> Floats:
    """The parts in the order of STATIC, (c, STATIC), for the spans of `table` (c, 4)."""
    first, last, head, shape = table.T
    inside = inside_of(table, traits)
    deps, prepositions = _grammar(parse, forms)
    parts = [
        np.ones((len(table), 1), dtype=np.float32),
        inside > 0,
        traits[head][:, _OF_HEAD],
        traits[first][:, _OF_FIRST],
        _one_of(shape, len(SHAPES)),
        _one_of(deps[head], len(_DEPENDENCIES)),
        _one_of(_preposition(first, head, heads, prepositions), len(_PREPOSITIONS)),
        _lengths(first, last, inside, len(parse)),
        np.zeros((len(table), 2), dtype=np.float32),
        _cuts(parse, forms, first, last, head, heads, traits),
    ]
    return np.concatenate(parts, axis=1).astype(np.float32)


def inside_of(table: Whole, traits: Floats) -> Floats:
    """How many words of each span have each trait, (c, TRAITS)."""
    sums = np.zeros((len(traits) + 1, len(TRAITS)), dtype=np.float32)
    np.cumsum(traits, axis=0, out=sums[1:])
    inside: Floats = sums[table[:, 1]] - sums[table[:, 0]]
    return inside


def _one_of(numbers: Whole, size: int) -> Floats:
    """A 1 in the column of each number; -1 has none."""
    columns: Floats = (numbers[:, None] == np.arange(size)).astype(np.float32)
    return columns


def _lengths(first: Whole, last: Whole, inside: Floats, size: int) -> Floats:
    """all_proper, all_numeral, one_word, words, long, share_of_quote."""
    length = (last - first).astype(np.float32)
    return np.stack(
        [
            inside[:, 0] == length,
            inside[:, 2] == length,
            length == 1,
            np.log(length),
            np.maximum(length - 8, 0) / 8,
            length / size,
        ],
        axis=1,
    ).astype(np.float32)


def _cuts(
    parse: Parse,
    forms: Sequence[str],
    first: Whole,
    last: Whole,
    head: Whole,
    heads: Whole,
    traits: Floats,
) -> Floats:
    """cut_name, cut_left, cut_right, in_brackets: whether what belongs to a span is left out."""
    proper = np.concatenate([[0], traits[:, 0], [0]])
    cut = (proper[first] * traits[first, 0] > 0) | (proper[last + 1] * traits[last - 1, 0] > 0)
    after = np.where(last < len(parse), last, -1)
    depth = np.cumsum([(form == "(") - (form == ")") for form in forms])
    return np.stack(
        [cut, _hangs(heads, head, first - 1), _hangs(heads, head, after), depth[first] > 0], axis=1
    ).astype(np.float32)


def _hangs(heads: Whole, head: Whole, beside: Whole) -> npt.NDArray[np.bool_]:
    """Whether the word beside a span, -1 for none, depends on the span's head."""
    hangs: npt.NDArray[np.bool_] = (beside >= 0) & (heads[np.maximum(beside, 0)] == head)
    return hangs


def _grammar(parse: Parse, forms: Sequence[str]) -> tuple[Whole, Whole]:
    """Number of each word's dependency and, of a preposition, which it is; -1 for another."""
    by_dep = {name: n for n, name in enumerate(_DEPENDENCIES)}
    by_form = {name: n for n, name in enumerate(_PREPOSITIONS)}
    deps = [by_dep.get(word.dep, -1) for word in parse]
    prepositions = [
        by_form.get(form, -1) if word.pos in ("ADP", "SCONJ") else -1
        for form, word in zip(forms, parse, strict=True)
    ]
    return np.array(deps, dtype=np.int64), np.array(prepositions, dtype=np.int64)


def _preposition(first: Whole, head: Whole, heads: Whole, prepositions: Whole) -> Whole:
    """Which preposition governs each span: the one that it begins with, above it, or before it."""
    own, above = prepositions[first], prepositions[heads[head]]
    before = np.where(first > 0, prepositions[np.maximum(first - 1, 0)], -1)
    return np.where(own >= 0, own, np.where(above >= 0, above, before))
