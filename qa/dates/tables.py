"""The dates of a whole collection as tables that are saved with the index."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from qa.dates.heads import headed
from qa.dates.reading import read
from qa.dates.spans import parse
from qa.dates.story import Found, Place
from qa.folding import as_read, as_written

Table = npt.NDArray[np.int32]


def date_tables(
    texts: Sequence[str], published: Sequence[str | None], passages: Table, sentences: Table
) -> tuple[Table, Table]:
    """What the sentences of all sources say of time. Days are ordinals (`date.toordinal`).

    passages and sentences: as in `qa.corpus.Corpus`. Returns, both by sentence row,

    sentence dates (n, 3): sentence row, first day, last day, of every date that is known;
    mentions (m, 5): sentence row, start, end, first day, last day, of the relative and incomplete
    ones, as their resolution is shown; both days are 0 where it is not known.
    """
    dates: list[tuple[int, int, int]] = []
    mentions: list[tuple[int, int, int, int, int]] = []
    for source, places in _by_source(texts, passages, sentences):
        stated = published[source]
        for found in read(places, parse(stated) if stated else None):
            days, shown = found.reading.days, found.reading.shown
            if days is not None:
                dates.append((found.row, days.first, days.last))
            if found.kind != "absolute":
                ends = (shown.first, shown.last) if shown else (0, 0)
                mentions.append((found.row, *_written(texts[source], sentences, found), *ends))
    return _table(dates, 3), _table(mentions, 5)


def _written(text: str, sentences: Table, found: Found) -> tuple[int, int]:
    """Where in `text` a date expression stands that was found in a sentence as it is read."""
    _, start, end = sentences[found.row].tolist()
    first, last = as_written(text[start:end], found.start - start, found.end - start)
    return start + first, start + last


def by_day(sentence_dates: Table) -> Table:
    """The dates of sentences in the order of their days, (n, 3): first day, last day, row."""
    order = np.lexsort((sentence_dates[:, 0], sentence_dates[:, 2], sentence_dates[:, 1]))
    return np.asfortranarray(sentence_dates[order][:, [1, 2, 0]])


def _by_source(
    texts: Sequence[str], passages: Table, sentences: Table
) -> Iterator[tuple[int, Iterator[Place]]]:
    owners = passages[sentences[:, 0], 0].tolist()
    headings = passages[sentences[:, 0], 3:5].tolist()
    rows = zip(owners, range(len(owners)), sentences.tolist(), headings, strict=True)
    for source, group in groupby(rows, key=lambda row: row[0]):
        yield source, _places(texts[source], [row[1:] for row in group])


def _places(text: str, rows: list[tuple[int, list[int], list[int]]]) -> Iterator[Place]:
    days = headed(text, [(start, end, (a, b)) for _, (_, start, end), (a, b) in rows])
    for (row, (passage, start, end), _), headed_by in zip(rows, days, strict=True):
        yield Place(row, passage, start, as_read(text[start:end]), headed_by)


def _table(rows: Sequence[tuple[int, ...]], width: int) -> Table:
    # Column by column, so that a search in the first one reads it where it lies on the disk.
    return np.asfortranarray(np.array(rows, dtype=np.int32).reshape(-1, width))
