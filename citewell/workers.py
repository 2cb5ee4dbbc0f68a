"""`citewell serve --workers`: the same command, several times, over one socket."""

import sys

import click

from service.server import GRACE, listen
from service.workers import Supervisor


def serve_by(workers: int, host: str, port: int) -> int:
    """Serves until a signal ends it; the exit status. Raises ServeError without an address.

    A worker is this process's own command line with `--workers 1` at its end, so that it is told
    all that this one was told. Nothing heavy is loaded here.
    """
    command = [sys.executable, *sys.orig_argv[1:], "--workers", "1"]
    return Supervisor(command, listen(host, port), workers, GRACE).run(click.echo)
