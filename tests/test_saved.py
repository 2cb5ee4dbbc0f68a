"""Saved answers: checked whole, and no other file passes for one."""

import json

import pytest

from qa.cite import Claim
from qa.engine import Engine
from qa.errors import QueryError
from qa.saved import check

QUESTION = "How many of the cables were from Phnom Penh?"


def test_a_saved_answer_is_checked_whole(engine: Engine) -> None:
    corpus = engine.library.corpus
    saved = engine.ask(QUESTION).to_json()
    results = check(corpus, saved)
    assert len(results) == 6
    assert all(result.verified for _, result in results)
    forged = {**saved, "answer": {"text": "Something else.", "short": None, "citation": 0}}
    assert [where for where, result in check(corpus, forged) if not result.verified] == ["answer"]
    nowhere = {**saved, "answer": {"text": "x", "short": None, "citation": 99}}
    assert not dict(check(corpus, nowhere))["answer"].verified
    assert not dict(check(corpus, [{"citations": ["no object"]}]))["[0].citations[0]"].verified
    assert not dict(check(corpus, {"citations": "none"}))["citations"].verified


@pytest.mark.parametrize(
    ("saved", "message"),
    [
        (3, "the file holds no answer but int"),
        ({"name": "my-package"}, "the file holds no answer: it has no citations"),
        ({}, "the file holds no answer: it has no citations"),
        ([], "the file holds no answer"),
        ([{"id": 1, "error": "row 1: not JSON"}], "the file holds no answer"),
        ([{"citations": [], "refusal": {"closest": []}}, {}], r"\[1\] holds no answer: it has no"),
        ([[]], "the file holds no answer"),
    ],
)
def test_what_is_no_answer_does_not_pass(engine: Engine, saved: object, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        check(engine.library.corpus, saved)


def test_an_answer_without_citations_is_none(engine: Engine) -> None:
    ((where, result),) = check(engine.library.corpus, {"citations": [], "refusal": None})
    assert where == "citations"
    assert result.reason == "are none, though nothing is refused"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"passage": "Other words."}, "its passage is not what the source has around the quote"),
        ({"passage_start": 0}, "its passage is not what"),
        ({"passage_end": 10**9}, "its passage is not what"),
        ({"passage_end": None}, "its passage is not what"),
        ({"href": "https://elsewhere.example/"}, "its href does not lead to the quote"),
        ({"href": "/sources/other?start=0&end=1"}, "its href does not lead to the quote"),
        ({"passage": 3}, "is no citation: passage: "),
    ],
)
def test_what_stands_around_a_quote_is_checked_too(
    engine: Engine, changes: dict[str, object], reason: str
) -> None:
    saved = json.loads(json.dumps(engine.ask(QUESTION).to_json()))
    saved["citations"][1] |= changes
    failed = [(w, r) for w, r in check(engine.library.corpus, saved) if not r.verified]
    assert [where for where, _ in failed] == ["citations[1]"]
    assert str(failed[0][1].reason).startswith(reason)


def test_a_citation_may_have_nothing_but_what_is_verified(engine: Engine) -> None:
    saved = engine.ask(QUESTION).citations[0]
    claim = {key: getattr(saved, key) for key in Claim.model_fields}
    assert all(
        result.verified for _, result in check(engine.library.corpus, {"citations": [claim]})
    )


def test_a_refusal_that_shows_nothing_has_nothing_to_verify(engine: Engine) -> None:
    refused = engine.ask("Thanks!").to_json()
    assert check(engine.library.corpus, [{"id": 1, "error": "row 1: x"}, refused]) == []


def test_a_refusal_is_checked_by_what_came_closest(engine: Engine) -> None:
    saved = engine.ask("What is the capital of France?").to_json()
    results = check(engine.library.corpus, saved)
    assert [where for where, _ in results] == [f"refusal.closest[{n}]" for n in range(3)]
    assert all(result.verified for _, result in results)
