"""FAISS indexes that are not exact: trained, filled, and searched as widely as recall asks for."""

import os
from dataclasses import replace

import faiss
import numpy as np

from embeddings.encoder import Vectors
from embeddings.errors import VectorsError
from embeddings.kinds import Kind

# Of the ten nearest to what lies midway between two vectors, a search finds this share of what a
# search of all lists does. A question lies between sentences too, but not as far: of 400,000, 16
# lists had 0.995 of a sentence's nearest, 0.88 of a midpoint's and 0.93 of a question's; 128 had
# 0.999, 0.98 and 0.99.
_RECALL, _NEAREST, _ASKED = 0.975, 10, 200
LOOKED_AT = 4  # what an inexact search finds is this many times more, then compared exactly
_FOR_EACH_LIST = 40  # vectors that k-means learns a list from; FAISS asks for 39
_CHUNK = 1 << 16
_SEED = 0


def trained(vectors: Vectors, kind: Kind) -> tuple[faiss.Index, Kind]:
    """An index of `kind` over `vectors` (n, dim), and the kind with the effort it needs.

    Where `kind` names no effort, it is the least power of two with which a search finds 0.975 of
    what one of everything finds near midpoints of the vectors. Raises VectorsError if there are too
    few.
    """
    if len(vectors) < kind.lists:
        raise VectorsError(
            f"{kind} needs {kind.lists} vectors or more, and there are {len(vectors)}"
        )
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    index = faiss.index_factory(vectors.shape[1], kind.factory, faiss.METRIC_INNER_PRODUCT)
    index.train(_sample(vectors, _FOR_EACH_LIST * (kind.lists or 1024)))
    for start in range(0, len(vectors), _CHUNK):
        index.add(np.ascontiguousarray(vectors[start : start + _CHUNK]))
    return index, kind if kind.effort else replace(kind, effort=_effort(index, kind, vectors))


def _sample(vectors: Vectors, count: int) -> Vectors:
    """Some of the rows, the same ones each time."""
    if count >= len(vectors):
        return np.ascontiguousarray(vectors)
    rows = np.random.default_rng(_SEED).choice(len(vectors), count, replace=False)
    result: Vectors = vectors[np.sort(rows)]
    return result


def _effort(index: faiss.Index, kind: Kind, vectors: Vectors) -> int:
    ends = _sample(vectors, 2 * _ASKED)
    # By inner product a sum has the neighbours of a mean. The sample is in order of the rows, and
    # what stands together is alike: one of its first half goes with one of its second.
    queries = ends[: len(ends) // 2] + ends[-(len(ends) // 2) :]
    k = min(_NEAREST, len(vectors))
    _, exact = faiss.knn(queries, np.ascontiguousarray(vectors), k, faiss.METRIC_INNER_PRODUCT)
    most = kind.lists or 1024
    effort = min(8, most)
    # Vectors that lie closer than eight bits tell apart are missed however far a search goes.
    enough = _RECALL * _recall(index, kind, most, queries, exact)
    while effort < most and _recall(index, kind, effort, queries, exact) < enough:
        effort = min(2 * effort, most)
    return effort


def _recall(
    index: faiss.Index, kind: Kind, effort: int, queries: Vectors, exact: "np.ndarray"
) -> float:
    """The share of `exact` (q, k) that a search finds."""
    if kind.lists:
        parameters = faiss.SearchParametersIVF(nprobe=effort)
    else:
        parameters = faiss.SearchParametersHNSW(efSearch=effort)
    # More than are wanted: what is found is compared exactly afterwards.
    _, found = index.search(queries, LOOKED_AT * exact.shape[1], params=parameters)
    hits = [np.isin(one, other).mean() for one, other in zip(exact, found, strict=True)]
    return float(np.mean(hits))
