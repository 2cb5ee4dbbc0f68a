"""What the tests of parsing share: spaCy's own parser, which ours is held to."""

import pytest

from qa.parsing.reference import SpacyParser
from qa.syntax import Parser, open_parser


@pytest.fixture(scope="session")
def reference() -> SpacyParser:
    return SpacyParser()


@pytest.fixture(scope="session")
def parser() -> Parser:
    return open_parser()
