"""spaCy itself: what is exported, and what the exported model is checked against."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qa.syntax import MODEL, Parse, Word, plain

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BATCH = 64  # texts that are parsed together


class SpacyParser:
    """The model run by spaCy; it takes seconds and 120 MB to load."""

    def __init__(self) -> None:
        with _without_torch():
            import spacy

            self.pipeline = spacy.load(MODEL)

    @property
    def id(self) -> str:
        """See `Parser.id`."""
        return f"{MODEL}-{self.pipeline.meta['version']}"

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """See `Parser.parse`. Raises UnicodeEncodeError for half a surrogate pair."""
        # The memory zone keeps the words of all texts from piling up in the vocabulary.
        with self.pipeline.memory_zone():
            docs = self.pipeline.pipe(map(plain, texts), batch_size=_BATCH)
            return [_parse(doc) for doc in docs]


@contextmanager
def _without_torch() -> Iterator[None]:
    """Lets spaCy be imported without PyTorch, which it looks for and has no use for here.

    PyTorch can be imported before and afterwards, but not at the same moment by another thread.
    """
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["torch"]


def _parse(doc: "Doc") -> Parse:
    words = [token for token in doc if not token.is_space]
    numbers = {token.i: number for number, token in enumerate(words)}
    return tuple(
        Word(
            start=token.idx,
            end=token.idx + len(token.text),
            head=numbers.get(token.head.i, number),
            lemma=token.lemma_.lower(),
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            entity=token.ent_type_,
            begins=token.ent_iob_ == "B",
        )
        for number, token in enumerate(words)
    )
