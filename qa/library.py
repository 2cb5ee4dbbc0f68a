"""An index, opened: a corpus with its vectors and its words."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.arrays import mapped
from embeddings.tokens import TokenVectors
from embeddings.vectors import VectorIndex
from embeddings.weights import Model
from qa import generations
from qa.analysis import Analyses, Analysis, analysis_of
from qa.corpus import Corpus
from qa.errors import IndexRefused
from qa.generations import Manifest
from qa.lexical import LexicalIndex
from qa.parses import Parses

Runs = npt.NDArray[np.int64]


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
    token_spans: npt.NDArray[np.int32]
    parses: Parses
    generation: str | None = None
    analyses: Analyses = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "analyses", Analyses(self._analysis))

    @classmethod
    def open(cls, index: Path, model: Model | None = None) -> "Library":
        """The newest generation in `index`; `model`: the one that questions will be encoded with.

        Raises IndexMissing, or IndexRefused if it is damaged or was built with another model.
        """
        return cls.open_generation(generations.newest(index), model)

    @classmethod
    def open_generation(cls, generation: Path, model: Model | None = None) -> "Library":
        """The generation in the folder `generation`, verified. Raises IndexRefused as `open`."""
        manifest = generations.read_manifest(generation)
        if model is not None and not _fits(manifest, model):
            raise IndexRefused(
                f"index {str(generation.parent)!r} was built with the model {manifest.model_id} "
                f"in {manifest.model_precision}, not with {model.id} in {model.precision}; set "
                "CITEWELL_MODEL to that one, or build the index again"
            )
        generations.verify(generation, manifest)
        return cls.load(generation, manifest)

    @classmethod
    def load(cls, generation: Path, manifest: Manifest) -> "Library":
        """Opens the files of a generation that was verified."""
        return cls(
            manifest,
            Corpus.load(generation),
            VectorIndex.load(generation / "passages.faiss"),
            VectorIndex.load(generation / "sentences.faiss"),
            LexicalIndex.load(generation / "passages.bm25"),
            LexicalIndex.load(generation / "sentences.bm25"),
            TokenVectors.load(generation / "tokens"),
            mapped(generation / "passage_tokens.npy"),
            mapped(generation / "sentence_tokens.npy"),
            mapped(generation / "token_spans.npy"),
            Parses.load(generation / "parses"),
            generation.name,
        )

    def analysis(self, row: int) -> Analysis:
        """A sentence row as far as it can be read without a question."""
        return self.analyses(row)

    def _analysis(self, row: int) -> Analysis:
        quote = self.corpus.sentence_quote(row)
        return analysis_of(self.parses.parse(row), quote, self.spans_in_quote(row))

    def spans_in_quote(self, row: int) -> npt.NDArray[np.int32]:
        """Where the tokens of a sentence row stand in its quote, (t, 2)."""
        start, end = self.sentence_tokens[row]
        spans: npt.NDArray[np.int32] = self.token_spans[start:end]
        return spans - self.corpus.place_in_text(row)[0]

    def save(self, folder: Path) -> None:
        """Writes everything but the manifest, which is made of what was written."""
        self.corpus.save(folder)
        self.passage_vectors.save(folder / "passages.faiss")
        self.sentence_vectors.save(folder / "sentences.faiss")
        self.passage_words.save(folder / "passages.bm25")
        self.sentence_words.save(folder / "sentences.bm25")
        self.tokens.save(folder / "tokens")
        np.save(folder / "passage_tokens.npy", self.passage_tokens, allow_pickle=False)
        np.save(folder / "sentence_tokens.npy", self.sentence_tokens, allow_pickle=False)
        np.save(folder / "token_spans.npy", self.token_spans, allow_pickle=False)
        self.parses.save(folder / "parses")


def _fits(manifest: Manifest, model: Model) -> bool:
    built = manifest.model_sha256, manifest.model_precision
    return built == (model.sha256, model.precision)
