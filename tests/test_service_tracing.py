"""OpenTelemetry against a collector of our own: requests arrive, questions do not."""

import http.server
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.commands.conftest import COMMAND, environment


class Collector(http.server.BaseHTTPRequestHandler):
    """Takes what is exported to it."""

    taken: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append((self.path, body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def collector() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    taken: list[tuple[str, bytes]] = []
    kind = type("Taking", (Collector,), {"taken": taken})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", taken
        server.shutdown()
        thread.join()


def test_requests_are_traced_and_questions_are_not(
    seeds_index: Path, tmp_path: Path, collector: tuple[str, list[tuple[str, bytes]]]
) -> None:
    endpoint, taken = collector
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--index", str(seeds_index)],
        cwd=tmp_path,
        env=environment(
            OTEL_EXPORTER_OTLP_ENDPOINT=endpoint, OTEL_EXPORTER_OTLP_COMPRESSION="none"
        ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        asked = "Who is Zebulon Quux?"
        assert httpx.post(f"{address}/v1/ask", json={"question": asked}, timeout=60).is_success
        assert httpx.get(address, params={"q": asked}, timeout=60).is_success
        assert httpx.get(f"{address}/v1/sources/x").status_code == 404
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert {path for path, _ in taken} == {"/v1/traces", "/v1/metrics"}
    spans = b"".join(body for path, body in taken if path == "/v1/traces")
    assert b"/v1/ask" in spans
    assert b"/v1/sources/{id}" in spans
    everything = b"".join(body for _, body in taken) + log.encode()
    assert b"Zebulon" not in everything
    assert b"Quux" not in everything
