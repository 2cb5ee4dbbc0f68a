"""Dates that a question names against the dates of sentences."""

import math

import numpy as np
import numpy.typing as npt

from embeddings.arrays import distinct
from qa.dates.absolute import ABSOLUTE, LOOSE_YEAR
from qa.dates.matching import matches
from qa.dates.setting import Setting
from qa.dates.spans import Interval

Table = npt.NDArray[np.int32]
Rows = npt.NDArray[np.integer]
Scores = npt.NDArray[np.float32]

# A sentence that names a year for a question that names a month of it is worth a half.
_HALVING = math.log(12)


def asked_dates(question: str) -> tuple[Interval, ...]:
    """The dates that a question names with their year: days, months, seasons, years, decades."""
    if not any(map(str.isdecimal, question)):
        return ()
    at = Setting(question)
    readings = (rule.resolve(m, at) for rule, m in matches(question, (*ABSOLUTE, LOOSE_YEAR)))
    found = (reading.days for reading in readings if reading is not None)
    return tuple(dict.fromkeys(days for days in found if days is not None))


def date_match(asked: tuple[Interval, ...], table: Table, rows: Rows) -> Scores:
    """How well each sentence's dates are those asked for: (k,) from 0 to 1 for `rows` (k,).

    table (n, 3): `Corpus.sentence_dates`, by sentence row. 1 for a date that lies within the one
    asked for; 0 where none overlaps it; between them for a date that only contains or touches it,
    1 / (1 + log_12 r), where r is how many times longer it is than the days that both have: 0.5 for
    the year of a month, 0.42 for the month of a day. The best date of a sentence counts; of several
    dates asked for, the mean.
    """
    return _mean(asked, table, rows, even=False)


def date_same(asked: tuple[Interval, ...], table: Table, rows: Rows) -> Scores:
    """As `date_match`, but a date within the one asked for is not it either: a day of the year that
    is asked about is worth 0.3."""
    return _mean(asked, table, rows, even=True)


def _mean(asked: tuple[Interval, ...], table: Table, rows: Rows, *, even: bool) -> Scores:
    if not asked:
        return np.zeros(len(rows), dtype=np.float32)
    owners, dates = _dates_of(table, rows)
    scores = np.zeros((len(asked), len(rows)), dtype=np.float32)
    for best, wanted in zip(scores, asked, strict=True):
        np.maximum.at(best, owners, _likeness(dates, wanted, even=even))
    mean: Scores = scores.mean(axis=0, dtype=np.float32)
    return mean


def sentences_within(asked: tuple[Interval, ...], days: Table) -> npt.NDArray[np.int64]:
    """The rows of the sentences that `date_match` gives 1, in order; none where nothing is asked.

    days (n, 3): `Corpus.days`, by first day.
    """
    found: npt.NDArray[np.int64] | None = None
    for wanted in asked:
        ends = np.array([wanted.first, wanted.last + 1], dtype=days.dtype)
        first, last = np.searchsorted(days[:, 0], ends)
        rows = distinct(days[first:last, 2][days[first:last, 1] <= wanted.last])
        found = rows if found is None else np.intersect1d(found, rows, assume_unique=True)
    return np.zeros(0, dtype=np.int64) if found is None else found


def date_conflict(asked: tuple[Interval, ...], table: Table, rows: Rows) -> Scores:
    """1 for each sentence that has dates of which none overlaps one asked for, else 0: (k,)."""
    conflict = np.zeros(len(rows), dtype=np.float32)
    if not asked:
        return conflict
    owners, dates = _dates_of(table, rows)
    conflict[owners] = 1.0
    for wanted in asked:
        conflict[owners[_shared(dates, wanted) > 0]] = 0.0
    return conflict


def _dates_of(table: Table, rows: Rows) -> tuple[Rows, Table]:
    """The dates (m, 2) of sentences, and for each the place in `rows` of its sentence (m,)."""
    owners = np.ascontiguousarray(table[:, 0])
    rows = rows.astype(owners.dtype)  # else the search converts the whole of the other
    starts = np.searchsorted(owners, rows, side="left")
    counts = np.searchsorted(owners, rows, side="right") - starts
    places = np.repeat(np.arange(len(rows)), counts)
    offsets = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    return places, table[np.repeat(starts, counts) + offsets, 1:]


def _shared(dates: Table, wanted: Interval) -> npt.NDArray[np.int64]:
    """How many days each date (m, 2) has in common with the one asked for."""
    first, last = np.maximum(dates[:, 0], wanted.first), np.minimum(dates[:, 1], wanted.last)
    return np.maximum(last.astype(np.int64) - first + 1, 0)


def _likeness(dates: Table, wanted: Interval, *, even: bool) -> Scores:
    shared = _shared(dates, wanted)
    lengths = dates[:, 1].astype(np.int64) - dates[:, 0] + 1
    if even:
        lengths = np.maximum(lengths, wanted.last - wanted.first + 1)
    ratio = np.log(lengths / np.maximum(shared, 1)) / _HALVING
    return np.where(shared > 0, 1 / (1 + ratio), 0).astype(np.float32)
