"""What the tests of the command `citewell` share: it runs as a process, or its `main` is called."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from citewell.cli import main
from qa.engine import Engine
from qa.types import Response
from tests.conftest import ROOT
from tests.logged import logging_kept

Output = pytest.CaptureFixture[str]
Run = Callable[..., subprocess.CompletedProcess[str]]

QUESTION, ELSEWHERE = "How old was Ieng Sary when he died?", "What is the capital of France?"
ASKED = 60
SOURCE = "004_2a289903efe9c1c9"
TEXT = "The harbour wall was built in 1901. It stood for ninety years and broke in a storm.\n"
COMMAND = [sys.executable, "-m", "citewell"]
HEAVY = ("torch", "sentence_transformers", "transformers", "faiss", "fastapi", "spacy", "mcp")


def environment(**settings: str) -> dict[str, str]:
    """This environment, with none of our settings but those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CITEWELL_")}
    return kept | settings


@pytest.fixture(autouse=True, scope="session")
def _interruptible() -> Iterator[None]:
    """Where this process ignores Ctrl-C (in the background of a shell), its children would too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


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
def called(capsys: Output) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Calls `main` here: the exit status, and what went to standard output and error."""

    def command(*words: str | Path) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        return status, *capsys.readouterr()

    with logging_kept():
        yield command


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
