"""Names and their types: a pushdown automaton over tokens (Lample et al. 2016, as spaCy has it).

Token by token, one of: a name begins, goes on, ends, is one token, or there is none. What scores
best of what is valid is done; a name does not cross the beginning of a sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.parsing.model import Floats

FEATURES = 3  # the token, the first one of the open name, and the one before


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its first token, the token behind it, and its type ("PERSON")."""

    first: int
    end: int
    type: str


class NameFinder:
    """Tokens' vectors to names."""

    def __init__(self, weights: Mapping[str, Floats], moves: Sequence[str]) -> None:
        """`moves` by class: "B-type" (begin), "I-type" (in), "L-type" (last), "U-type" (unit) and
        "O" (out). The arrays are like those of `ArcParser`, with three features.
        """
        self._weights = weights
        self._moves = [(move[0], move[2:]) for move in moves]
        self._bias = weights["ner.upper.b"]
        self._closed = {kinds: self._allowing(kinds) for kinds in ("O", "UO", "BUO")}
        self._open = {
            (kinds, label): self._allowing(kinds, label)
            for label in {label for _, label in self._moves if label}
            for kinds in ("L", "IL")
        }

    def _allowing(self, kinds: str, wanted: str | None = None) -> Floats:
        """What a score starts from where moves of `kinds` are valid (and of one type only)."""
        valid = [kind in kinds and wanted in (None, label) for kind, label in self._moves]
        return np.where(valid, self._bias, np.float32(-np.inf))

    def find(self, vectors: Floats, begins: Sequence[bool], spaces: Sequence[bool]) -> list[Name]:
        """The names in one text, from its tokens' vectors (n, w), the tokens that begin a
        sentence, and those that are white space.
        """
        weights = self._weights
        hidden = vectors @ weights["ner.lower"]
        hidden += weights["ner.lower.b"]
        features: Floats = np.matmul(hidden, weights["ner.features"])
        features = features.reshape(len(vectors), FEATURES, -1)
        outside = self._outside(features, begins, spaces)
        found: list[Name] = []
        first, type_ = -1, ""
        for token in range(len(vectors)):
            if first < 0:
                kind, label = self._moves[outside[token]]
            else:
                kind, label = self._inside(features, token, first, type_, begins)
            if kind == "B":
                first, type_ = token, label
            elif kind == "U":
                found.append(Name(token, token + 1, label))
            elif kind == "L":
                found.append(Name(first, token + 1, label))
                first = -1
        return found

    def _outside(
        self, features: Floats, begins: Sequence[bool], spaces: Sequence[bool]
    ) -> list[int]:
        """The best move for every token if no name is open before it: all are scored at once."""
        pad = self._weights["ner.pad"].reshape(FEATURES, -1)
        scores = self._hidden(features[:, 0] + pad[1] + pad[2]) @ self._weights["ner.upper"].T
        last = len(spaces) - 1
        scores += [
            self._closed["O" if space else "UO" if token == last or begins[token + 1] else "BUO"]
            for token, space in enumerate(spaces)
        ]
        best: list[int] = scores.argmax(axis=1).tolist()
        return best

    def _inside(
        self, features: Floats, token: int, first: int, type_: str, begins: Sequence[bool]
    ) -> tuple[str, str]:
        """The best move for a token with a name open."""
        if token + 1 == len(begins) or begins[token + 1]:
            return "L", type_
        summed = features[token, 0] + features[first, 1] + features[token - 1, 2]
        scores = self._weights["ner.upper"] @ self._hidden(summed)
        scores += self._open["IL", type_]
        return self._moves[int(scores.argmax())]

    def _hidden(self, summed: Floats) -> Floats:
        summed += self._weights["ner.bias"]
        half = summed.shape[-1] // 2
        return np.maximum(summed[..., :half], summed[..., half:])
