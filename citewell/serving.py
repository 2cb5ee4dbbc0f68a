"""`citewell serve`: its settings, each checked before anything is loaded."""

import os
from collections.abc import Callable
from pathlib import Path

import click

from citewell.options import (
    Number,
    PathOf,
    Whole,
    http_address,
    index_folder,
    model,
    option,
    reader,
    reload,
    workers,
)
from service import given
from service.settings import Rate, Settings, Starters

Callback = Callable[[click.Context, click.Parameter, str | None], object]


def _read_by(read: Callable[[str], object], unset: object) -> Callback:
    """A callback that gives what `read` makes of the value; `unset` where there is none."""

    def callback(_: click.Context, __: click.Parameter, value: str | None) -> object:
        if value is None:
            return unset
        try:
            return read(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return callback


def _keys(context: click.Context, parameter: click.Parameter, value: str | None) -> object:
    """click takes an empty variable for none, which would open a service that was to be closed."""
    if value is None and isinstance(parameter.envvar, str):
        value = os.environ.get(parameter.envvar)
    return _read_by(given.keys, ())(context, parameter, value)


def _keys_file(_: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    if value is None and isinstance(parameter.envvar, str) and parameter.envvar in os.environ:
        raise click.BadParameter("'' is no file; name one, or leave the setting out")
    return value


@click.command()
@option(
    "--host", setting="CITEWELL_HOST", default="127.0.0.1", show_default=True, help="To listen on."
)
@option(
    "--port",
    setting="CITEWELL_PORT",
    type=Whole(0, 65535),
    default=8000,
    show_default=True,
    help="To listen on; 0 takes a free one.",
)
@option(
    "--public-url",
    setting="CITEWELL_PUBLIC_URL",
    metavar="URL",
    callback=http_address,
    help="What absolute links start with.  [default: the address that a request came to]",
)
@option(
    "--cors-origins",
    setting="CITEWELL_CORS_ORIGINS",
    metavar="LIST",
    callback=_read_by(given.origins, ()),
    help="The sites whose pages may call the API; * for any.  [default: none]",
)
@option(
    "--allowed-hosts",
    setting="CITEWELL_ALLOWED_HOSTS",
    metavar="LIST",
    callback=_read_by(given.hosts, None),
    help="The host names that are answered for; * for any.  [default: the public URL's and this "
    "machine's where only this machine can reach the service; else any]",
)
@option(
    "--trusted-proxies",
    setting="CITEWELL_TRUSTED_PROXIES",
    metavar="LIST",
    callback=_read_by(given.proxies, ""),
    default="127.0.0.1,::1",
    show_default=True,
    help="The addresses or networks whose X-Forwarded-For is believed.",
)
@option(
    "--api-keys",
    setting="CITEWELL_API_KEYS",
    metavar="LIST",
    callback=_keys,
    help="The keys that let in. Others on this machine can read a command line: prefer the "
    "variable, or a file.  [default: everybody is let in]",
)
@option(
    "--api-keys-file",
    setting="CITEWELL_API_KEYS_FILE",
    type=PathOf(),
    callback=_keys_file,
    help="A file of keys, one a line, read again when it changes.",
)
@option(
    "--rate-limit",
    setting="CITEWELL_RATE_LIMIT",
    metavar="RATE",
    callback=_read_by(given.rate, given.DEFAULT_RATE),
    help="How often one client may ask, such as 60/minute or 1000/day, or off.  [default: "
    "60/minute, this machine's own requests not counted]",
)
@option(
    "--max-concurrency",
    setting="CITEWELL_MAX_CONCURRENCY",
    type=Whole(1, 1000),
    default=3,
    show_default=True,
    help="How many questions are worked on at once.",
)
@option(
    "--queue",
    setting="CITEWELL_QUEUE",
    type=Whole(0, 100_000),
    default=64,
    show_default=True,
    help="How many more may wait.",
)
@option(
    "--request-timeout",
    setting="CITEWELL_REQUEST_TIMEOUT",
    type=Number(0, 3600, min_open=True),
    metavar="SECONDS",
    default=30.0,
    show_default=True,
    help="How long a request may take, waiting included.",
)
@option(
    "--log-level",
    setting="CITEWELL_LOG_LEVEL",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="info",
    show_default=True,
    help="What the log says.",
)
@option(
    "--log-format",
    setting="CITEWELL_LOG_FORMAT",
    type=click.Choice(["text", "json"]),
    help="How the log says it.  [default: text on a terminal, else json]",
)
@option(
    "--log-questions",
    setting="CITEWELL_LOG_QUESTIONS",
    is_flag=True,
    help="Let the log hold what is asked.",
)
@option(
    "--refusals",
    setting="CITEWELL_REFUSALS",
    metavar="FILE",
    type=PathOf(folders=False),
    help="Count into this file what could not be answered.  [default: it is not counted]",
)
@option(
    "--starters",
    setting="CITEWELL_STARTERS",
    type=PathOf(exists=True, folders=False),
    help="A TOML file of questions to start with, for the first page.",
)
@reload
@workers
@index_folder
@model
@reader
def serve(
    host: str,
    port: int,
    public_url: str | None,
    cors_origins: tuple[str, ...],
    allowed_hosts: tuple[str, ...] | None,
    trusted_proxies: str,
    api_keys: tuple[str, ...],
    api_keys_file: Path | None,
    rate_limit: Rate | None,
    max_concurrency: int,
    queue: int,
    request_timeout: float,
    log_level: str,
    log_format: str | None,
    log_questions: bool,
    refusals: Path | None,
    starters: Path | None,
    reload: float,
    workers: int,
    index: Path,
    model: str | None,
    reader: Path | None,
) -> None:
    """Answer over HTTP until stopped."""
    if workers > 1:
        from citewell.workers import serve_by

        raise click.exceptions.Exit(serve_by(workers, host, port))
    from service.starters import read_starters

    settings = Settings(
        public_url=public_url,
        cors_origins=cors_origins,
        allowed_hosts=given.hosts_in_use(allowed_hosts, host, public_url),
        api_keys=api_keys,
        api_keys_file=api_keys_file,
        rate=rate_limit,
        max_concurrency=max_concurrency,
        queue=queue,
        request_timeout=request_timeout,
        log_questions=log_questions,
        refusals=refusals,
        starters=read_starters(starters) if starters else Starters(),
    )
    from citewell.commands import Listening, Opening, serve_http

    listening = Listening(host, port, trusted_proxies, log_level, log_format)
    serve_http(Opening(index, model, reader, reload), settings, listening)
