"""The figures: what each says, over which rows, and which way is better.

A missing answer gives 0, so that no figure is flattered by what was left out.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from eval import conversation, outcomes
from eval.judge import CUTS
from eval.metrics import aurc, auroc, calibration_error, exact_match, token_f1
from eval.statistic import Curve, Figure, Mean

_QUOTES = (
    Mean(
        name="quote@1",
        meaning="share of the answerable questions whose first quote holds a wanted string; "
        "a refusal counts as wrong",
        row=outcomes.answerable(outcomes.right_and_answered),
        headline=True,
    ),
    Mean(
        name="quote@3",
        meaning="the same of the first three quotes",
        row=outcomes.answerable(lambda v: float(v.right_in_three and v.record.response.answered)),
        headline=True,
    ),
    Mean(
        name="ranked_quote@1",
        meaning="quote@1 by the ranking only: of a refusal, the first of what came closest counts",
        row=outcomes.answerable(lambda v: float(v.right)),
        headline=True,
    ),
    Mean(
        name="ranked_quote@3",
        meaning="quote@3 by the ranking only",
        row=outcomes.answerable(lambda v: float(v.right_in_three)),
    ),
    Mean(
        name="source@1",
        meaning="share of the questions that name sources whose first citation is of one of these",
        row=outcomes.source,
        headline=True,
    ),
)

_RETRIEVAL = (
    *(
        Mean(
            name=f"recall@{k}",
            meaning=f"share of the sentences that answer which are among the first {k} candidates",
            row=outcomes.measure(f"recall@{k}"),
            headline=k == 10,
        )
        for k in CUTS
    ),
    *(
        Mean(
            name=f"success@{k}",
            meaning="share of the answerable questions with an answer among the first "
            f"{k} candidates",
            row=outcomes.measure(f"success@{k}"),
            headline=k == 20,
        )
        for k in CUTS
    ),
    Mean(
        name="rr",
        meaning="mean of 1 / the rank of the first candidate that answers (Voorhees 1999)",
        row=outcomes.measure("rr"),
        headline=True,
    ),
    Mean(
        name="ndcg@10",
        meaning="normalised discounted cumulative gain of the first 10 candidates "
        "(Järvelin and Kekäläinen 2002)",
        row=outcomes.measure("ndcg@10"),
        headline=True,
    ),
)

_SHORT = (
    Mean(
        name="short_given",
        meaning="share of the questions with an acceptable short answer that were given one",
        row=outcomes.short(lambda *_: 1.0, missing=0.0),
    ),
    Mean(
        name="short_em",
        meaning="share of them whose short answer is an acceptable one (SQuAD's exact match)",
        row=outcomes.short(exact_match, missing=0.0),
    ),
    Mean(
        name="short_f1",
        meaning="their mean word overlap with the nearest acceptable one (SQuAD's F1)",
        row=outcomes.short(token_f1, missing=0.0),
        headline=True,
    ),
    Mean(
        name="short_em_given",
        meaning="exact match among those that were given a short answer",
        row=outcomes.short(exact_match, missing=None),
        headline=True,
    ),
)

_REFUSAL = (
    Mean(
        name="answered",
        meaning="share of the answerable questions that were answered",
        row=outcomes.answerable(lambda v: float(v.record.response.answered)),
        headline=True,
    ),
    Mean(
        name="error_among_answered",
        meaning="share of the answered questions that are unanswerable or whose first quote is "
        "wrong",
        row=outcomes.error,
        better="lower",
        headline=True,
    ),
    Mean(
        name="refusal_precision",
        meaning="share of the refused questions that are unanswerable",
        row=outcomes.refusal_precision,
        headline=True,
    ),
    Mean(
        name="refusal_recall",
        meaning="share of the unanswerable questions that were refused",
        row=outcomes.refusal_recall,
        headline=True,
    ),
    Curve(
        name="auroc_right",
        meaning="probability that a question whose first quote is right has a higher confidence "
        "than one whose first quote is wrong or that is unanswerable (Mann and Whitney 1947)",
        label=outcomes.is_right,
        area=auroc,
        headline=True,
    ),
    Curve(
        name="auroc_answerable",
        meaning="probability that an answerable question has a higher confidence than an "
        "unanswerable one",
        label=outcomes.is_answerable,
        area=auroc,
    ),
    Curve(
        name="aurc",
        meaning="mean, over all shares of the questions answered, most confident first, of the "
        "error among them (Geifman, Uziel and El-Yaniv 2019)",
        label=outcomes.is_right,
        area=aurc,
        better="lower",
        headline=True,
    ),
    Curve(
        name="ece",
        meaning="expected calibration error of “the first quote is right”, 10 bins of equal mass "
        "(Naeini, Cooper and Hauskrecht 2015)",
        label=outcomes.is_right,
        area=calibration_error,
        overstated=True,
        better="lower",
        headline=True,
    ),
)

_REST = (
    Mean(
        name="verified",
        meaning="share of the questions with citations whose citations all hold against the stored "
        "text",
        row=outcomes.verified,
        headline=True,
    ),
    Mean(
        name="disagreements_found",
        meaning="share of the questions on which sources differ whose values are all shown as "
        "differing",
        row=outcomes.disagreement,
        headline=True,
    ),
    Mean(
        name="false_alarms",
        meaning="share of the other questions that are shown a disagreement",
        row=outcomes.false_alarm,
        better="lower",
        headline=True,
    ),
    Mean(
        name="dates",
        meaning="share of the questions of kind date whose first citation resolves the wanted date",
        row=outcomes.date,
        headline=True,
    ),
    Mean(
        name="quote_length",
        meaning="mean length of the first quote of the answered questions, in characters",
        row=outcomes.quote_length,
        better="neither",
        headline=True,
        unit="characters",
    ),
)

_GENERAL: tuple[Figure, ...] = (*_QUOTES, *_RETRIEVAL, *_SHORT, *_REFUSAL, *_REST)
FIGURES = (*_GENERAL, *conversation.FIGURES)
BY_NAME = {figure.name: figure for figure in FIGURES}
HEADLINES = tuple(figure for figure in FIGURES if figure.headline)


class _Valued(Protocol):
    @property
    def value(self) -> float | None: ...


def of_conversations(found: Mapping[str, _Valued]) -> bool:
    """Whether a figure of conversations, by its name in `found`, has a value."""
    names = {name for name, given in found.items() if given.value is not None}
    return any(figure.name in names for figure in conversation.FIGURES)


def shown(figures: Sequence[Figure], *found: Mapping[str, _Valued]) -> list[Figure]:
    """`figures`, without those of conversations if none of these has a value in any of `found`."""
    if any(map(of_conversations, found)):
        return list(figures)
    return [figure for figure in figures if figure not in conversation.FIGURES]
