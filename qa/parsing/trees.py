"""The tree that the arcs make: where its sentences begin, and arcs that cross others.

Arcs that cross were made planar for training, and the label says what the head was ("prep||dobj":
a preposition whose head is the object; Nivre and Nilsson 2005). Here they get their heads back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.parsing.arcs import Arcs

_MARK = "||"
_ROUNDS = 12  # in which the edges of trees are widened, at most


@dataclass(frozen=True, slots=True)
class Tree:
    """Heads and labels of tokens (a root's head is itself), and which tokens begin a sentence."""

    heads: list[int]
    labels: list[str]
    begins: list[bool]


def tree_of(arcs: Arcs, spaces: Sequence[bool]) -> Tree:
    """The tree of `arcs`; `spaces` says which tokens are white space, which is no word's head."""
    edges = _edges(arcs.heads)
    if any(_MARK in label for label in arcs.labels):
        arcs = _deprojectivised(arcs, edges, spaces)
        edges = _edges(arcs.heads)
    begins = [False] * len(arcs.heads)
    for token, head in enumerate(arcs.heads):
        if head == token:
            begins[edges[token][0]] = True
    return Tree(arcs.heads, arcs.labels, begins)


Edges = list[tuple[int, int]]  # of each token's tree the first and the last token


def _edges(heads: Sequence[int]) -> Edges:
    left, right = list(range(len(heads))), list(range(len(heads)))
    for _ in range(_ROUNDS):
        for token, head in enumerate(heads):
            _widen(left, right, token, head)
        for token in range(len(heads) - 1, -1, -1):
            _widen(left, right, token, heads[token])
        if _within_sentences(heads, left):
            break
    return list(zip(left, right, strict=True))


def _widen(left: list[int], right: list[int], token: int, head: int) -> None:
    left[head] = min(left[head], left[token])
    right[head] = max(right[head], right[token])


def _within_sentences(heads: Sequence[int], left: Sequence[int]) -> bool:
    """Whether every head is in its token's sentence; of a text's last token it is not asked."""
    starts = {left[token] for token, head in enumerate(heads) if head == token}
    first = 0
    for end in range(len(heads)):
        if (end > 0 and end in starts) or end == len(heads) - 1:
            if any(not first <= heads[token] <= end for token in range(first, end)):
                return False
            first = end
    return True


def _deprojectivised(arcs: Arcs, edges: Edges, spaces: Sequence[bool]) -> Arcs:
    """Every token whose label names another head gets it, if it is found below its present one."""
    changed = Arcs(list(arcs.heads), list(arcs.labels))
    for token in range(len(changed.heads)):
        label, mark, wanted = changed.labels[token].partition(_MARK)
        if mark:
            found = _below(token, wanted, changed, edges, spaces)
            changed.heads[token] = changed.heads[token] if found is None else found
            changed.labels[token] = label
    return changed


def _below(token: int, wanted: str, arcs: Arcs, edges: Edges, spaces: Sequence[bool]) -> int | None:
    """Below the head of `token` the first token with the label `wanted`, level by level."""
    level = [arcs.heads[token]]
    while level:
        children = [
            child
            for parent in level
            for child in _children(parent, arcs.heads, edges[parent])
            if child != token and not spaces[child]
        ]
        for child in children:
            if arcs.labels[child] == wanted:
                return child
        level = children
    return None


def _children(parent: int, heads: Sequence[int], edge: tuple[int, int]) -> Iterator[int]:
    """The children between the edges of the parent's tree, from left to right."""
    for token in range(edge[0], edge[1] + 1):
        if heads[token] == parent and token != parent:
            yield token
