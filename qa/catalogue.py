"""What is known of the sources, in files: read one by one, and found by their ids."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cached_property, lru_cache, partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.arrays import mapped
from embeddings.blocks import Checks
from embeddings.vectors import Mask
from qa.strings import Strings
from qa.texts import Texts, TextsWriter
from qa.types import Source

_REMEMBERED = 1 << 10
_NAME, _IDS, _PUBLISHED = "sources", "source_ids", "published.npy"
_DATE, _WIDTHS = "S10", (4, 7, 10)  # YYYY, YYYY-MM, YYYY-MM-DD


class Catalogue:
    """The sources by their number."""

    def __init__(self, records: Texts, ids: Strings, published: npt.NDArray[np.bytes_]) -> None:
        """`records`: a JSON object each; `published` (n,): their dates, empty where unknown."""
        self.ids, self.published, self._records = ids, published, records
        # By functions that know no `self`: else it would hold itself, and its files stay mapped.
        self._read = partial(_read, records)
        self._remembered = lru_cache(_REMEMBERED)(self._read)

    @classmethod
    def load(cls, folder: Path, checks: Checks | None = None) -> "Catalogue":
        """Opens what `CatalogueWriter` wrote. What `checks` has not, verify before."""
        return cls(
            Texts.load(folder, _NAME, checks),
            Strings.load(folder / _IDS, checks),
            mapped(folder / _PUBLISHED, checks),
        )

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Source]:
        return map(self._read, range(len(self)))

    def __getitem__(self, number: int) -> Source:
        return self._remembered(number)

    @cached_property
    def years(self) -> tuple[str, str] | None:
        """The first and the last year of a source, if any has one."""
        years = np.unique(self.published.astype("S4"))
        known = [year.decode() for year in years.tolist() if year]
        return (known[0], known[-1]) if known else None

    def within(self, first: str | None, last: str | None) -> Mask:
        """Which sources' dates, at their precision, can fall between two, these included.

        (sources,) bool. A source without a date does not; None is no bound.
        """
        if first is None and last is None:
            return np.ones(len(self), dtype=np.bool_)
        kept = np.zeros(len(self), dtype=np.bool_)
        widths = np.strings.str_len(self.published)
        for width in _WIDTHS:
            dates = self.published[widths == width]
            fits = np.ones(len(dates), dtype=np.bool_)
            if first is not None:
                fits &= dates >= first[:width].encode()
            if last is not None:
                fits &= dates.astype(f"S{len(last)}") <= last[:width].encode()
            kept[widths == width] = fits
        return kept


class CatalogueWriter:
    """Writes sources as they come, for `Catalogue.load`. Raises OSError when the disk refuses."""

    def __init__(self, folder: Path) -> None:
        """Makes its files in `folder`, which must exist."""
        self._folder, self._records = folder, TextsWriter(folder, _NAME)
        self._ids: list[str] = []
        self._published: list[str] = []

    def append(self, source: Source) -> None:
        """Adds a source."""
        self._records.append(json.dumps(asdict(source)) + "\n")
        self._ids.append(source.id)
        self._published.append(source.published or "")

    def close(self) -> None:
        """Makes the files whole. No more can be added."""
        self._records.close()
        Strings.of(self._ids).save(self._folder / _IDS)
        dates = np.array(self._published, dtype=_DATE)
        np.save(self._folder / _PUBLISHED, dates, allow_pickle=False)


def _read(records: Texts, number: int) -> Source:
    return Source(**json.loads(records[number]))
