"""A file of questions: answered in order, each bad row named, the others answered."""

import json
from dataclasses import replace

import pytest

from qa.batch import answer_rows
from qa.engine import Engine
from qa.errors import IndexDamaged
from qa.query import Query
from qa.types import Response

QUESTION = "How old was Ieng Sary when he died?"
SOURCE = "002_4a36c623ce564520"
# Each with the beginning of what is said of it.
BAD_ROWS = [
    (b"no json", "not JSON: "),
    (b'{"question": "Who?"', "not JSON: "),
    (b"[" * 100_000, "not JSON: "),
    (b'{"question": "\xff\xfe"}', "not JSON: 'utf-8' codec can't decode"),
    (b'{"id": NaN, "question": "Who?"}', "not JSON: NaN is no number"),
    (b'{"id": -Infinity, "question": "Who?"}', "not JSON: -Infinity is no number"),
    (b'{"id": 1e999, "question": "Who?"}', "not JSON: 1e999 is no number"),
    (b'["Who?"]', "expected an object, got list"),
    (
        b'{"question": "Who?", "question": "When?"}',
        "not JSON: the key 'question' stands in it twice",
    ),
    (
        b'{"question": "x", "history": [{"question": "y", "answer": "", "answer": "z"}]}',
        "not JSON: ",
    ),
    (b'{"id": 1, "id": 1, "question": "Who?"}', "not JSON: the key 'id' stands in it twice"),
    (b"null", "expected an object, got NoneType"),
    (b"{}", "question: Field required"),
    (b'{"question": " "}', "question: must not be blank"),
    (b'{"question": "\\ud800"}', "question: "),
    (b'{"question": 3}', "question: Input should be a valid string"),
    (b'{"question": "Who?", "limit": 21}', "limit: "),
    (b'{"question": "Who?", "sources": ["nobody"]}', "sources: no source has the id 'nobody'"),
    (b'{"question": "Who?", "published_from": "1997-13"}', "published_from: "),
    (b'{"question": "Who?", "sorces": []}', "sorces: Extra inputs are not permitted"),
]


def answered(engine: Engine, *rows: object) -> list[dict[str, object]]:
    """Rows as bytes are lines as they are."""
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    return list(answer_rows(engine, [line + b"\n" for line in lines]))


def cited(row: dict[str, object]) -> set[str]:
    citations = row["citations"]
    assert isinstance(citations, list)
    return {citation["source_id"] for citation in citations}


def test_a_row_is_the_response_with_its_id(engine: Engine) -> None:
    (row,) = answered(engine, {"id": "q1", "question": QUESTION, "limit": 2})
    response = engine.ask(QUESTION, limit=2)
    took = row["took_ms"]
    assert isinstance(took, float)
    assert row == {"id": "q1", **replace(response, took_ms=took).to_json()}
    assert next(iter(row)) == "id"


def test_rows_are_answered_in_order(engine: Engine) -> None:
    asked = [f"Who was number {n}?" for n in (5, 3, 9, 1)]
    rows = answered(engine, *({"id": n, "question": q} for n, q in enumerate(asked)))
    assert [row["id"] for row in rows] == [0, 1, 2, 3]
    assert [row["question"] for row in rows] == asked


@pytest.mark.parametrize(
    "id",
    [
        "q",
        "",
        "ünï 😀",
        "\ud800",
        7,
        10**40,
        -1.5,
        True,
        False,
        None,
        [1, ["a"]],
        {"a": {"b": None}},
    ],
)
def test_an_id_of_any_type_comes_back(engine: Engine, id: object) -> None:
    good, bad = answered(engine, {"id": id, "question": QUESTION}, {"id": id, "question": ""})
    for row in (good, bad):
        assert row["id"] == id
        assert type(row["id"]) is type(id)
    assert good["answered"]
    assert bad == {"id": id, "error": "row 2: question: must not be blank; ask a question"}


def test_a_row_without_an_id_has_none(engine: Engine) -> None:
    (row,) = answered(engine, {"question": QUESTION})
    assert row["id"] is None
    assert row["answered"]


def test_one_id_twice_is_two_rows(engine: Engine) -> None:
    rows = answered(engine, {"id": 1, "question": QUESTION}, {"id": 1, "question": "Who?"})
    assert [(row["id"], row["question"]) for row in rows] == [(1, QUESTION), (1, "Who?")]


