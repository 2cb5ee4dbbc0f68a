import json
import re
from collections import Counter
from pathlib import Path

import pytest

from citewell.evaluation import our_sets
from eval.figures import FIGURES
from eval.score import read_floors
from eval.sets import Question, SetError, check_against, read_set
from eval.split import facts_of
from qa.sources import read_documents

ROOT = Path(__file__).parent.parent
SETS = ROOT / "eval"
COLLECTIONS = {"seeds": ROOT / "seeds", "pellavik": SETS / "collections" / "pellavik"}
ROW = {
    "id": "a",
    "kind": "when",
    "question": "When did the bridge open?",
    "history": [{"question": "What is in the town?", "answer": "A bridge."}],
    "answerable": True,
    "gold": ["opened in 1931"],
    "short": ["1931"],
    "sources": ["town"],
    "disagree": [],
    "rewrite": "When did the bridge of the town open?",
}
REFUSED = {"id": "b", "kind": "none", "question": "Who is the mayor?", "answerable": False}


def written(folder: Path, *rows: object) -> Path:
    path = folder / "own.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def texts_of(name: str) -> dict[str, str]:
    return {document.id: document.text for document in read_documents(COLLECTIONS[name])}


def test_rows_are_read_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + f"{json.dumps(ROW)}\r\n\n{json.dumps(REFUSED)}".encode())
    found = read_set(path)
    assert (found.name, found.lines) == ("own", (1, 3))
    first, second = found.questions
    assert first.model_dump() == ROW
    assert (second.answerable, second.gold, second.history) == (False, [], [])
    assert second.rewrite is None


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([ROW, "a"], "own.jsonl, line 2: expected an object, got str"),
        ([ROW, ROW], "own.jsonl, line 2: id: 'a' is that of line 1; give each row its own"),
        ([{**ROW, "id": " "}], "own.jsonl, line 1: id: must not be blank"),
        ([{**ROW, "question": ""}], "own.jsonl, line 1: question: must not be blank"),
        ([{**ROW, "rewrite": " "}], "own.jsonl, line 1: rewrite: must not be blank"),
        ([{**ROW, "rewrite": ["x"]}], "own.jsonl, line 1: rewrite: Input should be"),
        ([{**ROW, "answerable": "yes"}], "own.jsonl, line 1: answerable: Input should be"),
        ([{**ROW, "gold": "1931"}], "own.jsonl, line 1: gold: Input should be a valid list"),
        ([{**ROW, "gold": []}], "own.jsonl, line 1: gold: must name the words of an answer"),
        ([{**ROW, "gold": ["x", ""]}], "own.jsonl, line 1: gold.1: must not be blank"),
        ([{**ROW, "golden": []}], "own.jsonl, line 1: golden: Extra inputs are not permitted"),
        ([{**ROW, "disagree": ["1931"]}], "own.jsonl, line 1: disagree: one value cannot"),
        ([{**ROW, "history": [{}]}], "own.jsonl, line 1: history.0.question: Field required"),
        ([{**REFUSED, "short": ["x"]}], "own.jsonl, line 1: short: must be empty where"),
        ([], "own.jsonl: no questions in it"),
    ],
)
def test_an_error_names_file_line_and_key(tmp_path: Path, rows: list[object], message: str) -> None:
    with pytest.raises(SetError) as error:
        read_set(written(tmp_path, *rows))
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("change", "follow_up", "self_contained"),
    [
        ({}, True, False),
        ({"rewrite": "When did  the bridge open?\n"}, False, True),
        ({"rewrite": "when did the bridge open?"}, True, False),
        ({"rewrite": None}, False, False),
        ({"kind": "subject"}, False, False),
        ({"kind": "subject", "rewrite": "When did the bridge open?"}, False, False),
    ],
)
def test_what_is_a_follow_up_is_told_by_the_rewriting(
    change: dict[str, object], follow_up: bool, self_contained: bool
) -> None:
    question = Question.model_validate({**ROW, **change})
    assert (question.is_follow_up, question.is_self_contained) == (follow_up, self_contained)


