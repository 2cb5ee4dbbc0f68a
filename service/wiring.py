"""What the routes work with: made once by `create_app`, handed to every route that asks for it."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request
from jinja2 import Environment

from qa.engine import Engine
from qa.live import LiveEngine
from service.measures import Measures
from service.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class Wiring:
    """The parts behind the routes.

    `held`: the engine of one request, which keeps it to its end. Outside of a request it is None,
    and `engine` is the one in use at the moment: who asks it more than once takes it once.
    """

    settings: Settings
    live: LiveEngine
    templates: Environment
    measures: Measures
    held: Engine | None = None

    @property
    def engine(self) -> Engine:
        """The engine to answer from."""
        return self.held or self.live.engine


async def wiring_of(request: Request) -> Wiring:
    """The wiring of the application that answers `request`, holding one engine for it."""
    wiring: Wiring = request.app.state.wiring
    return replace(wiring, held=wiring.live.engine)


Wired = Annotated[Wiring, Depends(wiring_of)]
