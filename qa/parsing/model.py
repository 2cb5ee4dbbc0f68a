"""The exported model: arrays and tables in one folder."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

WEIGHTS, LEMMAS, TABLES = "weights.npy", "lemmas.npy", "tables.json"


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What `export.py` wrote.

    tables      what is not numbers, as it is named there
    weights     every array by its name, mapped into memory
    lemmas      hashes of the known base forms (n,), sorted within each part of speech
    """

    tables: Mapping[str, Any]
    weights: Mapping[str, Floats]
    lemmas: npt.NDArray[np.uint64]

    @classmethod
    def open(cls, folder: Path) -> "Model":
        """The model in `folder`, of which little is read before it is needed."""
        tables = json.loads((folder / TABLES).read_bytes())
        # A plain array on the mapped file: numpy's own kind of them is slower in every operation.
        flat = np.asarray(np.load(folder / WEIGHTS, mmap_mode="r", allow_pickle=False))
        lemmas = np.asarray(np.load(folder / LEMMAS, mmap_mode="r", allow_pickle=False))
        weights = {
            name: flat[start : start + int(np.prod(shape))].reshape(shape)
            for name, (start, shape) in tables["arrays"].items()
        }
        return cls(tables, weights, lemmas)


def write(
    folder: Path,
    tables: Mapping[str, Any],
    weights: Mapping[str, Floats],
    lemmas: npt.NDArray[np.uint64],
) -> None:
    """Writes a model that `Model.open` opens."""
    places: dict[str, tuple[int, tuple[int, ...]]] = {}
    parts: list[Floats] = []
    size = 0
    for name, array in weights.items():
        places[name] = (size, array.shape)
        padding = -array.size % 16  # each begins at a cache line
        parts += [array.astype(np.float32).ravel(), np.zeros(padding, np.float32)]
        size += array.size + padding
    np.save(folder / WEIGHTS, np.concatenate(parts), allow_pickle=False)
    np.save(folder / LEMMAS, lemmas, allow_pickle=False)
    text = json.dumps({**tables, "arrays": places}, ensure_ascii=True, separators=(",", ":"))
    (folder / TABLES).write_text(text, encoding="utf-8")
