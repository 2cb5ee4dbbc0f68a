"""What the tests of OpenAI's form share: its own client, and a service with a public address."""

from collections.abc import Iterator
from typing import Any

import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam

from qa.engine import Engine
from service.app import create_app
from service.settings import Settings
from tests.serving import running

ASKED = "How many US cables were posted from diplomats in Phnom Penh?"
ELSEWHERE = "What is the capital of France?"
PUBLIC = "https://ask.example.org"

Messages = list[ChatCompletionMessageParam]


@pytest.fixture(scope="package")
def public(engine: Engine) -> Iterator[str]:
    """Where the service answers; its links start with PUBLIC."""
    with running(create_app(Settings(public_url=PUBLIC), engine)) as address:
        yield address


@pytest.fixture(scope="package")
def client(public: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{public}/v1", api_key="none needed", max_retries=0) as made:
        yield made


def chat(client: OpenAI, messages: Messages | str, **options: Any) -> Any:
    asked: Messages = (
        [{"role": "user", "content": messages}] if isinstance(messages, str) else messages
    )
    return client.chat.completions.create(model="citewell", messages=asked, **options)
