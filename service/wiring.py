"""What the routes work with: made once by `create_app`, handed to every route that asks for it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from jinja2 import Environment

from qa.engine import Engine
from service.measures import Measures
from service.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class Wiring:
    """The parts behind the routes."""

    settings: Settings
    engine: Engine
    templates: Environment
    measures: Measures


async def wiring_of(request: Request) -> Wiring:
    """The wiring of the application that answers `request`."""
    wiring: Wiring = request.app.state.wiring
    return wiring


Wired = Annotated[Wiring, Depends(wiring_of)]
