"""A passage in words: as it is embedded, as its words are counted, as its sentences are quoted."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from embeddings.encoder import Spans
from qa.folding import fold, unhyphenated
from qa.words import terms_of


@dataclass(frozen=True, slots=True)
class Wording:
    """A passage: `context` says what it is about, `stored` is its part of the stored text, `spans`
    are its sentences in that, `english` whether it is in English.

    Its quotes are verbatim. All else is as it is read (`unhyphenated`).
    """

    context: str
    stored: str
    spans: tuple[tuple[int, int], ...]
    english: bool

    @property
    def text(self) -> str:
        """What stands for the passage when it is embedded."""
        return self.context + _read(self.stored)

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
        return terms_of(self.context) + terms_of(_read(self.stored))

    def sentence_terms(self) -> Iterator[list[str]]:
        """The terms of the `sentence_texts`, of which each part is read once."""
        context, before = terms_of(self.context), list[str]()
        for sentence in self.sentences:
            terms = terms_of(sentence)
            yield context + before + terms
            before = terms

    def places(self) -> Spans:
        """Where the sentences begin and end in `text`, (n, 2)."""
        starts = [len(self.context) + read_length(self.stored[:start]) for start, _ in self.spans]
        ends = [start + len(read) for start, read in zip(starts, self.sentences, strict=True)]
        return np.array([starts, ends], dtype=np.int32).T


def _read(stored: str) -> str:
    return unhyphenated(fold(stored))


def read_length(before: str) -> int:
    """How far a sentence that begins behind `before` is from the beginning of the whole as read.

    What stands between sentences is in the passage too: a space, a bullet, nothing. The times of
    subtitles are not.
    """
    return len(_read(f"{before}x")) - 1  # up to the letter that it begins with
