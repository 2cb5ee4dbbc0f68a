"""A collection as understood: stored texts, articles, passages and sentences, saved and opened.

Spans are int32 tables, one row each; texts lie one after the other in one file. All of it is
memory-mapped, and nothing is made of it but what is asked for.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.arrays import mapped
from embeddings.blocks import Checks
from qa.catalogue import Catalogue
from qa.folding import fold
from qa.recent import Recent
from qa.texts import Texts
from qa.types import Article, Citation, Cut, Paragraph, Passage, Sentence

Table = npt.NDArray[np.int32]

_TEXTS, _REASONS = "texts", "reasons.json"
_CITED = 256  # citations that are kept; one takes some 3 kB
_TABLES = ("passages", "sentences", "paragraphs", "cuts", "sentence_dates", "days", "mentions")


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """All sources with their texts. Tables are in the order of their first column, and lie column
    by column, so that a search in the first one reads it where it is.

    passages (n, 5): source, start, end, heading start, heading end
    sentences (n, 3): passage, start, end
    paragraphs (n, 4): source, start, end, is a heading
    cuts (n, 4): source, start, end, number of the reason in `reasons`
    sentence_dates (n, 3) and mentions (n, 5): what `qa.dates.tables.date_tables` finds
    days (n, 3): the sentence dates `qa.dates.tables.by_day`
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
        source, start, end, heading_start, heading_end = (int(n) for n in self.passages[row])
        heading = self.quote(source, heading_start, heading_end) or None
        return Passage(row, source, start, end, heading)

    def sentence(self, row: int) -> Sentence:
        passage, start, end = (int(n) for n in self.sentences[row])
        return Sentence(row, passage, start, end)

    def place_in_passage(self, row: int) -> tuple[int, int]:
        """Where a sentence's quote begins and ends in the quote of its passage.

        What stands between sentences is in the passage too: a space, a bullet, nothing.
        """
        sentence = self.sentence(row)
        source, start = (int(n) for n in self.passages[sentence.passage, :2])
        before = self.texts.part(source, start, sentence.start)
        folded = fold(before)
        offset = len(folded) + (1 if folded and before[-1].isspace() else 0)
        return offset, offset + len(self.quote(source, sentence.start, sentence.end))

    def sentence_quotes(self) -> list[str]:
        """The quote of each sentence row."""
        return [self.sentence_quote(row) for row in range(len(self.sentences))]

    def sentence_quote(self, row: int) -> str:
        """The quote of a sentence row."""
        _, start, end = self.sentences[row]
        return self.quote(self.source_of(row), int(start), int(end))

    def is_english(self, sentence_row: int) -> bool:
        """Whether a sentence's source is in English."""
        return self.sources[self.source_of(sentence_row)].is_english

    def place_in_text(self, row: int) -> tuple[int, int]:
        """Where a sentence's quote begins and ends in its passage's text as it is embedded."""
        head = len(self.context(self.passage(int(self.sentences[row, 0]))))
        start, end = self.place_in_passage(row)
        return head + start, head + end

    def source_of(self, sentence_row: int) -> int:
        return int(self.passages[self.sentences[sentence_row, 0], 0])

    def article(self, source: int) -> Article:
        """The article inside a source, as it was understood when the index was built."""
        paragraphs, cuts = _of_source(self.paragraphs, source), _of_source(self.cuts, source)
        return Article(
            headline=self.sources[source].title,
            paragraphs=tuple(Paragraph(int(a), int(b), bool(h)) for _, a, b, h in paragraphs),
            cuts=tuple(Cut(int(a), int(b), self.reasons[r]) for _, a, b, r in cuts),
        )

    def context(self, passage: Passage) -> str:
        """What a passage is about: its title and the heading above it."""
        parts = (self.sources[passage.source].title, passage.heading)
        return ". ".join(part for part in parts if part) + ". "

    def passage_texts(self) -> list[str]:
        """What stands for each passage row when it is embedded or its words are counted."""
        passages = map(self.passage, range(len(self.passages)))
        return [self.context(p) + self.quote(p.source, p.start, p.end) for p in passages]

    def sentence_texts(self) -> list[str]:
        """What stands for each sentence row: the sentence behind its context and the one before.

        A sentence often says "he" where the title or the sentence before says who.
        """
        texts: list[str] = []
        before, passage = "", None
        for row in range(len(self.sentences)):
            sentence = self.sentence(row)
            if passage is None or passage.row != sentence.passage:
                passage, before = self.passage(sentence.passage), ""
            quote = self.quote(passage.source, sentence.start, sentence.end)
            texts.append(f"{self.context(passage)}{before}{quote}")
            before = f"{quote} "
        return texts

    def save(self, folder: Path) -> None:
        """Writes the corpus into `folder`, which must exist."""
        self.texts.save(folder, _TEXTS)
        self.sources.save(folder)
        (folder / _REASONS).write_text(json.dumps(self.reasons), encoding="utf-8")
        for name in _TABLES:
            table = np.asfortranarray(getattr(self, name))
            np.save(folder / f"{name}.npy", table, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path, checks: Checks | None = None) -> "Corpus":
        """Opens what `save` wrote. What `checks` has not, verify before."""
        reasons = folder / _REASONS
        if checks is not None:
            checks.need(reasons)
        return cls(
            sources=Catalogue.load(folder, checks),
            texts=Texts.load(folder, _TEXTS, checks),
            reasons=tuple(json.loads(reasons.read_text(encoding="utf-8"))),
            **{name: mapped(folder / f"{name}.npy", checks) for name in _TABLES},
        )


def _of_source(table: Table, source: int) -> Table:
    """The rows of a source in a table that has it in its first column."""
    first, last = np.searchsorted(table[:, 0], np.array([source, source + 1], dtype=np.int32))
    return table[first:last]
