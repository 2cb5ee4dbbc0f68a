from collections.abc import Sequence
from dataclasses import replace

import pytest

from eval.conversation import added, failed
from eval.judge import Alone, Verdict, judge
from eval.score import group
from eval.sets import Question
from eval.statistic import Value
from qa.types import Response
from tests.judged import RIGHT, WRONG, citation, question, record, response

ASKED, HAND = "When did it open?", "When did the iron bridge open?"

FOUND, SECOND = [citation(RIGHT)], [citation(WRONG), citation(RIGHT)]
REFUSED = response([citation(RIGHT)], answered=False)


def follow_up(id: str, **values: object) -> Question:
    return question(id, **{"question": ASKED, "rewrite": HAND} | values)


def none(id: str, **values: object) -> Question:
    return follow_up(id, answerable=False, gold=[], sources=[], **values)


def verdict(
    asked: Question,
    ours: Response,
    raw: Response | None = None,
    hand: Response | None = None,
) -> Verdict:
    """`raw`, `hand`: what the question gets alone; the same as ours where it is not given."""
    one, as_asked, by_hand = (
        judge([record(asked, said)])[0] for said in (ours, raw or ours, hand or ours)
    )
    return replace(one, alone=Alone(as_asked, by_hand) if asked.is_follow_up else None)


def figures(verdicts: Sequence[Verdict]) -> dict[str, Value]:
    return dict(group("talk", verdicts).figures)


def talk() -> list[Verdict]:
    """Four answerable follow-ups, two without an answer, and three that are no follow-ups."""
    right, second = response(FOUND, resolved=HAND), response(SECOND, resolved=ASKED)
    wrong = response([citation(WRONG)], resolved="Did it open?")
    return [
        verdict(follow_up("mended"), right, second, right),
        verdict(follow_up("refused"), replace(REFUSED, resolved_question=HAND), second, right),
        verdict(follow_up("lost"), second, wrong, right),
        verdict(follow_up("hard"), second, right, wrong),
        verdict(none("declined"), replace(REFUSED, resolved_question=HAND)),
        verdict(none("answered"), wrong),
        verdict(none("thanks", kind="social", rewrite=ASKED), REFUSED),
        verdict(question("first", rewrite="When did the bridge open?"), wrong),
        verdict(question("subject", kind="subject", rewrite=HAND), wrong),
    ]


@pytest.mark.parametrize(
    ("name", "expected", "rows"),
    [
        ("followup_quote@1", 1 / 4, 4),
        ("followup_ranked_quote@1", 2 / 4, 4),
        ("followup_ranked_quote@1_raw", 1 / 4, 4),
        ("followup_ranked_quote@1_hand", 3 / 4, 4),
        ("followup_rr", (1 + 1 + 1 / 2 + 1 / 2) / 4, 4),
        ("followup_rr_raw", (1 / 2 + 1 / 2 + 0 + 1) / 4, 4),
        ("followup_rr_hand", (1 + 1 + 1 + 0) / 4, 4),
        ("recovered", (2 - 1) / (3 - 1), 4),
        ("recovered_rr", (3 - 2) / (3 - 2), 4),
        ("followup_refusal_recall", 1 / 2, 2),
        ("self_contained_changed", 1, 2),  # the thanks and the first, both resolved to others
        # the hand adds "the iron bridge" six times, ours three times
        ("added_precision", 1, 6),
        ("added_recall", 9 / 18, 6),
        ("added_f1", 2 * 9 / (9 + 18), 6),
    ],
)
def test_a_figure_is_what_a_hand_works_out(name: str, expected: float, rows: int) -> None:
    found = figures(talk())[name]
    assert found.rows == rows
    assert found.value == pytest.approx(expected)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= expected <= found.high


def test_a_set_without_rewritings_has_no_such_figures() -> None:
    plain = [judge([record(question(), REFUSED)])[0]]
    found = figures(plain)
    names = [figure for figure in found if figure.startswith(("followup", "recov", "self", "add"))]
    assert len(names) == 14
    assert {found[name] for name in names} == {Value(None, None, None, 0)}


def test_nothing_is_recovered_where_the_hand_is_no_better() -> None:
    right, wrong = response(FOUND), response([citation(WRONG)])
    for raw, hand in ((right, right), (right, wrong), (wrong, wrong)):
        assert figures([verdict(follow_up("a"), right, raw, hand)])["recovered"].value is None


def test_a_distance_that_only_rounding_makes_is_none() -> None:
    wrong = [citation(f"{n}") for n in range(8)]
    places = [response([*wrong[:n], *FOUND]) for n in range(1, 8)]  # the sum is 1.1e-16
    asked = [verdict(follow_up(str(n)), response(FOUND), one) for n, one in enumerate(places)]
    swapped = [
        replace(one, alone=Alone(one.alone.raw, other.alone.raw))
        for one, other in zip(asked, asked[3:] + asked[:3], strict=True)
        if one.alone and other.alone
    ]
    assert figures(swapped)["recovered_rr"].value is None


def test_more_than_the_hand_recovers_is_above_one_and_less_than_raw_below_zero() -> None:
    right, wrong = response(FOUND), response([citation(WRONG)])
    helped = [verdict(follow_up(id), right, wrong, right) for id in "ab"]
    beyond = verdict(follow_up("c"), right, wrong, wrong)
    assert figures([*helped, beyond])["recovered"].value == pytest.approx(3 / 2)
    harmed = verdict(follow_up("c"), wrong, right, right)
    lost = verdict(follow_up("d"), wrong, wrong, right)
    assert figures([harmed, lost])["recovered"].value == -1


@pytest.mark.parametrize(
    ("resolved", "expected"),
    [
        (ASKED, (0, 0, 3)),
        (HAND, (3, 3, 3)),
        ("When did it,  the Bridge's mill, open?", (2, 3, 3)),  # case and possessives are folded
        ("When did the the iron open?", (2, 3, 3)),  # the second "the" is one too many
        ("the iron bridge", (3, 3, 3)),  # what was left out does not count
    ],
)
def test_added_words_are_counted_as_often_as_they_were_added(
    resolved: str, expected: tuple[int, int, int]
) -> None:
    assert added(verdict(follow_up("a"), response(FOUND, resolved=resolved))) == expected


def test_nothing_added_is_no_precision_but_counts_as_missed() -> None:
    found = figures([verdict(follow_up("a"), response(FOUND, resolved=ASKED))])
    assert found["added_precision"].value is None
    assert (found["added_recall"].value, found["added_f1"].value) == (0, 0)


def test_white_space_is_no_change() -> None:
    alone = question("a", question="Who  opened it?\n", rewrite="Who opened it?")
    same, other = (response(FOUND, resolved=words) for words in ("Who opened it?", "Who did?"))
    changed = [verdict(alone, same), verdict(alone.model_copy(update={"id": "b"}), other)]
    assert figures(changed)["self_contained_changed"].value == 1 / 2


def test_failures_are_told_apart_by_whether_the_hand_fails_too() -> None:
    lost, hard = failed(talk()).values()
    assert [one.record.question.id for one in lost] == ["refused", "lost"]
    assert [one.record.question.id for one in hard] == ["hard", "answered"]
