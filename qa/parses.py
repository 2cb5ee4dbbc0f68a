"""The parses of an index's sentences: a table of numbers, and the names they stand for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.arrays import Rows, mapped, mapped_rows
from embeddings.blocks import Checks
from qa.columns import Column
from qa.strings import Strings
from qa.syntax import Parse, Word

Table = npt.NDArray[np.int32]
Runs = npt.NDArray[np.int64]

WIDTH = 9  # numbers of a word
_NAMED = slice(3, 8)  # those of them that stand for names
_LEMMA = 3
_NEARLY_ALL = 0.8
_AT_ONCE = 1 << 16  # words that are counted together
_WORDS, _RUNS, _NAMES, _IN_USE = "words.npy", "runs.npy", "names", "in_use"


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """A parse by itself: `words` (n, 9) as in `Parses`, with the numbers of its own `names`, which
    are in order of appearance."""

    words: Table
    names: Sequence[str]


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
    def write(cls, folder: Path, parses: Iterable[Numbered]) -> "Parses":
        """Writes the table of `parses`, one a row, into `folder`, which is made; it, opened.

        Raises OSError when the disk refuses.
        """
        folder.mkdir()
        words, runs = Column(folder / _WORDS, np.int32, WIDTH), Column(folder / _RUNS, np.int64, 2)
        numbers: dict[str, int] = {}
        end = 0
        for parse in parses:
            own = [numbers.setdefault(name, len(numbers)) for name in parse.names]
            words.append(_renumbered(parse.words, np.array(own, dtype=np.int32)))
            runs.append(np.array([[end, end := end + len(parse.words)]]))
        runs.close()
        Strings.of(numbers).save(folder / _NAMES)
        in_use = _names_in_use(words.mapped(), tuple(numbers))
        Strings.of(sorted(in_use)).save(folder / _IN_USE)
        return cls.load(folder)

    @classmethod
    def load(cls, folder: Path, checks: Checks | None = None) -> "Parses":
        """Opens what `write` wrote, memory-mapped. What `checks` has not, verify before."""
        return cls(
            mapped_rows(folder / _WORDS, checks),
            mapped(folder / _RUNS, checks),
            Strings.load(folder / _NAMES, checks),
            Strings.load(folder / _IN_USE, checks),
        )

    def numbered(self, row: int) -> Numbered:
        """The parse of a sentence row as numbers."""
        start, end = self.runs[row]
        words = self.words[start:end]
        found, firsts = np.unique(words[:, _NAMED], return_index=True)
        order = found[np.argsort(firsts)]
        numbers = np.zeros(found.max(initial=-1) + 1, dtype=np.int32)
        numbers[order] = np.arange(len(order))
        return Numbered(_renumbered(words, numbers), [self.names[n] for n in order.tolist()])

    def holds(self, row: int, lemma: str) -> bool:
        """Whether a sentence row has a word of this lemma."""
        number = self.names.find(lemma)
        start, end = self.runs[row]
        return number is not None and bool((self.words[start:end][:, _LEMMA] == number).any())

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


def _renumbered(words: Table, numbers: Table) -> Table:
    """`words` with `numbers[n]` for the number n of each name."""
    words = words.copy()
    words[:, _NAMED] = numbers[words[:, _NAMED]]
    return words


def _names_in_use(words: Table, names: Sequence[str]) -> frozenset[str]:
    propers = [n for n, name in enumerate(names) if name == "PROPN"]
    every, named = np.zeros((2, len(names)), dtype=np.int64)
    for start in range(0, len(words), _AT_ONCE):
        lemmas, tags = words[start : start + _AT_ONCE, 3:5].T
        every += np.bincount(lemmas, minlength=len(names))
        named += np.bincount(lemmas[np.isin(tags, propers)], minlength=len(names))
    kept = np.flatnonzero((named > 0) & (named >= _NEARLY_ALL * every))
    return frozenset(names[n].lower() for n in kept.tolist())


def numbered(parse: Parse) -> Numbered:
    """A parse as numbers."""
    names: dict[str, int] = {}

    def number(name: str) -> int:
        return names.setdefault(name, len(names))

    rows = [
        (w.start, w.end, w.head, *map(number, (w.lemma, w.pos, w.tag, w.dep, w.entity)), w.begins)
        for w in parse
    ]
    return Numbered(np.array(rows, dtype=np.int32).reshape(-1, WIDTH), tuple(names))
