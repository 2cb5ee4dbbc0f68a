"""What is said of another version than the one asked about comes behind what is said of it."""

from collections.abc import Callable

import pytest

from qa.engine import Engine
from qa.versions import versions_in

CHANGES = """# What changed in Ferrier

## 4.2.0

- Removed: the plug-in for the old directory, which nobody had looked after for years.
- Added: a second step of signing in.

## 4.1

### Removed

- The handwriting pack.

## 3.9.0

- Removed: the paper tape.
"""


@pytest.fixture(scope="module")
def changes(indexed: Callable[[dict[str, str]], Engine]) -> Engine:
    return indexed({"changes.md": CHANGES})


@pytest.mark.parametrize(
    ("version", "words"),
    [("4.2.0", "the old directory"), ("4.1", "handwriting"), ("v3.9", "paper tape")],
)
def test_what_is_of_the_version_comes_first(changes: Engine, version: str, words: str) -> None:
    response = changes.ask(f"What was removed in {version}?", explain=True)
    assert response.explanation is not None
    assert words in response.explanation[0].quote


def test_versions_are_numbers_with_points() -> None:
    assert versions_in("From v4.2.0 to 5.1, in 2024 (not 4).") == {"4.2.0", "5.1"}
