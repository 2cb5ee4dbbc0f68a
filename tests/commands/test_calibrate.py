"""`citewell calibrate`, and what the other commands make of its choice."""

import json
import shutil
from pathlib import Path

import pytest

from citewell import evaluation
from citewell.evaluation import Asking
from eval.score import Evaluation
from qa import threshold
from qa.generations import newest, read_manifest
from qa.ranker import packaged
from tests.commands.conftest import QUESTION, TEXT, Called, failed

GOLD = "at the age of 87"


def a_set(path: Path, answerable: int, unanswerable: int = 0) -> Path:
    """A set of the questions, one and the same, under as many ids."""
    kinds = [(f"a{n}", True) for n in range(answerable)]
    kinds += [(f"u{n}", False) for n in range(unanswerable)]
    rows = [
        {"id": id, "kind": "how_many", "question": QUESTION, "answerable": has_answer}
        | ({"gold": [GOLD]} if has_answer else {})
        for id, has_answer in kinds
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture
def index(seeds_index: Path, tmp_path: Path) -> Path:
    """An index of the test's own, in the default place."""
    shutil.copytree(seeds_index, tmp_path / ".citewell" / "index")
    return tmp_path / ".citewell" / "index"


def test_a_choice_that_is_guaranteed(index: Path, called: Called, tmp_path: Path) -> None:
    own = a_set(tmp_path / "own.jsonl", 40)
    status, output, errors = called("calibrate", own)
    assert (status, errors) == (0, f"written to {Path('.citewell/index/calibration.json')}\n")
    lines = output.splitlines()
    assert lines[0] == "threshold 0.01, chosen by 40 questions (own)"
    assert lines[1] == "answerable questions answered: 100.0%"
    assert lines[2] == "unanswerable questions refused: none asked"
    assert lines[3] == "error among answered: 0.0% (0 of 40; upper bound by itself, 95%: 7.2%)"
    assert lines[4].startswith(
        "guaranteed, with 95% confidence: of questions like these, at most 1"
    )
    kept = threshold.read(index)
    assert kept is not None
    assert kept.guarantee == threshold.Guarantee(0.95, 0.1)


def test_the_choice_is_used_and_named(index: Path, called: Called, tmp_path: Path) -> None:
    before = json.loads(called("ask", QUESTION, "--json")[1])
    assert before["answered"]
    assert called("sources")[2] == ""
    own = a_set(tmp_path / "own.jsonl", 1, 10)
    status, output, _ = called("calibrate", own, "--json")
    assert status == 0
    found = json.loads(output)
    assert (found["guaranteed"], found["guarantee"], found["needed"]) == (False, None, None)
    # All have one confidence, of which nearly all are wrong: it is what comes closest.
    assert found["threshold"] < before["confidence"]
    chosen = f"{found['threshold']:g} (calibrated; for an error of 0.1 among answered questions"
    assert called("sources")[2].startswith(f"citewell: threshold {chosen}, not guaranteed")
    status, output, _ = called("eval", own)
    assert f"own: threshold {chosen}" in output
    _, output, _ = called("eval", own, "--json")
    assert json.loads(output)["own"]["threshold"]["value"] == found["threshold"]


@pytest.mark.parametrize(
    ("counts", "error", "words"),
    [
        (
            (3, 0),
            "0.1",
            "too few questions to promise 10%; at these shares it would take about 29 ",
        ),
        ((20, 20), "0.05", "no threshold keeps the error among answered at 5%"),
        ((3, 0), "0.000001", "would take above a million answers"),
    ],
)
def test_where_nothing_is_guaranteed_it_says_what_it_would_take(
    index: Path, called: Called, tmp_path: Path, counts: tuple[int, int], error: str, words: str
) -> None:
    own = a_set(tmp_path / "own.jsonl", *counts)
    status, output, _ = called("calibrate", own, "--error", error)
    assert status == 0
    last = output.splitlines()[-1]
    assert last.startswith("nothing is guaranteed: ")
    assert words in last


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            {"question": QUESTION, "answerable": True, "gold": [GOLD]},
            "these are too few questions to promise 10%; at these shares it would take about 29 ",
        ),
        (
            {"question": "What is the capital of France?", "answerable": False},
            "none of these questions would be answered",
        ),
    ],
)
def test_one_question_leaves_the_packaged_threshold_and_says_so(
    index: Path, called: Called, tmp_path: Path, row: dict[str, object], words: str
) -> None:
    (tmp_path / "own.jsonl").write_text(json.dumps({"id": "a", "kind": "x", **row}))
    status, output, errors = called("calibrate", "own.jsonl")
    first, *_, last = output.splitlines()
    assert (status, errors) == (0, "nothing is written\n")
    assert first == (
        f"threshold {packaged().threshold:g}, the packaged one: "
        "of 1 question too few are answered to choose another (own)"
    )
    assert last.startswith(f"nothing is guaranteed: {words}")
    assert not (index / threshold.FILE).exists()
    assert called("sources")[2] == ""


