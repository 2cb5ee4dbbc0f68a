"""Documents -> a corpus: the article inside each page, its passages and sentences, its dates."""

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import numpy as np

from qa.articles import article_of
from qa.corpus import KEY, PARAGRAPH_KINDS, WIDTHS, Corpus, Table
from qa.dates.tables import date_tables
from qa.folding import as_read
from qa.passages import Draft, passages_of
from qa.source_tables import CorpusWriter, SourceTables, tables_of
from qa.sources import Document
from qa.types import Article, Source


def corpus_of(documents: Iterable[Document], folder: Path, before: Corpus | None = None) -> Corpus:
    """Reads every document: its article, its passages, its sentences. They are asked for once.

    What `before` has of a document that was read in the same way is taken from there. The corpus is
    in files in `folder`, which must exist. Raises OSError when the disk refuses.
    """
    writer = CorpusWriter(folder)
    for document in documents:
        key = _key(document)
        found = None if before is None else _found(before, document.id, key)
        writer.append(document.text, key, found or _read(document))
    writer.close()
    return Corpus.load(folder)


def _found(before: Corpus, id: str, key: bytes) -> SourceTables | None:
    """What `before` has of a source, if it was read from what the key names."""
    number = before.number(id)
    if number is None or before.read_as[number : number + 1].tobytes() != key:
        return None
    return tables_of(before, number)


def _key(document: Document) -> bytes:
    """Names all that reading a document depends on: what it is, and who reads it."""
    known = document.id, document.sha256, document.markdown, document.entry.model_dump_json()
    return blake2b(repr(known).encode(), digest_size=KEY, key=_reader()).digest()


@cache
def _reader() -> bytes:
    """Names what reads documents by its own code, so that nothing that another version read is
    taken for what this one would."""
    digest = blake2b(f"{version('markdown-it-py')} {version('syntok')}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def _read(document: Document) -> SourceTables:
    article = article_of(document.text, document.entry.title, markdown=document.markdown)
    source, drafts = _source(document, article), passages_of(document.text, article)
    passages = _table(
        "passages",
        [(0, d.start, d.end, *d.heading, *d.above, *d.columns, *d.speaker) for d in drafts],
    )
    sentences = _table("sentences", _sentences(drafts))
    # By itself: no date is told by another source.
    dates, mentions = date_tables([document.text], [source.published], passages, sentences)
    tables = {
        "passages": passages,
        "sentences": sentences,
        "paragraphs": _table(
            "paragraphs",
            [(0, p.start, p.end, PARAGRAPH_KINDS.index(p.kind)) for p in article.paragraphs],
        ),
        "cuts": _table("cuts", [(0, cut.start, cut.end, 0) for cut in article.cuts]),
        "sentence_dates": dates,
        "mentions": mentions,
    }
    return SourceTables(source, tables, tuple(cut.reason for cut in article.cuts))


def _sentences(drafts: Sequence[Draft]) -> list[tuple[int, ...]]:
    return [(row, *span) for row, draft in enumerate(drafts) for span in draft.sentences]


def _table(name: str, rows: Sequence[tuple[int, ...]]) -> Table:
    return np.array(rows, dtype=np.int32).reshape(-1, WIDTHS[name])


def _source(document: Document, article: Article) -> Source:
    """What is known of a source: by the manifest, else by what the page says of itself."""
    entry, own = document.entry, article.imprint
    dated = entry if entry.published else own
    named = document.id.replace("_", " ").replace("-", " ").strip()
    return Source(
        id=document.id,
        title=entry.title or as_read(article.headline or "") or named or document.id,
        publisher=entry.publisher,
        author=entry.author or own.author,
        published=dated.published,
        published_basis=dated.published_basis,
        published_note=entry.published_note or dated.published_note,
        url=entry.url,
        language=entry.language,
        sha256=document.sha256,
    )
