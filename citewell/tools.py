"""`citewell mcp`: the collection as tools for an agent on this machine."""

import contextlib
import signal
from pathlib import Path

import click

from citewell.options import http_address, index_folder, model, option, reader


@click.command()
@option(
    "--public-url",
    setting="CITEWELL_PUBLIC_URL",
    metavar="URL",
    callback=http_address,
    default="http://127.0.0.1:8000",
    show_default=True,
    help="Where the service runs: what links start with.",
)
@index_folder
@model
@reader
def mcp(public_url: str, index: Path, model: str | None, reader: Path | None) -> None:
    """Be an MCP server (ask, search, fetch) on standard input and output until they close."""
    with contextlib.suppress(KeyboardInterrupt):  # at any time: a way to leave
        from citewell.commands import opened
        from service.mcp.tools import mcp_server

        engine = opened(index, model, reader)
        # The SDK reads in a thread that waits for a line, where no exception reaches it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        mcp_server(lambda: engine, public_url).run("stdio")
