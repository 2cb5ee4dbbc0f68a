"""From ranked sentences to citations and the confidence in the first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import THRESHOLD, Finding, confidence, find
from qa.engine import Engine
from qa.retrieve import Features, Hit, retrieve
from qa.types import Sentence

QUESTION = "How old was Ieng Sary when he died?"
MIDDLE = Features(late=0.5, passage_late=0.5, dense=0.5, lexical=0.5)

parts = st.floats(-1, 1)
features = st.builds(Features, parts, parts, parts, parts)


def hit(score: float = 0.5, values: Features = MIDDLE, row: int = 0) -> Hit:
    return Hit(Sentence(row, 0, 0, 10), score, values)


@pytest.fixture(scope="module")
def hits(engine: Engine) -> list[Hit]:
    return retrieve(engine.library, QUESTION, engine.encoder.encode_tokens([QUESTION])[0])


@given(st.lists(st.tuples(parts, features), min_size=1, max_size=4))
def test_confidence_is_a_probability(found: list[tuple[float, Features]]) -> None:
    ranked = sorted((hit(score, values) for score, values in found), key=lambda h: -h.score)
    assert 0 < confidence(ranked) < 1


@pytest.mark.parametrize("name", ["late", "passage_late", "dense"])
def test_confidence_rises_with_what_speaks_for_the_first(name: str) -> None:
    rising = [replace(MIDDLE, **{name: value}) for value in (-0.2, 0.0, 0.3, 0.7, 1.0)]
    found = [confidence([hit(0.6, values), hit(0.5)]) for values in rising]
    assert found == sorted(set(found))


def test_confidence_does_not_fall_with_words_in_common() -> None:
    low, high = (confidence([hit(0.6, replace(MIDDLE, lexical=value))]) for value in (0.0, 1.0))
    assert low <= high


def test_confidence_rises_with_the_lead_on_the_second() -> None:
    found = [confidence([hit(0.6), hit(second)]) for second in (0.6, 0.5, 0.3, 0.0)]
    assert found == sorted(set(found))


def test_confidence_does_not_depend_on_what_is_third() -> None:
    two = [hit(0.6), hit(0.4)]
    assert confidence([*two, hit(0.4), hit(0.1)]) == confidence(two)


def test_a_sentence_without_a_second_has_no_lead() -> None:
    assert confidence([hit(0.6)]) == confidence([hit(0.6), hit(0.6)])


def test_nothing_found_is_no_answer(engine: Engine) -> None:
    finding = find(engine.library.corpus, [], 5)
    assert finding == Finding((), 0.0)
    assert not finding.answered


@pytest.mark.parametrize("limit", [1, 2, 5, 20])
def test_the_first_hits_are_cited_in_order(engine: Engine, hits: list[Hit], limit: int) -> None:
    finding = find(engine.library.corpus, hits, limit)
    assert len(finding.citations) == limit
    for citation, expected in zip(finding.citations, hits, strict=False):
        assert (citation.start, citation.end) == (expected.sentence.start, expected.sentence.end)
        number = engine.library.corpus.source_of(expected.sentence.row)
        assert citation.source_id == engine.library.corpus.sources[number].id
        assert citation.score == pytest.approx(expected.score, abs=1e-4)


def test_a_limit_above_the_hits_cites_them_all(engine: Engine, hits: list[Hit]) -> None:
    assert len(find(engine.library.corpus, hits[:3], 20).citations) == 3


def test_confidence_does_not_depend_on_the_limit(engine: Engine, hits: list[Hit]) -> None:
    found = {find(engine.library.corpus, hits, limit).confidence for limit in (1, 5, 20)}
    assert found == {round(confidence(hits), 4)}


def test_below_the_threshold_is_no_answer(engine: Engine, hits: list[Hit]) -> None:
    citations = find(engine.library.corpus, hits, 1).citations
    assert Finding(citations, THRESHOLD).answered
    assert not Finding(citations, THRESHOLD - 0.0001).answered
    assert not Finding((), 1.0).answered


def test_what_is_there_is_surer_than_what_is_not(engine: Engine) -> None:
    there, elsewhere = engine.ask(QUESTION), engine.ask("How do I install Python?")
    assert there.confidence > THRESHOLD > elsewhere.confidence
