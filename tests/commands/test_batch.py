"""`citewell batch` and `verify`."""

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.commands.conftest import (
    ASKED,
    QUESTION,
    Called,
    Run,
    failed,
    one_line,
    rows_of,
)


def test_many_answers_are_in_order_and_hold(answers: Path, seeds_index: Path, run: Run) -> None:
    rows = rows_of(answers)
    asked = rows_of(answers.with_name("questions.jsonl"))
    assert len({row["question"] for row in rows}) == len(rows) == ASKED
    assert [row["id"] for row in rows] == [row["id"] for row in asked]
    assert [row["question"] for row in rows] == [row["question"] for row in asked]
    assert len([row for row in rows if row["answered"]]) > ASKED // 4
    done = run("verify", answers, "--index", seeds_index, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    results = json.loads(done.stdout)["results"]
    assert len(results) == sum(checked(row) for row in rows) > 2 * ASKED
    assert all(result["verified"] and result["reason"] is None for result in results)


def checked(row: Mapping[str, object]) -> int:
    """How many things a row claims: its citations, what came closest, its answer."""
    citations, refusal = row["citations"], row["refusal"]
    assert isinstance(citations, list)
    closest = refusal["closest"] if isinstance(refusal, dict) else []
    return len(citations) + len(closest) + (row["answer"] is not None)


def test_a_forged_citation_is_found(
    answers: Path, seeds_index: Path, called: Called, tmp_path: Path
) -> None:
    lines = answers.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if json.loads(line)["answered"])
    row = json.loads(lines[number])
    row["citations"][1]["quote"] += " Or not."
    lines[number] = json.dumps(row)
    (tmp_path / "forged.jsonl").write_text("\n".join(lines), encoding="utf-8")
    status, output, errors = called("verify", "forged.jsonl", "--index", seeds_index)
    assert status == 1
    assert output == f"[{number}].citations[1]: the source has other words at this place\n"
    assert re.fullmatch(r"forged\.jsonl: 1 of \d+ citations do not hold", one_line(errors))


def test_a_single_answer_is_verified(
    answers: Path, seeds_index: Path, called: Called, tmp_path: Path
) -> None:
    row = next(row for row in rows_of(answers) if row["answered"])
    (tmp_path / "one.json").write_text(json.dumps(row, indent=2), encoding="utf-8")
    status, output, errors = called("verify", "one.json", "--index", seeds_index)
    assert (status, output, errors) == (0, f"{checked(row)} citations verified\n", "")


def test_a_byte_order_mark_is_no_part_of_the_answers(
    answers: Path, seeds_index: Path, called: Called, tmp_path: Path
) -> None:
    lines = answers.read_bytes().splitlines(keepends=True)
    for name, content in (("one.json", lines[0]), ("two.jsonl", lines[0] + lines[1])):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + content)
        status, output, errors = called("verify", name, "--index", seeds_index)
        assert (status, errors) == (0, "")
        assert "citations verified" in output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"citations": []}\nno json\n', "answers.json, line 2: not JSON"),
        (b"\xff", "answers.json: cannot be read"),
        (b"3", "answers.json: the file holds no answer but int"),
        (b'{"name": "my-package"}', "answers.json: the file holds no answer: it has no citations"),
        (b"", "answers.json: the file holds no answer"),
    ],
)
def test_a_file_that_holds_no_answers(
    small: tuple[Path, str], called: Called, tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "answers.json").write_bytes(content)
    index = small[0] / ".citewell" / "index"
    assert failed(called("verify", "answers.json", "--index", index)).startswith(message)


def test_batch_answers_the_rest_of_a_file_with_a_bad_row(
    seeds_index: Path, called: Called, tmp_path: Path
) -> None:
    # Half a surrogate pair, and marks that some take for the end of a line.
    odd = '{"id": "\\ud800", "question": "How old was\\u2028 Ieng Sary\\u0085 when he died?"}'
    lines = [odd, "{", json.dumps({"id": 3, "question": QUESTION})]
    (tmp_path / "q.jsonl").write_text("\n".join(lines), encoding="utf-8")
    message = failed(called("batch", "q.jsonl", "a.jsonl", "--index", seeds_index))
    assert message == "1 of 3 rows could not be answered; see 'error' in a.jsonl"
    first, bad, last = rows_of(tmp_path / "a.jsonl")
    assert (first["id"], last["id"]) == ("\ud800", 3)
    assert first["citations"] == last["citations"] != []
    assert set(bad) == {"id", "error"}
    assert called("verify", "a.jsonl", "--index", seeds_index)[0] == 0


def test_batch_does_not_overwrite_its_questions(called: Called, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text("{}")
    (tmp_path / "link.jsonl").symlink_to("q.jsonl")
    for name in ("q.jsonl", "./q.jsonl", "link.jsonl"):
        assert "would overwrite the questions" in failed(called("batch", "q.jsonl", name))
    assert (tmp_path / "q.jsonl").read_text() == "{}"


def test_a_dash_is_standard_input_and_output(
    seeds_index: Path, tmp_path: Path, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    def piped(given: str, *words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        return called(*words, "--index", seeds_index)

    row = json.dumps({"id": "ü", "question": QUESTION})
    (tmp_path / "q.jsonl").write_text(row, encoding="utf-8")
    status, output, errors = piped(f"{row}\n{row}\n", "batch", "-", "-")
    assert (status, errors) == (0, "")
    assert [json.loads(line)["id"] for line in output.splitlines()] == ["ü", "ü"]
    assert piped(output, "verify", "-")[0] == 0
    forged = output.replace('"quote": "', '"quote": "No ')
    assert re.match(r"standard input: \d+ of", one_line(piped(forged, "verify", "-")[2]))
    status, output, _ = piped("", "batch", "q.jsonl", "-")
    assert (status, json.loads(output)["answered"]) == (0, True)
    assert piped(row, "batch", "-", "a.jsonl")[:2] == (0, "")
    assert rows_of(tmp_path / "a.jsonl")[0]["answered"]
    status, output, errors = piped("{", "batch", "-", "-")
    assert (status, set(json.loads(output))) == (1, {"id", "error"})
    message = one_line(errors)
    assert message == "1 of 1 rows could not be answered; see 'error' in standard output"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "q.jsonl"]


def test_batch_into_a_place_that_cannot_be_written(
    seeds_index: Path, called: Called, tmp_path: Path
) -> None:
    (tmp_path / "q.jsonl").write_text("{}")
    message = failed(called("batch", "q.jsonl", "no/a.jsonl", "--index", seeds_index))
    assert message == "no/a.jsonl: No such file or directory"
