"""What is known of the sources, and which of them are of a time."""

from itertools import product
from pathlib import Path

import pytest

from qa.catalogue import Catalogue, CatalogueWriter
from qa.types import Source

DATES = [None, "1996", "1996-12", "1997", "1997-01", "1997-11-05", "1997-11-30", "1998-01-01"]


def source(number: int, published: str | None) -> Source:
    title = f"Title {number}: l’été"
    return Source(f"s{number}", title, None, "A", published, None, None, None, "en", "0" * 64)


SOURCES = [source(number, date) for number, date in enumerate(DATES)]


def catalogue_of(sources: list[Source], folder: Path) -> Catalogue:
    writer = CatalogueWriter(folder)
    for one in sources:
        writer.append(one)
    writer.close()
    return Catalogue.load(folder)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return catalogue_of(SOURCES, tmp_path)


def test_each_source_is_as_it_was(catalogue: Catalogue) -> None:
    assert list(catalogue) == SOURCES == [catalogue[n] for n in range(len(catalogue))]
    assert [catalogue.ids.find(one.id) for one in SOURCES] == list(range(len(SOURCES)))
    assert catalogue.ids.find("s99") is None
    with pytest.raises(IndexError):
        catalogue[len(SOURCES)]


def in_range(published: str | None, first: str | None, last: str | None) -> bool:
    """Whether a date, at its precision, can fall in the range asked for."""
    if first is None and last is None:
        return True
    if published is None:
        return False
    width = len(published)
    after = first is None or published >= first[:width]
    return after and (last is None or published[: len(last)] <= last[:width])


def test_within_a_time(catalogue: Catalogue) -> None:
    bounds = [None, "1995", "1997", "1997-01", "1997-11", "1997-11-05", "1997-12-31", "2001"]
    for first, last in product(bounds, bounds):
        expected = [in_range(date, first, last) for date in DATES]
        assert catalogue.within(first, last).tolist() == expected, (first, last)


def test_years(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert catalogue.years == ("1996", "1998")
    assert catalogue_of([source(0, None)], tmp_path_factory.mktemp("one")).years is None
    none = catalogue_of([], tmp_path_factory.mktemp("none"))
    assert none.years is None
    assert none.within("1997", None).tolist() == []
