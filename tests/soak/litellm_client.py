"""A question by litellm, which the environment of this program has: whole, streamed, and put
together from the stream; what it understood of each, as one line of JSON."""

import json
import sys

import litellm

address, question = sys.argv[1:]
litellm.suppress_debug_info = True
asked = {
    "model": "openai/citewell",
    "api_base": f"{address}/v1",
    "api_key": "none",
    "messages": [{"role": "user", "content": question}],
}
whole = litellm.completion(**asked)
chunks = list(litellm.completion(**asked, stream=True))
together = litellm.stream_chunk_builder(chunks)
said = {
    "whole": whole.model_dump(),
    "chunks": [chunk.model_dump() for chunk in chunks],
    "together": together.model_dump(),
}
print(json.dumps(said))
