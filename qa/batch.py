"""A file of questions, one JSON object a line, answered in order."""

import json
import math
from collections.abc import Iterable, Iterator

from embeddings.errors import EncoderError, VectorsError
from qa.engine import Engine
from qa.errors import CitewellError, QueryError
from qa.query import query_of

# The keys of a question set that say how an answer is scored. A set can be answered as it is; its
# `sources` say which citations are right, and would give the answer away as a filter.
_SCORING_KEYS = frozenset({"kind", "answerable", "gold", "short", "disagree"})
# What no row is to blame for, and every row after it would meet again.
_NOT_OF_A_ROW = (CitewellError, EncoderError, VectorsError, OSError, MemoryError)


def answer_rows(engine: Engine, lines: Iterable[bytes]) -> Iterator[dict[str, object]]:
    """For each row its `id` with the response, or with `error` where the row cannot be read, or
    shows a fault of ours: it must not cost the others their answers."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _answer(engine, line, number)


def _answer(engine: Engine, line: bytes, number: int) -> dict[str, object]:
    id: object = None
    try:
        row = _row(line)
        id = row.pop("id", None)
        if row.keys() & _SCORING_KEYS:
            row = {key: row[key] for key in row.keys() - _SCORING_KEYS - {"sources"}}
        query = query_of(row)
        return {"id": id, **engine.answer(query).to_json()}
    except QueryError as error:
        return {"id": id, "error": f"row {number}: {error}"}
    except _NOT_OF_A_ROW:
        raise
    except Exception as error:
        fault = " ".join(f"{type(error).__name__}: {error}".split())
        return {"id": id, "error": f"row {number}: a fault of citewell, please report it: {fault}"}


def _row(line: bytes) -> dict[str, object]:
    try:
        row = json.loads(
            line, object_pairs_hook=_object, parse_float=_finite, parse_constant=_finite
        )
    except (ValueError, RecursionError) as error:
        raise QueryError(f"not JSON: {error}") from None
    if not isinstance(row, dict):
        raise QueryError(f"expected an object, got {type(row).__name__}")
    return row


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON. Which of two values of one key counts would be a guess."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [key for key, _ in pairs]
        raise ValueError(f"the key {max(names, key=names.count)!r} stands in it twice")
    return found


def _finite(number: str) -> float:
    """Python would read NaN, Infinity and 1e999, and write what is not JSON."""
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is no number that JSON can hold")
    return value
