"""What an index needs of its texts, found or made: vectors, tokens and parses."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Lock

import numpy as np

from embeddings.encoder import Encoder
from qa.assembly import Parts
from qa.corpus import Corpus
from qa.encoding import (
    PassageVectors,
    batches,
    encode_passages,
    parse_form,
    passage_form,
)
from qa.generations import FORMAT
from qa.kept import Before, Kept, keys_of
from qa.library import Library, fits
from qa.parses import numbered
from qa.spool import Spool
from qa.syntax import Parser

_SPOOL = ".spool"
_PARSED = 64  # texts that are parsed together


@contextmanager
def open_parts(
    index: Path, corpus: Corpus, encoder: Encoder, parser: Parser, before: Library | None
) -> Iterator[Parts]:
    """What there is of a corpus: in the generation `before`, and in what killed builds left.

    Raises OSError when the index folder cannot be written.
    """
    folder = index / _SPOOL
    folder.mkdir(exist_ok=True)
    made_by = encoder.model
    model, parsed_by = (
        f"{FORMAT} {made_by.sha256} {made_by.precision}",
        f"{FORMAT} {parser.id} numbered",
    )
    passages = parses = None
    if before is not None and fits(before.manifest, encoder.model):
        passages = Before(keys_of(before.corpus.passage_texts(), model), _passages_of(before))
    if before is not None and before.manifest.parser_id == parser.id:
        parses = Before(keys_of(_parsed(before.corpus), parsed_by), before.parses.numbered)
    with (
        closing(Spool(folder / "passages")) as encoded,
        closing(Spool(folder / "parses")) as parsed,
    ):
        yield Parts(
            Kept(
                keys_of(corpus.passage_texts(), model), encoded, passage_form(encoder.dim), passages
            ),
            Kept(keys_of(_parsed(corpus), parsed_by), parsed, parse_form(), parses),
        )


def _parsed(corpus: Corpus) -> Iterator[str | None]:
    """Each sentence row as it is read and parsed, None where its language is not."""
    for wording in corpus.wordings():
        yield from wording.sentences if wording.english else [None] * len(wording.spans)


def remove_spool(index: Path) -> None:
    """Removes what builds left for the next: a generation has it, or it is of no use."""
    shutil.rmtree(index / _SPOOL, ignore_errors=True)


@contextmanager
def scratch(index: Path) -> Iterator[Path]:
    """An empty folder that goes with the block, or with the next one after a kill."""
    folder = index / _SPOOL / "columns"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # what builds left is in it
            folder.parent.rmdir()


def make(
    parts: Parts,
    corpus: Corpus,
    encoder: Encoder,
    parser: Parser,
    progress: Callable[[int, int], None],
) -> int:
    """Makes what `parts` lack of a corpus; the number of texts that were encoded for it.

    `progress` is called with the number of texts encoded or parsed, and of those to encode or
    parse. Raises OSError when the disk refuses.
    """
    passages, sentences = parts.passages.missing(), parts.parses.missing()
    count = _Count(len(passages) + len(sentences), progress)
    stopped = Event()

    def parse() -> None:
        for start in range(0, len(sentences), _PARSED):
            if stopped.is_set():
                return
            rows = sentences[start : start + _PARSED].tolist()
            read = [corpus.sentence_read(row) for row in rows]
            parts.parses.add(zip(rows, map(numbered, parser.parse(read)), strict=True))
            count.advance(len(rows))

    def told(encoded: int) -> None:
        count.advance(encoded)
        if parsing.done():
            parsing.result()  # what went wrong there ends it here

    # Encoding leaves the interpreter to others for nearly all of its time; parsing does not.
    with ThreadPoolExecutor(1) as pool:
        parsing = pool.submit(parse)
        try:
            lengths = corpus.passages[passages, 2] - corpus.passages[passages, 1]
            for batch in batches(passages, lengths):
                rows = batch.tolist()
                texts = [corpus.wording(row).text for row in rows]
                parts.passages.add(zip(rows, encode_passages(texts, encoder), strict=True))
                told(len(rows))
            parsing.result()
        finally:
            stopped.set()
    return len(passages)


class _Count:
    """How much is done, told by two threads."""

    def __init__(self, total: int, progress: Callable[[int, int], None]) -> None:
        self._total, self._progress = total, progress
        self._done, self._lock = 0, Lock()
        progress(0, total)

    def advance(self, count: int) -> None:
        with self._lock:
            self._done += count
            self._progress(self._done, self._total)


def _passages_of(library: Library) -> Callable[[int], PassageVectors]:
    def read(row: int) -> PassageVectors:
        start, end = (int(n) for n in library.passage_tokens[row])
        (vector,) = library.passage_vectors.vectors(np.array([row]))
        return PassageVectors(
            vector, library.tokens.part(start, end), library.token_spans[start:end]
        )

    return read
