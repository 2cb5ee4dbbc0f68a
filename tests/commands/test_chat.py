"""`citewell chat` over a pipe and at a terminal."""

import os
import pty
import re
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from citewell.cli import citewell
from qa.engine import Engine
from tests.commands.conftest import COMMAND, ELSEWHERE, QUESTION, environment


def piped(
    index: Path | str, folder: Path, *lines: str, **settings: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, "chat", "--index", str(index), "--limit", "2"],
        input="\n".join(lines).encode("utf-8", "surrogateescape"),
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_a_conversation_over_a_pipe(seeds_index: Path, engine: Engine, tmp_path: Path) -> None:
    lines = [QUESTION, "", "/nope", "x" * 2001, "a\udcffb", ELSEWHERE, "/sources", "/quit", "/help"]
    done = piped(
        seeds_index, tmp_path, *lines, CITEWELL_PUBLIC_URL="https://library.example/citewell/"
    )
    output, errors = done.stdout.decode(), done.stderr.decode().splitlines()
    assert done.returncode == 0
    assert errors[0] == "citewell: no command '/nope'; /help lists them"
    assert [line.startswith("citewell: question: ") for line in errors[1:]] == [True, True]
    answered, refused = (engine.ask(q, limit=2) for q in (QUESTION, ELSEWHERE))
    assert refused.refusal is not None
    first, second = output.split("The sources do not answer this question.\n")
    for text, cited in ((first, answered.citations), (second, refused.refusal.closest)):
        for number, citation in enumerate(cited, start=1):
            assert f"[{number}] " in text
            assert text.count(citation.quote) == 1
            assert f"\n    https://library.example/citewell{citation.href}\n" in text
    assert second.startswith("\nWhat came closest, which is not an answer:\n[1] ")
    listed = second.splitlines()[-len(engine.library.corpus.sources) - 1 : -1]
    assert [line.split("  ")[0] for line in listed] == [
        source.id for source in engine.library.corpus.sources
    ]
    marked = {line.split("  ")[0] for line in listed if line.endswith("]")}
    assert marked == {citation.source_id for citation in refused.refusal.closest}
    assert "\x1b" not in output
    assert "> " not in output


def test_an_index_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = piped("nowhere", tmp_path, "/help")
    assert (done.returncode, done.stdout) == (1, b"")
    assert re.fullmatch(rb"citewell: no index in 'nowhere'.*\n", done.stderr)


@contextmanager
def terminal(
    index: Path, folder: Path, **settings: str
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The chat at a terminal of its own; with the descriptor of the terminal's other side."""
    ours, theirs = pty.openpty()
    # The first terminal that the leader of a session opens is the one whose Ctrl-C it gets.
    shell = ["sh", "-c", 'exec "$@" <"$TTY" >"$TTY" 2>&1', "sh"]
    process = subprocess.Popen(
        [*shell, *COMMAND, "chat", "--index", str(index)],
        cwd=folder,
        env=environment(TTY=os.ttyname(theirs), TERM="xterm", **settings),
        start_new_session=True,
    )
    try:
        yield process, ours
    finally:
        process.kill()
        process.wait()
        os.close(theirs)
        os.close(ours)


def read_until(descriptor: int, end: str) -> str:
    """What the terminal shows, until `end` is in it."""
    shown = b""
    while end.encode() not in shown:
        assert select.select([descriptor], [], [], 90)[0], f"no {end!r} after {shown!r}"
        shown += os.read(descriptor, 65536)
    return shown.decode()


def left(process: subprocess.Popen[bytes], side: int, key: bytes) -> str:
    """What is shown when the key is struck, until the process has ended with the status 0.

    A signal that comes just before Python waits for the next key is only seen with that key, so the
    key is struck again, as a person would, for as long as no new line says that it was seen.
    """
    shown = b""
    for _ in range(60):
        os.write(side, key)
        while b"\n" not in shown and select.select([side], [], [], 1)[0]:
            shown += os.read(side, 65536)
        if b"\n" in shown:
            break
    assert process.wait(60) == 0
    return shown.decode()


def test_the_end_of_the_input_leaves(seeds_index: Path, tmp_path: Path) -> None:
    with terminal(seeds_index, tmp_path) as (process, side):
        assert "5 sources. Ask a question" in read_until(side, "> ")
        assert not left(process, side, b"\x04").strip()


def test_ctrl_c_in_the_middle_of_a_line_leaves(seeds_index: Path, tmp_path: Path) -> None:
    with terminal(seeds_index, tmp_path) as (process, side):
        read_until(side, "> ")
        os.write(side, b"half a line")
        read_until(side, "half a line")
        assert not left(process, side, b"\x03").replace("^C", "").strip()


@pytest.mark.parametrize("settings", [{}, {"NO_COLOR": "1"}], ids=["colours", "none"])
def test_colours_unless_none_are_wanted(seeds_index: Path, settings: dict[str, str]) -> None:
    words = ["chat", "--index", str(seeds_index)]
    done = CliRunner().invoke(citewell, words, input=QUESTION, env=settings, color=True)
    assert done.exit_code == 0
    assert ("\x1b[1m" in done.output) == (not settings)
    assert "\n[1] " in done.output
