"""A sentence-transformers model run by onnxruntime: the same vectors, and no torch to load.

`embeddings.export` makes the graph, once for each model, processor and version of onnxruntime.
"""

import hashlib
import json
import logging
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from embeddings.cache import kept
from embeddings.encoder import Encoded, Spans, Vectors, encoded, unit
from embeddings.errors import EncoderError
from embeddings.threads import limit_threads
from embeddings.together import Together
from embeddings.weights import Model

GRAPH, WEIGHTS, TOKENIZER, DETAILS = "model.onnx", "model.data", "tokenizer.json", "encoder.json"
_VERSION = 3  # of what `embeddings.export` writes
_MOST, _ROOM = 32, 4_000  # texts, and characters padded to the longest, of several threads at once
# Tokens of a batch, padding included. What a run holds of more no longer fits the caches of a core:
# a passage goes alone, and nothing of it is padding; some questions go together.
_TOKENS = 128

_log = logging.getLogger(__name__)


class NotExported(Exception):
    """A model that cannot be exported, or whose graph gives other vectors; the message says why."""


@dataclass(frozen=True, slots=True)
class Details:
    """What an exported encoder is.

    dim         length of a vector
    longest     tokens that it reads of a text, the model's own marks included
    inputs      what the graph is given, in order
    padding     the number of the token that fills a text up
    mean        whether a text's vector is the mean of those of its tokens
    probe       a text, and the `vector` that the model itself gives for it
    nearness    the cosine that the graph's vector of `probe` has with it at the least
    """

    dim: int
    longest: int
    inputs: tuple[str, ...]
    padding: int
    mean: bool
    probe: str
    vector: tuple[float, ...]
    nearness: float


def options() -> onnxruntime.SessionOptions:
    """One thread for each run: what many ask is divided by text, which needs no waiting."""
    session = onnxruntime.SessionOptions()
    session.intra_op_num_threads = session.inter_op_num_threads = 1
    session.log_severity_level = 3
    # Patterns are kept for each shape that was ever seen, and questions have many.
    session.enable_mem_pattern = False
    return session


