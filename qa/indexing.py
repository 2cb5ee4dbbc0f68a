"""Building an index, and bringing it up to date: only what changed is read and encoded again.

All of it is written to files as it comes, in a folder that becomes the generation: memory holds
some numbers for each row, and one source, one batch or one vector index at a time.

What is encoded and parsed goes to a folder in the index at once. A build that was killed goes on
from there, and a build that is published removes it: `qa/making.py`.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder
from embeddings.kinds import Kind, kind_for
from embeddings.weights import Model
from qa import generations
from qa.assembly import assemble
from qa.corpus import Corpus
from qa.errors import IndexMissing, IndexRefused, IndexUnwritable, SourceError
from qa.gathering import corpus_of
from qa.generations import FORMAT, Manifest, Written
from qa.kept import first_of_each, keys_of
from qa.library import Library, fits
from qa.making import make, open_parts, remove_spool, scratch
from qa.sources import Document, SourceFile, left_out, source_files
from qa.syntax import Parser, open_parser

_ROWS = 1 << 16  # of a table that are read together

Progress = Callable[[str, int, int], None]
"""Told what is being done ("reading", "encoding"), how much of it is done, how much there is."""


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """What `update` did. `encoded` and `reused` count distinct texts of passages; `left_out` names
    the files of the folder that are of no kind that is read."""

    index_id: str
    sources: int
    passages: int
    sentences: int
    encoded: int
    reused: int
    written: bool
    empty_sources: tuple[str, ...]
    left_out: tuple[str, ...]


def update(
    index: Path,
    folder: Path,
    encoder: Encoder,
    progress: Progress | None = None,
    *,
    parser: Parser | None = None,
    kind: Kind | None = None,
) -> IndexSummary:
    """Brings the index up to date with the sources in `folder`; builds it if there is none.

    Texts that the newest generation holds, or that a killed build left, are neither encoded nor
    parsed again; the index is the same to the last byte either way, but for when it was made.
    `parser` is None for the packaged one, `kind` (of the vector indexes) for the one that fits how
    many there are. Raises SourceError before anything is encoded, or a StoreError; the generation
    that was there then stays as it was.
    """
    files = source_files(folder)
    for file in files:
        file.check()  # so that what cannot be read is told before the long work
    progress = progress or _silent
    parser = parser or open_parser()
    with generations.writing(index), _disk(index), scratch(index) as building:
        before = _previous(index)
        read = None if before is None else before.corpus
        corpus = corpus_of(_documents(files, progress), building, read)
        if len(corpus.sentences) == 0:
            raise SourceError(f"sources {str(folder)!r}: no sentence in any of {len(files)} files")
        index_id = _index_id(corpus, encoder.model, parser)
        written = before is None or not _is_same(before, index_id, encoder.model, kind)
        distinct = _distinct(corpus)
        encoded = 0
        if written:
            manifest = _manifest(corpus, index_id, encoder, parser)
            with open_parts(index, corpus, encoder, parser, before) as parts:
                encoded = make(parts, corpus, encoder, parser, partial(progress, "encoding"))
                kinds = assemble(corpus, parts, encoder.dim, building, kind)
            _publish(index, building, replace(manifest, vectors=kinds))
        remove_spool(index)
    return IndexSummary(
        index_id=index_id,
        sources=len(corpus.sources),
        passages=len(corpus.passages),
        sentences=len(corpus.sentences),
        encoded=encoded,
        reused=distinct - encoded,
        written=written,
        empty_sources=_empty(corpus),
        left_out=left_out(folder, index),
    )


def _empty(corpus: Corpus) -> tuple[str, ...]:
    """The ids of the sources of which nothing is left."""
    empty = np.setdiff1d(np.arange(len(corpus.sources)), corpus.passages[:, 0])
    return tuple(corpus.sources[n].id for n in empty.tolist())


def _documents(files: Sequence[SourceFile], progress: Progress) -> Iterator[Document]:
    for done, file in enumerate(files):
        progress("reading", done, len(files))
        yield file.read()
    progress("reading", len(files), len(files))


def _previous(index: Path) -> Library | None:
    """The generation to take things from: none if there is none, or none that can be used."""
    try:
        return Library.open(index, whole=True)
    except (IndexMissing, IndexRefused):
        return None


def _is_same(library: Library, index_id: str, model: Model, kind: Kind | None) -> bool:
    """Whether it is what would be built."""
    same = library.manifest.index_id == index_id and fits(library.manifest, model)
    return same and _has_kind(library, kind)


def _has_kind(library: Library, kind: Kind | None) -> bool:
    """Whether its vector indexes are of a kind; None for the one that fits how many there are."""
    for index in (library.passage_vectors, library.sentence_vectors):
        wanted = kind or kind_for(len(index))
        if wanted.factory != index.kind.factory or wanted.effort not in (None, index.kind.effort):
            return False
    return True


def _publish(index: Path, building: Path, manifest: Manifest) -> None:
    """Publishes what is in the folder `building` as a generation."""

    def move(folder: Path) -> None:
        for path in building.iterdir():
            path.rename(folder / path.name)

    def describe(written: Written) -> Manifest:
        return replace(manifest, files=written.files, blocks=written.blocks)

    generations.publish(index, move, describe)


def _distinct(corpus: Corpus) -> int:
    """How many distinct texts its passages have."""
    firsts = first_of_each(keys_of(corpus.passage_texts(), ""))
    return int(np.count_nonzero(firsts == np.arange(len(firsts))))


def _manifest(corpus: Corpus, index_id: str, encoder: Encoder, parser: Parser) -> Manifest:
    return Manifest(
        format=FORMAT,
        index_id=index_id,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        model_id=encoder.model.id,
        model_sha256=encoder.model.sha256,
        model_precision=encoder.model.precision,
        parser_id=parser.id,
        dim=encoder.dim,
        passages=len(corpus.passages),
        sentences=len(corpus.sentences),
        sources=len(corpus.sources),
        vectors={},
        files={},
        blocks={},
    )


def _index_id(corpus: Corpus, model: Model, parser: Parser) -> str:
    """Names what an index answers from: the same sources, model and reading give the same id."""
    digest = hashlib.sha256(f"{FORMAT} {model.sha256} {model.precision} {parser.id}".encode())
    separator = "["
    for source in corpus.sources:
        digest.update(f"{separator}{json.dumps(asdict(source))}".encode())
        separator = ", "
    digest.update(b"]")
    for table in (corpus.passages, corpus.sentences, corpus.paragraphs, corpus.cuts):
        for start in range(0, len(table), _ROWS):
            digest.update(table[start : start + _ROWS].tobytes())
    return digest.hexdigest()[:16]


@contextmanager
def _disk(index: Path) -> Iterator[None]:
    """Says in one line what the disk refuses."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise IndexUnwritable(
            f"index {str(index)!r} cannot be written: {reason}; the index before it is unchanged"
        ) from error


def _silent(stage: str, done: int, total: int) -> None:
    """Tells nobody."""
