import math
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from embeddings.encoder import Encoder
from eval.figures import FIGURES, HEADLINES
from eval.judge import judge
from eval.score import FLOORS, Evaluation, SetScore, evaluate, gate, group, read_floors, score
from eval.sets import SetError, read_set
from qa.engine import Engine
from qa.indexing import update
from tests.judged import RIGHT, WRONG, citation, question, record, response, unanswerable, verdicts


@cache
def town() -> SetScore:
    return score("town", "0123456789abcdef", "a model", verdicts())


def value(name: str, scored: SetScore | None = None) -> float | None:
    return (scored or town()).whole.figures[name].value


@pytest.mark.parametrize(
    ("name", "expected", "rows"),
    [
        ("quote@1", 1 / 3, 3),  # one right, one ranked second, one refused
        ("quote@3", 2 / 3, 3),
        ("ranked_quote@1", 2 / 3, 3),
        ("ranked_quote@3", 1, 3),
        ("source@1", 2 / 3, 3),
        ("recall@1", 2 / 3, 3),
        ("success@3", 1, 3),
        ("rr", (1 + 1 / 2 + 1) / 3, 3),
        ("ndcg@10", (1 + 1 / math.log2(3) + 1) / 3, 3),
        ("short_given", 1 / 2, 2),
        ("short_em", 0, 2),
        ("short_f1", (2 / 3 + 0) / 2, 2),
        ("short_em_given", 0, 1),
        ("answered", 2 / 3, 3),
        ("error_among_answered", 2 / 3, 3),
        ("refusal_precision", 1 / 2, 2),
        ("refusal_recall", 1 / 2, 2),
        ("auroc_right", 4 / 6, 5),  # right at .9 and .4, the others at .7, .6, .1
        ("auroc_answerable", 4 / 6, 5),  # .9, .6, .4 against .7, .1
        ("aurc", (0 + 1 / 2 + 2 / 3 + 2 / 4 + 3 / 5) / 5, 5),
        ("ece", (0.1 + 0.7 + 0.6 + 0.6 + 0.1) / 5, 5),
        ("verified", 1, 5),
        ("disagreements_found", None, 0),
        ("false_alarms", 0, 5),
        ("dates", None, 0),
        ("quote_length", (len(RIGHT) + 2 * len(WRONG)) / 3, 3),
    ],
)
def test_a_figure_is_what_a_hand_works_out(name: str, expected: float | None, rows: int) -> None:
    found = town().whole.figures[name]
    assert found.rows == rows
    assert found.value == (None if expected is None else pytest.approx(expected))
    if found.value is not None:
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.value <= found.high


def test_every_figure_says_what_it_is() -> None:
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)
    assert all(figure.meaning for figure in FIGURES)
    assert {figure.name for figure in HEADLINES} >= {"quote@1", "error_among_answered", "verified"}


def test_kinds_and_sources_are_groups_of_their_own() -> None:
    both = record(question("both", sources=["town", "book"]), response([citation(RIGHT)]))
    scored = score(
        "s", "i", "m", judge([both, record(unanswerable(), response([], answered=False))])
    )
    assert [(one.name, one.rows) for one in scored.kinds] == [
        ("unanswerable_near_miss", 1),
        ("when", 1),
    ]
    assert [(one.name, one.rows) for one in scored.sources] == [("book", 1), ("town", 1)]


def test_disagreements_and_false_alarms() -> None:
    quotes = [citation(RIGHT), citation("It was opened in 1932.")]
    differ = question("differ", disagree=["1931", "1932"])
    rows = [
        record(differ, response(quotes, disagree=["1932", "in 1931"])),
        record(differ.model_copy(update={"id": "half"}), response(quotes, disagree=["1931"])),
        record(question("none"), response(quotes, disagree=["1931", "1932"])),
    ]
    figures = group("all", judge(rows)).figures
    assert figures["disagreements_found"].value == 0.5
    assert figures["false_alarms"].value == 1


def test_dates_count_on_the_first_citation_of_the_rows_that_want_one() -> None:
    dated, other = citation(RIGHT, dates=["1931-05"]), citation(RIGHT, dates=["1932", "1931"])
    wants = question("a", kind="date", short=["last May", "1931-05"])
    rows = [
        record(wants, response([dated, other])),
        record(wants.model_copy(update={"id": "b"}), response([other, dated])),
        record(wants.model_copy(update={"id": "c"}), response([dated], answered=False)),
        record(question("d", kind="date", short=["in May"]), response([dated])),
        record(question("e", short=["1931"]), response([dated])),
    ]
    dates = group("all", judge(rows)).figures["dates"]
    assert dates.value == pytest.approx(1 / 3)
    assert dates.rows == 3


