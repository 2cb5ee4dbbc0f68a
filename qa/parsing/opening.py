"""The exported model, found in the user's cache or exported into it."""

import hashlib
import logging
from pathlib import Path

from embeddings.cache import kept
from qa.errors import ParserError
from qa.parsing.model import Model
from qa.parsing.parser import ExportedParser

FORMAT = 1  # of what is exported; raised when `export.py` or `model.py` writes something else

_log = logging.getLogger(__name__)


def open_exported(parser_id: str) -> ExportedParser:
    """The parser `parser_id`; its model is exported if this user's cache does not hold it.

    Raises ParserError when it cannot be exported.
    """

    def write(folder: Path) -> None:
        _log.info("preparing the parser %s, once", parser_id)
        _export(parser_id, folder)

    key = hashlib.sha256(f"{parser_id} {FORMAT}".encode()).hexdigest()[:32]
    return ExportedParser(Model.open(kept("parsers", key, write)))


def _export(parser_id: str, folder: Path) -> None:
    """In a process of its own, which takes spaCy with it when it ends."""
    # Imported here: it is needed once.
    import subprocess
    import sys

    # -P: it is our own program that is run, whatever the folder holds in which one happens to be.
    command = [sys.executable, "-P", "-m", "qa.parsing.export", parser_id, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        raise ParserError(f"model {parser_id}: {' '.join(lines[-1].split())[:300]}")
