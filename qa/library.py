"""The index: a corpus with its vectors and its words, built, updated, published and opened."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder, Vectors
from embeddings.vectors import VectorIndex
from embeddings.weights import Model
from qa import generations
from qa.corpus import Corpus, corpus_of
from qa.errors import IndexMissing, IndexRefused, SourceError
from qa.generations import FORMAT, Manifest
from qa.lexical import LexicalIndex
from qa.sources import read_documents

Progress = Callable[[int, int], None]

_BATCH = 128


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """One generation of an index, opened. Rows of the vectors and words are rows of the corpus."""

    manifest: Manifest
    corpus: Corpus
    passage_vectors: VectorIndex
    sentence_vectors: VectorIndex
    passage_words: LexicalIndex
    sentence_words: LexicalIndex

    @classmethod
    def open(cls, index: Path, model: Model | None = None) -> "Library":
        """The newest generation in `index`; `model`: the one that questions will be encoded with.

        Raises IndexMissing, or IndexRefused if it is damaged or was built with another model.
        """
        generation = generations.newest(index)
        manifest = generations.read_manifest(generation)
        if model is not None and model.sha256 != manifest.model_sha256:
            raise IndexRefused(
                f"index {str(index)!r} was built with the model {manifest.model_id}, not with "
                f"{model.id}; set CITEWELL_MODEL to that one, or build the index again"
            )
        generations.verify(generation, manifest)
        return cls(
            manifest=manifest,
            corpus=Corpus.load(generation),
            passage_vectors=VectorIndex.load(generation / "passages.faiss"),
            sentence_vectors=VectorIndex.load(generation / "sentences.faiss"),
            passage_words=LexicalIndex.load(generation / "passages.bm25"),
            sentence_words=LexicalIndex.load(generation / "sentences.bm25"),
        )


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """What `update` did."""

    index_id: str
    sources: int
    passages: int
    sentences: int
    encoded: int
    reused: int
    written: bool
    empty_sources: tuple[str, ...]


def update(
    index: Path, folder: Path, encoder: Encoder, progress: Progress | None = None
) -> IndexSummary:
    """Brings the index up to date with the sources in `folder`; builds it if there is none.

    Texts that the newest generation holds are not encoded again. `progress` is called with the
    number of rows encoded and to encode. Raises SourceError or a StoreError; the generation that
    was there then stays as it was.
    """
    documents = read_documents(folder)
    corpus = corpus_of(documents)
    if len(corpus.sentences) == 0:
        raise SourceError(f"sources {str(folder)!r}: no sentence in any of {len(documents)} files")
    with generations.writing(index):
        before = _previous(index, encoder.model)
        rows = (corpus.passage_texts(), corpus.sentence_texts())
        known = {} if before is None else _known_vectors(before, set(rows[0] + rows[1]))
        missing = list(dict.fromkeys(text for text in rows[0] + rows[1] if text not in known))
        index_id = _index_id(corpus, encoder.model)
        written = before is None or before.manifest.index_id != index_id
        if written:
            known |= _encode(missing, encoder, progress)
            vectors = [np.stack([known[text] for text in texts]) for texts in rows]
            _publish(index, index_id, corpus, encoder, vectors, rows)
    empty = set(range(len(corpus.sources))) - {int(n) for n in corpus.passages[:, 0]}
    return IndexSummary(
        index_id=index_id,
        sources=len(corpus.sources),
        passages=len(corpus.passages),
        sentences=len(corpus.sentences),
        encoded=len(missing) if written else 0,
        reused=len(set(rows[0] + rows[1])) - (len(missing) if written else 0),
        written=written,
        empty_sources=tuple(corpus.sources[n].id for n in sorted(empty)),
    )


def _previous(index: Path, model: Model) -> Library | None:
    """The generation to take vectors from: none if there is none, or none that can be used."""
    try:
        return Library.open(index, model)
    except (IndexMissing, IndexRefused):
        return None


def _known_vectors(library: Library, wanted: set[str]) -> dict[str, Vectors]:
    known: dict[str, Vectors] = {}
    corpus = library.corpus
    for texts, vectors in (
        (corpus.passage_texts(), library.passage_vectors),
        (corpus.sentence_texts(), library.sentence_vectors),
    ):
        rows = [row for row, text in enumerate(texts) if text in wanted]
        found = vectors.vectors(np.array(rows, dtype=np.int64))
        known |= {texts[row]: vector for row, vector in zip(rows, found, strict=True)}
    return known


def _encode(
    texts: Sequence[str], encoder: Encoder, progress: Progress | None
) -> dict[str, Vectors]:
    """Encodes in batches of like length, so that little is padded."""
    by_length = sorted(texts, key=len, reverse=True)
    vectors: dict[str, Vectors] = {}
    for start in range(0, len(by_length), _BATCH):
        batch = by_length[start : start + _BATCH]
        vectors |= dict(zip(batch, encoder.encode(batch), strict=True))
        if progress:
            progress(len(vectors), len(by_length))
    return vectors


def _publish(
    index: Path,
    index_id: str,
    corpus: Corpus,
    encoder: Encoder,
    vectors: Sequence[Vectors],
    rows: Sequence[Sequence[str]],
) -> None:
    def write(folder: Path) -> None:
        corpus.save(folder)
        for name, part, texts in zip(("passages", "sentences"), vectors, rows, strict=True):
            VectorIndex.build(part).save(folder / f"{name}.faiss")
            LexicalIndex.build(texts).save(folder / f"{name}.bm25")

    def describe(files: Mapping[str, str]) -> Manifest:
        return Manifest(
            format=FORMAT,
            index_id=index_id,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            model_id=encoder.model.id,
            model_sha256=encoder.model.sha256,
            dim=encoder.dim,
            passages=len(corpus.passages),
            sentences=len(corpus.sentences),
            files=files,
            sources={source.id: source.sha256 for source in corpus.sources},
        )

    generations.publish(index, write, describe)


def _index_id(corpus: Corpus, model: Model) -> str:
    """Names what an index answers from: the same sources, model and reading give the same id."""
    digest = hashlib.sha256(f"{FORMAT} {model.sha256}".encode())
    digest.update(json.dumps([asdict(source) for source in corpus.sources]).encode())
    for table in (corpus.passages, corpus.sentences, corpus.paragraphs, corpus.cuts):
        digest.update(table.tobytes())
    return digest.hexdigest()[:16]