@pytest.mark.parametrize(
    ("bad", "message"), BAD_ROWS, ids=[row[:30].decode("latin-1") for row, _ in BAD_ROWS]
)
def test_a_bad_row_is_named_and_the_others_are_answered(
    engine: Engine, bad: bytes, message: str
) -> None:
    first, row, last = answered(
        engine, {"id": "a", "question": QUESTION}, bad, {"id": "b", "question": QUESTION}
    )
    assert set(row) == {"id", "error"}
    error = row["error"]
    assert isinstance(error, str)
    assert error.startswith(f"row 2: {message}")
    assert "\n" not in error
    assert first["answered"]
    assert last["answered"]


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """The engine fails so at any question of "?" alone."""
    answer = Engine.answer

    def fail(engine: Engine, query: Query) -> Response:
        if query.question == "?":
            raise error
        return answer(engine, query)

    monkeypatch.setattr(Engine, "answer", fail)


def test_a_fault_at_one_row_leaves_the_others_their_answers(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, IndexError("tuple index\nout of range"))
    asked = ({"id": n, "question": q} for n, q in enumerate((QUESTION, "?", QUESTION)))
    first, row, last = answered(engine, *asked)
    assert row == {
        "id": 1,
        "error": "row 2: a fault of citewell, please report it: "
        "IndexError: tuple index out of range",
    }
    assert first["answered"]
    assert last["answered"]


def test_what_no_row_is_to_blame_for_ends_the_batch(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, IndexDamaged("its bytes are not those that were written"))
    with pytest.raises(IndexDamaged):
        answered(engine, {"question": "?"})


def test_blank_lines_are_no_rows_but_count_as_lines(engine: Engine) -> None:
    rows = answered(engine, b"", b" \t", {"id": 1, "question": QUESTION}, b"\r", b"bad", b"")
    assert len(rows) == 2
    assert rows[0]["answered"]
    assert str(rows[1]["error"]).startswith("row 5: ")
    assert answered(engine) == []


def test_marks_of_other_systems_do_no_harm(engine: Engine) -> None:
    line = json.dumps({"id": 1, "question": QUESTION}).encode()
    for row in (b"\xef\xbb\xbf" + line, line + b"\r"):
        assert answered(engine, row)[0]["answered"]


def test_a_row_of_a_question_set_is_answered_from_all_sources(engine: Engine) -> None:
    scoring = {
        "kind": "when",
        "answerable": True,
        "gold": ["at the age of 87"],
        "short": ["87"],
        "disagree": [],
    }
    asked = {"id": "q", "question": QUESTION, "history": [], "limit": 20}
    plain, whole, other = answered(
        engine,
        asked,
        {**asked, **scoring, "sources": [SOURCE]},
        {**asked, **scoring, "sources": ["of another collection"]},
    )
    assert cited(plain) - {SOURCE}
    assert whole["citations"] == other["citations"] == plain["citations"]


def test_a_turn_of_a_row_may_have_no_answer(engine: Engine) -> None:
    refused = {"question": "Who was Malcolm Caldwell?", "answer": None}
    (row,) = answered(engine, {"question": "When was he killed?", "history": [refused]})
    assert row["resolved_question"] == "When was Malcolm Caldwell killed?"


def test_a_null_of_a_row_is_as_not_given(engine: Engine) -> None:
    names = ("history", "limit", "sources", "published_from", "published_to", "explain")
    row, plain = answered(
        engine, {"question": QUESTION, **dict.fromkeys(names)}, {"question": QUESTION}
    )
    assert {**row, "took_ms": 0} == {**plain, "took_ms": 0}


@pytest.mark.parametrize("key", ["kind", "answerable", "gold", "short", "disagree"])
def test_any_scoring_key_makes_a_row_one_of_a_set(engine: Engine, key: str) -> None:
    (row,) = answered(engine, {"question": QUESTION, key: None, "sources": ["nobody"]})
    assert row["answered"]


def test_the_filters_of_a_row_are_kept(engine: Engine) -> None:
    asked = {"question": "When was Ieng Sary born?", "limit": 20}
    (by_source,) = answered(engine, {**asked, "sources": [SOURCE]})
    assert cited(by_source) == {SOURCE}
    (by_date,) = answered(engine, {**asked, "published_from": "2008", "published_to": "2008-12-31"})
    assert cited(by_date) == {SOURCE}
    explained, plain = answered(engine, {**asked, "explain": True}, asked)
    assert "explanation" in explained
    assert "explanation" not in plain
