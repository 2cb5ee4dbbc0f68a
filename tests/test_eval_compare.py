import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from scipy.stats import binomtest

from eval import conversation as talk
from eval.compare import compare, sign_test
from eval.judge import judge
from eval.report import write
from eval.run import Record
from eval.score import Evaluation, score
from eval.sets import SetError
from tests.judged import RIGHT, WRONG, citation, question, record, response

GOOD, BAD = response([citation(RIGHT)], 0.9), response([citation(WRONG)], 0.8)
REFUSED = response([citation(RIGHT)], 0.1, answered=False)


def report(folder: Path, *rows: Record, name: str = "town") -> Path:
    return write(Evaluation((score(name, folder.name, "m", judge(rows)),)), folder).parent


def rows(*said: tuple[str, object]) -> Sequence[Record]:
    return [record(question(id), response) for id, response in said]  # type: ignore[arg-type]


def test_what_got_better_and_what_got_worse(tmp_path: Path) -> None:
    old = report(tmp_path / "old", *rows(("a", BAD), ("b", GOOD), ("c", BAD), ("d", GOOD)))
    new = report(tmp_path / "new", *rows(("a", GOOD), ("b", BAD), ("c", REFUSED), ("d", GOOD)))
    text = compare(old, new)
    assert text.startswith("town: index old -> new, 4 questions in both\n")
    assert "\n1 questions better, 1 worse (sign test p = 1.000)\n" in text
    asked = "When did the bridge open?"
    assert f"\nbetter:\n  a (when): not_retrieved -> right: {asked}\n" in text
    assert f"\nworse:\n  b (when): right -> not_retrieved: {asked}\n" in text
    assert f"\notherwise changed:\n  c (when): not_retrieved -> refused: {asked}" in text
    assert "  d (when)" not in text


def test_figures_stand_beside_each_other(tmp_path: Path) -> None:
    old = report(tmp_path / "old", *rows(("a", BAD), ("b", GOOD)))
    new = report(tmp_path / "new", *rows(("a", GOOD), ("b", GOOD)))
    lines = {line.split()[0]: line.split()[1:] for line in compare(old, new).splitlines() if line}
    assert lines["quote@1"] == ["0.500", "1.000", "+0.500", "better"]
    assert lines["error_among_answered"] == ["0.500", "0.000", "-0.500", "better"]
    assert lines["quote_length"] == ["28", "30", "+2"]
    assert lines["answered"] == ["1.000", "1.000"]
    assert lines["dates"] == ["–", "–"]


def test_other_misses_count_beside_the_quote(tmp_path: Path) -> None:
    alarm = response([citation(RIGHT)], disagree=["1931", "1932"])
    text = compare(
        report(tmp_path / "old", *rows(("a", GOOD), ("b", BAD))),
        report(tmp_path / "new", *rows(("a", alarm), ("b", alarm))),
    )
    assert "a (when): right -> false_alarm: " in text.split("worse:")[1]
    assert "b (when): not_retrieved -> false_alarm: " in text.split("otherwise changed:")[1]


def conversation(folder: Path, resolved: str) -> Path:
    asked = question("a", rewrite="When did the bridge open?")
    return report(folder, record(asked, response([citation(RIGHT)], resolved=resolved)))


def test_a_question_that_need_not_be_changed_and_was_got_worse(tmp_path: Path) -> None:
    old = conversation(tmp_path / "old", "When did the bridge open?")
    text = compare(old, conversation(tmp_path / "new", "When did the mill open?"))
    assert "\nself_contained_changed     0.000   1.000   +1.000  worse\n" in text
    assert "a (when): right -> changed: " in text.split("worse:")[1]


def test_a_report_from_before_there_were_conversations_is_compared(tmp_path: Path) -> None:
    old, new = (conversation(tmp_path / name, "?") for name in ("old", "new"))
    content = json.loads((old / "report.json").read_text(encoding="utf-8"))
    (scored,) = content["sets"]
    for name in [figure.name for figure in talk.FIGURES]:
        del scored["figures"][name]
    for asked in scored["questions"]:
        asked["misses"] = []
        del asked["rewrite"], asked["alone"]
    (old / "report.json").write_text(json.dumps(content), encoding="utf-8")
    lines = [line.split() for line in compare(old, new).splitlines()]
    assert ["self_contained_changed", "–", "1.000"] in lines
    assert ["quote@1", "1.000", "1.000"] in lines
    assert not any("recovered" in line for line in compare(old, old).splitlines())


def test_what_only_one_report_has_is_named(tmp_path: Path) -> None:
    old = report(tmp_path / "old", *rows(("a", GOOD), ("b", GOOD)))
    new = report(tmp_path / "new", *rows(("a", GOOD), ("c", GOOD)))
    assert compare(old, new).endswith("\nasked in one report only: b, c")
    other = report(tmp_path / "other", *rows(("a", GOOD)), name="city")
    with pytest.raises(SetError, match=r"no set is in both reports: town in .*, city in "):
        compare(old, other)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "Invalid JSON"),
        ('{"format": 2, "sets": []}', "format: Input should be 1"),
        ('{"sets": []}', "format: Field required"),
    ],
)
def test_a_file_that_is_no_report_is_named(tmp_path: Path, content: str, message: str) -> None:
    good, path = report(tmp_path / "old", *rows(("a", GOOD))), tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SetError, match=rf"^report '.*bad\.json': {message}.*--report$"):
        compare(good, path)
    with pytest.raises(SetError, match=r"report\.json': cannot be read: "):
        compare(good / "report.json", tmp_path)


@pytest.mark.parametrize(("better", "worse"), [(0, 0), (1, 0), (7, 2), (2, 7), (5, 5), (40, 12)])
def test_the_sign_test_is_the_binomial_one(better: int, worse: int) -> None:
    expected = binomtest(better, better + worse).pvalue if better + worse else 1.0
    assert sign_test(better, worse) == pytest.approx(expected)
