"""Arrays on disk, memory-mapped."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


def mapped(path: Path) -> npt.NDArray[Any]:
    """The array in a .npy file, read as it is used. Verify the file's digest first.

    A plain view of the map: numpy makes an object of its slower kind for each slice of a memmap.
    """
    array: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return array.view(np.ndarray)
