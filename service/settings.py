"""What the service is told when it starts. Read nowhere else."""

from dataclasses import dataclass, field

from service.starters import Starters


@dataclass(frozen=True, slots=True)
class Settings:
    """`public_url`: what absolute links start with; None takes the address a request came to.

    `starters`: questions to start with, shown on the first page and in its chat.
    """

    public_url: str | None = None
    starters: Starters = field(default_factory=Starters)
