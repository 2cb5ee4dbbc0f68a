"""The fit of the short answer's weights, on cases written by hand."""

import json

import numpy as np
import pytest

from eval.fit_short import figures, saved, scored, threshold_of
from eval.logit import NAMES, Case, fit
from qa.short import KINDS

YEAR = NAMES.index("has_year")


def case(row: str, years: list[bool], right: list[bool]) -> Case:
    table = np.zeros((len(years), len(NAMES)), dtype=np.float32)
    table[:, 0], table[:, YEAR] = 1, years
    return Case(
        row=row, collection="own", kind=KINDS.index("date"), table=table, right=np.array(right),
        weight=1.0, gold=any(right), top=True, has_short=any(right),
        texts=tuple("x" for _ in years), quote="x", question="When?",
    )  # fmt: skip


CASES = [case(f"y{n}", [False, True, False], [False, True, False]) for n in range(30)] + [
    case(f"n{n}", [False, False], [False, False]) for n in range(30)
]


def test_what_tells_the_right_span_gets_the_weight() -> None:
    fitted = fit(CASES)
    weights = fitted.weights[KINDS.index("date")]
    assert weights[YEAR] > 1
    assert weights[0] < -1
    for one, best, chance, mass in scored(CASES, fitted.weights):
        assert mass >= chance
        assert not one.gold or (one.right[best] and chance > 0.7)
        assert one.gold or mass < 0.3


def test_the_threshold_is_the_lowest_that_keeps_the_precision() -> None:
    good, bad = case("a", [True], [True]), case("b", [True, False], [False, True])
    found = [(good, 0, 0.9 - n / 100, 0.9) for n in range(17)] + [(bad, 0, 0.5, 0.9)] * 5
    assert threshold_of(found) == pytest.approx(0.5)
    assert "right of given" in figures([*found, (CASES[-1], 0, 0.1, 0.1)], 0.5)


def test_the_file_says_the_weights_by_name() -> None:
    content = json.loads(saved(fit(CASES), 0.4))
    assert content["threshold"] == 0.4
    assert content["kind date"]["has_year"] > 0
    assert "has_month" not in content["all"]
