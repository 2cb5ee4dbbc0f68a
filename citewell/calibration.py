"""What `citewell calibrate` does."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from citewell.progress import progress_bar
from eval.calibrate import calibrate
from eval.calibration import Choice
from eval.sets import SetError, read_set
from qa import threshold
from qa.engine import Engine
from qa.threshold import Calibration


def choose_threshold(
    sets: Sequence[Path],
    index: Path,
    model: str | None,
    error: float,
    confidence: float,
    as_json: bool,
) -> None:
    """Chooses the threshold of `index` by the sets, keeps it there, and prints what it means.

    Where the questions are too few to choose, nothing is written: what was chosen before stays.
    """
    if twice := sorted({path.name for path in sets if list(sets).count(path) > 1}):
        raise SetError(f"{twice[0]} is given twice; its questions would count double")
    questions = [read_set(path) for path in sets]
    # What is there from before has no part in the choice, and may be damaged: it is replaced.
    engine = Engine.open(index, model, calibrated=False)
    with progress_bar("asking", "questions") as progress:
        choice, calibration = calibrate(engine, questions, error, confidence, progress)
    if choice.kept:
        kept = index / threshold.FILE
        done = f"nothing is written{f'; {kept} stays as it was' if kept.exists() else ''}"
    else:
        done = f"written to {threshold.write(index, calibration)}"
    if as_json:
        click.echo(json.dumps(_plain(choice, calibration), indent=1))
    else:
        click.echo(as_text(choice, calibration, confidence))
        click.echo(done, err=True)


def as_text(choice: Choice, calibration: Calibration, confidence: float) -> str:
    """The choice as a person reads it."""
    names = ", ".join(one.name for one in calibration.sets)
    return "\n".join(
        [
            f"threshold {choice.threshold:g}, {_by(choice)} ({names})",
            f"answerable questions answered: {_percent(choice.coverage)}",
            f"unanswerable questions refused: {_percent(choice.refusal)}",
            f"error among answered: {_percent(choice.error)} ({choice.wrong} of {choice.answered}; "
            f"upper bound by itself, {confidence * 100:g}%: {_percent(choice.bound)})",
            guarantee(choice, calibration, confidence),
        ]
    )


def _by(choice: Choice) -> str:
    """Whence the threshold is."""
    questions = f"{choice.questions} question{'s' * (choice.questions != 1)}"
    if choice.kept:
        return f"the packaged one: of {questions} too few are answered to choose another"
    return f"chosen by {questions}"


def guarantee(choice: Choice, calibration: Calibration, confidence: float) -> str:
    """What is promised, and if nothing, what it would take."""
    accepted, sure = f"{calibration.error * 100:g}%", f"{confidence * 100:g}%"
    if choice.guaranteed:
        return (
            f"guaranteed, with {sure} confidence: of questions like these, at most "
            f"{accepted} of the answered are answered wrongly; of other kinds, nothing is"
        )
    if choice.needed is not None:
        return (
            f"nothing is guaranteed: these are too few questions to promise {accepted}; at these "
            f"shares it would take about {_rounded(choice.needed)} questions"
        )
    if not choice.answered:
        return "nothing is guaranteed: none of these questions would be answered"
    if choice.error < calibration.error:
        return f"nothing is guaranteed: to promise {accepted} would take above a million answers"
    return (
        "nothing is guaranteed: by these questions no threshold keeps the error among answered at "
        f"{accepted}, and more like them would not change that; this one comes closest"
    )


def _plain(choice: Choice, calibration: Calibration) -> dict[str, object]:
    """Of both, each thing once."""
    return {**asdict(choice), "error_among_answered": choice.error, **asdict(calibration)}


def _percent(share: float | None) -> str:
    return "none asked" if share is None else f"{share:.1%}"


def _rounded(count: int) -> str:
    """A rough number with two digits that count, never less than it."""
    unit = 10 ** max(0, len(str(count)) - 2)
    return f"{-(-count // unit) * unit:,}"
