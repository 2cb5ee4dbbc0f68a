"""Strings as 64-bit numbers and numbers as rows of a table, as the model was trained with them.

Both are MurmurHash (Austin Appleby, public domain): MurmurHash64A over a string's UTF-8, and
MurmurHash3 x64 128 over a 64-bit number, of which four 32-bit parts are kept (the hashing trick
with four rows for each key, Miranda et al. 2022, "Multi hash embeddings in spaCy").
"""

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]

_MASK = (1 << 64) - 1
_M = 0xC6A4A7935BD1E995
_SEED = 1

_U = np.uint64
_C1, _C2 = _U(0x87C37B91114253D5), _U(0x4CF5AD432745937F)
_F1, _F2 = _U(0xFF51AFD7ED558CCD), _U(0xC4CEB9FE1A85EC53)
_LOW = _U(0xFFFFFFFF)


def string_hash(text: str) -> int:
    """MurmurHash64A of the text's UTF-8; half a surrogate pair counts as if it could be encoded."""
    data = text.encode("utf-8", "surrogatepass")
    size = len(data)
    value = _SEED ^ (size * _M & _MASK)
    whole = size & ~7
    for start in range(0, whole, 8):
        block = int.from_bytes(data[start : start + 8], "little") * _M & _MASK
        block = (block ^ block >> 47) * _M & _MASK
        value = (value ^ block) * _M & _MASK
    if whole < size:
        value = (value ^ int.from_bytes(data[whole:], "little")) * _M & _MASK
    value = (value ^ value >> 47) * _M & _MASK
    return value ^ value >> 47


def table_rows(ids: Ids, seeds: Ids, sizes: Ids) -> Rows:
    """The four rows of each of `ids` (n, k), whose column k is hashed with `seeds[k]` into a table
    of `sizes[k]` rows: (n, k, 4).
    """
    # The length of a key, 8 bytes, is part of the hash.
    other = seeds ^ _U(8)
    first = ids * _C1
    first = (first << _U(31) | first >> _U(33)) * _C2
    first = (first ^ other) + other
    second = _mixed(first + other)
    first = _mixed(first)
    first = first + second
    second = first + second
    parts = np.stack((first & _LOW, first >> _U(32), second & _LOW, second >> _U(32)), axis=-1)
    rows: Rows = (parts % sizes[:, None]).astype(np.int64)
    return rows


def _mixed(values: Ids) -> Ids:
    values = (values ^ values >> _U(33)) * _F1
    values = (values ^ values >> _U(33)) * _F2
    mixed: Ids = values ^ values >> _U(33)
    return mixed
