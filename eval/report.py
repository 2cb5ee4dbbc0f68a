"""An evaluation -> one HTML file that stands alone, and the same as JSON for other programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from eval import conversation, outcomes
from eval.figures import BY_NAME, FIGURES, HEADLINES, of_conversations, shown
from eval.judge import CUTS, STAGES, Verdict
from eval.metrics import reliability, risk_coverage
from eval.plots import Plot, polyline, thinned
from eval.score import Ablation, Evaluation, Group, SetScore
from eval.statistic import columns
from eval.summary import number, plain
from eval.templating import environment
from qa.errors import CitewellError
from qa.types import Candidate

FORMAT = 1
HTML, JSON = "report.html", "report.json"

_QUOTES, _BINS = 3, 10


def write(evaluation: Evaluation, folder: Path) -> Path:
    """Writes report.html and report.json into `folder`, which is made; returns the HTML's path.

    Raises CitewellError if they cannot be written.
    """
    content = json.dumps(to_json(evaluation), ensure_ascii=False, indent=1)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / JSON).write_text(content + "\n", encoding="utf-8")
        (folder / HTML).write_text(to_html(evaluation), encoding="utf-8")
    except OSError as error:
        raise CitewellError(
            f"report {str(folder)!r}: cannot be written: {error.strerror}"
        ) from error
    return folder / HTML


def to_html(evaluation: Evaluation) -> str:
    """The report as a page without scripts. What comes from sources and sets is escaped."""
    templates = environment()
    templates.globals.update(
        figures=FIGURES,
        headlines=shown(HEADLINES, *(one.whole.figures for one in evaluation.sets)),
        shown=shown,
        by_name=BY_NAME,
        stages=STAGES,
        cuts=CUTS,
        number=number,
        polyline=polyline,
        plot=Plot(),
        risk_coverage=risks,
        reliability=bins,
        with_value=with_value,
        lost=lost,
        missed=missed,
        ways=conversation.TABLE,
        of_conversations=of_conversations,
        conversation_figures=conversation.FIGURES,
        failed_follow_ups=conversation.failed,
        short_given=outcomes.short_given,
        wanted_dates=outcomes.wanted_dates,
    )
    return templates.get_template("report.html").render(evaluation=evaluation)


def to_json(evaluation: Evaluation) -> dict[str, object]:
    """The whole evaluation as plain values: figures, curves, and every question."""
    return {"format": FORMAT, "sets": [_set(one) for one in evaluation.sets]}


def risks(score: SetScore) -> list[tuple[float, float]]:
    """The risk-coverage curve: (coverage, risk), few enough points to draw."""
    coverage, risk = risk_coverage(*columns(outcomes.is_right, score.verdicts))
    return thinned(list(zip(coverage.tolist(), risk.tolist(), strict=True)))


def bins(score: SetScore) -> list[tuple[float, float, int]]:
    """The reliability diagram: (mean confidence, share right, rows) of each bin."""
    return reliability(*columns(outcomes.is_right, score.verdicts), _BINS)


def with_value(groups: Sequence[Group], name: str) -> list[Group]:
    """The groups for which the figure `name` has a value."""
    return [group for group in groups if group.figures[name].value is not None]


def lost(score: SetScore, stage: str) -> list[Verdict]:
    """The verdicts whose right answer was lost at this stage, the most confident first."""
    found = [verdict for verdict in score.verdicts if verdict.stage == stage]
    return sorted(found, key=lambda verdict: -verdict.record.response.confidence)


def missed(score: SetScore) -> dict[str, list[Verdict]]:
    """The verdicts that miss something besides the quote, by what they miss."""
    return {
        meaning: [verdict for verdict in score.verdicts if misses(verdict)]
        for meaning, misses in outcomes.MISSES.values()
    }


def _set(score: SetScore) -> dict[str, object]:
    return {
        "name": score.name,
        "index_id": score.index_id,
        "model_id": score.model_id,
        "threshold": None if score.threshold is None else asdict(score.threshold),
        **_group(score.whole),
        "kinds": {group.name: _group(group) for group in score.kinds},
        "sources": {group.name: _group(group) for group in score.sources},
        "ablation": [_ablation(one) for one in score.ablations],
        "risk_coverage": [[round(part, 4) for part in point] for point in risks(score)],
        "reliability": [[round(part, 4) for part in one] for one in bins(score)],
        "questions": [_question(verdict) for verdict in score.verdicts],
    }


def _ablation(ablation: Ablation) -> dict[str, object]:
    rounded = {
        name: None if value is None else round(value, 4) for name, value in ablation.figures.items()
    }
    return {"name": ablation.name, "figures": rounded}


def _group(group: Group) -> dict[str, object]:
    return {
        "rows": group.rows,
        "figures": {name: plain(value) for name, value in group.figures.items()},
    }


def _question(verdict: Verdict) -> dict[str, object]:
    response = verdict.record.response
    candidates = response.explanation or ()
    alone = verdict.alone
    return {
        **verdict.record.question.model_dump(),
        "resolved_question": response.resolved_question,
        "answered": response.answered,
        "confidence": response.confidence,
        "right": verdict.right,
        "stage": verdict.stage,
        "misses": [name for name, (_, misses) in outcomes.MISSES.items() if misses(verdict)],
        "rank": verdict.rank,
        "quotes": _quotes(verdict),
        "short_given": outcomes.short_given(verdict),
        "disagreements": [one.value for one in response.disagreements],
        "dates": [asdict(date) for one in response.citations[:1] for date in one.dates],
        "first_candidate": _candidate(candidates[0] if candidates else None),
        "wanted_candidate": _candidate(verdict.wanted),
        "unverified": list(verdict.record.unverified),
        "alone": None if alone is None else {"raw": _way(alone.raw), "hand": _way(alone.hand)},
    }


def _way(verdict: Verdict) -> dict[str, object]:
    """What came of a follow-up asked in another way."""
    return {
        "answered": verdict.record.response.answered,
        "right": verdict.right,
        "stage": verdict.stage,
        "rank": verdict.rank,
        "quotes": _quotes(verdict),
    }


def _quotes(verdict: Verdict) -> list[dict[str, str]]:
    shown = verdict.record.shown[:_QUOTES]
    return [{"source_id": one.source_id, "quote": one.quote} for one in shown]


def _candidate(candidate: Candidate | None) -> dict[str, object] | None:
    return None if candidate is None else asdict(candidate)
