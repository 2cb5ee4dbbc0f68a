"""Rows of tables as answers: which of them a question names, and which of their cells it asks for.

A row says little by itself: its first cell says what it is about, the names of the columns what the
others say of that.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from embeddings.vectors import Mask
from qa.cells import Span, cells_of, names_of
from qa.library import Library
from qa.words import content_words

_FEWEST, _HALF = 2, 0.5


def asked_cell(question: str, columns: Sequence[str], row: str) -> Span | None:
    """The cell of `row` that `question` asks for by the name of its column, or that is beside the
    one it names where there are but two; None where that is doubtful."""
    cells = cells_of(row)
    if len(cells) != len(columns) or len(cells) < _FEWEST:
        return None
    asked, first = content_words(question), content_words(row[slice(*cells[0])])
    if any(term[0].isdigit() for term in asked - content_words(f"{' '.join(columns)} {row}")):
        return None  # it is about another number, such as another code
    is_named = bool(first) and first <= asked
    named = [_share(asked - first, name) for name in columns]
    named[0] = 0.0 if is_named else named[0]
    best = max(named)
    if best >= _HALF and named.count(best) == 1:
        place = named.index(best)
    elif is_named and len(cells) == _FEWEST:
        place = 1
    else:
        return None
    start, end = cells[place]
    return (start, end) if start < end else None


def _share(asked: frozenset[str], name: str) -> float:
    """The share of a column's name that is in the question."""
    terms = content_words(name.partition("(")[0]) or content_words(name)
    return len(terms & asked) / len(terms) if terms else 0.0


def of_another(library: Library, question: str, rows: Sequence[int]) -> Mask:
    """Which sentence rows are of a table of which the question names another row, (n,).

    "What does code 17 mean?" asks for no other code.
    """
    tables = defaultdict[tuple[int, int], list[int]](list)
    corpus = library.corpus
    for place, row in enumerate(rows):
        source, *_, start, end, _, _ = corpus.passages[corpus.sentences[row, 0]].tolist()
        if start < end:
            tables[source, start].append(place)
    found = np.zeros(len(rows), dtype=np.bool_)
    asked = content_words(question) if tables else frozenset()
    for places in tables.values():
        named = [_named(asked, corpus.sentence_quote(rows[place])) for place in places]
        found[places] = [count < max(named) for count in named]
    return found


def _named(asked: frozenset[str], row: str) -> int:
    """How many words the first cell of a row has, if they are all in the question."""
    terms = content_words(names_of(row)[0])
    return len(terms) if terms <= asked else 0
