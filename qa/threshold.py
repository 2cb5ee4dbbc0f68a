"""The confidence below which a question is refused: the packaged one, or one chosen for an index.

`citewell calibrate` writes its choice into the index folder, beside the generations and not in one:
it is about how the index is asked, and is replaced without building anything anew. What is written
is one JSON object with its own digest, so that a claim that somebody edited is no longer a claim.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from qa.errors import IndexDamaged, IndexUnwritable
from qa.generations import Manifest

FILE, FORMAT = "calibration.json", 1

_Share = Annotated[float, Field(ge=0, le=1)]
_Count = Annotated[int, Field(ge=0)]
_STRICT = ConfigDict(extra="forbid", strict=True, defer_build=True)


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a confidence must reach for an answer, and where that comes from.

    `note` says what there is to say of it: what was promised, or why a calibration is not used.
    """

    value: float
    origin: Literal["packaged", "calibrated"] = "packaged"
    note: str | None = None

    def __str__(self) -> str:
        return f"{self.value:g} ({self.origin}{f'; {self.note}' if self.note else ''})"


@dataclass(frozen=True, slots=True)
class CalibratedOn:
    """A question set, by its name and the SHA-256 of its file."""

    __pydantic_config__ = _STRICT

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Guarantee:
    """Of questions like those asked, at most `error` of the answered are wrong: how surely."""

    __pydantic_config__ = _STRICT

    confidence: _Share
    error: _Share


@dataclass(frozen=True, slots=True)
class Calibration:
    """A threshold that was chosen: by which questions, over which index, for which error.

    `error` is the accepted share of wrong answers among the answered questions; `answered` and
    `wrong` count those of the sets, and `bound` is what the share can be, for this threshold by
    itself. `ranker_id` names what the confidences came from.
    """

    __pydantic_config__ = _STRICT

    threshold: _Share
    error: _Share
    guarantee: Guarantee | None
    questions: _Count
    answered: _Count
    wrong: _Count
    bound: _Share
    sets: tuple[CalibratedOn, ...]
    index_id: str
    model_sha256: str
    ranker_id: str
    created: str


_CALIBRATION = TypeAdapter(Calibration)


def write(index: Path, calibration: Calibration) -> Path:
    """Writes it into the index folder in one step; returns the file. Raises IndexUnwritable."""
    content = {"format": FORMAT, **asdict(calibration)}
    data = json.dumps({**content, "digest": _digest(content)}, indent=1) + "\n"
    try:
        descriptor, partial = tempfile.mkstemp(prefix=".calibration-", dir=index)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(partial).chmod(0o644)
            return Path(partial).replace(index / FILE)
        finally:
            Path(partial).unlink(missing_ok=True)
    except OSError as error:
        raise IndexUnwritable(
            f"{FILE} in {str(index)!r} cannot be written: {error.strerror or error}; "
            "the threshold in use is unchanged"
        ) from error


def read(index: Path) -> Calibration | None:
    """The calibration in the index folder; None without one. Raises IndexDamaged."""
    try:
        content = json.loads((index / FILE).read_bytes())
        digest = content.pop("digest")
        if digest != _digest(content) or content.pop("format") != FORMAT:
            raise ValueError
        return _CALIBRATION.validate_json(json.dumps(content))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ValidationError):
        raise IndexDamaged(
            f"{FILE} in {str(index)!r} is not as it was written; remove it to refuse as packaged, "
            "or choose again with: citewell calibrate SET"
        ) from None


def in_use(
    calibration: Calibration | None, manifest: Manifest, ranker_id: str, packaged: float
) -> Threshold:
    """The threshold for an index whose confidences come from the ranker `ranker_id`.

    A calibration of other confidences says nothing of these: it is passed over, and the note says
    why. One of an earlier state of the sources is used; the note says so.
    """
    if calibration is None:
        return Threshold(packaged)
    if reason := unfit(calibration, manifest, ranker_id):
        return Threshold(packaged, note=f"{FILE} is not used: {reason}; run citewell calibrate")
    note = promise(calibration)
    if calibration.index_id != manifest.index_id:
        note += "; the sources have changed since"
    return Threshold(calibration.threshold, "calibrated", note)


def unfit(calibration: Calibration, manifest: Manifest, ranker_id: str) -> str | None:
    """Why a calibration says nothing of these confidences, or None."""
    if calibration.model_sha256 != manifest.model_sha256:
        return "it was made with another model"
    if calibration.ranker_id != ranker_id:
        return f"it was made for the ranker {calibration.ranker_id}, this is {ranker_id}"
    return None


def promise(calibration: Calibration) -> str:
    """What is promised of the error among answered questions, in words."""
    if calibration.guarantee is None:
        return f"for an error of {calibration.error:g} among answered questions, not guaranteed"
    return (
        f"an error of at most {calibration.error:g} among answered questions like those of the "
        f"sets, guaranteed with {calibration.guarantee.confidence * 100:g}% confidence"
    )


def _digest(content: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
