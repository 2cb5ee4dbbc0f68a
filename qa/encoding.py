"""Texts encoded in batches, and how what comes of them is written."""

import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from embeddings.encoder import Encoder, Spans, Vectors
from embeddings.tokens import TokenVectors
from qa.kept import Form, Rows
from qa.parses import WIDTH, Numbered

_BATCH = 128
_COUNT = struct.Struct("<I")


@dataclass(frozen=True, slots=True, eq=False)
class PassageVectors:
    """A passage encoded: its vector, its tokens, and their places in the text that was encoded."""

    vector: Vectors
    tokens: TokenVectors
    spans: Spans


def batches(rows: Rows, lengths: npt.NDArray[np.int32]) -> Iterator[Rows]:
    """Batches of rows whose texts are of like `lengths`, the longest first, so that little is
    padded."""
    order = rows[np.argsort(-lengths, kind="stable")]
    for start in range(0, len(order), _BATCH):
        yield order[start : start + _BATCH]


def encode_passages(texts: Sequence[str], encoder: Encoder) -> list[PassageVectors]:
    """Passages with their tokens, in order."""
    return [
        PassageVectors(found.vector, TokenVectors.quantised(found.tokens), found.spans)
        for found in encoder.encode_tokens(texts)
    ]


def passage_form(dim: int) -> Form[PassageVectors]:
    """Passages as bytes: the number of tokens, then the vector, the scales, the spans, the rows."""

    def pack(passage: PassageVectors) -> bytes:
        tokens = passage.tokens
        return b"".join(
            (
                _COUNT.pack(len(tokens)),
                passage.vector.astype("<f4").tobytes(),
                tokens.scales[:].astype("<f4").tobytes(),
                passage.spans.astype("<i4").tobytes(),
                tokens.rows[:].tobytes(),
            )
        )

    def unpack(content: bytes) -> PassageVectors:
        (count,) = _COUNT.unpack_from(content)
        numbers = np.frombuffer(content, dtype="<f4", count=dim + count, offset=_COUNT.size)
        after = _COUNT.size + numbers.nbytes
        spans = np.frombuffer(content, dtype="<i4", count=2 * count, offset=after)
        rows = np.frombuffer(content, dtype=np.int8, offset=after + spans.nbytes)
        tokens = TokenVectors(rows.reshape(count, dim), numbers[dim:])
        return PassageVectors(numbers[:dim], tokens, spans.reshape(count, 2))

    return Form(pack, unpack)


def parse_form() -> Form[Numbered]:
    """Parses as bytes: how many words, these, and the names as JSON."""

    def pack(parse: Numbered) -> bytes:
        words = parse.words.astype("<i4").tobytes()
        return _COUNT.pack(len(parse.words)) + words + json.dumps(parse.names).encode()

    def unpack(content: bytes) -> Numbered:
        (count,) = _COUNT.unpack_from(content)
        words = np.frombuffer(content, dtype="<i4", count=count * WIDTH, offset=_COUNT.size)
        names = json.loads(content[_COUNT.size + words.nbytes :])
        return Numbered(words.reshape(-1, WIDTH), names)

    return Form(pack, unpack)
