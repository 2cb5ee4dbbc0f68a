"""What `citewell index` does."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from citewell.progress import progress_bars
from citewell.terminal import escaped
from embeddings.encoder import open_encoder
from embeddings.kinds import Kind
from embeddings.weights import Precision
from qa.indexing import update

_NAMED = 3  # of the files that were left out


def build_index(
    sources: Path,
    index: Path,
    model: str | None,
    precision: Precision,
    kind: Kind | None,
    as_json: bool,
) -> None:
    """`citewell index`."""
    encoder = open_encoder(model, precision=precision)
    with progress_bars({"reading": "files", "encoding": "texts"}) as progress:
        summary = update(index, sources, encoder, progress, kind=kind)
    for source in summary.empty_sources:
        click.echo(f"citewell: {source}: nothing in it to quote", err=True)
    if summary.left_out:
        click.echo(f"citewell: {_left_out(summary.left_out)}", err=True)
    if as_json:
        click.echo(json.dumps(asdict(summary), indent=1))
        return
    state = "built" if summary.written else "is up to date"
    click.echo(
        f"index {summary.index_id} {state}: {summary.sources} sources, {summary.passages} passages,"
        f" {summary.sentences} sentences; {summary.encoded} passages encoded, {summary.reused} kept"
    )


def _left_out(names: Sequence[str]) -> str:
    """How many files are no articles, and the first of them."""
    files = "1 file" if len(names) == 1 else f"{len(names)} files"
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{files} left out, neither .txt nor .md: {escaped(', '.join(names[:_NAMED]))}{more}"
