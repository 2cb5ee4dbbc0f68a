"""What an index needs of its texts, found or made: vectors, tokens and parses."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Event, Lock

import numpy as np

from embeddings.encoder import Encoder
from qa.assembly import Parts, RowTexts
from qa.encoding import (
    PassageVectors,
    batches,
    encode_passages,
    parse_form,
    passage_form,
)
from qa.generations import FORMAT
from qa.kept import Before, Kept, rows_by_key
from qa.library import Library
from qa.spool import Spool
from qa.syntax import Parse, Parser

_SPOOL = ".spool"
_PARSED = 64  # texts that are parsed together


@contextmanager
def open_parts(
    index: Path, texts: RowTexts, encoder: Encoder, parser: Parser, before: Library | None
) -> Iterator[Parts]:
    """What there is of `texts`: in the generation `before`, and in what killed builds left.

    Raises OSError when the index folder cannot be written.
    """
    folder = index / _SPOOL
    folder.mkdir(exist_ok=True)
    made_by = encoder.model
    model, parsed_by = f"{FORMAT} {made_by.sha256} {made_by.precision}", f"{FORMAT} {parser.id}"
    with ExitStack() as stack:

        def spool(name: str) -> Spool:
            return stack.enter_context(closing(Spool(folder / name)))

        yield Parts(
            passages=Kept(
                model,
                spool("passages"),
                passage_form(encoder.dim),
                None if before is None else _passages_of(before, texts.passages, model),
            ),
            parses=Kept(
                parsed_by,
                spool("parses"),
                parse_form(),
                None
                if before is None or before.manifest.parser_id != parser.id
                else _parses_of(before, texts.quotes, parsed_by),
            ),
        )


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


def make(
    parts: Parts,
    texts: RowTexts,
    encoder: Encoder,
    parser: Parser,
    progress: Callable[[int, int], None],
) -> int:
    """Makes what `parts` lack of `texts`; the number of texts that were encoded for it.

    `progress` is called with the number of texts encoded or parsed, and of those to encode or
    parse. Raises OSError when the disk refuses.
    """
    passages = list(parts.passages.missing(dict.fromkeys(texts.passages)))
    quotes = list(parts.parses.missing(dict.fromkeys(q for q in texts.quotes if q is not None)))
    count = _Count(len(passages) + len(quotes), progress)
    stopped = Event()

    def parse() -> None:
        for start in range(0, len(quotes), _PARSED):
            if stopped.is_set():
                return
            batch = quotes[start : start + _PARSED]
            parts.parses.add(zip(batch, parser.parse(batch), strict=True))
            count.advance(len(batch))

    def told(encoded: int) -> None:
        count.advance(encoded)
        if parsing.done():
            parsing.result()  # what went wrong there ends it here

    # Encoding leaves the interpreter to others for nearly all of its time; parsing does not.
    with ThreadPoolExecutor(1) as pool:
        parsing = pool.submit(parse)
        try:
            for batch in batches(passages):
                parts.passages.add(zip(batch, encode_passages(batch, encoder), strict=True))
                told(len(batch))
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


def _passages_of(library: Library, wanted: Sequence[str], maker: str) -> Before[PassageVectors]:
    def read(row: int) -> PassageVectors:
        start, end = (int(n) for n in library.passage_tokens[row])
        (vector,) = library.passage_vectors.vectors(np.array([row]))
        return PassageVectors(
            vector, library.tokens.part(start, end), library.token_spans[start:end]
        )

    return Before(rows_by_key(library.corpus.passage_texts(), wanted, maker), read)


def _parses_of(library: Library, wanted: Sequence[str | None], maker: str) -> Before[Parse]:
    quotes = RowTexts.of(library.corpus).quotes
    return Before(rows_by_key(quotes, wanted, maker), library.parses.parse)
