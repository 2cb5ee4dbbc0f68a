"""What is made once for a user and kept: models in the form in which they are run.

A folder of files is written under another name and renamed when it is whole, with the SHA-256 of
each file. Whoever opens it checks them: what is damaged is written again.
"""

import json
import logging
import os
from collections.abc import Callable
from pathlib import Path

from embeddings.digests import sha256_of

MANIFEST = "manifest.json"

_log = logging.getLogger(__name__)


def cache_folder() -> Path:
    """Where this user's things are kept: `$CITEWELL_CACHE`, or `citewell` in the user's cache.

    Raises RuntimeError when the user has no home.
    """
    if own := os.environ.get("CITEWELL_CACHE"):
        return Path(own)
    if shared := os.environ.get("XDG_CACHE_HOME"):
        return Path(shared) / "citewell"
    return Path.home() / ".cache" / "citewell"


def kept(kind: str, key: str, write: Callable[[Path], None]) -> Path:
    """The folder of `kind` and `key`, as `write` filled it once; every file in it is verified.

    `key` names all that the contents depend on. `write` gets an empty folder and puts files into
    it, not folders. Where the cache cannot be written, the folder is one that goes with the
    process, and the log says so. Raises what `write` raises.
    """
    try:
        folder = cache_folder() / kind / key
    except RuntimeError as error:
        return _of_this_process(kind, write, error)
    try:
        return folder if _intact(folder) else _renewed(folder, write)
    except (OSError, NotImplementedError) as error:  # the latter: a disk that knows no locks
        return _of_this_process(kind, write, error)


def _renewed(folder: Path, write: Callable[[Path], None]) -> Path:
    """Writes `folder`, of several processes only the first: the others wait for it."""
    # Imported here, as below: who finds the folder as it should be needs none of it.
    import shutil
    import tempfile

    from filelock import FileLock

    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(folder.with_name(f".{folder.name}.lock")):
        if _intact(folder):
            return folder
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            _fill(made, write)
            # Whoever has the damaged files open keeps them: they are unlinked, not overwritten.
            shutil.rmtree(folder, ignore_errors=True)
            made.rename(folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return folder


def _of_this_process(kind: str, write: Callable[[Path], None], error: Exception) -> Path:
    import atexit
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="citewell-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _log.warning(
        "the cache cannot be written (%s: %s); every process makes its own %s: "
        "set CITEWELL_CACHE to a folder that can be written",
        type(error).__name__,
        error,
        kind,
    )
    _fill(folder, write)
    return folder


def _fill(folder: Path, write: Callable[[Path], None]) -> None:
    write(folder)
    manifest = {path.name: sha256_of(path) for path in sorted(folder.iterdir())}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def _intact(folder: Path) -> bool:
    """Whether every file in it is there and as it was written, and no other."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        names = {path.name for path in folder.iterdir()} - {MANIFEST}
        return names == set(manifest) and all(
            sha256_of(folder / name) == digest for name, digest in manifest.items()
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return False