@pytest.mark.parametrize("line", [b"{", b"\xff", b"[" * 100_000])
def test_a_line_that_is_no_json_is_named(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(json.dumps(ROW).encode() + b"\n" + line)
    with pytest.raises(SetError, match=r"own\.jsonl, line 2: not JSON: "):
        read_set(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetError, match=r"nothing\.jsonl': cannot be read: No such file"):
        read_set(tmp_path / "nothing.jsonl")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sources": ["city"]}, "line 1: sources: no source has the id 'city'"),
        ({"gold": ["opened in 1932"]}, "line 1: gold: 'opened in 1932' does not stand in town"),
        ({"sources": ["book"]}, "line 1: gold: 'opened in 1931' does not stand in book"),
        ({"sources": [], "gold": ["xy"]}, "line 1: gold: 'xy' does not stand in any source"),
        ({"disagree": ["1931", "1930"]}, "line 1: disagree: '1930' does not stand in town"),
    ],
)
def test_a_set_must_fit_its_collection(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    texts = {"town": "The bridge was opened\n in 1931.", "book": "It is old."}
    check_against(read_set(written(tmp_path, ROW, REFUSED)), texts)
    with pytest.raises(SetError) as error:
        check_against(read_set(written(tmp_path, ROW | change)), texts)
    assert str(error.value) == f"own.jsonl, {message}"


@pytest.mark.parametrize("name", COLLECTIONS)
def test_our_sets_fit_their_collections(name: str) -> None:
    for side in ("tune", "test"):
        check_against(read_set(SETS / f"{name}-{side}.jsonl"), texts_of(name))


@pytest.mark.parametrize("path", sorted(SETS.glob("*-conversations-*.jsonl")), ids=lambda p: p.stem)
def test_our_conversations_fit_their_collections_and_are_rewritten(path: Path) -> None:
    found = read_set(path)
    check_against(found, texts_of(found.name.partition("-")[0]))
    assert all(question.rewrite for question in found.questions)
    nothing_asked = [one for one in found.questions if one.kind in ("social", "unclear")]
    assert sum(one.answerable or one.is_follow_up for one in nothing_asked) == 0


@pytest.mark.parametrize(
    "path",
    sorted([*(SETS / "training").rglob("*.jsonl"), *(SETS / "heldout").glob("*.jsonl")]),
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_what_is_learned_from_and_what_is_held_out_fit_their_collections(path: Path) -> None:
    name = path.stem.removesuffix("-conversations")
    places = [SETS / "heldout" / name, SETS / "training" / name, SETS.parent / name]
    sources = next(place for place in places if place.is_dir())
    check_against(
        read_set(path), {document.id: document.text for document in read_documents(sources)}
    )


def test_all_our_sets_are_asked_by_default() -> None:
    defaults = our_sets()
    assert set(defaults) == set(COLLECTIONS.values())
    asked = [path for paths in defaults.values() for path in paths]
    assert sorted(asked) == sorted(SETS.glob("*.jsonl"))
    assert {f"{name}.jsonl" for name in read_floors()} <= {path.name for path in asked}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_no_fact_of_ours_is_on_both_sides(name: str) -> None:
    tune, test = (read_set(SETS / f"{name}-{side}.jsonl").questions for side in ("tune", "test"))
    side = {question.id: "tune" for question in tune} | {question.id: "test" for question in test}
    assert len(side) == len(tune) + len(test)
    for fact in facts_of([*tune, *test], texts_of(name)):
        assert len({side[question.id] for question in fact}) == 1


@pytest.mark.parametrize("name", COLLECTIONS)
def test_our_sides_have_as_many_of_each_kind(name: str) -> None:
    tune, test = (
        Counter(question.kind for question in read_set(SETS / f"{name}-{side}.jsonl").questions)
        for side in ("tune", "test")
    )
    assert all(abs(tune[kind] - test[kind]) <= 2 for kind in tune | test)


def test_the_readme_counts_every_kind_of_ours() -> None:
    lines = (SETS / "README.md").read_text(encoding="utf-8").splitlines()
    stated: dict[str, dict[str, int]] = {}
    for head in [n for n, line in enumerate(lines) if line.startswith("| kind |")]:
        _, *names = (cell.strip() for cell in lines[head].strip("|").split("|"))
        stated |= {name: {} for name in names}
        for line in lines[head + 2 : lines.index("", head)]:
            kind, *counts = (cell.strip() for cell in line.strip("|").split("|"))
            for name, count in zip(names, counts, strict=True):
                stated[name][kind] = int(count)
    assert set(stated) == {path.stem for path in SETS.glob("*.jsonl")}
    for name in stated:
        kinds = Counter(question.kind for question in read_set(SETS / f"{name}.jsonl").questions)
        counted = {kind: count for kind, count in stated[name].items() if count}
        assert counted == {**kinds, "all": kinds.total()}


def test_the_readme_explains_every_figure() -> None:
    text = (SETS / "README.md").read_text(encoding="utf-8")
    for figure in FIGURES:
        name = re.sub(r"^(recall|success)@.*", r"\1@k", figure.name)
        assert f"`{name}`" in text
