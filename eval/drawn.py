"""Stand-ins for the models at sizes at which real ones would take days: numbers like theirs.

Vectors are drawn around those that the real encoder gave to a sample of sentences: uniform random
ones lie too evenly, and no search that is not exact finds its way among them.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from embeddings.encoder import Encoded, Encoder, Vectors
from embeddings.weights import Model
from qa.syntax import Parse, Parser, Word

_WORD = re.compile(r"\w+|[^\w\s]")
_APART = 0.6  # how far a drawn vector is from the real ones between which it lies


class DrawnEncoder:
    """An Encoder: real tokens for the first texts that it is given, drawn ones for the rest.

    The vector of a text lies about a point between those of two sentences of a sample; its tokens,
    one for each of its words and marks, have token vectors of the sample.
    """

    def __init__(self, real: Encoder, sample: Sequence[str], first: int) -> None:
        """`real` encodes the `sample`, and the `first` texts."""
        self.model: Model = real.model
        self.dim: int = real.dim
        self._real, self._left = real, first
        encoded = real.encode_tokens(sample)
        self._vectors = np.stack([one.vector for one in encoded])
        self._tokens = np.concatenate([one.tokens for one in encoded])

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._between(texts)

    def encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        count = min(self._left, len(texts))
        self._left -= count
        real = self._real.encode_tokens(texts[:count]) if count else []
        drawn = zip(texts[count:], self._between(texts[count:]), strict=True)
        return real + [self._drawn(text, vector) for text, vector in drawn]

    def _between(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        rngs = [_rng(text) for text in texts]
        pairs = np.array([rng.integers(len(self._vectors), size=2) for rng in rngs])
        shares = np.array([[rng.random()] for rng in rngs], dtype=np.float32)
        between = self._vectors[pairs[:, 0]] * shares + self._vectors[pairs[:, 1]] * (1 - shares)
        noise = np.stack([rng.standard_normal(self.dim, dtype=np.float32) for rng in rngs])
        return _unit(_unit(between) + _APART * _unit(noise))

    def _drawn(self, text: str, vector: Vectors) -> Encoded:
        spans = np.array([match.span() for match in _WORD.finditer(text)], dtype=np.int32)
        start = _rng(text).integers(len(self._tokens))
        rows = (start + np.arange(len(spans))) % len(self._tokens)
        return Encoded(vector, self._tokens[rows], spans.reshape(-1, 2))


class DrawnParser(Parser):
    """A Parser without a model: capital letters make names, the first word is the root."""

    def __init__(self) -> None:
        pass

    @property
    def id(self) -> str:
        return "drawn"

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        return [
            tuple(_word(match, number) for number, match in enumerate(_WORD.finditer(text)))
            for text in texts
        ]


def _word(match: re.Match[str], number: int) -> Word:
    text = match.group()
    pos = "PROPN" if number and text[0].isupper() else ("NUM" if text.isdecimal() else "NOUN")
    entity = {"PROPN": "PERSON", "NUM": "CARDINAL"}.get(pos, "")
    dep = "dobj" if number else "ROOT"
    return Word(*match.span(), 0, text.lower(), pos, "NN", dep, entity, bool(entity))


def _rng(text: str) -> np.random.Generator:
    seed = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
    return np.random.Generator(np.random.PCG64(seed))


def _unit(rows: Vectors) -> Vectors:
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit
