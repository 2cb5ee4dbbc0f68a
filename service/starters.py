"""Questions to start with, from a file beside the articles."""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qa.query import Question, describe
from service.errors import ServeError
from service.settings import Starters

_MOST = 12


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    answered: Annotated[list[Question], Field(max_length=_MOST)] = []
    refused: Annotated[list[Question], Field(max_length=_MOST)] = []


def read_starters(path: Path) -> Starters:
    """The questions of a TOML file with the lists `answered` and `refused`, either left out.

    Raises ServeError, in one line, if there is no such file or it holds anything else.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        found = _File.model_validate(content)
    except OSError as error:
        raise ServeError(f"starters {str(path)!r}: {error.strerror}; name a TOML file") from error
    except ValidationError as error:
        raise ServeError(f"{path.name}: {describe(error)}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ServeError(f"{path.name}: {error}") from error
    return Starters(tuple(found.answered), tuple(found.refused))
