"""Parses: their places in the text, on disk, and kept when an index is brought up to date."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import Encoder
from qa.indexing import update
from qa.library import Library
from qa.parses import Parses, numbered
from qa.syntax import Parser, open_parser

TEXTS = (
    "“I knew Do Muoi – and others…” he said, in 1996.",
    "Sary’s wife, Ieng Thirith, wasn't there.",
    "",
    "  two  spaces and\na line",
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return open_parser()


@pytest.mark.parametrize("text", TEXTS)
def test_words_have_their_places(parser: Parser, text: str) -> None:
    (parse,) = parser.parse([text])
    words = [text[word.start : word.end] for word in parse]
    assert "".join(words) == "".join(text.split())
    assert all(0 <= word.head < len(parse) for word in parse)


def test_names_verbs_and_dates_are_told(parser: Parser) -> None:
    text = "Ieng Sary visited Phnom Penh on October 30."
    (parse,) = parser.parse([text])
    told = {text[word.start : word.end]: word for word in parse}
    assert told["visited"].pos == "VERB"
    assert told["Sary"].dep == "nsubj"
    assert told["October"].entity == "DATE"


def test_what_lemmas_a_row_holds_is_told_without_its_parse(parser: Parser, tmp_path: Path) -> None:
    parses = [*parser.parse(TEXTS), ()]
    written = Parses.write(tmp_path / "parses", map(numbered, parses))
    lemmas = {word.lemma for parse in parses for word in parse} | {"nobody"}
    for row, parse in enumerate(parses):
        assert {one for one in lemmas if written.holds(row, one)} == {word.lemma for word in parse}


def test_parses_come_back_from_disk(parser: Parser, tmp_path: Path) -> None:
    parses = [*parser.parse(TEXTS), ()]
    loaded = Parses.write(tmp_path / "parses", map(numbered, parses))
    rows = range(len(parses))
    assert [loaded.parse(row) for row in rows] == parses
    # As it was given, by itself: with the numbers of its own names.
    for parse, row in zip(parses, rows, strict=True):
        again, given = loaded.numbered(row), numbered(parse)
        assert list(again.names) == list(given.names)
        np.testing.assert_array_equal(again.words, given.words)


def test_an_index_keeps_what_it_parsed(
    collection: Callable[..., Path],
    tmp_path: Path,
    encoder: Encoder,
    parser: Parser,
) -> None:
    class Counting:
        """A parser that counts what it parses."""

        id, seen = parser.id, 0

        def parse(self, texts: list[str]) -> object:
            self.seen += len(texts)
            return parser.parse(texts)

    counting = Counting()
    update(tmp_path / "i", collection(a__txt="The ferry left."), encoder, parser=counting)  # type: ignore[arg-type]
    folder = collection(a__txt="The ferry left.", b__txt="The mayor stayed. He slept.")
    update(tmp_path / "i", folder, encoder, parser=counting)  # type: ignore[arg-type]
    assert counting.seen == 3
    library = Library.open(tmp_path / "i")
    quotes = list(library.corpus.sentence_quotes())
    assert [library.parses.parse(row) for row in range(3)] == parser.parse(quotes)


def test_a_source_in_another_language_is_not_parsed(
    collection: Callable[..., Path], tmp_path: Path, encoder: Encoder
) -> None:
    toml = '[sources.a]\nlanguage = "de"\n'
    update(tmp_path / "i", collection(a__txt="Der Turm ist rot.", sources__toml=toml), encoder)
    assert Library.open(tmp_path / "i").parses.parse(0) == ()
    # Told to be English, it is parsed: what was kept of it before is not taken for a parse.
    update(tmp_path / "i", collection(a__txt="Der Turm ist rot.", sources__toml=""), encoder)
    assert len(Library.open(tmp_path / "i").parses.parse(0)) == 5
