"""What the middleware knows of a request while it is served."""

import time
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from starlette.types import Scope

_KEY = "citewell.visit"
# In a scope's state: when the first byte of the request was read, where the server below tells it.
ARRIVED = "citewell.arrived"


@dataclass(slots=True)
class Visit:
    """One request: its id, when it came (monotonic seconds), whether it is being worked on.

    `working` is set once a thread may be busy with it, which nothing can interrupt.
    """

    id: str
    arrived: float
    working: bool = False


# The id of the request that is being served, for the log; copied into threads with the context.
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def visit_of(scope: Scope) -> Visit:
    """The visit that `scope` belongs to. Raises KeyError where no middleware has begun one."""
    found: Visit = scope[_KEY]
    return found


def arrival_of(scope: Scope) -> float:
    """When a request came (monotonic seconds): a busy event loop calls the application later."""
    found: float = scope.get("state", {}).get(ARRIVED) or time.monotonic()
    return found


def with_visit(scope: Scope, visit: Visit) -> dict[str, Any]:
    """`scope` as that of `visit`."""
    return {**scope, _KEY: visit}
