"""The arithmetic that finds an answer among the scores of tokens, on arrays written by hand."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.decoding import Window, best_answer, best_run


def window(
    starts: Sequence[float], ends: Sequence[float], nothing: float = 0.0, first: int = 0
) -> Window:
    """The first token is the mark; each of the others stands for two letters from `first` on."""
    places = [(0, 0), *((first + 2 * n, first + 2 * n + 2) for n in range(len(starts) - 1))]
    return Window(
        np.array(starts),
        np.array(ends),
        np.array(places),
        np.array([False] + [True] * (len(starts) - 1)),
        nothing,
    )


@pytest.mark.parametrize(
    ("starts", "ends", "longest", "span"),
    [
        ([9, 1, 5, 1], [9, 1, 1, 4], 30, (2, 6)),
        ([0, 1, 5, 1], [0, 9, 1, 4], 30, (0, 2)),  # the best start is behind the best end
        ([0, 5, 0, 0], [0, 0, 2, 4], 2, (0, 4)),  # the best end is too far
        ([0, 5, 0, 0], [0, 0, 2, 4], 1, (0, 2)),
    ],
)
def test_the_best_words_of_the_quote_win(
    starts: list[float], ends: list[float], longest: int, span: tuple[int, int]
) -> None:
    assert best_answer([window(starts, ends)], longest) == span


@pytest.mark.parametrize(("nothing", "span"), [(6.9, (2, 4)), (7.0, None), (8.0, None)])
def test_no_answer_wins_unless_words_score_more(
    nothing: float, span: tuple[int, int] | None
) -> None:
    assert best_answer([window([0, 1, 3], [0, 1, 4], nothing)]) == span


def test_scores_compare_across_windows() -> None:
    # The first is sure that there is nothing, and right; its words score less than the second's.
    first = window([0, 2, 0], [0, 2, 0], nothing=20)
    second = window([0, 0, 3], [0, 0, 3], nothing=5, first=100)
    assert best_answer([first, second]) == (102, 104)
    assert best_answer([second, first]) == (102, 104)
    assert best_answer([first]) is None


def test_where_there_is_no_quote_there_is_no_answer() -> None:
    assert best_answer([]) is None
    assert best_answer([window([9], [9], nothing=-99)]) is None


@given(st.integers(1, 8), st.integers(1, 9), st.randoms(use_true_random=False))
def test_the_best_run_is_that_of_trying_them_all(n: int, longest: int, random: object) -> None:
    draw = random.random  # type: ignore[attr-defined]
    starts, ends = (np.array([draw() for _ in range(n)]) for _ in range(2))
    allowed = np.array([draw() < 0.7 for _ in range(n)])
    runs = [
        (starts[a] + ends[b], a, b)
        for a in range(n)
        for b in range(a, min(n, a + longest))
        if allowed[a] and allowed[b]
    ]
    found = best_run(starts, ends, allowed, longest)
    if runs:
        assert found in runs
        assert found[0] == max(runs)[0]
    else:
        assert found[0] == -np.inf
