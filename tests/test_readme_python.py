"""The Python of the README runs as it stands there."""

import re
import textwrap
from pathlib import Path

import pytest

from tests.conftest import ROOT


def code_of(heading: str) -> str:
    """The indented blocks below a heading of the README."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split(f"\n## {heading}\n")[1]
    blocks = re.findall(r"(?:^ {4}.*\n|^\n(?= {4}))+", section.split("\n## ")[0], re.MULTILINE)
    return textwrap.dedent("\n".join(blocks))


def test_the_engine_as_a_library(
    seeds_index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / ".citewell").mkdir()
    (tmp_path / ".citewell" / "index").symlink_to(seeds_index)
    monkeypatch.chdir(tmp_path)
    found: dict[str, object] = {}
    exec(compile(code_of("From Python"), "README.md", "exec"), found)
    assert "died yesterday at the age of 87" in capsys.readouterr().out
    assert {"response", "later", "early"} <= set(found)


def test_the_client_of_openai(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = code_of("For OpenAI clients")
    assert "http://127.0.0.1:8000" in code
    exec(compile(code.replace("http://127.0.0.1:8000", address), "README.md", "exec"), {})
    content = capsys.readouterr().out
    assert "died yesterday at the age of 87" in content
    assert f"{address}/sources/" in content
