"""Questions to start with: the file, the first page, and what the articles make of them."""

from pathlib import Path

import httpx
import pytest

from qa.engine import Engine
from service.app import create_app
from service.errors import ServeError
from service.settings import Settings, Starters
from service.starters import read_starters
from tests.conftest import SEEDS
from tests.reading import page
from tests.serving import running


def test_those_of_the_articles_are_answered_and_refused_as_they_say(engine: Engine) -> None:
    starters = read_starters(SEEDS / "starters.toml")
    assert [q for q in starters.answered if not engine.ask(q).answered] == []
    assert [q for q in starters.refused if engine.ask(q).answered] == []
    assert engine.ask(starters.answered[0]).disagreements, "the first shows how sources differ"


def test_the_first_page_offers_them(engine: Engine) -> None:
    starters = Starters(("Who <b>is</b> it?", "When & where?"), ("Why?",))
    with running(create_app(Settings(starters=starters), engine)) as address:
        found = page(httpx.get(f"{address}/"))
    links = {a["href"] for a in found.attributes("a")}
    assert "./?q=Who%20%3Cb%3Eis%3C/b%3E%20it%3F" in links
    assert {"./?q=When%20%26%20where%3F", "./?q=Why%3F"} <= links
    assert "Who <b>is</b> it?" in found.texts("a")
    [script] = found.attributes("script")
    assert script["data-starters"] == "Who <b>is</b> it?\nWhen & where?\nWhy?"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"answered = [3]", "answered.0"),
        (b"answered = ['']", "answered.0: must not be blank"),
        (b"asked = ['x']", "asked"),
        (b"answered = [", "Invalid value"),
        (b"\xff", "utf-8"),
        (b"answered = [" + b"'x'," * 13 + b"]", "12"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, content: bytes, named: str) -> None:
    path = tmp_path / "starters.toml"
    path.write_bytes(content)
    with pytest.raises(ServeError) as raised:
        read_starters(path)
    assert str(raised.value).startswith("starters.toml: ")
    assert named in str(raised.value)
    assert "\n" not in str(raised.value)
    path.unlink()
    with pytest.raises(ServeError, match=r"No such file"):
        read_starters(path)
