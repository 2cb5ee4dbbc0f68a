"""What the service is told when it starts. Read nowhere else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`public_url`: what absolute links start with; None takes the address a request came to."""

    public_url: str | None = None
