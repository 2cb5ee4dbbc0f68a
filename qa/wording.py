"""A passage in words: as it is embedded, as its words are counted, as its sentences are quoted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from embeddings.encoder import Spans
from qa.folding import as_read, fold
from qa.words import terms_of

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A passage: `context` says what it is about, `stored` is its part of the stored text, `spans`
    are its sentences in that, `english` whether it is in English.

    Its quotes are verbatim. All else is as it is read (`as_read`).
    """

    context: str
    stored: str
    spans: tuple[tuple[int, int], ...]
    english: bool

    @property
    def text(self) -> str:
        """What stands for the passage when it is embedded."""
        return self.context + self._stored()

    @property
    def quotes(self) -> list[str]:
        """The sentences' quotes."""
        return [fold(self.stored[start:end]) for start, end in self.spans]

    @property
    def sentences(self) -> list[str]:
        """The quotes as they are read."""
        return [_read(self.stored[start:end]) for start, end in self.spans]

    def sentence_texts(self) -> Iterator[str]:
        """What stands for each sentence: it, behind its context and the sentence before.

        A sentence often says "he" where the title or the sentence before says who.
        """
        before = ""
        for sentence in self.sentences:
            yield f"{self.context}{before}{sentence}"
            before = f"{sentence} "

    def terms(self) -> list[str]:
        """The terms of `text`."""
        return terms_of(self.context) + terms_of(self._stored())

    def sentence_terms(self) -> Iterator[list[str]]:
        """The terms of the `sentence_texts`, of which each part is read once."""
        context, before = terms_of(self.context), list[str]()
        for sentence in self.sentences:
            terms = terms_of(sentence)
            yield context + before + terms
            before = terms

    def places(self) -> Spans:
        """Where the sentences begin and end in `text`, (n, 2)."""
        before = [len(_between(gap)) for gap in self._gaps()]
        lengths = [len(sentence) for sentence in self.sentences]
        ends = len(self.context) + np.cumsum(np.add(before, lengths))
        return np.stack([ends - lengths, ends], axis=1).astype(np.int32)

    def _stored(self) -> str:
        """The sentences as they are read, with what is between them: a space, a bullet, nothing."""
        parts = zip(map(_between, self._gaps()), self.sentences, strict=True)
        return "".join(part for pair in parts for part in pair)

    def _gaps(self) -> list[str]:
        """What stands before each sentence and behind the one before it."""
        ends = [self.spans[0][0], *(end for _, end in self.spans[:-1])]
        return [self.stored[end:start] for end, (start, _) in zip(ends, self.spans, strict=True)]


def _read(stored: str) -> str:
    return as_read(fold(stored))


def _between(gap: str) -> str:
    return as_read(_SPACE.sub(" ", gap))
