"""Counts of what could not be answered: by reason and rare word, never a question."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa.engine import Engine
from service.errors import ServeError
from service.refused import RefusedTerms, rare_words
from service.settings import Settings
from tests.guarding import QUESTION, service


def counts(file: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads(file.read_text(encoding="utf-8"))
    assert set(found) == {"since", "refusals", "terms"}
    return found


def test_what_was_refused_is_counted_and_what_was_asked_is_not_kept(
    engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "refusals.json"
    with service(engine, Settings(refusals=file)) as client:
        for place in ("Lyon", "Tuscany", "the Vosges"):
            asked = {"question": f"How do bakers in {place} knead sourdough 020 7946 0123?"}
            assert client.post("/v1/ask", json=asked).json()["refusal"]
        assert client.post("/v1/ask", json=QUESTION).json()["answered"]
        client.get("/", params={"q": "Who mends sourdough clocks?"})
    found = counts(file)
    assert found["refusals"] == {"not_in_sources": 4}
    assert found["terms"] == {"bakers": 3, "knead": 3, "sourdough": 4}


def test_only_rare_words_are_words(engine: Engine) -> None:
    index = engine.library.sentence_words
    asked = "Did Sary, 71, of the Khmer Rouge phone x 555-1234 or o'neill@example.org in Zürich?"
    assert set(rare_words(index, asked)) <= {"phone", "neill", "example", "org", "zurich"}
    assert "zurich" in rare_words(index, asked)


def test_counts_go_on_after_a_restart_and_beside_other_processes(
    engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "refusals.json"
    response = engine.ask("How do I bake sourdough bread?")
    several = [RefusedTerms(file) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        for _ in range(10):
            list(threads.map(lambda each: each.note(engine.library, response), several))
    RefusedTerms(file).note(engine.library, response)
    found = counts(file)
    assert found["refusals"] == {"not_in_sources": 41}
    assert found["terms"]["sourdough"] == 41


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", '{"since": 1}'])
def test_a_file_of_something_else_is_left_alone(tmp_path: Path, content: str) -> None:
    file = tmp_path / "mine.json"
    file.write_text(content)
    with pytest.raises(ServeError, match=r"CITEWELL_REFUSALS: '.*mine\.json' cannot be used"):
        RefusedTerms(file)
    assert file.read_text() == content


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="cannot be used: there is no such folder"):
        RefusedTerms(tmp_path / "none" / "refusals.json")


def test_a_file_that_breaks_later_fails_no_question(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "refusals.json"
    with service(engine, Settings(refusals=file)) as client:
        file.write_text("broken")
        assert client.post("/v1/ask", json={"question": "How do I bake?"}).status_code == 200
    assert file.read_text() == "broken"
