"""`citewell ask`, `sources` and `eval`."""

import json
import subprocess
from pathlib import Path

import pytest

from qa.engine import Engine
from tests.commands.conftest import (
    COMMAND,
    ELSEWHERE,
    QUESTION,
    SOURCE,
    Called,
    Run,
    environment,
    expected,
    failed,
)
from tests.conftest import ROOT, SEEDS


def test_ask_as_json_is_the_response(seeds_index: Path, run: Run) -> None:
    done = run("ask", QUESTION, "--index", seeds_index, "--json", "--limit", "3", "--explain")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["answered"]
    assert len(found["citations"]) == 3
    wanted = expected(seeds_index, QUESTION, found["took_ms"], limit=3, explain=True)
    stages = found.pop("stages_ms")
    assert stages.keys() == wanted.pop("stages_ms").keys()  # type: ignore[attr-defined]
    assert found == wanted


def test_ask_prints_the_quote_and_where_it_stands(
    seeds_index: Path, engine: Engine, called: Called
) -> None:
    status, output, errors = called("ask", QUESTION, "--index", seeds_index)
    assert (status, errors) == (0, "")
    response = engine.ask(QUESTION)
    assert response.answer is not None
    short = f"{response.answer.short}\n\n" if response.answer.short else ""
    assert output.startswith(f"{short}“{response.citations[0].quote}”\n")
    for number, citation in enumerate(response.citations, start=1):
        assert f"\n[{number}] " in output
        assert citation.href in output
        assert output.count(citation.quote) == 1
    assert output.endswith(f"confidence {response.confidence:.2f}\n")


def test_a_refusal_is_no_failure(
    seeds_index: Path, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEWELL_INDEX", str(seeds_index))
    status, output, errors = called("ask", ELSEWHERE)
    assert (status, errors) == (0, "")
    assert output.startswith("The sources do not answer this question.\n")
    assert "which is not an answer" in output
    monkeypatch.setenv("CITEWELL_JSON", "1")
    status, output, errors = called("ask", ELSEWHERE)
    assert (status, errors) == (0, "")
    found = json.loads(output)
    assert found["answer"] is None
    assert found == expected(seeds_index, ELSEWHERE, found["took_ms"])


@pytest.mark.parametrize("question", ["", " ", "x" * 2001, "a\udcff"])
def test_a_question_that_cannot_be_asked(seeds_index: Path, called: Called, question: str) -> None:
    message = failed(called("ask", question, "--index", seeds_index))
    assert message.startswith("question: ")


def test_sources_are_listed(seeds_index: Path, engine: Engine, called: Called) -> None:
    status, output, errors = called("sources", "--index", seeds_index)
    assert (status, errors) == (0, "")
    known = engine.library.corpus.sources
    assert [line.split("  ")[0] for line in output.splitlines()] == [s.id for s in known]
    assert "US sought asylum for KR leaders: WikiLeaks" in output
    _, output, _ = called("sources", "--index", seeds_index, "--json")
    rows = json.loads(output)
    assert [row["id"] for row in rows] == [source.id for source in known]
    assert [row["sha256"] for row in rows] == [source.sha256 for source in known]


def test_an_article_is_shown_as_understood(seeds_index: Path, called: Called) -> None:
    status, output, errors = called("sources", SOURCE, "--index", seeds_index)
    assert (status, errors) == (0, "")
    assert output.startswith("# US sought asylum for KR leaders: WikiLeaks\n")
    assert "just 777 were posted from diplomats in Phnom Penh." in output
    _, as_json, _ = called("sources", SOURCE, "--index", seeds_index, "--json")
    found = json.loads(as_json)
    text = (SEEDS / f"{SOURCE}.txt").read_bytes().decode()
    for part in found["paragraphs"]:
        assert part["text"] == " ".join(text[part["start"] : part["end"]].split())
        assert part["text"] in output
    assert found["id"] == SOURCE


def test_what_was_left_out_is_shown(
    seeds_index: Path, small: tuple[Path, str], called: Called
) -> None:
    status, output, errors = called("sources", SOURCE, "--cuts", "--index", seeds_index)
    assert (status, errors) == (0, "")
    _, as_json, _ = called("sources", SOURCE, "--cuts", "--index", seeds_index, "--json")
    cuts = json.loads(as_json)
    assert len(cuts) > 3
    assert output.splitlines() == [
        f"{cut['start']}-{cut['end']}  {cut['reason']}: {cut['text']}" for cut in cuts
    ]
    index = small[0] / ".citewell" / "index"
    assert called("sources", "wall", "--cuts", "--index", index) == (
        0,
        "nothing was left out\n",
        "",
    )


@pytest.mark.parametrize("flags", [[], ["--cuts"], ["--json"]])
def test_a_source_that_is_not_there(seeds_index: Path, called: Called, flags: list[str]) -> None:
    message = failed(called("sources", "nobody", *flags, "--index", seeds_index))
    assert message == "no source has the id 'nobody'; 'citewell sources' lists them"


def test_a_reader_that_leaves_is_not_told(seeds_index: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "sources", SOURCE, "--index", str(seeds_index)],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""


def test_eval_scores_a_file(seeds_index: Path, called: Called, tmp_path: Path) -> None:
    lines = (ROOT / "eval" / "seeds-tune.jsonl").read_text(encoding="utf-8").splitlines()[:3]
    (tmp_path / "mine.jsonl").write_text("\n".join(lines), encoding="utf-8")
    words = ["eval", "mine.jsonl", "--index", str(seeds_index), "--json", "--report", "report"]
    status, output, errors = called(*words)
    assert status == 0
    assert json.loads(output)
    assert errors.startswith("report: ")
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == [
        "report.html",
        "report.json",
    ]
