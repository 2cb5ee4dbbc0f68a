"""A collection as understood: stored texts, articles, passages and sentences, saved and opened.

Spans are int32 tables, one row each; texts lie one after the other in one file. All of it is
memory-mapped, and nothing is made of it but what is asked for.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.arrays import mapped
from embeddings.blocks import Checks
from embeddings.vectors import Rows
from qa.catalogue import Catalogue
from qa.cells import names_of
from qa.folding import as_read, fold
from qa.recent import Recent
from qa.texts import Texts
from qa.types import Article, Citation, Cut, Paragraph, ParagraphKind, Passage, Sentence
from qa.wording import Wording

Table = npt.NDArray[np.int32]
Span = tuple[int, int]

TEXTS, REASONS, READ_AS, DAYS = "texts", "reasons.json", "read_as.npy", "days.npy"
WIDTHS = {
    "passages": 11, "sentences": 3, "paragraphs": 4, "cuts": 4, "sentence_dates": 3, "mentions": 5,
}  # fmt: skip
OWNERS = {
    "passages": "sources", "sentences": "passages", "paragraphs": "sources", "cuts": "sources",
    "sentence_dates": "sentences", "mentions": "sentences",
}  # fmt: skip
"""What the numbers in the first column of each table are those of."""
PARAGRAPH_KINDS: tuple[ParagraphKind, ...] = ("text", "heading", "row", "columns")
KEY = 16  # bytes of `Corpus.read_as`
_END = ". "  # of a context
_CITED = 256  # citations that are kept; one takes some 3 kB


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """All sources with their texts. Tables are in the order of their first column, and lie column
    by column, so that a search in the first one reads it where it is.

    passages (n, 11): source, start, end, and the starts and ends of the heading, of the one above
        that, of the row that names the columns of the table, and of the name of who says it
    sentences (n, 3): passage, start, end
    paragraphs (n, 4): source, start, end, place of the kind in PARAGRAPH_KINDS
    cuts (n, 4): source, start, end, number of the reason in `reasons`
    sentence_dates (n, 3) and mentions (n, 5): what `qa.dates.tables.date_tables` finds
    days (n, 3): the sentence dates `qa.dates.tables.by_day`
    read_as (n, 16) uint8: keys of what the sources were read from (`qa.gathering`)
    cited: the citations that were given last, by passage, start and end, with no score
    """

    sources: Catalogue
    texts: Texts
    passages: Table
    sentences: Table
    paragraphs: Table
    cuts: Table
    sentence_dates: Table
    days: Table
    mentions: Table
    reasons: tuple[str, ...]
    read_as: npt.NDArray[np.uint8]
    cited: Recent[tuple[int, int, int], Citation] = field(
        init=False, default_factory=lambda: Recent(_CITED)
    )

    def number(self, source_id: str) -> int | None:
        """The place of a source in `sources`, or None if there is none of that id."""
        return self.sources.ids.find(source_id)

    def quote(self, source: int, start: int, end: int) -> str:
        """The words of a source from `start` to `end`, white space folded."""
        return fold(self.texts.part(source, start, end))

    def passage(self, row: int) -> Passage:
        source, start, end, *heads = self.passages[row].tolist()
        heading, above, columns, speaker = (
            self.quote(source, *heads[n : n + 2]) for n in (0, 2, 4, 6)
        )
        headings = tuple(one for one in (above, heading) if one)
        names = names_of(columns) if columns else ()
        return Passage(row, source, start, end, headings, names, speaker)

    def sentence(self, row: int) -> Sentence:
        passage, start, end = (int(n) for n in self.sentences[row])
        return Sentence(row, passage, start, end)

    def sentence_quote(self, row: int) -> str:
        """The quote of a sentence row."""
        _, start, end = self.sentences[row]
        return self.quote(self.source_of(row), int(start), int(end))

    def sentence_read(self, row: int) -> str:
        """The quote of a sentence row as it is read: as it is parsed, and compared with others."""
        return as_read(self.sentence_quote(row))

    def sentence_in_context(self, row: int) -> str:
        """A sentence row as it is read, behind what its passage is about."""
        owner = self.passage(int(self.sentences[row, 0]))
        return f"{self.context(owner)}{self.sentence_read(row)}"

    def place_in_text(self, row: int) -> tuple[int, int]:
        """Where a sentence begins and ends in its passage's text as it is embedded."""
        passage = int(self.sentences[row, 0])
        first = int(np.searchsorted(self.sentences[:, 0], np.int32(passage)))
        start, end = self.wording(passage).places()[row - first].tolist()
        return start, end

    def source_of(self, sentence_row: int) -> int:
        return int(self.passages[self.sentences[sentence_row, 0], 0])

    def sources_of(self, sentence_rows: Rows) -> Rows:
        """The sources of sentence rows, in their order."""
        found: Rows = self.passages[self.sentences[sentence_rows, 0], 0].astype(np.int64)
        return found

    def rows_of(self, source: int) -> Rows:
        """The sentence rows of a source, in order."""
        passages, sentences = self.passages[:, 0], self.sentences[:, 0]
        ends = np.searchsorted(passages, np.array([source, source + 1], dtype=passages.dtype))
        return np.arange(*np.searchsorted(sentences, ends.astype(sentences.dtype)))

    def article(self, source: int) -> Article:
        """The article inside a source, as it was understood when the index was built."""
        paragraphs, cuts = _of_source(self.paragraphs, source), _of_source(self.cuts, source)
        return Article(
            headline=self.sources[source].title,
            paragraphs=tuple(
                Paragraph(int(a), int(b), PARAGRAPH_KINDS[k]) for _, a, b, k in paragraphs
            ),
            cuts=tuple(Cut(int(a), int(b), self.reasons[r]) for _, a, b, r in cuts),
        )

    def blocks(self, source: int, start: int, end: int) -> tuple[Span, ...]:
        """The paragraphs of a source that have words from `start` to `end`, and the one before."""
        paragraphs = _of_source(self.paragraphs, source)
        # Numbers of the columns' own type: else the searches convert the columns.
        first = np.searchsorted(paragraphs[:, 2], np.int32(start), side="right")
        last = np.searchsorted(paragraphs[:, 1], np.int32(end))
        near = paragraphs[max(0, int(first) - 1) : int(last), 1:3]
        return tuple((int(a), int(b)) for a, b in near)

    def context(self, passage: Passage) -> str:
        """What a passage is about, as it is read: its title, the headings above it, its columns,
        who says it."""
        parts = (self.sources[passage.source].title, *passage.headings, *_named(passage))
        return as_read(". ".join(part for part in parts if part)) + _END

    def heads_in_text(self, row: int, *, headings: bool = False) -> tuple[int, int]:
        """Where the names of the columns of a passage row, and that of who says it, stand in its
        text as it is embedded, and the headings before them if `headings`."""
        passage = self.passage(row)
        heads = (*(passage.headings if headings else ()), *_named(passage))
        end = len(self.context(passage)) - len(_END)
        return end - len(as_read(". ".join(filter(None, heads)))), end

    def wording(self, row: int) -> Wording:
        """A passage row in words."""
        passage = self.passage(row)
        owners = self.sentences[:, 0]
        # In its own type: else the search converts the whole column, for each passage.
        first, last = np.searchsorted(owners, np.array([row, row + 1], dtype=owners.dtype))
        text = self.texts.part(passage.source, passage.start, passage.end)
        spans = map(tuple, (self.sentences[first:last, 1:] - passage.start).tolist())
        return Wording(
            context=self.context(passage),
            stored=text,
            spans=tuple(spans),
            english=self.sources[passage.source].is_english,
        )

    def wordings(self) -> Iterator[Wording]:
        """The passage rows in words, one after the other."""
        return map(self.wording, range(len(self.passages)))

    def passage_texts(self) -> Iterator[str]:
        """What stands for each passage row when it is embedded or its words are counted."""
        return (wording.text for wording in self.wordings())

    def sentence_quotes(self) -> Iterator[str]:
        """The quote of each sentence row."""
        return (quote for wording in self.wordings() for quote in wording.quotes)

    def sentence_texts(self) -> Iterator[str]:
        """What stands for each sentence row when its words are counted."""
        return (text for wording in self.wordings() for text in wording.sentence_texts())

    @classmethod
    def load(cls, folder: Path, checks: Checks | None = None) -> "Corpus":
        """Opens what `CorpusWriter` wrote. What `checks` has not, verify before."""
        reasons, read_as = folder / REASONS, folder / READ_AS
        if checks is not None:
            checks.need(reasons)
        return cls(
            sources=Catalogue.load(folder, checks),
            texts=Texts.load(folder, TEXTS, checks),
            reasons=tuple(json.loads(reasons.read_text(encoding="utf-8"))),
            # An index of before there were keys is read all the same.
            read_as=mapped(read_as, checks) if read_as.exists() else np.zeros((0, KEY), np.uint8),
            days=mapped(folder / DAYS, checks),
            **{name: mapped(folder / f"{name}.npy", checks) for name in WIDTHS},
        )


def _named(passage: Passage) -> tuple[str, str]:
    return ", ".join(filter(None, passage.columns)), passage.speaker


def _of_source(table: Table, source: int) -> Table:
    """The rows of a source in a table that has it in its first column."""
    first, last = np.searchsorted(table[:, 0], np.array([source, source + 1], dtype=np.int32))
    return table[first:last]
