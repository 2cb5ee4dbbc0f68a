"""The command `citewell`: as a process where that is the point, else its `main`."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click
import httpx
import pytest

from citewell.cli import citewell, main
from qa import generations
from qa.engine import Engine
from qa.errors import IndexMissing
from qa.types import Response
from tests.conftest import ROOT, SEEDS

Output = pytest.CaptureFixture[str]
Run = Callable[..., subprocess.CompletedProcess[str]]

QUESTION, ELSEWHERE = "How old was Ieng Sary when he died?", "What is the capital of France?"
ASKED = 200
SOURCE = "004_2a289903efe9c1c9"
TEXT = "The harbour wall was built in 1901. It stood for ninety years and broke in a storm.\n"
COMMAND = [sys.executable, "-m", "citewell"]
HEAVY = ("torch", "sentence_transformers", "transformers", "faiss", "fastapi", "spacy")


def environment(**settings: str) -> dict[str, str]:
    """This environment, with none of our settings but those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CITEWELL_")}
    return kept | settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`main` runs in a folder of its own, and with no settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("CITEWELL_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the command as a process in a folder of its own."""

    def command(
        *words: str | Path, settings: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *map(str, words)],
            cwd=tmp_path,
            env=environment(**(settings or {})),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return command


@pytest.fixture
def called(capsys: Output) -> Callable[..., tuple[int, str, str]]:
    """Calls `main` here: the exit status, and what went to standard output and error."""

    def command(*words: str | Path) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        return status, *capsys.readouterr()

    return command


Called = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An index of two small sources by the command, in its default places; what it printed."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "wall.txt").write_text(TEXT, encoding="utf-8")
    (folder / "seeds" / "blank.txt").write_text("\n", encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, "index"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == "citewell: blank: nothing in it to quote\n"
    return folder, done.stdout


@pytest.fixture(scope="session")
def answers(tmp_path_factory: pytest.TempPathFactory, seeds_index: Path) -> Path:
    """The answers of `citewell batch` to many different questions."""
    folder = tmp_path_factory.mktemp("batch")
    rows: dict[str, str] = {}
    for line in (ROOT / "eval" / "seeds-tune.jsonl").read_text(encoding="utf-8").splitlines():
        rows.setdefault(json.loads(line)["question"], line)
    asked = list(rows.values())[:ASKED]
    (folder / "questions.jsonl").write_text("\n".join(asked), encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, "batch", "questions.jsonl", "answers.jsonl", "--index", str(seeds_index)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder / "answers.jsonl"


def rows_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def one_line(errors: str) -> str:
    """What an error says, which is one line of ours."""
    assert errors.startswith("citewell: ")
    assert errors.endswith("\n")
    assert errors.count("\n") == 1, errors
    return errors.removeprefix("citewell: ").rstrip("\n")


def failed(result: tuple[int, str, str], status: int = 1) -> str:
    """The message of a command that failed, having printed nothing else."""
    found, output, errors = result
    assert (found, output) == (status, "")
    return one_line(errors)


def expected(index: Path, question: str, took_ms: object, **options: object) -> dict[str, object]:
    # Opened as the command opens it, so that the arithmetic is the same to the last digit.
    response: Response = Engine.open(index).ask(question, **options)  # type: ignore[arg-type]
    assert isinstance(took_ms, float)
    return replace(response, took_ms=took_ms).to_json()


# index


def test_index_builds_and_says_what_it_did(small: tuple[Path, str]) -> None:
    folder, output = small
    assert re.fullmatch(
        r"index [0-9a-f]{16} built: 2 sources, 1 passages, 2 sentences; 3 rows encoded, 0 kept\n",
        output,
    )
    assert generations.newest(folder / ".citewell" / "index").is_dir()


def test_index_again_as_json(small: tuple[Path, str], called: Called) -> None:
    folder, output = small
    index = folder / ".citewell" / "index"
    status, found, errors = called("index", folder / "seeds", "--index", index, "--json")
    assert status == 0
    assert errors == "citewell: blank: nothing in it to quote\n"
    assert json.loads(found) == {
        "index_id": output.split()[1],
        "sources": 2,
        "passages": 1,
        "sentences": 2,
        "encoded": 0,
        "reused": 3,
        "written": False,
        "empty_sources": ["blank"],
    }


@pytest.mark.parametrize("files", [None, {}, {"blank.txt": " \n"}])
def test_index_of_a_folder_without_sources(
    called: Called, tmp_path: Path, files: dict[str, str] | None
) -> None:
    if files is not None:
        (tmp_path / "articles").mkdir()
        for name, text in files.items():
            (tmp_path / "articles" / name).write_text(text, encoding="utf-8")
    assert "'articles'" in failed(called("index", "articles"))
    assert not list(tmp_path.glob(".citewell/index/gen-*"))


def test_index_into_a_place_that_cannot_be_written(
    small: tuple[Path, str], called: Called, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    message = failed(called("index", small[0] / "seeds", "--index", "file/index"))
    assert message.startswith("index 'file/index' cannot be written: ")


def test_an_interrupted_index_ends_in_one_line(tmp_path: Path) -> None:
    # Where this process ignores the signal (in the background of a shell), a child would too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            [*COMMAND, "index", str(SEEDS), "--index", "index"],
            cwd=tmp_path,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        # The lock is taken when the model is loaded and the encoding is about to begin.
        until = time.monotonic() + 60
        while not (tmp_path / "index" / ".lock").exists():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until, "the encoding did not begin"
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 1
    assert output == ""
    # A terminal shows ^C without a line's end: the message begins on a line of its own.
    assert errors == "\ncitewell: stopped\n"
    assert not list((tmp_path / "index").glob("gen-*"))
    assert not list((tmp_path / "index").glob(".partial-*"))


# ask


def test_ask_as_json_is_the_response(seeds_index: Path, run: Run) -> None:
    done = run("ask", QUESTION, "--index", seeds_index, "--json", "--limit", "3", "--explain")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["answered"]
    assert len(found["citations"]) == 3
    assert found == expected(seeds_index, QUESTION, found["took_ms"], limit=3, explain=True)


def test_ask_prints_the_quote_and_where_it_stands(
    seeds_index: Path, engine: Engine, called: Called
) -> None:
    status, output, errors = called("ask", QUESTION, "--index", seeds_index)
    assert (status, errors) == (0, "")
    response = engine.ask(QUESTION)
    assert output.startswith(f"“{response.citations[0].quote}”\n")
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


# An index that cannot be used


@pytest.mark.parametrize(
    "words",
    [
        ["ask", QUESTION],
        ["batch", "some.json", "out.jsonl"],
        ["serve"],
        ["verify", "some.json"],
        ["sources"],
    ],
    ids=lambda words: words[0],
)
def test_without_an_index(called: Called, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "some.json").write_text("{}")
    message = failed(called(*words))
    assert message == "no index in '.citewell/index'; build it with: citewell index SOURCES"
    assert not (tmp_path / "out.jsonl").exists()


def test_an_index_of_another_model(seeds_index: Path, called: Called, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"other weights")
    message = failed(called("ask", QUESTION, "--index", seeds_index, "--model", "model"))
    assert "was built with the model sentence-transformers/all-MiniLM-L6-v2" in message
    assert "CITEWELL_MODEL" in message


def test_a_model_that_is_none(called: Called, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    message = failed(called("index", SEEDS, "--model", "model"))
    assert message.startswith("model 'model': no *.safetensors weights in it")


def test_a_damaged_index(small: tuple[Path, str], called: Called, tmp_path: Path) -> None:
    shutil.copytree(small[0] / ".citewell" / "index", tmp_path / "index")
    (generations.newest(tmp_path / "index") / "texts.utf8").write_bytes(b"Other words.")
    message = failed(called("ask", QUESTION, "--index", "index"))
    assert "is damaged: texts.utf8" in message
    assert "citewell index SOURCES" in message


# Failures and wrong usage


@pytest.mark.parametrize(
    ("words", "settings", "parts"),
    [
        (["ask", "x", "--limit", "21"], {}, ["--limit", "CITEWELL_LIMIT", "21", "1<=x<=20"]),
        (["ask", "x"], {"CITEWELL_LIMIT": "many"}, ["--limit", "CITEWELL_LIMIT", "'many'"]),
        (["ask", "x"], {"CITEWELL_JSON": "maybe"}, ["--json", "CITEWELL_JSON", "'maybe'"]),
        (["sources"], {"CITEWELL_DEBUG": "banana"}, ["--debug", "CITEWELL_DEBUG", "'banana'"]),
        (["serve", "--port", "70000"], {}, ["--port", "CITEWELL_PORT", "70000", "65535"]),
        (["serve"], {"CITEWELL_PORT": "http"}, ["--port", "CITEWELL_PORT", "'http'"]),
        (["serve", "--log-level", "loud"], {}, ["--log-level", "CITEWELL_LOG_LEVEL", "'loud'"]),
        (["serve", "--public-url", "ftp://x"], {}, ["CITEWELL_PUBLIC_URL", "'ftp://x'", "http"]),
        (["ask"], {}, ["'QUESTION'"]),
        (["ask", "x", "y"], {}, ["y"]),
        (["ask", "x", "--lmit", "3"], {}, ["--lmit", "--limit"]),
        (["ask", "x", "--index"], {}, ["--index"]),
        (["asc", "x"], {}, ["asc"]),
        (["batch", "no.jsonl", "out.jsonl"], {}, ["'no.jsonl'"]),
        (["verify", "no.json"], {}, ["'no.json'"]),
        (["eval", "no.jsonl"], {}, ["'no.jsonl'"]),
        (["sources", "--cuts"], {}, ["--cuts", "ID"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage_is_named(
    called: Called,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    settings: dict[str, str],
    parts: list[str],
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    message = failed(called(*words), 2)
    for part in (*parts, "--help"):
        assert part in message


def test_the_process_has_the_status_and_the_line(run: Run) -> None:
    wrong = run("ask", "x", settings={"CITEWELL_LIMIT": "0"})
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "(env var: 'CITEWELL_LIMIT'): 0 " in one_line(wrong.stderr)
    missing = run("sources", "--index", "nowhere")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert one_line(missing.stderr).startswith("no index in 'nowhere'")


def test_no_command_shows_the_help(called: Called) -> None:
    status, output, errors = called()
    assert (status, output) == (2, "")
    assert errors.startswith("Usage: citewell ")


def test_debug_shows_the_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run("--debug", "sources", "--index", "nowhere")
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback (most recent call last):")
    assert "IndexMissing: no index in 'nowhere'" in done.stderr
    monkeypatch.setenv("CITEWELL_DEBUG", "1")
    with pytest.raises(IndexMissing):
        main(["sources", "--index", "nowhere"])


def test_a_question_is_no_option(called: Called) -> None:
    message = failed(called("ask", "--index", "nowhere", "--", "--debug"))
    assert message.startswith("no index in 'nowhere'")


def test_an_error_of_another_kind_is_named(
    small: tuple[Path, str], called: Called, tmp_path: Path
) -> None:
    (tmp_path / "deep.json").write_text("[" * 100_000)
    index = small[0] / ".citewell" / "index"
    message = failed(called("verify", "deep.json", "--index", index))
    assert message.startswith("RecursionError: ")
    assert message.endswith("(citewell --debug shows where)")


# batch and verify


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


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"citations": []}\nno json\n', "answers.json, line 2: not JSON"),
        (b"\xff", "answers.json: cannot be read"),
        (b"3", "the file holds no answer but int"),
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
    assert message == "1 of 3 rows could not be read; see 'error' in a.jsonl"
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


def test_batch_into_a_place_that_cannot_be_written(
    seeds_index: Path, called: Called, tmp_path: Path
) -> None:
    (tmp_path / "q.jsonl").write_text("{}")
    message = failed(called("batch", "q.jsonl", "no/a.jsonl", "--index", seeds_index))
    assert message == "no/a.jsonl: No such file or directory"


# sources


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


# serve


def test_serve_answers_at_the_address_that_it_prints(seeds_index: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--log-level", "warning"],
        cwd=tmp_path,
        env=environment(CITEWELL_INDEX=str(seeds_index)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d*", address)
        assert httpx.get(f"{address}/readyz").json() == {"status": "ready"}
        found = httpx.post(f"{address}/v1/ask", json={"question": QUESTION}, timeout=60).json()
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=30)
    finally:
        process.kill()
        process.communicate()
    assert (process.returncode, output, errors) == (0, "", "")
    assert found == expected(seeds_index, QUESTION, found["took_ms"])


def test_serve_on_a_port_that_is_taken(seeds_index: Path, called: Called) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        message = failed(called("serve", "--port", str(port), "--index", seeds_index))
    assert message.startswith(f"cannot listen on '127.0.0.1', port {port}: ")


# eval


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


# Help and settings


def commands(
    command: click.Command = citewell, path: Sequence[str] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it; the first is `citewell` itself, with none."""
    yield tuple(path), command
    for name, child in getattr(command, "commands", {}).items():
        yield from commands(child, (*path, name))


def settings_of(command: click.Command) -> set[str]:
    """The environment variables that a command reads."""
    return {str(p.envvar) for p in command.params if p.envvar is not None}


SETTINGS = sorted({setting for _, command in commands() for setting in settings_of(command)})


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_in_the_readme(setting: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"`{setting}`", readme)


def test_the_readme_has_no_setting_that_is_not_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"CITEWELL_\w+", readme)) <= set(SETTINGS)


@pytest.mark.parametrize(
    ("words", "command"), list(commands()), ids=[" ".join(w) or "citewell" for w, _ in commands()]
)
def test_the_help_names_every_option_and_its_setting(
    called: Called, words: tuple[str, ...], command: click.Command
) -> None:
    status, output, errors = called(*words, "--help")
    assert (status, errors) == (0, "")
    options = [p for p in command.params if isinstance(p, click.Option) and p.name != "version"]
    assert options
    for option in options:
        assert option.opts[0] in output
        assert option.help
        assert re.fullmatch("CITEWELL_[A-Z_]+", str(option.envvar)), option.name
        assert str(option.envvar) in output


def test_help_does_not_wait_for_what_it_does_not_need(tmp_path: Path) -> None:
    script = (
        "import json, sys; from citewell.cli import citewell, main\n"
        "calls = [['--help'], *([name, '--help'] for name in citewell.commands)]\n"
        "statuses = [main(words) for words in calls]\n"
        "print(json.dumps([statuses, sorted(sys.modules)]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    statuses, modules = json.loads(done.stdout.splitlines()[-1])
    assert set(statuses) == {0}
    assert len(statuses) == len(list(commands()))
    assert "citewell.cli" in modules
    assert not {name.split(".")[0] for name in modules} & set(HEAVY)


def test_the_version(called: Called) -> None:
    status, output, errors = called("--version")
    assert (status, errors) == (0, "")
    assert re.fullmatch(r"citewell \d+\.\d+\.\d+\n", output)
