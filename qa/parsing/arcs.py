"""Heads and dependencies: an arc-eager parser that may start sentences and take words back.

The transitions are Nivre's (2004), made non-monotonic (Honnibal and Johnson 2015): a head may be
replaced, and a word that was put aside without one comes back. What is done next is what scores
best of what is valid; the score is computed from eight words about the stack and the buffer
(Kiperwasser and Goldberg 2016, with the first layer's products made beforehand).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

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
        self._starts = np.where(
            kinds & np.arange(16)[:, None], weights["parser.upper.b"], np.float32(-np.inf)
        )

    def attach(self, vectors: Floats, lengths: Sequence[int]) -> list[Arcs]:
        """The arcs of each text, from the vectors (n, w) of the words of all of them, which stand
        one text behind another, each of so many words.
        """
        weights = self._weights
        count = len(vectors)
        hidden = vectors @ weights["parser.lower"]
        hidden += weights["parser.lower.b"]
        # Of each text a row for no word, then one for each word.
        places = np.arange(count) + np.repeat(np.arange(1, len(lengths) + 1), lengths)
        features = np.empty((count + len(lengths), weights["parser.pad"].size), np.float32)
        features[places] = hidden @ weights["parser.features"]
        starts = list(accumulate([length + 1 for length in lengths[:-1]], initial=0))
        features[starts] = weights["parser.pad"]
        states = [_State(*text) for text in zip(lengths, starts, strict=True)]
        self._run(states, features.reshape(-1, weights["parser.bias"].size))
        return [
            Arcs([n if h < 0 else h for n, h in enumerate(state.heads)], state.labels)
            for state in states
        ]

    def _run(self, states: Sequence["_State"], features: Floats) -> None:
        """Brings texts to their ends: of each its next transition, all scored at once."""
        bias, upper = self._weights["parser.bias"], self._weights["parser.upper"].T
        half = len(bias) // 2
        while open_ := [(state, valid) for state in states if (valid := state.to_next_choice())]:
            rows = [state.rows() for state, _ in open_]
            summed = np.add.reduce(features.take(rows, axis=0), axis=1)
            summed += bias
            scores = np.maximum(summed[:, :half], summed[:, half:]) @ upper
            scores += self._starts.take([valid for _, valid in open_], axis=0)
            for (state, _), best in zip(open_, scores.argmax(axis=1).tolist(), strict=True):
                state.do(*self._moves[best])
            states = [state for state, _ in open_]


class _State:
    """What is done and what is left: a stack, and a buffer whose front may hold words again."""

    __slots__ = (
        "_again",
        "_base",
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

    def __init__(self, count: int, start: int) -> None:
        """Of `count` words, whose features begin with the row `start` of all texts' features."""
        self.heads = [-1] * count
        self.labels = ["ROOT"] * count
        self._count, self._next = count, 0
        self._base = (start + 1) * FEATURES  # the row of its first word
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

    def to_next_choice(self) -> int:
        """Does what is the only thing to do; the kinds of transitions at the next choice, 0 at the
        end."""
        while (valid := self.valid()) in (_SHIFT, _REDUCE):
            if valid == _SHIFT:
                self.shift()
            else:
                self.reduce()
        return valid

    def rows(self) -> list[int]:
        """The rows of the features of the eight words, -1 for none."""
        stack, depth, base = self._stack, len(self._stack), self._base
        first, second = self._front()
        top = stack[-1] if depth else -1
        return [
            base + first * 8,
            base + second * 8 + 1,
            base + top * 8 + 2,
            base + (stack[-2] if depth > 1 else -1) * 8 + 3,
            base + (stack[-3] if depth > 2 else -1) * 8 + 4,
            base + self._left[first] * 8 + 5,
            base + self._left[top] * 8 + 6,
            base + self._right[top] * 8 + 7,
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
