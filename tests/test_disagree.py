"""Values on which sources differ: shown where they do, and never for words, precision or lists."""

from collections.abc import Callable
from pathlib import Path

import pytest

from citewell.terminal import as_text
from embeddings.encoder import open_encoder
from qa.engine import Engine
from qa.indexing import update
from qa.types import Response

Ask = Callable[[str, dict[str, str]], Response]

HARBOUR = (
    "The harbour of Skarvik has two moles and a fish market. Ferries leave in the morning.\n\n"
)
MUSEUM = "The museum of Skarvik keeps the tools of the old shipyard. It is closed on Mondays.\n\n"


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Asks a question of texts that are indexed for it."""

    def of(question: str, texts: dict[str, str]) -> Response:
        sources = tmp_path / "sources"
        sources.mkdir()
        for name, text in texts.items():
            (sources / f"{name}.md").write_text(f"# {name}\n\n{text}\n", encoding="utf-8")
        update(tmp_path / "index", sources, open_encoder())
        return Engine.open(tmp_path / "index").ask(question)

    return of


def shown(response: Response) -> list[str]:
    """The values that are shown, each of which must stand in the quotes that it cites."""
    assert response.answered
    for one in response.disagreements:
        assert one.citations
        assert all(one.value in response.citations[n].quote for n in one.citations)
    return [one.value for one in response.disagreements]


def test_two_birth_dates(ask: Ask) -> None:
    response = ask(
        "When was Marta Ellingsen born?",
        {
            "harbour": HARBOUR + "Marta Ellingsen was born in 1924 in Skarvik, above the harbour.",
            "museum": MUSEUM + "Marta Ellingsen was born on October 24, 1925 in Skarvik.",
        },
    )
    values = shown(response)
    assert len(values) == 2
    assert "1924" in values[0]
    assert "October 24, 1925" in values[1]
    assert {n for one in response.disagreements for n in one.citations} == {0, 1}
    assert f"The sources differ: {values[0]} [" in as_text(response)


def test_two_voices_in_one_source(ask: Ask) -> None:
    text = (
        "The official report says that 41 people died in the storm at Skarvik. "
        "The priest maintained that 57 people died in the storm at Skarvik."
    )
    response = ask("How many people died in the storm at Skarvik?", {"storm": HARBOUR + text})
    assert [value.split()[0] for value in shown(response)] == ["41", "57"]


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "When was Marta Ellingsen born?",
            "Marta Ellingsen was born in 1925 in Skarvik, above the harbour.",
            "Marta Ellingsen was born on October 24, 1925 in Skarvik.",
        ),
        (
            "How many people died in the storm at Skarvik?",
            "In the storm at Skarvik forty-one people died.",
            "41 people died in the storm at Skarvik.",
        ),
        (
            "Who built the lighthouse of Skarvik?",
            "The lighthouse of Skarvik was built by the engineer Mats Torvik.",
            "It was Torvik who built the lighthouse of Skarvik.",
        ),
        (
            "Which towns does the Skarvik ferry serve?",
            "The Skarvik ferry serves the towns of Brennick, Osmund and Hallgren.",
            "The Skarvik ferry serves Osmund, Brennick and Hallgren every day.",
        ),
        (
            "How long is the breakwater of Skarvik?",
            "The breakwater of Skarvik is 612 metres long.",
            "The breakwater of Brennick is 800 metres long, and the quay of Skarvik has 14 cranes.",
        ),
        (
            "How many houses of Skarvik burned in the great fire?",
            "Between 200 and 300 houses of Skarvik burned in the great fire.",
            "In the great fire 250 houses of Skarvik burned.",
        ),
        (
            "How high is the lighthouse of Skarvik?",
            "The lighthouse of Skarvik is 120 metres high.",
            "The lighthouse of Skarvik is 394 feet high.",
        ),
        (
            "When did the brig Anna sink?",
            "The brig Anna sank in the night of 3 to 4 May 1888.",
            "The brig Anna sank on 4 May 1888.",
        ),
    ],
    ids=[
        "precision",
        "digits",
        "rewording",
        "list",
        "another subject",
        "range",
        "other measures",
        "night",
    ],
)
def test_what_is_no_difference(ask: Ask, question: str, one: str, other: str) -> None:
    assert shown(ask(question, {"harbour": HARBOUR + one, "museum": MUSEUM + other})) == []
