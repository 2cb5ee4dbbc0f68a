"""Asks an engine question sets, and chooses its refusal threshold by what came of them."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from embeddings.digests import sha256_of
from eval import outcomes
from eval.calibration import Choice, Rows, choose
from eval.judge import Verdict, judge
from eval.run import Progress, run
from eval.sets import QuestionSet
from eval.statistic import columns
from qa.engine import Engine
from qa.threshold import CalibratedOn, Calibration, Guarantee


def calibrate(
    engine: Engine,
    sets: Sequence[QuestionSet],
    error: float,
    confidence: float,
    progress: Progress | None = None,
) -> tuple[Choice, Calibration]:
    """The threshold for an accepted `error` among answered questions; see `calibration.choose`.

    Returns what the questions say of it, and what the index keeps of it. Raises SetError if a set
    does not fit the engine's collection.
    """
    verdicts = [verdict for one in sets for verdict in judge(run(engine, one, progress))]
    choice = choose(rows_of(verdicts), error, confidence, engine.ranker.threshold)
    manifest = engine.library.manifest
    return choice, Calibration(
        threshold=choice.threshold,
        error=error,
        guarantee=Guarantee(confidence, error) if choice.guaranteed else None,
        questions=choice.questions,
        answered=choice.answered,
        wrong=choice.wrong,
        bound=choice.bound,
        sets=tuple(CalibratedOn(one.name, sha256_of(one.path)) for one in sets),
        index_id=manifest.index_id,
        model_sha256=manifest.model_sha256,
        ranker_id=engine.ranker.id,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def rows_of(verdicts: Sequence[Verdict]) -> Rows:
    """The verdicts as columns. A first quote counts whether it was answered or refused before."""
    right, confidence = columns(outcomes.is_right, verdicts)
    answerable, _ = columns(outcomes.is_answerable, verdicts)
    return Rows(confidence, right.astype(np.bool_), answerable.astype(np.bool_))
