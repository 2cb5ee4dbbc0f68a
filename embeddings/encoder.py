"""Text to unit vectors: one for a whole text, one for each of its tokens."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from embeddings.errors import EncoderError
from embeddings.together import Together
from embeddings.weights import Model, locate

Vectors = npt.NDArray[np.float32]
Spans = npt.NDArray[np.int32]

_ROOM = 4_000  # characters that are encoded together, each text counted as long as the longest


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A text encoded: `vector` (dim,), and for its t tokens `tokens` (t, dim) and `spans` (t, 2).

    All rows are unit float32. A span is the token's place in the text, start and end; the model's
    own marks (start, end of text) are left out, and so is what is beyond the model's reach.
    """

    vector: Vectors
    tokens: Vectors
    spans: Spans


class Encoder(Protocol):
    """What turns texts into vectors whose inner product is their cosine similarity."""

    @property
    def model(self) -> Model:
        """The model, as an index names it."""
        ...

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """`texts` to a C-contiguous (n, dim) float32 array of unit rows, in order."""
        ...

    def encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        """`texts` to their vectors and those of their tokens, in order, by one pass each."""
        ...


class SentenceTransformerEncoder:
    """A sentence-transformers model (Reimers and Gurevych 2019) on the processor.

    It serves many threads; what they ask at the same moment is encoded together.
    """

    def __init__(self, model: Model, *, threads: int | None = None, batch_size: int = 32) -> None:
        """`threads` for the arithmetic of the whole process: None takes a thread for each core."""
        # Imported here: it loads torch, which commands that encode nothing need not wait for.
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        # A bar for the loading of weights would land in the output of every command.
        transformers_logging.disable_progress_bar()
        torch.set_num_threads(threads or os.cpu_count() or 1)
        # What torch does not govern: the arithmetic of numpy and of FAISS.
        threadpool_limits(threads or os.cpu_count() or 1)
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
        if not self._transformer.tokenizer.is_fast:
            raise EncoderError(f"model {model.id!r} has a tokenizer that does not keep offsets")
        self._model, self._dim, self._batch_size = model, int(dim), batch_size
        self._together = Together(self._encode_tokens, batch_size, len, _ROOM)

    @property
    def model(self) -> Model:
        """The model, as an index names it."""
        return self._model

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`."""
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

    def encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        """See `Encoder.encode_tokens`."""
        return self._together(texts) if texts else []

    def _encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        outputs = self._transformer.encode(
            list(texts),
            batch_size=self._batch_size,
            output_value=None,
            convert_to_numpy=False,
            show_progress_bar=False,
        )
        spans = self._transformer.tokenizer(
            list(texts),
            truncation=True,
            max_length=self._transformer.max_seq_length,
            return_offsets_mapping=True,
        )["offset_mapping"]
        return [
            _encoded(
                output["sentence_embedding"].numpy(),
                output["token_embeddings"].numpy(),
                np.array(places, dtype=np.int32),
            )
            for output, places in zip(outputs, spans, strict=True)
        ]


def _encoded(vector: Vectors, tokens: Vectors, spans: Spans) -> Encoded:
    """Padding stands behind the tokens; the model's own marks have empty spans."""
    own = spans[:, 1] > spans[:, 0]
    return Encoded(_unit(vector), _unit(tokens[: len(spans)][own]), spans[own])


def _unit(rows: Vectors) -> Vectors:
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    unit: Vectors = (rows / np.maximum(norms, np.finfo(np.float32).tiny)).astype(np.float32)
    return unit


def open_encoder(
    name: str | None = None, *, threads: int | None = None
) -> SentenceTransformerEncoder:
    """The encoder `name` (a folder or a hub name), or the packaged all-MiniLM-L6-v2.

    Raises EncoderError with a one-line message when the model cannot be had or trusted.
    """
    return SentenceTransformerEncoder(locate(name), threads=threads)
