"""A parse as a tree: distances between words, the clause of each, and the verb above one."""

import numpy as np
import numpy.typing as npt

from qa.syntax import Parse

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]


def tree_distance(heads: Whole) -> Floats:
    """Steps between each two words in the parse, (n, n), by the ancestors that they share.

    Words of two trees are four steps further apart than their depths say.
    """
    size = len(heads)
    ancestors = np.zeros((size, size), dtype=np.float32)
    every = np.arange(size)
    up = every
    for _ in range(size):
        ancestors[every, up] = 1
        higher = heads[up]
        if (higher == up).all():
            break
        up = higher
    depth = ancestors.sum(axis=1)
    shared = ancestors @ ancestors.T
    apart = depth[:, None] + depth[None, :] - 2 * shared
    steps: Floats = np.where(shared > 0, apart, apart + 4).astype(np.float32)
    return steps


def verb_above(parse: Parse, n: int, kinds: tuple[str, ...] = ("VERB",)) -> int:
    """The nearest word of these `kinds` (parts of speech) that a word hangs on, itself included; or
    what is above all."""
    while parse[n].pos not in kinds and parse[n].head != n:
        n = parse[n].head
    return n


def clauses(parse: Parse, heads: Whole) -> Whole:
    """The verb of each word's clause: the nearest above it that is one, or the root."""
    verbs = np.array([w.pos in ("VERB", "AUX") and w.dep not in ("aux", "auxpass") for w in parse])
    every = np.arange(len(parse))
    up = every
    for _ in every:
        higher = np.where(verbs[up], up, heads[up])
        if (higher == up).all():
            break
        up = higher
    return up
