"""Logging as it was before a test that sends it elsewhere."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_NAMES = ("citewell", "service", "qa", "embeddings", "uvicorn")


@contextmanager
def logging_kept() -> Iterator[None]:
    """What the block does to logging is undone: later tests log to no stream that is closed."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)
    for name in _NAMES:
        logging.getLogger(name).setLevel(logging.NOTSET)