def test_a_citation_that_does_not_hold_is_seen() -> None:
    said = response([citation(RIGHT)])
    rows = [record(question("a"), said), record(question("b"), said, unverified=["citations[0]"])]
    assert group("all", judge(rows)).figures["verified"].value == 0.5


def test_the_gate_names_what_falls_short() -> None:
    evaluation = Evaluation((town(),))
    assert gate(evaluation, {"town": {"quote@1": 0.33, "error_among_answered": 0.67}}) == []
    assert gate(
        evaluation,
        {
            "town": {"quote@1": 0.5, "error_among_answered": 0.5, "dates": 0.5},
            "city": {"quote@1": 0.5},
        },
    ) == [
        "town: quote@1 is 0.333, must be at least 0.5",
        "town: error_among_answered is 0.667, must be at most 0.5",
        "town: dates has no value, must be at least 0.5",
        "city: has floors, but was not evaluated",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[a]\n"quote@1" = "high"', "floors.toml: [a] quote@1: 'high' is no number"),
        ("[a]\nquoted = 1", "floors.toml: [a] quoted: no figure with floors has the name"),
        ("[a]\nquote_length = 1", "floors.toml: [a] quote_length: no figure with floors"),
        ("a = 1", "floors.toml: a: expected a table [a] of figures"),
        ("[a", "floors.toml: "),
    ],
)
def test_floors_that_cannot_be_read_are_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetError) as error:
        read_floors(path)
    assert str(error.value).startswith(message)


def test_our_floors_are_for_test_sets() -> None:
    assert all((FLOORS.parent / f"{name}.jsonl").is_file() for name in read_floors())


TOWN = """The town of Aldermere has a bridge of iron. The bridge was opened in 1931 by the queen.

The mill on the river Senn burned in 1870. It was rebuilt in brick two years later.
"""
ROWS = """\
{"id": "a", "kind": "when", "question": "When was the bridge of Aldermere opened?", \
"history": [{"question": "What is in Aldermere?", "answer": "A bridge of iron."}], \
"answerable": true, "gold": ["opened in\\n1931"], "short": ["1931"], "sources": ["town"]}
{"id": "b", "kind": "unanswerable_off_topic", "question": "Which vaccine protects from measles?", \
"answerable": false}
"""


@pytest.fixture(scope="module")
def aldermere(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    folder = tmp_path_factory.mktemp("aldermere")
    (folder / "sources").mkdir()
    (folder / "sources" / "town.txt").write_text(TOWN, encoding="utf-8")
    update(folder / "index", folder / "sources", encoder)
    return Engine.open(folder / "index")


def test_a_real_engine_is_asked_and_scored(aldermere: Engine, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text(ROWS, encoding="utf-8")
    seen: list[tuple[int, int]] = []
    own = read_set(tmp_path / "own.jsonl")
    evaluation = evaluate(aldermere, [own], lambda done, total: seen.append((done, total)))
    (scored,) = evaluation.sets
    assert seen == [(1, 2), (2, 2)]
    assert scored.index_id == aldermere.library.manifest.index_id
    assert value("ranked_quote@1", scored) == 1
    assert value("recall@1", scored) == 1
    assert value("refusal_recall", scored) == 1
    assert value("verified", scored) == 1
    asked = scored.verdicts[0].record
    assert asked.relevant == {("town", "The bridge was opened in 1931 by the queen.")}
    assert asked.response.explanation
    assert (evaluation + evaluation).sets == (scored, scored)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows.replace("1931", "1932"), "own.jsonl, line 1: gold: 'opened in"),
        (lambda rows: rows.replace("town", "city"), "own.jsonl, line 1: sources: no source"),
    ],
)
def test_a_set_of_another_collection_is_refused(
    aldermere: Engine, tmp_path: Path, change: Callable[[str], str], message: str
) -> None:
    (tmp_path / "own.jsonl").write_text(change(ROWS), encoding="utf-8")
    with pytest.raises(SetError) as error:
        evaluate(aldermere, [read_set(tmp_path / "own.jsonl")])
    assert str(error.value).startswith(message)


def test_two_sets_of_one_name_are_refused(aldermere: Engine, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text(ROWS, encoding="utf-8")
    own = read_set(tmp_path / "own.jsonl")
    with pytest.raises(SetError, match="two sets have the name 'own'"):
        evaluate(aldermere, [own, own])
