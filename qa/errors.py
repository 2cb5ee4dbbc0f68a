"""The errors of the domain; each message is one line: what, the value, the fix.

CitewellError
    SourceError      a source folder, file or manifest that cannot be read
    StoreError       the index on disk cannot be used
        IndexMissing     no index in the folder
        IndexRefused     an index of another model or format, or damaged
            IndexDamaged     its bytes are not those that were written
        IndexUnwritable  the index folder cannot be written
    QueryError       a question or a filter that cannot be used
    ParserError      the model for grammar cannot be used
    ReaderError      the model for short answers cannot be used
"""


class CitewellError(Exception):
    """Anything that a user can put right. `str(error)` is one line for them."""


class SourceError(CitewellError):
    """A source folder, a source file or the manifest beside them cannot be used."""


class StoreError(CitewellError):
    """The index on disk cannot be used."""


class IndexMissing(StoreError):
    """There is no index in the folder."""


class IndexRefused(StoreError):
    """The index is of another model or format, or its bytes changed since it was written."""


class IndexDamaged(IndexRefused):
    """The index's bytes are not those that were written."""


class IndexUnwritable(StoreError):
    """The index folder cannot be written: no permission, no space."""


class QueryError(CitewellError):
    """A question or a filter that cannot be used as it is."""


class ParserError(CitewellError):
    """The model for grammar is missing, or of another make than the one that can be run."""


class ReaderError(CitewellError):
    """The model that is to choose the short answer is missing, unsafe, or of another kind."""
