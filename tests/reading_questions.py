"""A question read as the engine reads it."""

from qa.engine import Engine
from qa.reading import Reading, read
from qa.token_weights import token_weights


def reading_of(engine: Engine, question: str) -> Reading:
    """`question` with its vectors, weights and parse, over the engine's library."""
    encoded = engine.encoder.encode_tokens([question])[0]
    weights = token_weights(question, encoded, engine.library)
    return read(question, encoded, weights, engine.parse(question))
