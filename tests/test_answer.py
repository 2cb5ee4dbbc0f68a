"""From ranked sentences to citations, and when that is enough for an answer."""

from dataclasses import replace

import pytest

from qa.answer import Finding, evidence_of, find, rivals
from qa.confidence import confidence
from qa.engine import Engine
from qa.hits import Hit
from qa.ranker import packaged
from qa.reading import Reading
from qa.retrieve import retrieve
from tests.reading_questions import reading_of

QUESTION = "How old was Ieng Sary when he died?"
THRESHOLD = packaged().threshold


@pytest.fixture(scope="module")
def reading(engine: Engine) -> Reading:
    return reading_of(engine, QUESTION)


@pytest.fixture(scope="module")
def hits(engine: Engine, reading: Reading) -> list[Hit]:
    return retrieve(engine.library, reading, engine.ranker)


def found(engine: Engine, reading: Reading, hits: list[Hit], limit: int) -> Finding:
    return find(engine.library, reading, hits, limit, engine.ranker, THRESHOLD)


def test_nothing_found_is_no_answer(engine: Engine, reading: Reading) -> None:
    finding = found(engine, reading, [], 5)
    assert finding == Finding((), 0.0, THRESHOLD)
    assert not finding.answered


@pytest.mark.parametrize("limit", [1, 2, 5, 20])
def test_the_first_hits_are_cited_in_order(
    engine: Engine, reading: Reading, hits: list[Hit], limit: int
) -> None:
    finding = found(engine, reading, hits, limit)
    assert len(finding.citations) == limit
    for citation, expected in zip(finding.citations, rivals(hits), strict=False):
        assert (citation.start, citation.end) == expected.span
        number = engine.library.corpus.source_of(expected.sentence.row)
        assert citation.source_id == engine.library.corpus.sources[number].id
        assert citation.score == pytest.approx(expected.score, abs=1e-4)


def test_a_limit_above_the_hits_cites_them_all(
    engine: Engine, reading: Reading, hits: list[Hit]
) -> None:
    assert len(found(engine, reading, hits[:3], 20).citations) == len(rivals(hits[:3]))


def test_confidence_does_not_depend_on_the_limit(
    engine: Engine, reading: Reading, hits: list[Hit]
) -> None:
    sure = {found(engine, reading, hits, limit).confidence for limit in (1, 5, 20)}
    values = evidence_of(engine.library, reading, rivals(hits))
    assert sure == {round(confidence(engine.ranker.confidence, values), 4)}


def test_a_completed_question_has_a_confidence_of_its_own(
    engine: Engine, reading: Reading, hits: list[Hit]
) -> None:
    completed = replace(reading, completed=True)
    values = evidence_of(engine.library, completed, rivals(hits))
    expected = round(confidence(engine.ranker.completed, values), 4)
    assert found(engine, completed, hits, 1).confidence == expected
    assert found(engine, reading, hits, 1).confidence != expected


def test_only_what_was_completed_from_the_conversation_counts_as_completed(engine: Engine) -> None:
    history = [("Who was Malcolm Caldwell?", "Malcolm Caldwell was a British professor.")]
    alone = engine.ask("Who was Malcolm Caldwell?")
    again = engine.ask("Who was  Malcolm Caldwell?", history)
    asked = engine.ask("Who was he?", history)
    assert again.confidence == alone.confidence
    assert asked.resolved_question == "Who was Malcolm Caldwell?"
    assert asked.confidence != alone.confidence


def test_below_the_threshold_is_no_answer(
    engine: Engine, reading: Reading, hits: list[Hit]
) -> None:
    citations = found(engine, reading, hits, 1).citations
    assert Finding(citations, THRESHOLD, THRESHOLD).answered
    assert not Finding(citations, THRESHOLD - 0.0001, THRESHOLD).answered
    assert not Finding((), 1.0, THRESHOLD).answered


def test_what_is_there_is_surer_than_what_is_not(engine: Engine) -> None:
    there, elsewhere = engine.ask(QUESTION), engine.ask("How do I install Python?")
    assert there.confidence > THRESHOLD > elsewhere.confidence


def test_the_second_of_a_pair_is_no_rival(hits: list[Hit]) -> None:
    alone = [replace(hits[0], partner=None), *hits[1:]]
    assert rivals(alone) == alone
    pair = [replace(hits[0], partner=hits[2].sentence), *hits[1:]]
    assert rivals(pair) == [pair[0], pair[1], *pair[3:]]


def test_who_somebody_is_of_whom_no_source_speaks_is_refused(engine: Engine) -> None:
    for question in (
        "Who was Napoleon Bonaparte?",
        "Who is Barack Obama?",
        "Who was Napoleon Sary?",
    ):
        response = engine.ask(question)
        assert not response.answered
        assert response.confidence <= 0.05
    assert engine.ask("Who is Michael Karnavas?").answered
