"""`citewell index`, and the other commands where the index cannot be used."""

import json
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from qa import generations
from tests.commands.conftest import (
    COMMAND,
    QUESTION,
    Called,
    environment,
    failed,
)
from tests.conftest import SEEDS


def test_index_builds_and_says_what_it_did(small: tuple[Path, str]) -> None:
    folder, output = small
    assert re.fullmatch(
        r"index [0-9a-f]{16} built: 2 sources, 1 passages, 2 sentences; "
        r"1 passages encoded, 0 kept\n",
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
        "reused": 1,
        "written": False,
        "empty_sources": ["blank"],
        "left_out": [],
    }


def test_index_names_the_files_that_it_leaves_out(
    small: tuple[Path, str], called: Called, tmp_path: Path
) -> None:
    shutil.copytree(small[0], tmp_path, dirs_exist_ok=True)
    (tmp_path / "seeds" / "blank.txt").unlink()
    (tmp_path / "seeds" / "a\x1b[2J.pdf").write_bytes(b"%PDF")
    status, _, errors = called("index")
    assert status == 0
    assert errors == "citewell: 1 file left out, neither .txt nor .md: a\\x1b[2J.pdf\n"
    names = ["b.docx", "c.html", "d.TXT~", "e.pdf"]
    for name in names:
        (tmp_path / "seeds" / name).write_text("x")
    status, found, errors = called("index", "--json")
    assert status == 0
    assert errors == (
        "citewell: 5 files left out, neither .txt nor .md: "
        "a\\x1b[2J.pdf, b.docx, c.html and 2 more\n"
    )
    assert json.loads(found)["left_out"] == ["a\x1b[2J.pdf", *names]


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
    process = subprocess.Popen(
        [*COMMAND, "index", str(SEEDS), "--index", "index"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
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


@pytest.mark.parametrize(
    "words",
    [
        ["ask", QUESTION],
        ["batch", "some.json", "out.jsonl"],
        ["serve"],
        ["verify", "some.json"],
        ["sources"],
        ["calibrate", "some.jsonl"],
    ],
    ids=lambda words: words[0],
)
def test_without_an_index(called: Called, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "some.json").write_text("{}")
    (tmp_path / "some.jsonl").write_text(
        '{"id": "a", "kind": "what", "question": "What?", "answerable": false}\n'
    )
    message = failed(called(*words))
    assert message == (
        "no index in '.citewell/index' (--index, CITEWELL_INDEX); "
        "build it with: citewell index SOURCES"
    )
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
