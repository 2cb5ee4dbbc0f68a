"""The kinds of FAISS index: which one fits how many vectors, and how they are written down."""

import math
import re
from dataclasses import dataclass

from embeddings.errors import VectorsError

# Up to here a search of all rows takes some 5 ms on one thread, and nothing is ever missed.
MOST_EXACT = 100_000
_KIND = re.compile(
    r"""
    (?P<factory> Flat | (?: IVF [1-9]\d{0,5} | HNSW [1-9]\d{0,2} ) , (?: Flat | SQ8 | SQfp16 ) )
    (?: , (?P<name> nprobe | efSearch ) = (?P<value> [1-9]\d{0,5} ) )?
    """,
    re.VERBOSE,
)
_LISTS = re.compile(r"IVF(\d+),")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of index: FAISS's factory string, and how much of it a search visits.

    `effort`: the lists that are visited (nprobe of IVF) or the candidates that are kept (efSearch
    of HNSW); None for Flat, and where it is yet to be chosen.
    """

    factory: str
    effort: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Kind":
        """Reads "Flat", "IVF4096,SQ8" or "IVF4096,SQ8,nprobe=64". Raises VectorsError."""
        match = _KIND.fullmatch(text)
        if match is not None:
            kind = cls(match["factory"], int(match["value"]) if match["value"] else None)
            if match["name"] in (None, kind.parameter):
                return kind
        raise VectorsError(
            f"{text!r} is no kind of vector index; allowed: auto, Flat, IVF4096,SQ8 or HNSW32,SQ8 "
            "(other numbers, Flat or SQfp16 for SQ8), and behind these ,nprobe=64 or ,efSearch=64"
        )

    @property
    def parameter(self) -> str | None:
        """What FAISS calls the effort of a search."""
        if self.factory.startswith("IVF"):
            return "nprobe"
        return "efSearch" if self.factory.startswith("HNSW") else None

    @property
    def lists(self) -> int:
        """How many lists an IVF has; 0 for another kind."""
        match = _LISTS.match(self.factory)
        return int(match.group(1)) if match else 0

    def __str__(self) -> str:
        return f"{self.factory},{self.parameter}={self.effort}" if self.effort else self.factory


EXACT = Kind("Flat")


def kind_for(rows: int) -> Kind:
    """The kind that fits so many rows: exact for few, then about 4 sqrt(rows) lists."""
    if rows <= MOST_EXACT:
        return EXACT
    return Kind(f"IVF{1 << round(math.log2(4 * math.sqrt(rows)))},SQ8")
