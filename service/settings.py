"""What the service is told when it starts. Read nowhere else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`host`, `port`: where to listen; port 0 takes a free one. `log_level`: one of uvicorn's.

    `public_url`: what absolute links start with; None takes the address that a request came to.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    log_level: str = "warning"
