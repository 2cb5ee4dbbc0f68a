"""Text to unit vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from embeddings.errors import EncoderError
from embeddings.weights import Model, locate

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """What turns texts into vectors whose inner product is their cosine similarity."""

    @property
    def model(self) -> Model: ...

    @property
    def dim(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """`texts` to a C-contiguous (n, dim) float32 array of unit rows, in order."""
        ...


class SentenceTransformerEncoder:
    """A sentence-transformers model (Reimers and Gurevych 2019) on the processor."""

    def __init__(self, model: Model, *, batch_size: int = 32) -> None:
        # Imported here: it loads torch, which commands that encode nothing need not wait for.
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        # A bar for the loading of weights would land in the output of every command.
        transformers_logging.disable_progress_bar()
        try:
            self._transformer = SentenceTransformer(
                str(model.folder),
                device="cpu",
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError, KeyError, ImportError) as error:
            reason = " ".join(str(error).split())[:200]
            raise EncoderError(f"model {model.id!r} cannot be loaded: {reason}") from error
        dim = self._transformer.get_embedding_dimension()
        if dim is None:
            raise EncoderError(f"model {model.id!r} does not state the length of its vectors")
        self._model, self._dim, self._batch_size = model, int(dim), batch_size

    @property
    def model(self) -> Model:
        return self._model

    @property
    def dim(self) -> int:
        return self._dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self._dim), dtype=np.float32)
        rows = self._transformer.encode(
            list(texts),
            batch_size=self._batch_size,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.ascontiguousarray(rows, dtype=np.float32)


def open_encoder(name: str | None = None) -> SentenceTransformerEncoder:
    """The encoder `name` (a folder or a hub name), or the packaged all-MiniLM-L6-v2.

    Raises EncoderError with a one-line message when the model cannot be had or trusted.
    """
    return SentenceTransformerEncoder(locate(name))
