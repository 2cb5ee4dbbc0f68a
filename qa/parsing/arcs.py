"""Heads and dependencies: an arc-eager parser that may start sentences and take words back.

The transitions are Nivre's (2004), made non-monotonic (Honnibal and Johnson 2015): a head may be
replaced, and a word that was put aside without one comes back. What is done next is what scores
best of what is valid; the score is computed from eight words about the stack and the buffer
(Kiperwasser and Goldberg 2016, with the first layer's products made beforehand).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.parsing.model import Floats

FEATURES = 8
_SHIFT, _REDUCE, _ARC, _BREAK = 1, 2, 4, 8
_KINDS = {"S": _SHIFT, "D": _REDUCE, "L": _ARC, "R": _ARC, "B": _BREAK}


@dataclass(frozen=True, slots=True)
class Arcs:
    """Of each token the head's number (its own for a root), and the label of the arc to it."""

    heads: list[int]
    labels: list[str]


class ArcParser:
    """Words' vectors to arcs."""

    def __init__(self, weights: Mapping[str, Floats], moves: Sequence[str]) -> None:
        """`moves` by class: "S" (shift), "D" (reduce), "L-label", "R-label", "B-ROOT" (break).

        With h hidden units of two pieces and m moves: parser.lower (w, h) and parser.lower.b (h,);
        parser.features (h, 8 x 2 h), first pieces before second ones; parser.pad (8 x 2 h,),
        parser.bias (2 h,); parser.upper (m, h), parser.upper.b (m,).
        """
        self._weights = weights
        self._moves = [(move[0], move[2:]) for move in moves]
        kinds = np.array([_KINDS[move[0]] for move in moves])
        # What a score starts from, by what is valid.
        self._starts = [
            np.where(kinds & valid, weights["parser.upper.b"], np.float32(-np.inf))
            for valid in range(16)
        ]

    def attach(self, vectors: Floats) -> Arcs:
        """The arcs of one text, from its words' vectors (n, w)."""
        weights = self._weights
        count = len(vectors)
        hidden = vectors @ weights["parser.lower"]
        hidden += weights["parser.lower.b"]
        features = np.empty((count + 1, weights["parser.pad"].size), np.float32)
        features[0] = weights["parser.pad"]
        np.matmul(hidden, weights["parser.features"], out=features[1:])
        return self._run(count, features.reshape((count + 1) * FEATURES, -1))

    def _run(self, count: int, features: Floats) -> Arcs:
        state = _State(count)
        bias, upper = self._weights["parser.bias"], self._weights["parser.upper"]
        half = len(bias) // 2
        while valid := state.valid():
            if valid == _SHIFT:
                state.shift()
            elif valid == _REDUCE:
                state.reduce()
            else:
                summed = np.add.reduce(features.take(state.rows(), axis=0), axis=0)
                summed += bias
                scores = upper @ np.maximum(summed[:half], summed[half:])
                scores += self._starts[valid]
                state.do(*self._moves[int(scores.argmax())])
        return Arcs([n if h < 0 else h for n, h in enumerate(state.heads)], state.labels)


class _State:
    """What is done and what is left: a stack, and a buffer whose front may hold words again."""

    __slots__ = (
        "_again",
        "_before",
        "_count",
        "_left",
        "_next",
        "_right",
        "_stack",
        "_starts",
        "_taken_back",
        "heads",
        "labels",
    )

    def __init__(self, count: int) -> None:
        self.heads = [-1] * count
        self.labels = ["ROOT"] * count
        self._count, self._next = count, 0
        self._stack: list[int] = []
        self._again: list[int] = []  # words taken back, the next one last
        self._taken_back = [False] * count
        self._starts = [False] * count  # of sentences
        # The outermost child on each side (the last entry: of no word), and the one before it.
        self._left, self._right = [-1] * (count + 1), [-1] * (count + 1)
        self._before = [-1] * count

    def _front(self) -> tuple[int, int]:
        """The first two words of the buffer, -1 for none."""
        again, at, count = self._again, self._next, self._count
        if not again:
            return (at if at < count else -1), (at + 1 if at + 1 < count else -1)
        if len(again) > 1:
            return again[-1], again[-2]
        return again[-1], (at if at < count else -1)

    def valid(self) -> int:
        """The kinds of transitions that can be done; 0 at the end."""
        first, second = self._front()
        if not self._stack:
            if first < 0:
                return 0
            valid = _SHIFT
        elif first < 0:
            return _REDUCE
        else:
            valid = _REDUCE
            if not self._starts[first]:
                valid |= _ARC
                if second >= 0 and not self._taken_back[first]:
                    valid |= _SHIFT
        if second == first + 1 and not self._starts[second]:
            valid |= _BREAK
        return valid

    def rows(self) -> list[int]:
        """The rows of the features: a row of eight for no word, then one for each word."""
        stack, depth = self._stack, len(self._stack)
        first, second = self._front()
        top = stack[-1] if depth else -1
        return [
            first * 8 + 8,
            second * 8 + 9,
            top * 8 + 10,
            (stack[-2] if depth > 1 else -1) * 8 + 11,
            (stack[-3] if depth > 2 else -1) * 8 + 12,
            self._left[first] * 8 + 13,
            self._left[top] * 8 + 14,
            self._right[top] * 8 + 15,
        ]

    def do(self, move: str, label: str) -> None:
        """Does one transition."""
        if move == "L":
            self._attach_top(label)
        elif move == "R":
            self._attach_first(label)
        elif move == "S":
            self.shift()
        elif move == "D":
            self.reduce()
        else:
            self._starts[self._front()[1]] = True

    def shift(self) -> None:
        """The first word of the buffer goes onto the stack."""
        if self._again:
            self._stack.append(self._again.pop())
        else:
            self._stack.append(self._next)
            self._next += 1

    def reduce(self) -> None:
        """The top of the stack goes, or back to the buffer if it has no head yet."""
        top = self._stack.pop()
        if self._stack and self.heads[top] < 0:
            self._taken_back[top] = True
            self._again.append(top)

    def _attach_top(self, label: str) -> None:
        """The first word of the buffer becomes the head of the top of the stack, which goes."""
        top, first = self._stack.pop(), self._front()[0]
        if (old := self.heads[top]) >= 0:
            self._right[old] = self._before[top]
        self.heads[top], self.labels[top] = first, label
        self._left[first] = top
        self._taken_back[first] = False

    def _attach_first(self, label: str) -> None:
        """The top of the stack becomes the head of the first word of the buffer, which follows."""
        top, first = self._stack[-1], self._front()[0]
        self.heads[first], self.labels[first] = top, label
        self._before[first], self._right[top] = self._right[top], first
        self.shift()
