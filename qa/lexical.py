"""BM25 over rows of text (Robertson and Zaragoza 2009), scored by bm25s (Lu 2024)."""

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
from bm25s.tokenization import Tokenized

from qa.words import terms_of

K1, B = 1.2, 0.75
Scores = npt.NDArray[np.float32]


class LexicalIndex:
    """BM25 (Lucene's form) over rows, with the share of the attainable score as its scale."""

    def __init__(self, bm25: bm25s.BM25, frequencies: npt.NDArray[np.int64]) -> None:
        self._bm25, self._frequencies = bm25, frequencies

    @classmethod
    def build(cls, texts: Sequence[str]) -> "LexicalIndex":
        """Indexes `texts`, one a row."""
        rows = [terms_of(text) for text in texts]
        # Numbered in order of appearance, so that the same texts give the same bytes on disk.
        vocabulary = {term: n for n, term in enumerate(dict.fromkeys(t for r in rows for t in r))}
        vocabulary.setdefault("", len(vocabulary))  # bm25s wants a term that stands for no term
        ids = [[vocabulary[term] for term in row] or [vocabulary[""]] for row in rows]
        bm25 = bm25s.BM25(method="lucene", k1=K1, b=B)
        bm25.index(Tokenized(ids=ids, vocab=vocabulary), show_progress=False)
        return cls(bm25, _frequencies(bm25))

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Opens what `save` wrote, memory-mapped. Verify the files' digests first."""
        bm25 = bm25s.BM25.load(folder, mmap=True, load_corpus=False, allow_pickle=False)
        return cls(bm25, _frequencies(bm25))

    def save(self, folder: Path) -> None:
        self._bm25.save(folder, show_progress=False, allow_pickle=False)

    def __len__(self) -> int:
        return int(self._bm25.scores["num_docs"])

    def idf(self, term: str) -> float:
        """Inverse document frequency of a term: ln(1 + (n - df + 0.5) / (df + 0.5))."""
        number = self._bm25.vocab_dict.get(term)
        df = 0 if number is None else int(self._frequencies[number])
        return float(np.log(1 + (len(self) - df + 0.5) / (df + 0.5)))

    def scores(self, terms: Sequence[str]) -> Scores:
        """BM25 of every row for `terms`, (rows,) float32."""
        known = [term for term in terms if term in self._bm25.vocab_dict]
        if not known:
            return np.zeros(len(self), dtype=np.float32)
        result: Scores = self._bm25.get_scores(known)
        return result

    def shares(self, terms: Sequence[str]) -> Scores:
        """`scores` as shares of the bound, the sum of the terms' idf: comparable between questions.

        A term in Lucene's form adds idf * tf / (tf + K1 * ...) and so never reaches its idf.
        """
        bound = sum(self.idf(term) for term in terms)
        return self.scores(terms) / np.float32(bound or 1)


def _frequencies(bm25: bm25s.BM25) -> npt.NDArray[np.int64]:
    """Number of rows that hold each term: the lengths of the postings."""
    return np.diff(np.asarray(bm25.scores["indptr"])).astype(np.int64)
