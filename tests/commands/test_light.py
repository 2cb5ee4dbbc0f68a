"""No process that answers loads torch, transformers, sentence-transformers or spaCy."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.commands.conftest import QUESTION, environment

HEAVY = {"torch", "transformers", "sentence_transformers", "spacy", "thinc", "scipy", "sklearn"}
PROGRAM = (
    "import sys; from citewell.cli import main; status = main(sys.argv[1:]);"
    "print(status, *sys.modules, file=sys.stderr)"
)


def started(folder: Path, *words: str) -> subprocess.Popen[str]:
    """A command, which says at its end what it has loaded."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def heavy(errors: str) -> set[str]:
    """What of HEAVY a command that ended well had loaded."""
    status, *loaded = errors.splitlines()[-1].split()
    assert status == "0"
    assert "qa.engine" in loaded
    assert "onnxruntime" in loaded
    return HEAVY & set(loaded)


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (["ask", QUESTION], ""),
        (["chat"], f"{QUESTION}\nWhere was that?\n"),
        (["batch", "questions.jsonl", "answers.jsonl"], ""),
        (["mcp"], ""),
    ],
    ids=["ask", "chat", "batch", "mcp"],
)
def test_a_command_that_answers(
    seeds_index: Path, tmp_path: Path, words: list[str], given: str
) -> None:
    row = json.dumps({"id": "1", "question": QUESTION})
    (tmp_path / "questions.jsonl").write_text(row + "\n", encoding="utf-8")
    process = started(tmp_path, *words, "--index", str(seeds_index))
    _, errors = process.communicate(given, timeout=120)
    assert heavy(errors) == set()


def test_the_service(seeds_index: Path, tmp_path: Path) -> None:
    process = started(tmp_path, "serve", "--port", "0", "--index", str(seeds_index))
    assert process.stdout is not None
    address = process.stdout.readline().split()[-1]
    answer = httpx.post(f"{address}/v1/ask", json={"question": QUESTION}, timeout=60).json()
    assert answer["answered"]
    os.kill(process.pid, signal.SIGTERM)
    _, errors = process.communicate(timeout=120)
    assert heavy(errors) == set()
