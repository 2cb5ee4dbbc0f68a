"""What the API takes and gives beside questions and their answers, which are those of `qa`."""

from dataclasses import asdict, dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from qa.cite import Claim, Verification, source_path
from qa.live import Reason
from qa.threshold import Threshold
from qa.types import Source

# Each claim can reach over a whole source, which is then read once more.
MAX_CLAIMS = 100


class Claims(BaseModel):
    """Citations to check. Of each, the fields of a claim are read and the others ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    citations: Annotated[list[Claim], Field(max_length=MAX_CLAIMS)]


@dataclass(frozen=True, slots=True)
class Verifications:
    """One result for each citation, in order."""

    results: tuple[Verification, ...]


@dataclass(frozen=True, slots=True)
class ListedSource(Source):
    """One document and what is known of it. `href` is the page that shows it."""

    href: str


@dataclass(frozen=True, slots=True)
class SourceList:
    """Every source, by id."""

    sources: tuple[ListedSource, ...]


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """The index that answers come from: how much it holds, when it was built, when it refuses."""

    index_id: str
    model_id: str
    model_sha256: str
    sources: int
    passages: int
    sentences: int
    built: str
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class Health:
    """`ok`: the process answers."""

    status: str


@dataclass(frozen=True, slots=True)
class RefusedIndex:
    """What stands in the index folder and is not used: its name there, and why."""

    name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Readiness:
    """`ready`: an index is loaded. What answers, and what is there but cannot be used."""

    status: str
    generation: str | None
    damaged: bool
    refused: RefusedIndex | None


def listed(source: Source) -> ListedSource:
    """`source` as the API shows it."""
    return ListedSource(**asdict(source), href=source_path(source.id))
