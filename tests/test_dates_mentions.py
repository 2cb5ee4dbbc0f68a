"""Dates in the tables of an index and in citations."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from citewell.terminal import as_text
from qa.corpus import Corpus
from qa.dates.mentions import mentions
from qa.dates.spans import Interval, iso
from qa.engine import Engine
from qa.folding import fold
from qa.gathering import corpus_of
from qa.sources import read_documents
from tests.conftest import ROOT, SEEDS

FOLDERS = (SEEDS, ROOT / "eval" / "collections" / "pellavik")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_mention_is_a_slice_of_its_sentence(folder: Path, tmp_path: Path) -> None:
    corpus = corpus_of(read_documents(folder), tmp_path)
    seen = 0
    for row in range(len(corpus.sentences)):
        source, sentence = corpus.source_of(row), corpus.sentence(row)
        for one in mentions(corpus, source, sentence.start, sentence.end):
            assert sentence.start <= one.start < one.end <= sentence.end
            assert one.text == fold(corpus.texts[source][one.start : one.end])
            seen += 1
    assert seen == len(corpus.mentions) > 15
    assert (np.diff(corpus.sentence_dates[:, 0]) >= 0).all()
    assert (np.diff(corpus.mentions[:, 0]) >= 0).all()
    assert (corpus.sentence_dates[:, 1] <= corpus.sentence_dates[:, 2]).all()


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("died yesterday at the age of 87", {"yesterday": "2013-03-14"}),
        ("didn’t assume the role until", {"the following year": "1976"}),
        ("In the same year, Sary became", {"the same year": "1963"}),
        ("emptied Cambodia’s cities on April 17", {"April 17": "1975-04-17"}),
        ("In a surprise visit to Phnom Penh", {"last week": None}),
        (
            "At an Oct 30 press conference",
            {"Oct 30": "1997-10-30", "July 5-6": "1997-07-05/1997-07-06"},
        ),
        ("Sary said last month", {"last month": None, "now": "1996"}),
        ("progressing to full membership", {"three years later": "1963"}),
        ("who was now his brother-in-law", {}),
        ("in Beijing, on December 23 that", {"December 23": "2009-12-23"}),
        ("Born October 24, 1925", {}),
    ],
)  # fmt: skip
def test_the_dates_of_the_seeds(engine: Engine, words: str, dates: dict[str, str | None]) -> None:
    corpus = engine.library.corpus
    assert {one.text: one.resolved for one in mentions(corpus, *stretch(corpus, words))} == dates


def stretch(corpus: Corpus, words: str) -> tuple[int, int, int]:
    """The source, start and end of the sentence that has these words."""
    for row in range(len(corpus.sentences)):
        source, sentence = corpus.source_of(row), corpus.sentence(row)
        if words in corpus.quote(source, sentence.start, sentence.end):
            return source, sentence.start, sentence.end
    raise AssertionError(words)


def test_tables_name_the_days_of_absolute_and_resolved_dates(
    collection: Callable[..., Path], tmp_path: Path
) -> None:
    folder = collection(
        a__txt="Port news\n\nThe pier opened on 5 May 1901. It was painted last autumn by boys.",
        b__txt="Nothing new\n\nIt closed last year. The fire of 1912 was forgotten by all of us.",
        sources__toml='[sources.a]\npublished = "2015-06-10"\n',
    )
    corpus = corpus_of(read_documents(folder), tmp_path)
    found = [(row, iso(Interval(a, b))) for row, a, b in corpus.sentence_dates.tolist()]
    assert found == [(0, "1901-05-05"), (1, "2014-09/2014-11"), (3, "1912")]
    assert [(row, bool(first)) for row, _, _, first, _ in corpus.mentions.tolist()] == [
        (1, True),
        (2, False),
    ]


def test_old_text_in_a_newer_article_is_not_dated_by_it(
    collection: Callable[..., Path], tmp_path: Path
) -> None:
    folder = collection(
        diary__txt="Diary of a nurse, first published here.\n\n13 March 1915\n"
        "The first wounded came last night. Sister Hume leaves tomorrow.",
        issue__txt="Fifty years ago: from our issue of 2 May 1963\n\nThe mayor opened the new pool "
        "yesterday. The council meets again next Tuesday.",
        letter__txt="A letter from the coast\n\nOstend, 2 August 1899\n\nDear Mother, we arrived "
        "yesterday, and the sea was rough.",
        trunk__md="# The trunk\n\nIt was found in a barn last year.\n\n## 5 January 1911\n\n"
        "The trunk was lost yesterday.\n\n## Notes\n\nThe barn was sold last year.\n",
        sources__toml="".join(
            f'[sources.{name}]\npublished = "2013-03-15"\n'
            for name in ("diary", "issue", "letter", "trunk")
        ),
    )
    corpus = corpus_of(read_documents(folder), tmp_path)
    found = [
        (corpus.quote(corpus.source_of(row), start, end), bool(first))
        for row, start, end, first, _ in corpus.mentions.tolist()
    ]
    assert found == [
        ("last night", False),
        ("tomorrow", False),
        ("yesterday", False),
        ("next Tuesday", False),
        ("yesterday", False),
        ("last year", True),
        ("yesterday", False),
        ("last year", True),
    ]


def test_a_citation_has_its_dates_and_the_terminal_shows_them(engine: Engine) -> None:
    response = engine.ask("Who died yesterday at the age of 87?", limit=1)
    (found,) = [one for one in response.citations[0].dates if one.text == "yesterday"]
    assert found.resolved == "2013-03-14"
    assert "\n    yesterday = 2013-03-14\n" in as_text(response)
    unknown = replace(response.citations[0], dates=(replace(found, resolved=None),))
    assert " = " not in as_text(replace(response, citations=(unknown,)))


def test_the_tables_are_saved_with_the_index(engine: Engine, tmp_path: Path) -> None:
    corpus, built = engine.library.corpus, corpus_of(read_documents(SEEDS), tmp_path)
    np.testing.assert_array_equal(corpus.sentence_dates, built.sentence_dates)
    np.testing.assert_array_equal(corpus.mentions, built.mentions)
