"""What `citewell index` does."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from citewell.progress import progress_bars
from embeddings.encoder import open_encoder
from embeddings.kinds import Kind
from embeddings.weights import Precision
from qa.indexing import update


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
    if as_json:
        click.echo(json.dumps(asdict(summary), indent=1))
        return
    state = "built" if summary.written else "is up to date"
    click.echo(
        f"index {summary.index_id} {state}: {summary.sources} sources, {summary.passages} passages,"
        f" {summary.sentences} sentences; {summary.encoded} passages encoded, {summary.reused} kept"
    )
