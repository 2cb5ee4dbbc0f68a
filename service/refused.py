"""Counts of what could not be answered, so that an archive learns what it lacks: never questions.

The file holds numbers by reason, and by rare word those words alone that were in several refusals:
{"since": "2026-05-01", "refusals": {"not_in_sources": 12}, "terms": {"bread": 5}}. Which words
stood in one question, when, and who asked, is not in it.
"""

import json
import logging
import math
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from qa.lexical import LexicalIndex
from qa.library import Library
from qa.types import Response
from qa.words import STOPWORDS, terms_of, words_of
from service.errors import ServeError

_log = logging.getLogger(__name__)

# A word is written down once so many refusals had it: one question alone shows nothing of itself.
SEVERAL = 3
_RARE = 0.01  # of the sentences of the collection, at most, have a rare word
_MOST = 5_000  # words kept
_SHORTEST, _LONGEST = 3, 30


@dataclass(frozen=True, slots=True)
class Counts:
    """What the file holds."""

    since: str
    refusals: Counter[str]
    terms: Counter[str]


class RefusedTerms:
    """Adds to the counts in `file`, beside other processes that do.

    Raises ServeError if the file cannot be used at the start. Later the log says so.
    """

    def __init__(self, file: Path) -> None:
        self._file, self._lock = file, threading.Lock()
        self._few: Counter[str] = Counter()
        try:
            self._add("", ())
        except (OSError, ValueError) as error:
            raise ServeError(f"CITEWELL_REFUSALS: {_unusable(file, error)}") from None

    def note(self, library: Library, response: Response) -> None:
        """Counts `response` if it is a refusal."""
        if response.refusal is None:
            return
        missing = response.refusal.reason == "not_in_sources"
        words = rare_words(library.sentence_words, response.resolved_question) if missing else ()
        try:
            self._add(response.refusal.reason, words)
        except (OSError, ValueError) as error:
            _log.error("a refusal was not counted: %s", _unusable(self._file, error))

    def _add(self, reason: str, words: tuple[str, ...]) -> None:
        if not self._file.parent.is_dir():  # which the lock would make
            raise ValueError("there is no such folder")
        with self._lock, FileLock(f"{self._file}.lock"):
            counts = _read(self._file)
            for word in words:
                counts.terms.update(self._several(word, known=word in counts.terms))
            if reason:
                counts.refusals[reason] += 1
            _write(self._file, counts)

    def _several(self, word: str, *, known: bool) -> dict[str, int]:
        """How much to write down of one more refusal with `word`."""
        if known:
            return {word: 1 + self._few.pop(word, 0)}
        if len(self._few) >= _MOST:
            self._few.clear()
        self._few[word] += 1
        return {word: self._few.pop(word)} if self._few[word] >= SEVERAL else {}


def rare_words(index: LexicalIndex, question: str) -> tuple[str, ...]:
    """The distinct words of `question` that few or none of the sentences have; no numbers."""
    rows = len(index)
    rare = math.log(1 + (rows - _RARE * rows + 0.5) / (_RARE * rows + 0.5))
    words = (word for word in dict.fromkeys(words_of(question)) if word not in STOPWORDS)
    return tuple(
        word
        for word in words
        if word.isalpha() and _SHORTEST <= len(word) <= _LONGEST
        if index.idf(terms_of(word)[0]) >= rare
    )


def _read(file: Path) -> Counts:
    """The counts in `file`; none where there is no file. Raises OSError, ValueError."""
    if not file.exists():
        return Counts(datetime.now(UTC).date().isoformat(), Counter(), Counter())
    found = json.loads(file.read_text(encoding="utf-8"))
    try:
        return Counts(found["since"], Counter(found["refusals"]), Counter(found["terms"]))
    except (TypeError, KeyError):
        raise ValueError("it holds no counts; move it away, or name another") from None


def _write(file: Path, counts: Counts) -> None:
    content = {
        "since": counts.since,
        "refusals": dict(counts.refusals),
        "terms": dict(counts.terms.most_common(_MOST)),
    }
    new = file.with_name(f"{file.name}.new")
    new.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    new.replace(file)


def _unusable(file: Path, error: Exception) -> str:
    return f"{str(file)!r} cannot be used: {getattr(error, 'strerror', None) or error}"
