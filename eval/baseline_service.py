"""The baseline over HTTP, as everybody would put it there: python -m eval.baseline_service SOURCES.

It prints its address once it answers, as `citewell serve` does.
"""

import socket
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from eval.baseline import Baseline


def app_of(baseline: Baseline) -> FastAPI:
    """The one route, in the shape of citewell's."""
    app = FastAPI()

    @app.post("/v1/ask")
    def ask(body: dict[str, str]) -> dict[str, str]:
        return {"answer": baseline.ask(body["question"])}

    return app


def main(folder: str) -> None:
    """Serves on a free port of this machine."""
    app = app_of(Baseline(Path(folder)))
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as citewell's
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run([listening])


if __name__ == "__main__":
    main(sys.argv[1])
