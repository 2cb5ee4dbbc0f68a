"""The encoder by sentence-transformers itself: what an exported one is measured against."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from embeddings.encoder import Encoded, Vectors, encoded
from embeddings.errors import EncoderError
from embeddings.threads import limit_threads
from embeddings.together import Together
from embeddings.weights import Model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_MOST, _ROOM = 32, 4_000  # texts, and characters padded to the longest, that are encoded at once


class SentenceTransformerEncoder:
    """A sentence-transformers model (Reimers and Gurevych 2019) on the processor.

    It serves many threads; what they ask at the same moment is encoded together.
    """

    def __init__(
        self, model: Model, *, threads: int | None = None, attention: str | None = None
    ) -> None:
        """`threads` for the arithmetic of the whole process: None takes a thread for each core.

        `attention`: the implementation that transformers is to take; None for its own choice.
        """
        # Imported here: it loads torch, which commands that encode nothing need not wait for.
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        # A bar for the loading of weights would land in the output of every command.
        transformers_logging.disable_progress_bar()
        torch.set_num_threads(threads or os.cpu_count() or 1)
        limit_threads(threads or os.cpu_count() or 1)  # of what torch does not govern
        try:
            self._transformer = SentenceTransformer(
                str(model.folder),
                device="cpu",
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True}
                | ({} if attention is None else {"attn_implementation": attention}),
            )
        except (OSError, ValueError, KeyError, ImportError) as error:
            reason = " ".join(str(error).split())[:200]
            raise EncoderError(f"model {model.id!r} cannot be loaded: {reason}") from error
        dim = self._transformer.get_embedding_dimension()
        if dim is None:
            raise EncoderError(f"model {model.id!r} does not state the length of its vectors")
        if not self._transformer.tokenizer.is_fast:
            raise EncoderError(f"model {model.id!r} has a tokenizer that does not keep offsets")
        self._model, self._dim = model, int(dim)
        self._together = Together(self._encode_tokens, _MOST, len, _ROOM)

    @property
    def transformer(self) -> "SentenceTransformer":
        """What it runs."""
        return self._transformer

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
            batch_size=_MOST,
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
            batch_size=_MOST,
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
            encoded(
                output["sentence_embedding"].numpy(),
                output["token_embeddings"].numpy(),
                np.array(places, dtype=np.int32),
            )
            for output, places in zip(outputs, spans, strict=True)
        ]