class OnnxEncoder:
    """An exported model. It serves many threads; what they ask at one moment is encoded together.

    A text's vectors are the same to the last bit whatever it is encoded together with.
    Raises EncoderError when the graph does not give the vector that it was exported with, as on
    another processor than its own.
    """

    def __init__(self, model: Model, folder: Path, *, threads: int | None = None) -> None:
        """`threads`: texts are divided among so many; None for one on each core."""
        self._threads = threads or os.cpu_count() or 1
        limit_threads(self._threads)  # of what onnxruntime does not govern
        content = json.loads((folder / DETAILS).read_bytes())
        self._details = details = Details(**content)
        self._model = model
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(details.longest)
        session = options()
        # The graph lies there as it is to be run: what onnxruntime looks for again is slower.
        session.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        self._session = onnxruntime.InferenceSession(
            str(folder / GRAPH), session, providers=["CPUExecutionProvider"]
        )
        self._together = Together(self._encode_tokens, _MOST, len, _ROOM)
        cosine = float(self.encode([details.probe])[0] @ unit(np.array(details.vector)))
        if not cosine >= details.nearness:
            raise EncoderError(f"model {model.id!r}: its export gives other vectors here")

    @property
    def model(self) -> Model:
        """The model, as an index names it."""
        return self._model

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._details.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`."""
        rows = [found.vector for found in self.encode_tokens(texts)]
        return np.stack(rows) if rows else np.zeros((0, self.dim), dtype=np.float32)

    def encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        """See `Encoder.encode_tokens`."""
        return self._together(texts) if texts else []

    def _encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        read = self._read(texts)
        found: dict[int, Encoded] = {}
        for numbers, vectors, tokens in self._batches(read):
            for place, number in enumerate(numbers):
                spans: Spans = np.array(read[number].offsets, dtype=np.int32).reshape(-1, 2)
                mean = self._details.mean
                vector = _mean(tokens[place], read[number]) if mean else vectors[place]
                found[number] = encoded(vector, tokens[place], spans)
        return [found[number] for number in range(len(read))]

    def _read(self, texts: Sequence[str]) -> list[Encoding]:
        return list(self._tokenizer.encode_batch(list(texts)))

    def _batches(self, read: Sequence[Encoding]) -> Iterator[tuple[list[int], Vectors, Vectors]]:
        """For each batch the numbers of its texts, their vectors (n, dim), and those of their
        tokens (n, longest, dim)."""

        def run(batch: list[int]) -> tuple[list[int], Vectors, Vectors]:
            return batch, *self._run([read[number] for number in batch])

        # In eight bits numbers are rounded by the largest of the batch: each text has its own.
        room = _TOKENS if self._model.precision == "float32" else 0
        batches = list(_of_like_length([len(encoding) for encoding in read], room))
        if self._threads == 1 or len(batches) == 1:
            yield from map(run, batches)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(run, batches)

    def _run(self, batch: Sequence[Encoding]) -> tuple[Vectors, Vectors]:
        shape = len(batch), max(map(len, batch))
        arrays = {
            "input_ids": np.full(shape, self._details.padding, dtype=np.int64),
            "attention_mask": np.zeros(shape, dtype=np.int64),
            "token_type_ids": np.zeros(shape, dtype=np.int64),
        }
        for row, encoding in enumerate(batch):
            arrays["input_ids"][row, : len(encoding)] = encoding.ids
            arrays["attention_mask"][row, : len(encoding)] = 1
        given = {name: arrays[name] for name in self._details.inputs}
        vectors, tokens = self._session.run(["vector", "tokens"], given)
        return vectors, tokens


def _of_like_length(lengths: Sequence[int], room: int) -> Iterator[list[int]]:
    """Numbers of texts in batches of like length, the longest first, so that little is padded; what
    has more tokens than `room`, padding included, is one text."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > room:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _mean(tokens: Vectors, encoding: Encoding) -> Vectors:
    """The mean of a text's tokens, the model's own marks included, without what fills it up.

    The graph's own sum adds in an order that depends on the batch.
    """
    mean: Vectors = tokens[: len(encoding)].mean(axis=0)
    return mean


def open_exported(model: Model, *, threads: int | None = None) -> OnnxEncoder:
    """The exported encoder of `model`, which is exported first if it has not been.

    Raises NotExported.
    """

    def write(out: Path) -> None:
        _log.info("preparing the encoder %s, once", model.id)
        _export(model, out)

    folder = kept("encoders", _key(model), write)
    if reason := json.loads((folder / DETAILS).read_bytes()).get("refused"):
        raise NotExported(reason)
    try:
        return OnnxEncoder(model, folder, threads=threads)
    except EncoderError as error:
        raise NotExported(str(error)) from error


def _export(model: Model, out: Path) -> None:
    """In a process of its own, which takes torch with it when it ends. Raises NotExported."""
    command = [sys.executable, "-P", "-m", "embeddings.export"]
    # Our own program, and a folder that was located.
    command += [str(model.folder), str(out), model.precision, model.sha256]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        raise NotExported(" ".join(lines[-1].split())[:200])


def _key(model: Model) -> str:
    """A digest of all that the exported files depend on."""
    digest = hashlib.sha256(f"{_VERSION} {model.precision} {model.sha256}".encode())
    digest.update(f"{onnxruntime.__version__} {_processor()}".encode())
    for path in sorted(model.folder.rglob("*.json")):  # pooling, tokenizer, lengths
        digest.update(path.relative_to(model.folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def _processor() -> str:
    """What the processor can do: the order in which weights are stored depends on it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    flags = next((line for line in lines if line.startswith(("flags", "Features"))), "")
    return f"{platform.machine()} {platform.processor()} {flags}"
