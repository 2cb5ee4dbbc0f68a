"""Arithmetic on days, months and years, against counting days one by one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dates.spans import (
    Interval,
    day_of,
    days_of,
    iso,
    month_of,
    parse,
    season_of,
    shifted_month,
    week_of,
    whole_years,
    years,
)

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2100, 12, 31))
ONE = timedelta(days=1)


def walked(day: date, same: str) -> Interval:
    """The days around `day` with which it shares what the format `same` prints, by walking."""
    first = last = day
    while (first - ONE).strftime(same) == day.strftime(same):
        first -= ONE
    while (last + ONE).strftime(same) == day.strftime(same):
        last += ONE
    return Interval(first.toordinal(), last.toordinal())


@given(DAYS)
def test_weeks_months_and_years_hold_the_days_that_they_should(day: date) -> None:
    assert month_of(day.year, day.month) == walked(day, "%Y-%m")
    assert years(day.year, day.year) == walked(day, "%Y")
    assert week_of(day.toordinal()) == walked(day, "%G-%V")


@given(DAYS, st.integers(-40, 40))
def test_shifting_months_equals_walking_over_their_days(day: date, by: int) -> None:
    found = day.replace(day=1)
    for _ in range(abs(by)):
        found = (found - ONE).replace(day=1) if by < 0 else (found + 31 * ONE).replace(day=1)
    assert shifted_month(day.year, day.month, by) == walked(found, "%Y-%m")


@given(DAYS)
def test_iso_dates_are_read_as_they_are_written(day: date) -> None:
    for interval, unit in (
        (parse(day.isoformat()), "day"),
        (month_of(day.year, day.month), "month"),
        (years(day.year, day.year), "year"),
    ):
        assert interval is not None
        assert parse(iso(interval)) == interval
        assert interval.unit == unit
        assert interval.year == day.year
        assert interval in whole_years(interval)


@pytest.mark.parametrize(
    ("interval", "written"),
    [
        (week_of(date(2013, 3, 8).toordinal()), "2013-03-04/2013-03-10"),
        (season_of(1998, "spring"), "1998-03/1998-05"),
        (season_of(2003, "winter"), "2003-12/2004-02"),
        (whole_years(season_of(2003, "winter")), "2003/2004"),
        (years(1960, 1969), "1960/1969"),
        (days_of(1997, 7, 5, 6), "1997-07-05/1997-07-06"),
    ],
)
def test_intervals_are_written_with_a_solidus(interval: Interval, written: str) -> None:
    assert iso(interval) == written


@pytest.mark.parametrize(
    "text", ["", "x", "1997-13", "1997-02-30", "0999", "9000", "99999", "1997-11-05-01"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse(text) is None


def test_days_that_the_calendar_does_not_have_are_none() -> None:
    assert day_of(1900, 2, 29) is None
    assert day_of(2000, 2, 29) is not None
    assert days_of(1997, 7, 6, 5) is None
    assert days_of(1997, 6, 30, 31) is None
