"""Options, commands and the like that a question names and no source has."""

import re
from functools import reduce

import numpy as np

from qa.library import Library
from qa.words import terms_of

# `max_upload_mb`, "Queue.drain", "--dry-run". Not "U.S.", nor a number.
_IDENTIFIER = re.compile(
    r"(?<![\w./@-])(?:--[a-z][\w-]{2,}|[A-Za-z]\w*(?:_\w+)+|[A-Za-z]\w{2,}(?:\.[A-Za-z]\w{2,})+)(?![\w/@])"
)
_JOINING = re.compile(r"[\W_]+")
_READ = 200  # sentences with all of its words that are looked at


def names_unheard_of(library: Library, question: str) -> bool:
    """Whether a question names an option or the like that stands nowhere in the collection.

    Its words may: what is said of `max_upload_mb` answers nothing of `max_download_mb`.
    """
    return any(not _stands(library, one) for one in _IDENTIFIER.findall(question))


def _stands(library: Library, identifier: str) -> bool:
    held = [library.sentence_words.holders(term) for term in terms_of(identifier)]
    if not held:
        return True
    corpus = library.corpus
    rows = reduce(np.intersect1d, held)
    wanted = _run_together(identifier)
    return len(rows) > _READ or any(
        wanted in _run_together(f"{corpus.context(corpus.passage(p))} {corpus.sentence_read(row)}")
        for row, p in zip(rows.tolist(), corpus.sentences[rows, 0].tolist(), strict=True)
    )


def _run_together(text: str) -> str:
    """However its parts are joined: `max_upload_mb`, "max-upload-mb", "Max upload MB"."""
    return _JOINING.sub("", text.casefold())
