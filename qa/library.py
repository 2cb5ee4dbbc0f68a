"""An index, opened: a corpus with its vectors and its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.arrays import Rows, mapped, mapped_rows
from embeddings.blocks import Checks
from embeddings.kinds import Kind
from embeddings.tokens import TokenVectors
from embeddings.vectors import VectorIndex
from embeddings.weights import Model
from qa import generations
from qa.analysis import Analysis, analysis_of
from qa.corpus import Corpus
from qa.errors import IndexRefused
from qa.generations import Manifest
from qa.lexical import LexicalIndex
from qa.parses import Parses
from qa.recent import Recent
from qa.words import content_words

Runs = npt.NDArray[np.int64]

_KINDS = ("passages", "sentences")
_ENDS, _PARTS = re.compile(r"(?<=[.!?…”\"’')\]])\s+"), 12  # of sentences, about
_RAREST, _ALIKE = 3, 8  # words that a sentence is looked for by, rows that have them all
_ANALYSES = 256  # that are kept; one takes some 80 kB


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """One generation of an index, opened. Rows of the vectors and words are rows of the corpus.

    `passage_tokens` and `sentence_tokens` (n, 2) say which rows of `tokens` are theirs;
    `token_spans` (rows of `tokens`, 2) where they stand in the text of their passage. `generation`
    is its folder's name; None for one that is not on disk.
    """

    manifest: Manifest
    corpus: Corpus
    passage_vectors: VectorIndex
    sentence_vectors: VectorIndex
    passage_words: LexicalIndex
    sentence_words: LexicalIndex
    tokens: TokenVectors
    passage_tokens: Runs
    sentence_tokens: Runs
    token_spans: Rows
    parses: Parses
    generation: str | None = None
    analyses: Recent[int, Analysis] = field(default_factory=lambda: Recent(_ANALYSES))
    checks: Checks = field(default_factory=Checks)

    @classmethod
    def open(cls, index: Path, model: Model | None = None, *, whole: bool = False) -> "Library":
        """The newest generation in `index`; `model`: the one that questions will be encoded with.

        Small files are checked now, the blocks of large ones when they are first read; all of it
        now if `whole`. Raises IndexMissing, or IndexRefused if it is damaged or was built with
        another model. What reads a damaged block later raises IndexDamaged.
        """
        return cls.open_generation(generations.newest(index), model, whole=whole)

    @classmethod
    def open_generation(
        cls, generation: Path, model: Model | None = None, *, whole: bool = False
    ) -> "Library":
        """The generation in the folder `generation`, checked as by `open`. Raises IndexRefused."""
        manifest = generations.read_manifest(generation)
        if model is not None and not fits(manifest, model):
            raise IndexRefused(
                f"index {str(generation.parent)!r} was built with the model {manifest.model_id} "
                f"in {manifest.model_precision}, not with {model.id} in {model.precision}; set "
                "CITEWELL_MODEL to that one, or build the index again"
            )
        checks = generations.verify(generation, manifest)
        if whole:
            checks.need_all()
        return cls.load(generation, manifest, checks)

    @classmethod
    def load(cls, generation: Path, manifest: Manifest, checks: Checks) -> "Library":
        """Opens the files of a generation, with the checks that verifying it gave."""
        passages, sentences = (Kind.parse(manifest.vectors[name]) for name in _KINDS)
        return cls(
            manifest,
            Corpus.load(generation, checks),
            VectorIndex.load(generation / "passages.faiss", passages, checks),
            VectorIndex.load(generation / "sentences.faiss", sentences, checks),
            LexicalIndex.load(generation / "passages.bm25", checks),
            LexicalIndex.load(generation / "sentences.bm25", checks),
            TokenVectors.load(generation / "tokens", checks),
            mapped(generation / "passage_tokens.npy", checks),
            mapped(generation / "sentence_tokens.npy", checks),
            mapped_rows(generation / "token_spans.npy", checks),
            Parses.load(generation / "parses", checks),
            generation.name,
            checks=checks,
        )

    @property
    def damaged(self) -> tuple[str, ...]:
        """The names of the files that were found damaged since they were opened."""
        return tuple(path.name for path in self.checks.damaged)

    def analysis(self, row: int) -> Analysis:
        """A sentence row as far as it can be read without a question."""
        return self.analyses.get(row, lambda: self._analysis(row))

    def rows_in(self, text: str) -> tuple[int, ...]:
        """The sentence rows whose quotes stand in `text`, such as an answer of two sentences: those
        that are found by the rarest words of its parts."""
        rarest = (
            word for part in _ENDS.split(text)[:_PARTS] for word in self._rarest(part, _RAREST)
        )
        holders = map(self.sentence_words.holders, dict.fromkeys(rarest))
        held = {row for rows in holders for row in rows[:_ALIKE].tolist()}
        return tuple(sorted(row for row in held if self.corpus.sentence_quote(row) in text))

    def row_of(self, quote: str) -> int | None:
        """A sentence row that reads `quote`; None where no row is found to."""
        alike = self.rows_with(self._rarest(quote, _RAREST))[:_ALIKE].tolist()
        return next((row for row in alike if self.corpus.sentence_read(row) == quote), None)

    def rows_with(self, terms: Sequence[str]) -> npt.NDArray[np.int64]:
        """The sentence rows that hold all of some terms (`qa.words.terms_of`), in order; of none no
        row."""
        held = [self.sentence_words.holders(term) for term in terms]
        return reduce(np.intersect1d, held) if held else np.zeros(0, dtype=np.int64)

    def _rarest(self, text: str, count: int) -> list[str]:
        """The words of a text that the fewest sentences hold."""
        idf = self.sentence_words.idf
        return sorted(content_words(text), key=lambda word: (-idf(word), word))[:count]

    def _analysis(self, row: int) -> Analysis:
        quote = self.corpus.sentence_read(row)
        return analysis_of(self.parses.parse(row), quote, self.spans_in_quote(row))

    def head_tokens(self, passage: int, *, headings: bool = False) -> tuple[int, int]:
        """Which tokens of a passage row are those of `Corpus.heads_in_text`."""
        start, end = self.passage_tokens[passage].tolist()
        starts = self.token_spans[start:end, 0]
        places = self.corpus.heads_in_text(passage, headings=headings)
        first, last = np.searchsorted(starts, np.array(places, dtype=starts.dtype)).tolist()
        return start + first, start + last

    def spans_in_quote(self, row: int) -> npt.NDArray[np.int32]:
        """Where the tokens of a sentence row stand in its quote as it is read, (t, 2)."""
        start, end = self.sentence_tokens[row]
        spans: npt.NDArray[np.int32] = self.token_spans[start:end]
        return spans - self.corpus.place_in_text(row)[0]


def fits(manifest: Manifest, model: Model) -> bool:
    """Whether an index was built with a model."""
    built = manifest.model_sha256, manifest.model_precision
    return built == (model.sha256, model.precision)
