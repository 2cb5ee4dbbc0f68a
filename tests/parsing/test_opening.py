"""The exported model: written once, opened without spaCy, and called what spaCy's is."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from qa.errors import ParserError
from qa.parsing.export import compare, export
from qa.parsing.model import Model
from qa.parsing.opening import open_exported
from qa.parsing.parser import ExportedParser
from qa.parsing.reference import SpacyParser
from qa.syntax import Parse, Parser, model_id, open_parser

HEAVY = {"spacy", "thinc", "torch"}
QUESTION = "How old was Ieng Sary when he died?"


def modules_after(*scripts: str, folder: Path | None = None) -> list[set[str]]:
    """The packages that a fresh process, in `folder`, has imported after each of `scripts`."""
    shown = "\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))\n"
    done = subprocess.run(
        [sys.executable, "-P", "-c", "".join(script + shown for script in scripts)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = map(json.loads, done.stdout.splitlines())
    return [{name.split(".")[0] for name in names} for names in modules]


def test_a_question_is_parsed_without_spacy(parser: Parser) -> None:
    script = f"from qa.syntax import open_parser\nassert open_parser().parse([{QUESTION!r}])[0]"
    (modules,) = modules_after(script)
    assert "numpy" in modules
    assert not modules & HEAVY


def test_spacy_is_loaded_without_torch_which_can_be_imported_then() -> None:
    script = "from qa.parsing.reference import SpacyParser\nSpacyParser()"
    before, after = modules_after(script, "import torch\ntorch.zeros(1)")
    assert before & HEAVY == {"spacy", "thinc"}
    assert "torch" in after


def test_it_is_called_what_spacy_calls_it(parser: Parser, reference: SpacyParser) -> None:
    assert parser.id == model_id() == reference.id


def test_it_is_the_same_wherever_it_is_written(
    parser: Parser, reference: SpacyParser, tmp_path: Path
) -> None:
    files = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        export(reference.pipeline, "some-model-1.0", folder)
        files.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert files[0] == files[1]
    again = ExportedParser(Model.open(tmp_path / "a"))
    assert again.id == "some-model-1.0"
    assert again.parse([QUESTION]) == parser.parse([QUESTION])


def test_another_make_of_model_is_refused(tmp_path: Path, reference: SpacyParser) -> None:
    pipeline = reference.pipeline
    with pipeline.select_pipes(disable=["ner"]), pytest.raises(ParserError, match="stages"):
        export(pipeline, "less", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_parses_in_another_way_is_refused(parser: Parser, reference: SpacyParser) -> None:
    class Other:
        """A parser that finds no words."""

        id = "other"

        def parse(self, texts: Sequence[str]) -> list[Parse]:
            return [() for _ in texts]

    compare(parser, reference)
    with pytest.raises(ParserError, match="another way than spaCy"):
        compare(Other(), reference)


def test_it_is_exported_in_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parser: Parser
) -> None:
    monkeypatch.setenv("CITEWELL_CACHE", str(tmp_path))
    script = f"from qa.syntax import open_parser\nassert open_parser().parse([{QUESTION!r}])[0]"
    (tmp_path / "qa.py").write_text("raise SystemExit('not ours')", encoding="utf-8")
    (modules,) = modules_after(script, folder=tmp_path)
    assert not modules & HEAVY
    (folder,) = (path for path in (tmp_path / "parsers").iterdir() if path.is_dir())
    assert ExportedParser(Model.open(folder)).parse([QUESTION]) == parser.parse([QUESTION])


def test_a_model_that_cannot_be_exported_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEWELL_CACHE", str(tmp_path))
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ParserError, match=r"^model some-model-1\.0: status 1$"):
        open_exported("some-model-1.0")


def test_there_is_one_parser_in_a_process() -> None:
    assert open_parser() is open_parser()
