"""Options, commands and the like that a question names and no source has."""

import re

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
    terms, wanted = terms_of(identifier), _run_together(identifier)
    rows = library.rows_with(terms)
    if not terms or len(rows) > _READ:
        return True
    texts = map(library.corpus.sentence_in_context, rows.tolist())
    return any(wanted in _run_together(text) for text in texts)


def _run_together(text: str) -> str:
    """However its parts are joined: `max_upload_mb`, "max-upload-mb", "Max upload MB"."""
    return _JOINING.sub("", text.casefold())
