"""What `citewell eval` does."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

import eval as eval_package
from citewell.progress import progress_bar
from embeddings.encoder import open_encoder
from embeddings.weights import Precision
from eval import report, summary
from eval.ablation import variants, with_ablations
from eval.compare import compare
from eval.score import Evaluation, evaluate, gate, read_floors
from eval.sets import read_set
from qa import generations
from qa.engine import Engine
from qa.errors import CitewellError, IndexMissing, IndexRefused
from qa.indexing import update

_EVAL = Path(eval_package.__file__).parent
# The collections that citewell comes with.
_COLLECTIONS = (_EVAL.parent / "seeds", _EVAL / "collections" / "pellavik")


@dataclass(frozen=True, slots=True)
class Asking:
    """With which model and reader sets are asked, and whether without parts of the engine too."""

    model: str | None = None
    reader: Path | None = None
    ablation: bool = False


def evaluate_all(work: Path, asking: Asking) -> Evaluation:
    """Scores the sets that citewell comes with, each over its collection, indexed below `work`."""
    evaluation = Evaluation(())
    for sources, sets in our_sets().items():
        if not (sources.is_dir() and sets):
            raise CitewellError(
                f"{sources}: it or its sets are not here; run this in a checkout, or name a SET"
            )
        evaluation += evaluate_sets(sets, work / sources.name, sources, asking)
    return evaluation


def our_sets() -> dict[Path, list[Path]]:
    """The collections that citewell comes with, each with its sets: NAME-*.jsonl in `eval`."""
    return {folder: sorted(_EVAL.glob(f"{folder.name}-*.jsonl")) for folder in _COLLECTIONS}


def evaluate_sets(
    sets: Sequence[Path], index: Path, sources: Path | None, asking: Asking
) -> Evaluation:
    """Scores `sets` over `index`, which is brought up to date with `sources` first if given."""
    questions = [read_set(path) for path in sets]
    if sources is not None:
        update(index, sources, open_encoder(asking.model, precision=_precision_of(index)))
    engine = Engine.open(index, asking.model, asking.reader)
    with progress_bar("asking", "questions") as progress:
        evaluation = evaluate(engine, questions, progress)
        if not asking.ablation:
            return evaluation
        return with_ablations(evaluation, list(variants(engine)), questions, progress)


def _precision_of(index: Path) -> Precision:
    """Of the encoder that an index was built with; float32 for one that is not there or of no use,
    and is built anew."""
    try:
        return generations.read_manifest(generations.newest(index)).model_precision
    except (IndexMissing, IndexRefused):
        return "float32"


def show(evaluation: Evaluation, folder: Path | None, as_json: bool, gated: bool) -> None:
    """Prints the headline figures, writes the report, holds the figures against their floors."""
    if as_json:
        click.echo(json.dumps(summary.as_json(evaluation), indent=1))
    else:
        click.echo(summary.as_text(evaluation))
    if folder is not None:
        click.echo(f"report: {report.write(evaluation, folder)}", err=True)
    if gated and (violations := gate(evaluation, read_floors())):
        raise CitewellError("below the floors: " + "; ".join(violations))


def compare_reports(old: Path, new: Path) -> None:
    """Prints what got better and worse between two reports."""
    click.echo(compare(old, new))
