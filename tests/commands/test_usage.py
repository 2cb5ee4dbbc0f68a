"""Help, settings, wrong usage, failures, and `citewell serve`."""

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import httpx
import pytest

from citewell.cli import citewell, main
from qa.errors import IndexMissing
from tests.commands.conftest import (
    COMMAND,
    HEAVY,
    QUESTION,
    Called,
    Run,
    environment,
    expected,
    failed,
    one_line,
)
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("words", "settings", "parts"),
    [
        (["ask", "x", "--limit", "21"], {}, ["--limit", "CITEWELL_LIMIT", "21", "1<=x<=20"]),
        (["index", "--vectors", "IVF9"], {}, ["--vectors", "CITEWELL_VECTORS", "'IVF9'", "Flat"]),
        (["index"], {"CITEWELL_VECTORS": "flat"}, ["--vectors", "CITEWELL_VECTORS", "'flat'"]),
        (["ask", "x"], {"CITEWELL_LIMIT": "many"}, ["CITEWELL_LIMIT", "'many' is no", "1<=x<=20"]),
        (["ask", "x"], {"CITEWELL_JSON": "maybe"}, ["--json", "CITEWELL_JSON", "'maybe'"]),
        (["sources"], {"CITEWELL_DEBUG": "banana"}, ["--debug", "CITEWELL_DEBUG", "'banana'"]),
        (["serve", "--port", "70000"], {}, ["--port", "CITEWELL_PORT", "70000", "65535"]),
        (["serve"], {"CITEWELL_PORT": "http"}, ["CITEWELL_PORT", "'http' is no", "0<=x<=65535"]),
        (["serve"], {"CITEWELL_CORS_ORIGINS": "a.org"}, ["CITEWELL_CORS_ORIGINS", "'a.org'"]),
        (["serve"], {"CITEWELL_ALLOWED_HOSTS": "a:80"}, ["CITEWELL_ALLOWED_HOSTS", "'a:80'"]),
        (["serve"], {"CITEWELL_TRUSTED_PROXIES": "x"}, ["CITEWELL_TRUSTED_PROXIES", "'x'"]),
        (["serve"], {"CITEWELL_RATE_LIMIT": "60/min"}, ["--rate-limit", "'60/min'", "60/minute"]),
        (["serve"], {"CITEWELL_MAX_CONCURRENCY": "0"}, ["CITEWELL_MAX_CONCURRENCY", "0", "1<=x"]),
        (["serve"], {"CITEWELL_QUEUE": "-1"}, ["CITEWELL_QUEUE", "-1", "0<=x"]),
        (
            ["serve"],
            {"CITEWELL_REQUEST_TIMEOUT": "nan"},
            ["CITEWELL_REQUEST_TIMEOUT", "nan", "0<x<"],
        ),
        (["serve"], {"CITEWELL_REQUEST_TIMEOUT": "0"}, ["--request-timeout", "'0'", "0<x<=3600"]),
        (["serve", "--log-format", "xml"], {}, ["CITEWELL_LOG_FORMAT", "'xml'", "'json'"]),
        (["serve"], {"CITEWELL_LOG_QUESTIONS": "perhaps"}, ["--log-questions", "'perhaps'"]),
        (["serve"], {"CITEWELL_API_KEYS": ""}, ["CITEWELL_API_KEYS", "key 1 of 1 is empty"]),
        (["serve"], {"CITEWELL_API_KEYS": "a,,b"}, ["CITEWELL_API_KEYS", "key 2 of 3 is empty"]),
        (["serve"], {"CITEWELL_API_KEYS_FILE": ""}, ["CITEWELL_API_KEYS_FILE", "'' is no file"]),
        (["serve", "--log-level", "loud"], {}, ["--log-level", "CITEWELL_LOG_LEVEL", "'loud'"]),
        (["serve", "--public-url", "ftp://x"], {}, ["CITEWELL_PUBLIC_URL", "'ftp://x'", "http"]),
        (["serve", "--reload", "-1"], {}, ["--reload", "CITEWELL_RELOAD", "-1", "0<=x<="]),
        (["serve"], {"CITEWELL_RELOAD": "nan"}, ["CITEWELL_RELOAD", "'nan' is no", "0<=x<=3600"]),
        (["chat", "--public-url", "x.org"], {}, ["CITEWELL_PUBLIC_URL", "'x.org'", "http"]),
        (["mcp", "--public-url", "x.org"], {}, ["CITEWELL_PUBLIC_URL", "'x.org'", "http"]),
        (
            ["serve", "--public-url", "https://a.org/?q=1"],
            {},
            ["CITEWELL_PUBLIC_URL", "/?q=1'", "no ?"],
        ),
        (["mcp"], {"CITEWELL_PUBLIC_URL": "https://[::1"}, ["--public-url", "'https://[::1'"]),
        (["sources", "--index", __file__], {}, ["CITEWELL_INDEX", __file__, "is a file"]),
        (["chat"], {"CITEWELL_LIMIT": "0"}, ["--limit", "CITEWELL_LIMIT", "0"]),
        (["ask"], {}, ["'QUESTION'"]),
        (["ask", "x", "y"], {}, ["y"]),
        (["ask", "x", "--lmit", "3"], {}, ["--lmit", "--limit"]),
        (["ask", "x", "--index"], {}, ["--index"]),
        (["asc", "x"], {}, ["asc"]),
        (["batch", "no.jsonl", "out.jsonl"], {}, ["'no.jsonl'"]),
        (["verify", "no.json"], {}, ["'no.json'"]),
        (["eval", "no.jsonl"], {}, ["'no.jsonl'"]),
        (["calibrate"], {}, ["SET"]),
        (["calibrate", "no.jsonl"], {}, ["'no.jsonl'"]),
        (["calibrate", __file__, "--error", "0"], {}, ["--error", "CITEWELL_ERROR", "0<x<1"]),
        (["calibrate", __file__, "--error", "nan"], {}, ["--error", "'nan' is no", "0<x<1"]),
        (["calibrate", __file__, "--confidence", "nan"], {}, ["--confidence", "'nan'", "0<x<1"]),
        (["calibrate", __file__], {"CITEWELL_CONFIDENCE": "95"}, ["--confidence", "'95'", "0<x<1"]),
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


@pytest.mark.parametrize(
    "words",
    [
        ["index", ""],
        ["index", ".", "--index", ""],
        ["ask", "x", "--index="],
        ["ask", "x", "--model", ""],
        ["ask", "x", "--reader", ""],
        ["chat", "--index", ""],
        ["batch", "", "answers.jsonl"],
        ["batch", __file__, ""],
        ["serve", "--api-keys-file", ""],
        ["serve", "--refusals", ""],
        ["serve", "--starters", ""],
        ["eval", ""],
        ["eval", "--sources", ""],
        ["eval", "--report", ""],
        ["eval", "--compare", __file__, ""],
        ["calibrate", ""],
        ["sources", "--index", ""],
        ["mcp", "--index", ""],
        ["verify", ""],
    ],
    ids=" ".join,
)
def test_an_empty_path_is_not_the_current_folder(
    called: Called, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    message = failed(called(*words), 2)
    assert "must not be empty; the current folder is '.'" in message
    assert list(tmp_path.iterdir()) == []


def test_an_empty_setting_is_as_unset(
    called: Called, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEWELL_INDEX", "")
    assert "no index in" in failed(called("sources"), 1)


def test_every_path_is_one_that_may_not_be_empty() -> None:
    """`click.Path` itself takes "" for the current folder."""
    for command in citewell.commands.values():
        for given in command.params:
            assert type(given.type) is not click.Path, f"{command.name} {given.name}"


def test_the_process_has_the_status_and_the_line(run: Run) -> None:
    wrong = run("ask", "x", settings={"CITEWELL_LIMIT": "0"})
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "(env var: 'CITEWELL_LIMIT'): '0' " in one_line(wrong.stderr)
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
        assert httpx.get(f"{address}/readyz").json()["status"] == "ready"
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
    # Read where a model is first needed, by whichever program needs it: no command's setting.
    everywhere = {"CITEWELL_CACHE"}
    assert set(re.findall(r"CITEWELL_\w+", readme)) <= set(SETTINGS) | everywhere


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


def test_a_process_that_ends_looks_for_no_garbage(tmp_path: Path) -> None:
    script = (
        "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count()))\n"
        "from citewell.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--version"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    version, frozen = done.stdout.splitlines()
    assert version.startswith("citewell ")
    assert int(frozen) > 10_000


def test_the_version(called: Called) -> None:
    status, output, errors = called("--version")
    assert (status, errors) == (0, "")
    assert re.fullmatch(r"citewell \d+\.\d+\.\d+\n", output)


@pytest.mark.parametrize("words", [["--help"], ["serve", "--help"], ["--version"]])
def test_the_help_waits_for_nothing_that_it_does_not_need(words: list[str]) -> None:
    program = "import sys; from citewell.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "citewell.cli" in loaded
    assert not loaded & {"numpy", "pydantic", "faiss", "onnxruntime", "spacy", "torch", "fastapi"}
