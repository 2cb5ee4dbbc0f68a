"""The real encoder, with something done around it."""

from collections.abc import Sequence

from embeddings.encoder import Encoded, Encoder, Vectors
from embeddings.weights import Model


class Passing:
    """Passes everything on to `encoder`; what a test is about overrides `encode_tokens`."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @property
    def model(self) -> Model:
        return self._encoder.model

    @property
    def dim(self) -> int:
        return self._encoder.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode(texts)

    def encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        return self._encoder.encode_tokens(texts)
