"""Text to unit vectors: one for a whole text, one for each of its tokens."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from embeddings.errors import EncoderError
from embeddings.weights import Model, Precision, locate

Vectors = npt.NDArray[np.float32]
Spans = npt.NDArray[np.int32]

_log = logging.getLogger(__name__)


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


def unit(rows: npt.NDArray[np.floating]) -> Vectors:
    """`rows` (..., dim) at length 1; zeros stay zeros."""
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    result: Vectors = (rows / np.maximum(norms, np.finfo(np.float32).tiny)).astype(np.float32)
    return result


def encoded(vector: Vectors, tokens: Vectors, spans: Spans) -> Encoded:
    """What a model gave for a text: padding stands behind its tokens, and the places of the model's
    own marks are empty."""
    own = spans[:, 1] > spans[:, 0]
    return Encoded(unit(vector), unit(tokens[: len(spans)][own]), spans[own])


def open_encoder(
    name: str | None = None,
    *,
    threads: int | None = None,
    precision: Precision = "float32",
) -> Encoder:
    """The encoder `name` (a folder or a hub name), or the packaged all-MiniLM-L6-v2.

    It is run by onnxruntime; a model of an unusual shape by sentence-transformers, which the log
    then says. `precision`: of its weights; int8 is faster, and loses a little. Raises EncoderError
    with a one-line message when the model cannot be had or trusted.
    """
    return open_model(locate(name, precision), threads=threads)


def open_model(model: Model, *, threads: int | None = None) -> Encoder:
    """The encoder of a model that was located; see `open_encoder`."""
    from embeddings.exported import NotExported, open_exported

    try:
        return open_exported(model, threads=threads)
    except NotExported as reason:
        if model.precision != "float32":
            raise EncoderError(
                f"model {model.id!r} cannot be had in {model.precision}: {reason}"
            ) from reason
        _log.warning(
            "model %s is encoded by sentence-transformers, which is slower: %s", model.id, reason
        )
    # Imported here: it loads torch, which who has an exported model need not wait for.
    from embeddings.reference import SentenceTransformerEncoder

    return SentenceTransformerEncoder(model, threads=threads)
