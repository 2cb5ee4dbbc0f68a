"""Building an index, and bringing it up to date: only what changed is encoded again."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np

from embeddings.encoder import Encoder, Spans, Vectors
from embeddings.kinds import Kind, kind_for
from embeddings.tokens import TokenVectors
from embeddings.vectors import VectorIndex
from embeddings.weights import Model
from qa import generations
from qa.corpus import Corpus, corpus_of
from qa.errors import IndexMissing, IndexRefused, SourceError
from qa.generations import FORMAT, Manifest, Written
from qa.lexical import LexicalIndex
from qa.library import Library, Runs
from qa.parses import Parses
from qa.sources import read_documents
from qa.syntax import Parse, Parser, open_parser

Progress = Callable[[int, int], None]
T = TypeVar("T")
# A passage's text as it is embedded, and the places of its sentences in it.
PassageKey = tuple[str, tuple[tuple[int, int], ...]]

_BATCH = 128


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """What `update` did. `encoded` and `reused` count distinct texts of passages and sentences."""

    index_id: str
    sources: int
    passages: int
    sentences: int
    encoded: int
    reused: int
    written: bool
    empty_sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PassageVectors:
    """A passage encoded: its vector, its tokens, their places in the text that was encoded, and
    which of them each of its sentences has."""

    vector: Vectors
    tokens: TokenVectors
    spans: Spans
    sentences: Runs


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

    Texts that the newest generation holds are neither encoded nor parsed again. `progress` is
    called with the number of rows encoded and to encode; `parser` is None for the packaged one,
    `kind` (of the vector indexes) for the one that fits how many there are.
    Raises SourceError or a StoreError; the generation that was there then stays as it was.
    """
    documents = read_documents(folder)
    corpus = corpus_of(documents)
    if len(corpus.sentences) == 0:
        raise SourceError(f"sources {str(folder)!r}: no sentence in any of {len(documents)} files")
    parser = parser or open_parser()
    index_id = _index_id(corpus, encoder.model, parser)
    with generations.writing(index):
        before = _previous(index, encoder.model)
        same = before is not None and before.manifest.index_id == index_id
        written = not (same and before is not None and _has_kind(before, kind))
        encoded = (
            _publish(index, corpus, index_id, encoder, parser, before, progress, kind)
            if written
            else 0
        )
    distinct = len(set(_passage_keys(corpus))) + len(set(corpus.sentence_texts()))
    full = {int(source) for source in corpus.passages[:, 0]}
    return IndexSummary(
        index_id=index_id,
        sources=len(corpus.sources),
        passages=len(corpus.passages),
        sentences=len(corpus.sentences),
        encoded=encoded,
        reused=distinct - encoded,
        written=written,
        empty_sources=tuple(s.id for n, s in enumerate(corpus.sources) if n not in full),
    )


def _previous(index: Path, model: Model) -> Library | None:
    """The generation to take vectors from: none if there is none, or none that can be used."""
    try:
        return Library.open(index, model, whole=True)
    except (IndexMissing, IndexRefused):
        return None


def _has_kind(library: Library, kind: Kind | None) -> bool:
    """Whether its vector indexes are of a kind; None for the one that fits how many there are."""
    for index in (library.passage_vectors, library.sentence_vectors):
        wanted = kind or kind_for(len(index))
        if wanted.factory != index.kind.factory or wanted.effort not in (None, index.kind.effort):
            return False
    return True


def _publish(
    index: Path,
    corpus: Corpus,
    index_id: str,
    encoder: Encoder,
    parser: Parser,
    before: Library | None,
    progress: Progress | None,
    kind: Kind | None,
) -> int:
    """Encodes what `before` lacks, publishes a generation; the number of texts encoded."""
    passages = dict.fromkeys(_passage_keys(corpus))
    sentences = dict.fromkeys(corpus.sentence_texts())
    old_passages = {} if before is None else _old_passages(before, passages)
    old_sentences = {} if before is None else _old_sentences(before, sentences)
    new_passages = [key for key in passages if key not in old_passages]
    new_sentences = [text for text in sentences if text not in old_sentences]
    total, done = len(new_passages) + len(new_sentences), 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, total)

    known_passages = old_passages | _encode_passages(new_passages, encoder, advance)
    known_sentences = old_sentences | _encode_sentences(new_sentences, encoder, advance)
    parses = _parses(corpus, parser, before)
    manifest = _manifest(corpus, index_id, encoder, parser)
    library = _library(corpus, manifest, known_passages, known_sentences, parses, kind)

    def describe(written: Written) -> Manifest:
        return replace(manifest, vectors=library.kinds, files=written.files, blocks=written.blocks)

    generations.publish(index, library.save, describe)
    return total


def _library(
    corpus: Corpus,
    manifest: Manifest,
    passages: Mapping[PassageKey, PassageVectors],
    sentences: Mapping[str, Vectors],
    parses: Parses,
    kind: Kind | None,
) -> Library:
    passage_texts, sentence_texts = corpus.passage_texts(), corpus.sentence_texts()
    encoded = [passages[key] for key in _passage_keys(corpus)]
    ends = np.cumsum([len(part.tokens) for part in encoded])
    starts = ends - [len(part.tokens) for part in encoded]
    runs = [part.sentences + start for part, start in zip(encoded, starts, strict=True)]
    return Library(
        manifest=manifest,
        corpus=corpus,
        passage_vectors=VectorIndex.build(np.stack([part.vector for part in encoded]), kind),
        sentence_vectors=VectorIndex.build(
            np.stack([sentences[text] for text in sentence_texts]), kind
        ),
        passage_words=LexicalIndex.build(passage_texts),
        sentence_words=LexicalIndex.build(sentence_texts),
        tokens=TokenVectors.build([part.tokens for part in encoded]),
        passage_tokens=np.stack([starts, ends], axis=1).astype(np.int64),
        sentence_tokens=np.concatenate(runs).astype(np.int64),
        token_spans=np.concatenate([part.spans for part in encoded]).astype(np.int32),
        parses=parses,
    )


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


