"""Tokens in their context: spaCy's "tok2vec", a convolution over hash embeddings.

Each of a token's attributes is embedded (four rows of a table, summed), the embeddings are mixed,
and four layers let every token see one more neighbour on both sides: maxout over three pieces,
layer normalisation and a residual. There are two such encoders, one for the words' grammar and
one for names; they are alike but for their weights and the number of attributes, and run at once.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from qa.parsing.hashing import Ids, table_rows
from qa.parsing.model import Floats

DEPTH = 4  # layers, and with them the tokens that are seen on each side
_PIECES = 3
_TINY = np.float32(1e-8)
_POWER = np.float32(-0.5)


class Encoder:
    """Attributes of tokens to two vectors for each token."""

    def __init__(self, weights: Mapping[str, Floats], seeds: Sequence[int], sizes: Sequence[int]):
        """`seeds` and `sizes`: how each attribute is hashed and how many rows its table has.

        With k attributes of which the second encoder uses the first l, and vectors of width w:
        words.embed (rows, w) and names.embed hold the tables one below another. By pieces of the
        maxouts are words.mix (3, k w, w), names.mix (3, l w, w) and mix.b (2, 3, 1, w), and for
        each layer window.W (4, 2, 3, 3 w, w) and window.b (4, 2, 3, 1, w). norm.G and norm.b
        (5, 2, 1, w) begin with those of the mixing.
        """
        self._weights = weights
        self._seeds = np.array(seeds, np.uint64)
        self._sizes = np.array(sizes, np.uint64)
        self._first_rows = (np.cumsum([0, *sizes[:-1]]))[:, None]
        self._width = weights["norm.G"].shape[-1]
        self._fewer = weights["names.mix"].shape[1] // self._width

    def encode(self, ids: Ids, lengths: Sequence[int]) -> Floats:
        """The vectors (2, n, w), for words and for names, of n tokens with the attributes `ids`
        (n, k) that stand one behind another in texts of `lengths` tokens.
        """
        mixed = self._mixed(ids)
        places = _places(lengths)
        width = self._width
        padded = np.zeros((2, len(ids) + DEPTH * (len(lengths) + 1), width), np.float32)
        padded[:, places + DEPTH] = mixed
        for layer in range(DEPTH):
            padded = self._convolved(padded, layer)
        return padded[:, places]

    def _mixed(self, ids: Ids) -> Floats:
        weights, count = self._weights, len(ids)
        rows = table_rows(ids, self._seeds, self._sizes) + self._first_rows
        mixed = np.empty((2, _PIECES, count, self._width), np.float32)
        for encoder, (name, used) in enumerate((("words", ids.shape[1]), ("names", self._fewer))):
            embedded = weights[f"{name}.embed"].take(rows[:, :used], axis=0).sum(axis=2)
            np.matmul(embedded.reshape(count, -1), weights[f"{name}.mix"], out=mixed[encoder])
        mixed += weights["mix.b"]
        return self._normalised(mixed, 0)

    def _convolved(self, vectors: Floats, layer: int) -> Floats:
        """One layer. What has no neighbour on one side is left out: there is only padding."""
        middle = vectors[:, 1:-1]
        windows = np.concatenate((vectors[:, :-2], middle, vectors[:, 2:]), axis=2)
        # A product for each piece: small ones need no copy of the weights in another order.
        pieces = np.matmul(windows[:, None], self._weights["window.W"][layer])
        pieces += self._weights["window.b"][layer]
        found = self._normalised(pieces, layer + 1)
        found += middle
        return found

    def _normalised(self, pieces: Floats, layer: int) -> Floats:
        """Maxout of `pieces` (2, 3, n, w) and layer normalisation, in spaCy's order."""
        width = np.float32(self._width)
        best = np.maximum(pieces[:, 0], pieces[:, 1])
        np.maximum(best, pieces[:, 2], out=best)
        best -= np.add.reduce(best, axis=-1, keepdims=True) / width
        variance = np.add.reduce(best * best, axis=-1, keepdims=True) / width
        best *= (variance + _TINY) ** _POWER
        best *= self._weights["norm.G"][layer]
        best += self._weights["norm.b"][layer]
        return best


def _places(lengths: Sequence[int]) -> npt.NDArray[np.intp]:
    """The rows of tokens among rows of padding, four between two texts (and before the first)."""
    if len(lengths) == 1:
        return np.arange(lengths[0])
    gaps = np.repeat(np.arange(len(lengths)) * DEPTH, lengths)
    places: npt.NDArray[np.intp] = np.arange(sum(lengths)) + gaps
    return places
