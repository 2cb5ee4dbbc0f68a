"""The parses of an index's sentences: a table of numbers, and the names they stand for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.arrays import Rows, mapped, mapped_rows
from embeddings.blocks import Checks
from qa.strings import Strings
from qa.syntax import Parse, Word

Table = npt.NDArray[np.int32]
Runs = npt.NDArray[np.int64]

WIDTH = 9  # numbers of a word
_NEARLY_ALL = 0.8
_WORDS, _RUNS, _NAMES, _IN_USE = "words.npy", "runs.npy", "names", "in_use"


@dataclass(frozen=True, slots=True, eq=False)
class Parses:
    """The parse of each sentence row.

    words (n, 9) int32: start, end, head, and the numbers in `names` of lemma, pos, tag, dep and
    entity, and whether it begins one; runs (rows, 2): which words are those of a row.
    in_use: the lemmas, in lower case, that are names nearly wherever they stand.
    """

    words: Rows
    runs: Runs
    names: Strings
    in_use: Strings

    @classmethod
    def build(cls, parses: Sequence[Parse]) -> "Parses":
        """The table of `parses`, one a row."""
        numbers: dict[str, int] = {}
        words = [numbered(parse, numbers) for parse in parses]
        empty = np.zeros((0, WIDTH), dtype=np.int32)
        return cls.of(np.concatenate([empty, *words]), [len(part) for part in words], numbers)

    @classmethod
    def of(cls, words: Table, lengths: Sequence[int], names: Iterable[str]) -> "Parses":
        """The table `words` of parses of these `lengths`, with the names in the order of their
        numbers: what `numbered` gives for one parse after the other."""
        ends = np.cumsum(lengths, dtype=np.int64)
        starts = ends - np.array(lengths, dtype=np.int64)
        every = tuple(names)
        in_use = Strings.of(sorted(_names_in_use(words, every)))
        return cls(words, np.stack([starts, ends], axis=1), Strings.of(every), in_use)

    @classmethod
    def load(cls, folder: Path, checks: Checks | None = None) -> "Parses":
        """Opens what `save` wrote, memory-mapped. What `checks` has not, verify before."""
        return cls(
            mapped_rows(folder / _WORDS, checks),
            mapped(folder / _RUNS, checks),
            Strings.load(folder / _NAMES, checks),
            Strings.load(folder / _IN_USE, checks),
        )

    def save(self, folder: Path) -> None:
        """Writes the parses into `folder`, which is made."""
        folder.mkdir()
        np.save(folder / _WORDS, self.words[:], allow_pickle=False)
        np.save(folder / _RUNS, self.runs, allow_pickle=False)
        self.names.save(folder / _NAMES)
        self.in_use.save(folder / _IN_USE)

    def parse(self, row: int) -> Parse:
        """The parse of a sentence row; empty where its language is not parsed."""
        start, end = self.runs[row]
        names = self.names
        return tuple(
            Word(
                a,
                b,
                head,
                names[lemma],
                names[pos],
                names[tag],
                names[dep],
                names[entity],
                begins > 0,
            )
            for a, b, head, lemma, pos, tag, dep, entity, begins in self.words[start:end].tolist()
        )


def _names_in_use(words: Table, names: Sequence[str]) -> frozenset[str]:
    lemmas, tags = words[:, 3], words[:, 4]
    proper = np.isin(tags, [n for n, name in enumerate(names) if name == "PROPN"])
    every = np.bincount(lemmas, minlength=len(names))
    named = np.bincount(lemmas[proper], minlength=len(names))
    kept = np.flatnonzero((named > 0) & (named >= _NEARLY_ALL * every))
    return frozenset(names[n].lower() for n in kept.tolist())


def numbered(parse: Parse, numbers: dict[str, int]) -> Table:
    """A parse as rows of `Parses.words`; `numbers` has those of all names, and gets new ones."""

    def number(name: str) -> int:
        return numbers.setdefault(name, len(numbers))

    rows = [
        (w.start, w.end, w.head, *map(number, (w.lemma, w.pos, w.tag, w.dep, w.entity)), w.begins)
        for w in parse
    ]
    return np.array(rows, dtype=np.int32).reshape(-1, WIDTH)