def _passage_keys(corpus: Corpus) -> list[PassageKey]:
    """For each passage row what its vectors depend on."""
    keys: list[PassageKey] = []
    owners = corpus.sentences[:, 0]
    for row, text in enumerate(corpus.passage_texts()):
        first, last = np.searchsorted(owners, [row, row + 1])
        keys.append(
            (text, tuple(corpus.place_in_text(sentence) for sentence in range(first, last)))
        )
    return keys


def _old_passages(
    library: Library, wanted: Iterable[PassageKey]
) -> dict[PassageKey, PassageVectors]:
    """What the generation before has of `wanted`."""
    keys, known = set(wanted), {}
    owners = library.corpus.sentences[:, 0]
    for row, key in enumerate(_passage_keys(library.corpus)):
        if key in keys:
            start, end = (int(n) for n in library.passage_tokens[row])
            first, last = np.searchsorted(owners, [row, row + 1])
            known[key] = PassageVectors(
                vector=library.passage_vectors.vectors(np.array([row]))[0],
                tokens=library.tokens.part(start, end),
                spans=library.token_spans[start:end],
                sentences=library.sentence_tokens[first:last] - start,
            )
    return known


def _old_sentences(library: Library, wanted: Iterable[str]) -> dict[str, Vectors]:
    texts = library.corpus.sentence_texts()
    wanted = set(wanted)
    rows = [row for row, text in enumerate(texts) if text in wanted]
    vectors = library.sentence_vectors.vectors(np.array(rows, dtype=np.int64))
    return {texts[row]: vector for row, vector in zip(rows, vectors, strict=True)}


def _parses(corpus: Corpus, parser: Parser, before: Library | None) -> Parses:
    """The parse of each sentence row; other languages than English have none."""
    quotes = corpus.sentence_quotes()
    english = [corpus.is_english(row) for row in range(len(quotes))]
    reused = before is not None and before.manifest.parser_id == parser.id
    known = _old_parses(before) if before is not None and reused else {}
    wanted = dict.fromkeys(q for q, e in zip(quotes, english, strict=True) if e and q not in known)
    known |= zip(wanted, parser.parse(list(wanted)), strict=True)
    return Parses.build([known[q] if e else () for q, e in zip(quotes, english, strict=True)])


def _old_parses(library: Library) -> dict[str, Parse]:
    """What the generation before has parsed."""
    quotes = library.corpus.sentence_quotes()
    english = [library.corpus.is_english(row) for row in range(len(quotes))]
    return {q: library.parses.parse(row) for row, q in enumerate(quotes) if english[row]}


def _encode_passages(
    keys: Sequence[PassageKey], encoder: Encoder, advance: Callable[[int], None]
) -> dict[PassageKey, PassageVectors]:
    known: dict[PassageKey, PassageVectors] = {}
    for batch in _batches(keys, lambda key: len(key[0])):
        texts = [text for text, _ in batch]
        for key, encoded in zip(batch, encoder.encode_tokens(texts), strict=True):
            known[key] = PassageVectors(
                encoded.vector,
                TokenVectors.quantised(encoded.tokens),
                encoded.spans,
                _token_runs(encoded.spans, np.array(key[1], dtype=np.int32)),
            )
        advance(len(batch))
    return known


def _encode_sentences(
    texts: Sequence[str], encoder: Encoder, advance: Callable[[int], None]
) -> dict[str, Vectors]:
    known: dict[str, Vectors] = {}
    for batch in _batches(texts, len):
        known |= zip(batch, encoder.encode(batch), strict=True)
        advance(len(batch))
    return known


def _batches(items: Sequence[T], length: Callable[[T], int]) -> Iterable[list[T]]:
    """Batches of like length, so that little is padded."""
    by_length = sorted(items, key=length, reverse=True)
    for start in range(0, len(by_length), _BATCH):
        yield by_length[start : start + _BATCH]


def _token_runs(tokens: Spans, sentences: Spans) -> Runs:
    """Which tokens lie in which sentence: (n, 2) starts and ends, for places (n, 2) in the text.

    A sentence that lies beyond the model's reach has none; it gets all those of its passage.
    """
    starts = np.searchsorted(tokens[:, 0], sentences[:, 0], side="left")
    ends = np.searchsorted(tokens[:, 0], sentences[:, 1], side="left")
    unread = starts == ends
    starts[unread], ends[unread] = 0, len(tokens)
    return np.stack([starts, ends], axis=1).astype(np.int64)


def _index_id(corpus: Corpus, model: Model, parser: Parser) -> str:
    """Names what an index answers from: the same sources, model and reading give the same id."""
    digest = hashlib.sha256(f"{FORMAT} {model.sha256} {model.precision} {parser.id}".encode())
    digest.update(json.dumps([asdict(source) for source in corpus.sources]).encode())
    for table in (corpus.passages, corpus.sentences, corpus.paragraphs, corpus.cuts):
        digest.update(table.tobytes())
    return digest.hexdigest()[:16]
