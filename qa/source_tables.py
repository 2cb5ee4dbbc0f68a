"""A source by itself, as a corpus has it, and a corpus written source by source."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa.catalogue import CatalogueWriter
from qa.columns import Column
from qa.corpus import DAYS, KEY, OWNERS, READ_AS, REASONS, TEXTS, WIDTHS, Corpus, Table
from qa.dates.tables import by_day
from qa.texts import TextsWriter
from qa.types import Source


@dataclass(frozen=True, slots=True, eq=False)
class SourceTables:
    """What was read of a source.

    `tables`: those of `Corpus` by their names, in which the source, its passages and its sentences
    are numbered from 0; `reasons`: that of each cut, for which its number stands in a corpus.
    """

    source: Source
    tables: Mapping[str, Table]
    reasons: tuple[str, ...]


def tables_of(corpus: Corpus, source: int) -> SourceTables:
    """What a corpus has of a source."""
    runs = {"sources": (source, source + 1)}
    tables: dict[str, Table] = {}
    for name, owner in OWNERS.items():
        table: Table = getattr(corpus, name)
        # In its own type: else the search converts the whole column.
        first, last = np.searchsorted(table[:, 0], np.array(runs[owner], dtype=table.dtype))
        runs[name] = int(first), int(last)
        tables[name] = table[first:last] - _in_first_column(name, runs[owner][0])
    reasons = tuple(corpus.reasons[number] for number in tables["cuts"][:, 3].tolist())
    return SourceTables(corpus.sources[source], tables, reasons)


class CorpusWriter:
    """Writes a corpus source by source, for `Corpus.load`. Raises OSError when the disk refuses."""

    def __init__(self, folder: Path) -> None:
        """Makes its files in `folder`, which must exist."""
        self._folder = folder
        self._texts, self._sources = TextsWriter(folder, TEXTS), CatalogueWriter(folder)
        self._read_as = Column(folder / READ_AS, np.uint8, KEY)
        self._tables = {
            name: Column(self._rows_path(name), np.int32, width) for name, width in WIDTHS.items()
        }
        self._counts = dict.fromkeys(["sources", *OWNERS], 0)
        self._reasons: dict[str, int] = {}

    def append(self, text: str, read_as: bytes, found: SourceTables) -> None:
        """Adds a source: its stored text, the key of what it was read from, what was read."""
        self._texts.append(text)
        self._sources.append(found.source)
        self._read_as.append(np.frombuffer(read_as, dtype=np.uint8)[None])
        numbers = [self._reasons.setdefault(why, len(self._reasons)) for why in found.reasons]
        counts = self._counts
        self._counts = {"sources": counts["sources"] + 1}
        for name, owner in OWNERS.items():
            rows = found.tables[name] + _in_first_column(name, counts[owner])
            if name == "cuts":
                rows[:, 3] = numbers
            self._tables[name].append(rows)
            self._counts[name] = counts[name] + len(rows)

    def close(self) -> None:
        """Makes the files whole. No more can be added."""
        self._texts.close()
        self._sources.close()
        self._read_as.close()
        for name, column in self._tables.items():
            # Column by column, so that a search in the first one reads it where it is.
            table = np.asfortranarray(column.mapped())
            np.save(self._folder / f"{name}.npy", table, allow_pickle=False)
            self._rows_path(name).unlink()
            if name == "sentence_dates":
                np.save(self._folder / DAYS, by_day(table), allow_pickle=False)
        reasons = json.dumps(tuple(self._reasons))
        (self._folder / REASONS).write_text(reasons, encoding="utf-8")

    def _rows_path(self, name: str) -> Path:
        return self._folder / f"{name}.rows"


def _in_first_column(name: str, number: int) -> Table:
    """A row of a table with `number` in its first column, and zeros."""
    return np.array([number] + [0] * (WIDTHS[name] - 1), dtype=np.int32)
