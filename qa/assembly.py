"""An index put together from what was made of its texts, without having all of it in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embeddings.encoder import Spans
from embeddings.kinds import Kind
from embeddings.vectors import VectorIndex
from qa.columns import Column
from qa.corpus import Corpus
from qa.encoding import PassageVectors
from qa.kept import Kept
from qa.lexical import LexicalIndex
from qa.library import Runs
from qa.parses import Numbered, Parses, numbered


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What was made of the rows of passages and of sentences."""

    passages: Kept[PassageVectors]
    parses: Kept[Numbered]


def assemble(
    corpus: Corpus, parts: Parts, dim: int, folder: Path, kind: Kind | None = None
) -> dict[str, str]:
    """Writes all of a library but its corpus into `folder`, for `Library.load`.

    `kind` of the vector indexes: None for the one that fits how many vectors there are. Returns
    their kinds, as a manifest has them. Raises OSError when the disk refuses.
    """
    vectors = {name: Column(folder / f"{name}.vectors", np.float32, dim) for name in _ROWS}
    tokens = _Tokens(folder, dim)
    for row, wording in enumerate(corpus.wordings()):
        passage = parts.passages[row]
        runs = token_runs(passage.spans, wording.places())
        vectors["passages"].append(passage.vector[None])
        vectors["sentences"].append(passage.tokens.means(runs))
        tokens.add(passage, runs)
    tokens.close()
    kinds = {name: _index(folder, name, vectors.pop(name), kind) for name in _ROWS}
    LexicalIndex.write(folder / "passages.bm25", (w.terms() for w in corpus.wordings()))
    LexicalIndex.write(
        folder / "sentences.bm25",
        (terms for wording in corpus.wordings() for terms in wording.sentence_terms()),
    )
    Parses.write(folder / "parses", _each(parts.parses, len(corpus.sentences)))
    return kinds


_ROWS = ("passages", "sentences")


def _index(folder: Path, name: str, vectors: Column, kind: Kind | None) -> str:
    """Writes a vector index; its kind. Only one of them is in memory at a time."""
    index = VectorIndex.build(vectors.mapped(), kind)
    index.save(folder / f"{name}.faiss")
    vectors.path.unlink()
    return str(index.kind)


class _Tokens:
    """The columns of tokens."""

    def __init__(self, folder: Path, dim: int) -> None:
        (folder / "tokens").mkdir()
        self._rows = Column(folder / "tokens" / "rows.npy", np.int8, dim)
        self._scales = Column(folder / "tokens" / "scales.npy", np.float32)
        self._spans = Column(folder / "token_spans.npy", np.int32, 2)
        self._passages = Column(folder / "passage_tokens.npy", np.int64, 2)
        self._sentences = Column(folder / "sentence_tokens.npy", np.int64, 2)
        self._count = 0

    def add(self, passage: PassageVectors, runs: Runs) -> None:
        """A passage, with the tokens (n, 2) of its sentences."""
        start, end = self._count, self._count + len(passage.tokens)
        self._rows.append(passage.tokens.rows[:])
        self._scales.append(passage.tokens.scales[:])
        self._spans.append(passage.spans)
        self._passages.append(np.array([[start, end]]))
        self._sentences.append(start + runs)
        self._count = end

    def close(self) -> None:
        for column in (self._rows, self._scales, self._spans, self._passages, self._sentences):
            column.close()


def token_runs(tokens: Spans, sentences: Spans) -> Runs:
    """Which tokens lie in which sentence: (n, 2) starts and ends, for places (n, 2) in the text.

    A sentence that lies beyond the model's reach has none; it gets all those of its passage.
    """
    starts = np.searchsorted(tokens[:, 0], sentences[:, 0], side="left")
    ends = np.searchsorted(tokens[:, 0], sentences[:, 1], side="left")
    unread = starts == ends
    starts[unread], ends[unread] = 0, len(tokens)
    return np.stack([starts, ends], axis=1).astype(np.int64)


def _each(parses: Kept[Numbered], rows: int) -> Iterator[Numbered]:
    """The parse of each sentence row; what is not parsed has an empty one."""
    empty = numbered(())
    return (parses[row] if parses.has_text(row) else empty for row in range(rows))
