"""A sentence that was found, with what it is worth."""

from dataclasses import dataclass

from embeddings.encoder import Vectors
from qa.types import Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A sentence with its score and its features (`qa.features.NAMES`).

    `features` is None for what was not read closely, which stands behind all that was. `partner` is
    the sentence beside it that it belongs together with, if there is one.
    """

    sentence: Sentence
    score: float
    features: Vectors | None
    partner: Sentence | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Start and end of the sentence, or of the two, in the stored text."""
        other = self.partner or self.sentence
        return min(self.sentence.start, other.start), max(self.sentence.end, other.end)