def test_questions_that_are_too_few_leave_an_earlier_choice(
    index: Path, called: Called, tmp_path: Path
) -> None:
    assert called("calibrate", a_set(tmp_path / "own.jsonl", 40))[0] == 0
    assert "calibrated" in called("sources")[2]
    status, output, errors = called("calibrate", a_set(tmp_path / "own.jsonl", 1))
    assert (status, errors) == (
        0,
        f"nothing is written; {Path('.citewell/index/calibration.json')} stays as it was\n",
    )
    assert output.startswith(f"threshold {packaged().threshold:g}, the packaged one: ")
    assert "calibrated" in called("sources")[2]


def test_a_damaged_choice_stops_every_question_but_can_be_made_anew(
    index: Path, called: Called, tmp_path: Path
) -> None:
    (index / threshold.FILE).write_text('{"threshold": 0.1}', encoding="utf-8")
    assert failed(called("ask", QUESTION)) == (
        "calibration.json in '.citewell/index' is not as it was written; remove it to refuse as "
        "packaged, or choose again with: citewell calibrate SET"
    )
    assert called("calibrate", a_set(tmp_path / "own.jsonl", 40))[0] == 0
    assert called("ask", QUESTION)[0] == 0


def test_a_set_given_twice_is_refused(index: Path, called: Called, tmp_path: Path) -> None:
    own = a_set(tmp_path / "own.jsonl", 2)
    message = failed(called("calibrate", own, own))
    assert message == "own.jsonl is given twice; its questions would count double"
    assert not (index / threshold.FILE).exists()


def test_an_ablation_is_printed_and_reported(index: Path, called: Called, tmp_path: Path) -> None:
    own = a_set(tmp_path / "own.jsonl", 1, 1)
    assert "ranked_quote@1  quote@1" not in called("eval", own)[1]
    status, output, _ = called("eval", own, "--ablation", "--report", "report")
    assert status == 0
    row = next(line for line in output.splitlines() if line.startswith("all ")).split()
    assert row[:3] == ["all", "1.000", "1.000"]
    assert "Without parts of the engine" in (tmp_path / "report" / "report.html").read_text()


def test_a_reader_that_is_none_is_named(index: Path, called: Called) -> None:
    message = failed(called("ask", QUESTION, "--reader", "nowhere"))
    assert message.startswith("reader 'nowhere': no such folder; ")


@pytest.mark.parametrize(
    ("words", "settings", "folder"),
    [
        ([], {}, ".citewell/eval"),
        (["--index", "deep/own"], {}, "deep/own/eval"),
        ([], {"CITEWELL_INDEX": "own"}, "own/eval"),
    ],
)
def test_our_own_collections_are_indexed_in_the_folder_that_is_named(
    called: Called,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    settings: dict[str, str],
    folder: str,
) -> None:
    """The evaluation itself takes minutes; where it works is all that is looked at."""
    works = []

    def evaluate_all(work: Path, _: Asking) -> Evaluation:
        works.append(work)
        return Evaluation(())

    monkeypatch.setattr(evaluation, "evaluate_all", evaluate_all)
    monkeypatch.setattr(evaluation, "show", lambda *_: None)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert called("eval", *words)[0] == 0
    assert works == [Path(folder)]


def test_an_evaluation_leaves_an_index_in_its_precision(called: Called, tmp_path: Path) -> None:
    (tmp_path / "harbour").mkdir()
    (tmp_path / "harbour" / "wall.txt").write_text(TEXT, encoding="utf-8")
    asked = {"id": "a", "kind": "when", "question": "When was the harbour wall built?"}
    own = tmp_path / "own.jsonl"
    own.write_text(json.dumps(asked | {"answerable": True, "gold": ["1901"]}), encoding="utf-8")
    assert called("index", "harbour", "--precision", "int8")[0] == 0
    before = newest(Path(".citewell/index"))
    assert called("eval", own, "--sources", "harbour", "--index", ".citewell/index")[0] == 0
    assert newest(Path(".citewell/index")) == before
    assert read_manifest(before).model_precision == "int8"
