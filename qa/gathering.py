"""Documents -> a corpus: the article inside each page, its passages and sentences, its dates."""

from collections.abc import Iterable

import numpy as np

from qa.articles import article_of
from qa.catalogue import Catalogue
from qa.corpus import Corpus, Table
from qa.dates.tables import by_day, date_tables
from qa.passages import passages_of
from qa.sources import Document
from qa.texts import Texts
from qa.types import Article, Source


def corpus_of(documents: Iterable[Document]) -> Corpus:
    """Reads every document: its article, its passages, its sentences. They are asked for once."""
    texts: list[str] = []
    sources: list[Source] = []
    passages: list[tuple[int, ...]] = []
    sentences: list[tuple[int, ...]] = []
    paragraphs: list[tuple[int, ...]] = []
    cuts: list[tuple[int, ...]] = []
    reasons: dict[str, int] = {}
    for number, document in enumerate(documents):
        texts.append(document.text)
        article = article_of(document.text, document.entry.title, markdown=document.markdown)
        sources.append(_source(document, article))
        paragraphs += [(number, p.start, p.end, p.heading) for p in article.paragraphs]
        cuts += [
            (number, c.start, c.end, reasons.setdefault(c.reason, len(reasons)))
            for c in article.cuts
        ]
        for draft in passages_of(document.text, article):
            sentences += [(len(passages), *span) for span in draft.sentences]
            passages.append((number, draft.start, draft.end, *draft.heading))
    published = [source.published for source in sources]
    tables = _table(passages, 5), _table(sentences, 3)
    sentence_dates, mentions = date_tables(texts, published, *tables)
    return Corpus(
        sources=Catalogue.of(sources),
        texts=Texts.of(texts),
        passages=tables[0],
        sentences=tables[1],
        paragraphs=_table(paragraphs, 4),
        cuts=_table(cuts, 4),
        sentence_dates=sentence_dates,
        days=by_day(sentence_dates),
        mentions=mentions,
        reasons=tuple(reasons),
    )


def _table(rows: list[tuple[int, ...]], width: int) -> Table:
    return np.asfortranarray(np.array(rows, dtype=np.int32).reshape(-1, width))


def _source(document: Document, article: Article) -> Source:
    entry = document.entry
    named = document.id.replace("_", " ").replace("-", " ").strip()
    return Source(
        id=document.id,
        title=entry.title or article.headline or named or document.id,
        publisher=entry.publisher,
        author=entry.author,
        published=entry.published,
        published_basis=entry.published_basis,
        published_note=entry.published_note,
        url=entry.url,
        language=entry.language,
        sha256=document.sha256,
    )
