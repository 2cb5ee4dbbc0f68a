"""The relative and incomplete dates in a quote, with what they stand for."""

from bisect import bisect_left

from qa.corpus import Corpus, Table
from qa.dates.spans import Interval, iso
from qa.types import DateMention


def mentions(corpus: Corpus, source: int, start: int, end: int) -> tuple[DateMention, ...]:
    """The dates within `start` to `end` of a source that do not say their year by themselves.

    `resolved` is ISO 8601 at the precision that is warranted (qa.dates.spans.iso), and None where
    neither the article's date nor the text before says enough.
    """
    first = _first_row(corpus.sentences, _first_row(corpus.passages, source))
    last = _first_row(corpus.sentences, _first_row(corpus.passages, source + 1))
    rows = corpus.mentions[_first_row(corpus.mentions, first) : _first_row(corpus.mentions, last)]
    return tuple(
        DateMention(
            text=corpus.quote(source, a, b),
            start=a,
            end=b,
            resolved=iso(Interval(one, two)) if one else None,
        )
        for _, a, b, one, two in rows.tolist()
        if start <= a and b <= end
    )


def _first_row(table: Table, value: int) -> int:
    """The first row of a table whose first column, in order, is not below `value`."""
    return bisect_left(table[:, 0], value)
