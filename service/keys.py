"""API keys: those that let in, compared without telling how nearly one was right."""

import hashlib
import hmac
import logging
from collections.abc import Iterable
from pathlib import Path

from service.errors import ServeError
from service.given import check_key

_log = logging.getLogger(__name__)

Stamp = tuple[int, int, int]


class Keys:
    """The keys of the settings and of a file beside them, kept as digests.

    The file is read again when it changes, so that keys can be replaced while the service runs.
    One that cannot be used then is reported in the log, and the keys that were there go on.
    Raises ServeError if it cannot be used at the start.
    """

    def __init__(self, keys: Iterable[str] = (), file: Path | None = None) -> None:
        self._given = _digests(keys)
        self._file, self._stamp = file, _stamp_of(file)
        self._in_file: frozenset[bytes] = frozenset()
        if file is not None:
            try:
                self._in_file = _digests(_read(file))
            except (OSError, ValueError) as error:
                raise ServeError(_unusable(file, error)) from None

    @property
    def wanted(self) -> bool:
        """Whether a key is needed at all."""
        return bool(self._given) or self._file is not None

    def known(self, key: str) -> str | None:
        """A name for the client with this key, which tells nothing of it; None if it is wrong."""
        self._refresh()
        digest = hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
        # All are compared, whichever is right: the time tells nothing.
        right = [hmac.compare_digest(digest, each) for each in (*self._given, *self._in_file)]
        return digest.hex() if any(right) else None

    def _refresh(self) -> None:
        stamp = _stamp_of(self._file)
        if self._file is None or stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._in_file = _digests(_read(self._file))
        except (OSError, ValueError) as error:
            _log.error("%s; the keys that it had stay valid", _unusable(self._file, error))
        else:
            _log.warning("the API keys were read again: there are %d", len(self._in_file))


def _digests(keys: Iterable[str]) -> frozenset[bytes]:
    return frozenset(hashlib.sha256(key.encode()).digest() for key in keys)


def _stamp_of(file: Path | None) -> Stamp | None:
    """What changes when a file is written or replaced; None where there is none."""
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if found else None


def _read(file: Path) -> tuple[str, ...]:
    """The keys in `file`; blank lines and those that begin with # are left out."""
    lines = enumerate(file.read_text(encoding="utf-8").split("\n"), start=1)
    keys = {n: line.strip() for n, line in lines if line.strip() and not line.startswith("#")}
    for number, key in keys.items():
        check_key(key, f"line {number}")
    if not keys:
        raise ValueError("there is no key in it; write one a line")
    return tuple(keys.values())


def _unusable(file: Path, error: Exception) -> str:
    return f"CITEWELL_API_KEYS_FILE: {str(file)!r} cannot be used: {_reason(error)}"


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"  # the error's own words hold the bytes, which may be a key's
    return getattr(error, "strerror", None) or str(error)
