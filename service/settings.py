"""What the service is told when it starts; `service.given` reads it from text."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Starters:
    """`answered`: what the sources answer; `refused`: what they do not, to see a refusal."""

    answered: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `requests` of one client in any stretch of `seconds`.

    `spares_this_machine`: clients at a loopback address, which no proxy speaks for, are not
    counted.
    """

    requests: int
    seconds: int
    spares_this_machine: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """As a program starts the service: open, for any host, without a rate. `citewell serve` has
    stricter defaults.

    public_url      what absolute links start with; None takes the address a request came to
    cors_origins    the sites whose pages may call the API; "*" for any
    allowed_hosts   the values of Host that are answered ("*.example.org" for subdomains); none: any
    api_keys        those that let in; none and no file: everybody is let in
    api_keys_file   more of them, one a line; read again whenever it changes
    rate            how often one client may ask; None: as often as it likes
    max_concurrency how many questions are worked on at once
    queue           how many more may wait
    request_timeout seconds that any request may take, waiting included
    log_questions   whether the log may hold what is asked
    starters        questions to start with, shown on the first page and in its chat
    refusals        the file that counts what could not be answered; None: it is not counted
    """

    public_url: str | None = None
    cors_origins: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    api_keys: tuple[str, ...] = field(default=(), repr=False)
    api_keys_file: Path | None = None
    rate: Rate | None = None
    max_concurrency: int = 3  # of one process: more wait for one another's interpreter, and lose
    queue: int = 64
    request_timeout: float = 30.0
    log_questions: bool = False
    refusals: Path | None = None
    starters: Starters = field(default_factory=Starters)

    @property
    def needs_key(self) -> bool:
        """Whether only those who have an API key are let in."""
        return bool(self.api_keys) or self.api_keys_file is not None
