"""How sure it is: what the evidence says, and that it is a probability."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qa import confidence
from qa.confidence import evidence
from qa.engine import Engine
from qa.features import NAMES as FEATURES
from tests.reading_questions import reading_of


def shown(engine: Engine, question: str, scores: list[float], table: object) -> dict[str, float]:
    values = evidence(
        engine.library,
        reading_of(engine, question),
        np.array(scores, dtype=np.float32),
        np.array(table, dtype=np.float32),
    )
    return dict(zip(confidence.NAMES, values.tolist(), strict=True))


ZERO = np.zeros(len(FEATURES))


@given(arrays(np.float32, len(confidence.NAMES), elements=st.floats(-5, 5, width=32)))
def test_confidence_is_a_probability(values: np.ndarray) -> None:
    weights = np.linspace(-1, 1, len(values), dtype=np.float32)
    assert 0 <= confidence.confidence(weights, values) <= 1


def test_the_lead_and_the_certainty(engine: Engine) -> None:
    close = shown(engine, "Who?", [2.0, 1.9], [ZERO, ZERO])
    clear = shown(engine, "Who?", [2.0, -1.0], [ZERO, ZERO])
    alone = shown(engine, "Who?", [2.0], [ZERO])
    assert close["lead"] == pytest.approx(0.1, abs=1e-6)
    assert close["certainty"] == pytest.approx(1 / (1 + np.exp(-0.1)))
    assert clear["certainty"] > close["certainty"]
    assert (alone["lead"], alone["certainty"]) == (0, 1)


def test_what_others_match_better(engine: Engine) -> None:
    verb, name = FEATURES.index("verb_sentence"), FEATURES.index("name_sentence")
    first, second = ZERO.copy(), ZERO.copy()
    first[name], second[verb], second[name] = 0.4, 0.3, 0.1
    found = shown(engine, "Who?", [1.0, 0.0], [first, second])
    assert found["matched_elsewhere"] == pytest.approx(0.3)
    assert found["late_sentence"] == pytest.approx(0.4)


def test_words_that_no_source_holds_are_unknown(engine: Engine) -> None:
    table = [ZERO]
    known = shown(engine, "Who met Hun Sen in Phnom Penh?", [1.0], table)
    name = shown(engine, "Who met Zebulon Quackenbush in Phnom Penh?", [1.0], table)
    word = shown(engine, "Who electrocuted Hun Sen in Phnom Penh?", [1.0], table)
    assert known["unknown"] == 0
    assert name["unknown_name"] > 0.3
    assert word["unknown"] > 0 == word["unknown_name"]


def test_the_kind_of_the_question_is_told(engine: Engine) -> None:
    found = shown(engine, "When did he die?", [1.0], [ZERO])
    assert found["asks_date"] == 1
    assert sum(value for name, value in found.items() if name.startswith("asks_")) == 1
