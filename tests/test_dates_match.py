"""Dates asked for against the dates of sentences."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dates.match import asked_dates, date_conflict, date_match, date_same, sentences_within
from qa.dates.spans import Interval, iso, month_of, parse, years
from qa.dates.tables import by_day

# Sentences 0 to 5: a day, a month, a year, nothing, two years, a decade.
TABLE = np.array(
    [
        (row, span.first, span.last)
        for row, span in (
            (0, Interval(date(1975, 4, 17).toordinal(), date(1975, 4, 17).toordinal())),
            (1, month_of(1975, 4)),
            (2, years(1975, 1975)),
            (4, years(1960, 1960)),
            (4, years(1975, 1975)),
            (5, years(1970, 1979)),
        )
    ],
    dtype=np.int32,
)
ROWS = np.arange(6)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What post did Dith Munty hold in January 1989?", ["1989-01"]),
        ("what happened on 17 april 1975", ["1975-04-17"]),
        ("Whom did he meet at the end of October 1997?", ["1997-10"]),
        ("What had they been told in spring 2018?", ["2018-03/2018-05"]),
        ("Which month of 2013 was it?", ["2013"]),
        ("Who ruled between 1975 and 1979?", ["1975/1979"]),
        ("Which 1989 cable names the 1960s?", ["1989", "1960/1969"]),
        ("cables 1989", ["1989"]),
        ("When was he born?", []),
        ("What is the rule for 1500 men in May?", []),
        ("Who may march second?", []),
    ],
)
def test_a_question_asks_for_the_dates_that_it_names(question: str, asked: list[str]) -> None:
    assert [iso(one) for one in asked_dates(question)] == asked


@pytest.mark.parametrize(
    ("asked", "scores", "conflicts"),
    [
        ("1975-04-17", [1, 0.42, 0.30, 0, 0.30, 0.23], [0, 0, 0, 0, 0, 0]),
        ("1975-04", [1, 1, 0.5, 0, 0.5, 0.34], [0, 0, 0, 0, 0, 0]),
        ("1975", [1, 1, 1, 0, 1, 0.52], [0, 0, 0, 0, 0, 0]),
        ("1976", [0, 0, 0, 0, 0, 0.52], [1, 1, 1, 0, 1, 0]),
        ("1960", [0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1]),
    ],
)
def test_a_date_counts_by_how_narrowly_it_is_told(
    asked: str, scores: list[float], conflicts: list[float]
) -> None:
    wanted = parse(asked)
    assert wanted is not None
    np.testing.assert_allclose(date_match((wanted,), TABLE, ROWS), scores, atol=0.005)
    assert date_conflict((wanted,), TABLE, ROWS).tolist() == conflicts


def test_a_day_of_the_year_asked_about_is_not_that_year() -> None:
    year = (years(1975, 1975),)
    assert date_match(year, TABLE, ROWS).tolist()[:3] == [1, 1, 1]
    same = date_same(year, TABLE, ROWS).tolist()
    assert same[:3] == pytest.approx([0.30, 0.42, 1], abs=0.15)
    assert same[0] < same[1] < same[2] == 1
    day = parse("1975-04-17")
    assert day is not None
    wide = date_match((day,), TABLE, ROWS).tolist()
    assert date_same((day,), TABLE, ROWS).tolist() == wide, "a longer date is worth what it was"


def test_of_two_dates_asked_for_both_count() -> None:
    asked = (years(1960, 1960), years(1975, 1975))
    assert date_match(asked, TABLE, ROWS).tolist() == pytest.approx(
        [0.5, 0.5, 0.5, 0, 1, 0.26], abs=0.01
    )
    assert date_conflict(asked, TABLE, ROWS).sum() == 0


def test_without_a_date_asked_for_nothing_counts() -> None:
    for function in (date_match, date_same, date_conflict):
        scores = function((), TABLE, ROWS)
        assert scores.dtype == np.float32
        assert scores.tolist() == [0] * 6
        assert function((years(1975, 1975),), TABLE[:0], ROWS).tolist() == [0] * 6
        assert function((years(1975, 1975),), TABLE, ROWS[:0]).tolist() == []


SPANS = st.tuples(st.integers(700_000, 700_040), st.integers(0, 20)).map(
    lambda pair: Interval(pair[0], sum(pair))
)
DATED = st.lists(st.tuples(st.integers(0, 4), SPANS), max_size=12)


@given(st.lists(SPANS, min_size=1, max_size=3), DATED, st.permutations(range(5)))
def test_it_equals_counting_days(
    asked: list[Interval], dated: list[tuple[int, Interval]], rows: list[int]
) -> None:
    table = np.array(
        sorted((row, span.first, span.last) for row, span in dated), dtype=np.int32
    ).reshape(-1, 3)
    found = date_match(tuple(asked), table, np.array(rows))
    conflicts = date_conflict(tuple(asked), table, np.array(rows))
    for place, row in enumerate(rows):
        own = [set(range(s.first, s.last + 1)) for r, s in dated if r == row]
        scores, overlaps = [], False
        for wanted in asked:
            days = set(range(wanted.first, wanted.last + 1))
            common = [(len(one), len(one & days)) for one in own if one & days]
            overlaps |= bool(common)
            scores.append(max((1 / (1 + np.log(a / b) / np.log(12)) for a, b in common), default=0))
        assert found[place] == pytest.approx(np.mean(scores), abs=1e-5)
        assert conflicts[place] == float(bool(own) and not overlaps)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 60), st.integers(0, 40)), max_size=30),
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 40)), max_size=3),
)
def test_the_sentences_within_are_those_that_match_wholly(
    dates: list[tuple[int, int, int]], asked: list[tuple[int, int]]
) -> None:
    rows = sorted((row, first, first + more) for row, first, more in dates)
    table = np.array(rows, dtype=np.int32).reshape(-1, 3)
    wanted = tuple(Interval(first, first + more) for first, more in asked)
    every = np.arange(10)
    found = sentences_within(wanted, by_day(table))
    assert found.tolist() == np.flatnonzero(date_match(wanted, table, every) == 1).tolist()
