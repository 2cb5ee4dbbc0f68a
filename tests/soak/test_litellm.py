"""litellm as a client: what many programs speak OpenAI's form with."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from qa.engine import Engine
from tests.openai.conftest import ASKED, ELSEWHERE
from tests.soak.load import served

CLIENT = Path(__file__).with_name("litellm_client.py")


def told(address: str, question: str) -> Any:
    """What litellm understands, in the environment that `make soak` has installed it in."""
    done = subprocess.run(
        [os.environ["LITELLM_PYTHON"], str(CLIENT), address, question],
        env={"PATH": os.environ["PATH"], "LITELLM_LOCAL_MODEL_COST_MAP": "True"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.soak
@pytest.mark.parametrize("question", [ASKED, ELSEWHERE])
def test_an_answer_and_its_citations_arrive(
    seeds_index: Path, engine: Engine, tmp_path: Path, question: str
) -> None:
    expected = engine.ask(question)
    with served(seeds_index, tmp_path) as service:
        found = told(service.address, question)
        urls = [service.address + citation.href for citation in expected.citations]
    for said in (found["whole"], found["together"]):
        (choice,) = said["choices"]
        assert choice["finish_reason"] == "stop"
        message = choice["message"]
        cited = [one["url_citation"] for one in message.get("annotations") or []]
        assert [one["url"] for one in cited] == urls
        for one, citation in zip(cited, expected.citations, strict=True):
            assert message["content"][one["start_index"] : one["end_index"]] == citation.quote
    assert found["whole"]["citations"] == urls
    content = found["whole"]["choices"][0]["message"]["content"]
    deltas = [chunk["choices"][0]["delta"] for chunk in found["chunks"]]
    assert len([delta for delta in deltas if delta["content"]]) > len(urls)
    assert "".join(delta["content"] or "" for delta in deltas) == content
    assert found["together"]["choices"][0]["message"]["content"] == content
