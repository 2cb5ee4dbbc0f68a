"""The parses of an index's sentences: a table of numbers, and the names they stand for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.arrays import mapped
from qa.syntax import Parse, Word

Table = npt.NDArray[np.int32]
Runs = npt.NDArray[np.int64]

_WIDTH = 9
_NEARLY_ALL = 0.8
_WORDS, _RUNS, _NAMES = "words.npy", "runs.npy", "names.json"


@dataclass(frozen=True, slots=True, eq=False)
class Parses:
    """The parse of each sentence row.

    words (n, 9) int32: start, end, head, and the numbers in `names` of lemma, pos, tag, dep and
    entity, and whether it begins one; runs (rows, 2): which words are those of a row.
    """

    words: Table
    runs: Runs
    names: tuple[str, ...]

    @classmethod
    def build(cls, parses: Sequence[Parse]) -> "Parses":
        """The table of `parses`, one a row."""
        numbers: dict[str, int] = {}

        def number(name: str) -> int:
            return numbers.setdefault(name, len(numbers))

        rows = [
            (
                w.start,
                w.end,
                w.head,
                *map(number, (w.lemma, w.pos, w.tag, w.dep, w.entity)),
                w.begins,
            )
            for parse in parses
            for w in parse
        ]
        ends = np.cumsum([len(parse) for parse in parses], dtype=np.int64)
        starts = ends - np.array([len(parse) for parse in parses], dtype=np.int64)
        return cls(
            np.array(rows, dtype=np.int32).reshape(-1, _WIDTH),
            np.stack([starts, ends], axis=1),
            tuple(numbers),
        )

    @classmethod
    def load(cls, folder: Path) -> "Parses":
        """Opens what `save` wrote, memory-mapped. Verify the files' digests first."""
        names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
        return cls(mapped(folder / _WORDS), mapped(folder / _RUNS), tuple(names))

    def save(self, folder: Path) -> None:
        """Writes the parses into `folder`, which is made."""
        folder.mkdir()
        np.save(folder / _WORDS, self.words, allow_pickle=False)
        np.save(folder / _RUNS, self.runs, allow_pickle=False)
        (folder / _NAMES).write_text(json.dumps(self.names), encoding="utf-8")

    def names_in_use(self) -> frozenset[str]:
        """The lemmas, in lower case, that are names nearly wherever they stand."""
        lemmas, tags = self.words[:, 3], self.words[:, 4]
        proper = np.isin(tags, [n for n, name in enumerate(self.names) if name == "PROPN"])
        every = np.bincount(lemmas, minlength=len(self.names))
        named = np.bincount(lemmas[proper], minlength=len(self.names))
        kept = np.flatnonzero((named > 0) & (named >= _NEARLY_ALL * every))
        return frozenset(self.names[n].lower() for n in kept)

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
