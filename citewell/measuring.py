"""The commands that measure: what `eval` and `calibrate` take on the command line."""

from pathlib import Path

import click

from citewell.options import (
    DEFAULT_INDEX,
    Number,
    PathOf,
    as_json,
    index_folder,
    model,
    option,
    reader,
)


@click.command(name="eval")
@click.argument("sets", nargs=-1, type=PathOf(exists=True, folders=False))
@index_folder
@model
@reader
@as_json
@option(
    "--sources",
    setting="CITEWELL_SOURCES",
    type=PathOf(),
    help="Index this folder first, into --index, and ask there.",
)
@option(
    "--report",
    setting="CITEWELL_REPORT",
    type=PathOf(files=False),
    help="Write report.html and report.json into this folder.",
)
@option(
    "--compare",
    setting="CITEWELL_COMPARE",
    nargs=2,
    type=PathOf(exists=True),
    metavar="OLD NEW",
    help="Say what got better and worse between two reports.",
)
@option(
    "--gate",
    setting="CITEWELL_GATE",
    is_flag=True,
    help="Fail if a figure is below its floor in eval/floors.toml.",
)
@option(
    "--ablation",
    setting="CITEWELL_ABLATION",
    is_flag=True,
    help="Score the sets without each part of the engine, too.",
)
def evaluate(
    sets: tuple[Path, ...],
    index: Path,
    model: str | None,
    reader: Path | None,
    as_json: bool,
    sources: Path | None,
    report: Path | None,
    compare: tuple[Path, Path] | None,
    gate: bool,
    ablation: bool,
) -> None:
    """Score question sets: the files SETS, or all that citewell comes with.

    These are asked of indexes of their own collections, which are built in .citewell/eval, or in
    the folder eval of the --index that is named.
    """
    from citewell.evaluation import Asking, compare_reports, evaluate_all, evaluate_sets, show

    asking = Asking(model, reader, ablation)
    if compare:
        compare_reports(*compare)
    elif sets:
        show(evaluate_sets(sets, index, sources, asking), report, as_json, gate)
    else:
        # Not beside an index that is named: that folder is the user's own.
        work = DEFAULT_INDEX.parent if index == DEFAULT_INDEX else index
        show(evaluate_all(work / "eval", asking), report, as_json, gate)


@click.command()
@click.argument(
    "sets",
    metavar="SET...",
    nargs=-1,
    required=True,
    type=PathOf(exists=True, folders=False),
)
@option(
    "--error",
    setting="CITEWELL_ERROR",
    type=Number(0, 1, min_open=True, max_open=True),
    default=0.10,
    show_default=True,
    help="The share of wrong answers that is accepted among the answered questions.",
)
@option(
    "--confidence",
    setting="CITEWELL_CONFIDENCE",
    type=Number(0, 1, min_open=True, max_open=True),
    default=0.95,
    show_default=True,
    help="How sure a promise of that error must be.",
)
@index_folder
@model
@as_json
def calibrate(
    sets: tuple[Path, ...],
    error: float,
    confidence: float,
    index: Path,
    model: str | None,
    as_json: bool,
) -> None:
    """Choose the confidence below which the index refuses, by the question sets SET."""
    from citewell.calibration import choose_threshold

    choose_threshold(sets, index, model, error, confidence, as_json)
