"""The rooms of the house: embeddings <- qa <- service, qa <- eval, and citewell on top."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "embeddings": set(),
    "qa": {"embeddings"},
    "service": {"qa", "embeddings"},
    "eval": {"qa", "embeddings"},
    "citewell": {"qa", "embeddings", "service", "eval"},
}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_run_one_way(room: str) -> None:
    files = sorted((ROOT / room).rglob("*.py"))
    assert files
    for path in files:
        others = imported(path) & set(MAY_IMPORT) - {room}
        assert others <= MAY_IMPORT[room], f"{path.relative_to(ROOT)} imports {sorted(others)}"


def test_nothing_unsafe_is_called() -> None:
    for room in MAY_IMPORT:
        for path in (ROOT / room).rglob("*.py"):
            assert not imported(path) & {"pickle", "dill", "shelve", "marshal"}, path
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    assert node.func.id not in {"eval", "exec"}, path
                if isinstance(node, ast.keyword) and node.arg in (
                    "trust_remote_code",
                    "allow_pickle",
                ):
                    assert isinstance(node.value, ast.Constant), path
                    assert node.value.value is False, path
