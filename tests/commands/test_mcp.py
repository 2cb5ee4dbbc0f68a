"""`citewell mcp` as a process: what it says is the protocol, and it ends when it is told to."""

import json
import signal
import subprocess
from pathlib import Path

from tests.commands.conftest import COMMAND, Run, environment, one_line
from tests.test_service_mcp import INITIALIZE


def test_ctrl_c_ends_it(seeds_index: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "mcp", "--index", str(seeds_index)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(INITIALIZE) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["result"]["serverInfo"]["name"] == "citewell"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == -signal.SIGINT
    finally:
        process.kill()
        output, errors = process.communicate()
    assert (output, errors) == ("", "")


def test_no_index_is_told_in_one_line(run: Run) -> None:
    done = run("mcp", "--index", "nowhere")
    assert (done.returncode, done.stdout) == (1, "")
    assert one_line(done.stderr).startswith("no index in 'nowhere'")
