"""A library put together from what was made of its texts, without having all of it in memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embeddings.encoder import Spans
from embeddings.kinds import Kind
from embeddings.tokens import TokenVectors
from embeddings.vectors import VectorIndex
from qa.columns import Column
from qa.corpus import Corpus
from qa.encoding import PassageVectors
from qa.generations import Manifest
from qa.kept import Kept
from qa.lexical import LexicalIndex
from qa.library import Library, Runs
from qa.parses import WIDTH, Parses, numbered
from qa.syntax import Parse


@dataclass(frozen=True, slots=True)
class RowTexts:
    """Of each passage row its text as it is encoded, of each sentence row its text as its words are
    counted, and its quote as it is parsed, None where its language is not."""

    passages: list[str]
    sentences: list[str]
    quotes: list[str | None]

    @classmethod
    def of(cls, corpus: Corpus) -> "RowTexts":
        quotes = enumerate(corpus.sentence_quotes())
        return cls(
            corpus.passage_texts(),
            corpus.sentence_texts(),
            [quote if corpus.is_english(row) else None for row, quote in quotes],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What was made of texts."""

    passages: Kept[PassageVectors]
    parses: Kept[Parse]


def assemble(
    corpus: Corpus,
    texts: RowTexts,
    parts: Parts,
    manifest: Manifest,
    folder: Path,
    kind: Kind | None = None,
) -> Library:
    """The library of a corpus. Its large arrays are in files in `folder`, which must be empty and
    stay until the library is saved. `kind` of vector indexes: None for the one that fits how many
    vectors there are. Raises OSError when the disk refuses."""
    passages = _Passages(folder, manifest.dim)
    for row, text in enumerate(texts.passages):
        passages.add(parts.passages[text], _places(corpus, row))
    return Library(
        manifest=manifest,
        corpus=corpus,
        passage_vectors=VectorIndex.build(passages.vectors.mapped(), kind),
        sentence_vectors=VectorIndex.build(passages.means.mapped(), kind),
        passage_words=LexicalIndex.build(texts.passages),
        sentence_words=LexicalIndex.build(texts.sentences),
        tokens=TokenVectors(passages.rows.mapped(), passages.scales.mapped()),
        passage_tokens=passages.runs.mapped(),
        sentence_tokens=passages.sentences.mapped(),
        token_spans=passages.spans.mapped(),
        parses=_parses(_each(texts.quotes, parts.parses), folder),
    )


class _Passages:
    """The columns that passages fill."""

    def __init__(self, folder: Path, dim: int) -> None:
        self.vectors = Column(folder / "passages", np.float32, dim)
        self.rows = Column(folder / "token_rows", np.int8, dim)
        self.scales = Column(folder / "token_scales", np.float32)
        self.spans = Column(folder / "token_spans", np.int32, 2)
        self.runs = Column(folder / "passage_tokens", np.int64, 2)
        self.sentences = Column(folder / "sentence_tokens", np.int64, 2)
        self.means = Column(folder / "sentences", np.float32, dim)
        self._tokens = 0

    def add(self, passage: PassageVectors, places: Spans) -> None:
        """A passage, with the places (n, 2) of its sentences in its text."""
        start, end = self._tokens, self._tokens + len(passage.tokens)
        self.vectors.append(passage.vector)
        self.rows.append(passage.tokens.rows[:])
        self.scales.append(passage.tokens.scales[:])
        self.spans.append(passage.spans)
        self.runs.append(np.array([[start, end]]))
        runs = token_runs(passage.spans, places)
        self.sentences.append(start + runs)
        self.means.append(passage.tokens.means(runs))
        self._tokens = end


def token_runs(tokens: Spans, sentences: Spans) -> Runs:
    """Which tokens lie in which sentence: (n, 2) starts and ends, for places (n, 2) in the text.

    A sentence that lies beyond the model's reach has none; it gets all those of its passage.
    """
    starts = np.searchsorted(tokens[:, 0], sentences[:, 0], side="left")
    ends = np.searchsorted(tokens[:, 0], sentences[:, 1], side="left")
    unread = starts == ends
    starts[unread], ends[unread] = 0, len(tokens)
    return np.stack([starts, ends], axis=1).astype(np.int64)


def _places(corpus: Corpus, passage: int) -> Spans:
    """Where the sentences of a passage row stand in its text as it is embedded."""
    owners = corpus.sentences[:, 0]
    # In its own type: else the search converts the whole column, for each passage.
    first, last = np.searchsorted(owners, np.array([passage, passage + 1], dtype=owners.dtype))
    places = [corpus.place_in_text(row) for row in range(first, last)]
    return np.array(places, dtype=np.int32).reshape(-1, 2)


def _each(quotes: Iterable[str | None], parses: Kept[Parse]) -> Iterator[Parse]:
    """The parse of each sentence row; what is not parsed has an empty one."""
    for quote in quotes:
        yield () if quote is None else parses[quote]


def _parses(parses: Iterable[Parse], folder: Path) -> Parses:
    words, lengths = Column(folder / "words", np.int32, WIDTH), list[int]()
    numbers: dict[str, int] = {}
    for parse in parses:
        words.append(numbered(parse, numbers))
        lengths.append(len(parse))
    return Parses.of(words.mapped(), lengths, numbers)
