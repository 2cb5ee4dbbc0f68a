"""The figures of conversations: what resolving a follow-up buys, and what it does to the words.

They count the rows with a rewriting by hand, and have no value for sets without such rows. Of the
three ways to ask a follow-up, `raw` is the question without its history, `ours` with it, and `hand`
the rewriting by hand without it.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from eval import outcomes
from eval.judge import Verdict
from eval.outcomes import OfRow
from eval.statistic import Figure, Mean, PartsOfRow, Ratio
from qa.words import words_of

OfVerdict = Callable[[Verdict], float]

_RAW, _OURS, _HAND = range(3)
_NOTHING_ASKED = frozenset({"social", "unclear"})


def ways(verdict: Verdict) -> tuple[Verdict, Verdict, Verdict] | None:
    """Raw, ours and hand, of an answerable follow-up that was asked in all three ways."""
    if verdict.alone is None or not verdict.record.question.answerable:
        return None
    return verdict.alone.raw, verdict, verdict.alone.hand


def of_way(way: int, value: OfVerdict) -> OfRow:
    """`value` of one of the three ways to ask a follow-up."""

    def of(verdict: Verdict) -> float | None:
        asked = ways(verdict)
        return None if asked is None else value(asked[way])

    return of


def distance(value: OfVerdict) -> PartsOfRow:
    """How far ours is above raw, and hand above raw, in `value`."""

    def of(verdict: Verdict) -> tuple[float, float] | None:
        asked = ways(verdict)
        if asked is None:
            return None
        raw, ours, hand = map(value, asked)
        return ours - raw, hand - raw

    return of


def refused(verdict: Verdict) -> float | None:
    """Whether an unanswerable follow-up that asks something was refused."""
    question = verdict.record.question
    if not question.is_follow_up or question.kind in _NOTHING_ASKED:
        return None
    return outcomes.refusal_recall(verdict)


def added(verdict: Verdict) -> tuple[int, int, int] | None:
    """Words that ours and hand both added to a follow-up, that ours added, and that hand did.

    As multisets: a word counts as often as it was added.
    """
    question = verdict.record.question
    if not question.is_follow_up:
        return None
    before = Counter(words_of(question.question))
    ours = Counter(words_of(verdict.record.response.resolved_question)) - before
    hand = Counter(words_of(question.rewrite or "")) - before
    return (ours & hand).total(), ours.total(), hand.total()


def of_added(parts: Callable[[int, int, int], tuple[float, float]]) -> PartsOfRow:
    """`parts` of the words that both, ours and hand added, over the follow-ups."""

    def of(verdict: Verdict) -> tuple[float, float] | None:
        counts = added(verdict)
        return None if counts is None else parts(*counts)

    return of


def failed(verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """The follow-ups that failed, by whether their rewriting by hand does."""
    found: dict[str, list[Verdict]] = {
        "follow-ups that fail, and do not as rewritten by hand": [],
        "follow-ups that fail as rewritten by hand, too": [],
    }
    lost, hard = found.values()
    for verdict in verdicts:
        if verdict.alone is not None and verdict.stage is not None:
            (lost if verdict.alone.hand.stage is None else hard).append(verdict)
    return found


def _ranked(verdict: Verdict) -> float:
    return float(verdict.right)


def _rr(verdict: Verdict) -> float:
    return verdict.retrieval["rr"]


TABLE = {
    "raw": ("followup_ranked_quote@1_raw", "followup_rr_raw"),
    "ours": ("followup_ranked_quote@1", "followup_rr"),
    "hand": ("followup_ranked_quote@1_hand", "followup_rr_hand"),
}
"""The figures of the three ways, side by side, by name."""

_ANSWERS: tuple[Figure, ...] = (
    Mean(
        name="followup_quote@1",
        meaning="share of the answerable follow-ups whose first quote holds a wanted string; "
        "a refusal counts as wrong",
        row=of_way(_OURS, outcomes.right_and_answered),
        headline=True,
    ),
    Mean(
        name="followup_ranked_quote@1",
        meaning="the same by the ranking only: of a refusal, the first of what came closest counts",
        row=of_way(_OURS, _ranked),
        headline=True,
    ),
    Mean(
        name="followup_ranked_quote@1_raw",
        meaning="the same of the follow-ups asked without their history",
        row=of_way(_RAW, _ranked),
        better="neither",
    ),
    Mean(
        name="followup_ranked_quote@1_hand",
        meaning="the same of the follow-ups rewritten by hand, without their history",
        row=of_way(_HAND, _ranked),
    ),
    Mean(
        name="followup_rr",
        meaning="mean of 1 / the rank of the first candidate that answers, of the answerable "
        "follow-ups",
        row=of_way(_OURS, _rr),
        headline=True,
    ),
    Mean(
        name="followup_rr_raw",
        meaning="the same of the follow-ups asked without their history",
        row=of_way(_RAW, _rr),
        better="neither",
    ),
    Mean(
        name="followup_rr_hand",
        meaning="the same of the follow-ups rewritten by hand, without their history",
        row=of_way(_HAND, _rr),
    ),
    Ratio(
        name="recovered",
        meaning="share of the distance in followup_ranked_quote@1 from raw to rewritten by hand "
        "that is recovered with the history; none where hand is not above raw",
        parts=distance(_ranked),
        headline=True,
    ),
    Ratio(
        name="recovered_rr",
        meaning="the same of the distance in followup_rr",
        parts=distance(_rr),
        headline=True,
    ),
    Mean(
        name="followup_refusal_recall",
        meaning="share of the unanswerable follow-ups that were refused, but for those that ask "
        "nothing or nothing clear",
        row=refused,
        headline=True,
    ),
)

_WORDS: tuple[Figure, ...] = (
    Mean(
        name="self_contained_changed",
        meaning="share of the questions that stand alone, or that nothing can make stand alone, "
        "that were changed",
        row=outcomes.changed,
        better="lower",
        headline=True,
    ),
    Ratio(
        name="added_precision",
        meaning="share of the words added to follow-ups that the rewriting by hand adds",
        parts=of_added(lambda both, ours, _: (both, ours)),
    ),
    Ratio(
        name="added_recall",
        meaning="share of the words that the rewriting by hand adds that were added",
        parts=of_added(lambda both, _, hand: (both, hand)),
    ),
    Ratio(
        name="added_f1",
        meaning="harmonic mean of added_precision and added_recall",
        parts=of_added(lambda both, ours, hand: (2 * both, ours + hand)),
        headline=True,
    ),
)

FIGURES = (*_ANSWERS, *_WORDS)
