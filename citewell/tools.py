"""`citewell mcp`: the collection as tools for an agent on this machine."""

import contextlib
from pathlib import Path

import click

from citewell.options import http_address, index_folder, model, option, reader, reload


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
@reload
@index_folder
@model
@reader
def mcp(
    public_url: str, reload: float, index: Path, model: str | None, reader: Path | None
) -> None:
    """Be an MCP server (ask, search, fetch) on standard input and output until they close."""
    with contextlib.suppress(KeyboardInterrupt):  # at any time: a way to leave
        from citewell.commands import Opening, serve_tools

        serve_tools(Opening(index, model, reader, reload), public_url)
