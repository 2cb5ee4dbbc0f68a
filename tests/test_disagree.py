"""Values on which sources differ: shown where they do, and never for words, precision or lists."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from citewell.terminal import as_text
from embeddings.encoder import open_encoder
from qa.analysis import analysis_of
from qa.asides import is_aside
from qa.engine import Engine
from qa.indexing import update
from qa.retracted import is_retracted
from qa.syntax import open_parser
from qa.types import Response
from qa.values import value_of

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
    ("question", "text"),
    [
        (
            "How many people died in the storm at Skarvik?",
            "In May 41 people died in the storm at Skarvik. "
            "In June 57 people died in the storm at Skarvik.",
        ),
        (
            "When does the school of Skarvik reopen?",
            "The school of Skarvik will not reopen on 3 May as planned, but on 10 May.",
        ),
    ],
    ids=["side by side", "one sentence"],
)
def test_what_one_source_says_of_two_things(ask: Ask, question: str, text: str) -> None:
    assert shown(ask(question, {"storm": HARBOUR + text})) == []


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


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How many souls did the parish of Skarvik have in 1801?",
            "In 1801 the parish of Skarvik had 1,487 souls.",
            "In 1851 the parish of Skarvik had 1,912 souls.",
        ),
        (
            "How many people died in the storm at Skarvik?",
            "Three people died in the storm at Skarvik.",
            "Twelve people were hurt in the storm at Skarvik.",
        ),
        (
            "How many men did the sloop Wasp carry?",
            "The sloop Wasp carried Two Hundred and Ten men.",
            "The sloop Wasp carried 210 men.",
        ),
        (
            "When does the museum of Skarvik open?",
            "On weekdays the museum of Skarvik opens at 9:00.",
            "On Sundays the museum of Skarvik opens at 11:00.",
        ),
        (
            "When did the abbot of Zennor die?",
            "The abbot of Zennor died in 1388.",
            "An earlier version of this page wrongly said that the abbot of Zennor died in 1390.",
        ),
        (
            "When did the abbot of Zennor die?",
            "The abbot of Zennor died in 1388.",
            "It is not true that the abbot of Zennor died in 1390.",
        ),
        (
            "How much did the Ardent Light cost?",
            "The Ardent Light is a lighthouse. In all it cost 23,800 crowns, a third of it given.",
            "It was bought by the town in 1934. In all it cost 41,000 crowns, a third of it given.",
        ),
        (
            "How many people signed the petition against the mole?",
            "In the end 312 people signed the petition against the mole.",
            "The council took the petition against the mole up by nine votes.",
        ),
        (
            "How many people were on the ferry?",
            "The ferry had 88 people on it.",
            "Of the ferry 30 people drowned and 21 people swam.",
        ),
        (
            "How many bolts held the door of the Skarvik ferry?",
            "The door of the Skarvik ferry was held by thirty-two bolts.",
            "On the door of the Skarvik ferry nineteen of the bolts had been painted over.",
        ),
        (
            "When did the banker Halden leave Skarvik?",
            "The banker Halden left Skarvik in January 1995.",
            "The banker Halden, who had left Skarvik, died in Uruguay in 2003.",
        ),
        (
            "How many messages a second does the Skarvik broker allow?",
            "The Skarvik broker allows 2,000 messages a second.",
            "The Skarvik broker had allowed 1,000 messages a second.",
        ),
        (
            "How much did the inquiry of Skarvik cost?",
            "The inquiry of Skarvik cost £2,900.",
            "The inquiry of Skarvik cost £90 a page.",
        ),
    ],
    ids=[
        *("another year", "hurt", "cut in two", "other days", "corrected", "untrue"),
        *("not named", "votes", "of two in one sentence", "a part", "a death", "before", "a rate"),
    ],
)
def test_what_is_of_something_else_or_taken_back(
    ask: Ask, question: str, one: str, other: str
) -> None:
    assert shown(ask(question, {"harbour": HARBOUR + one, "museum": MUSEUM + other})) == []


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How many souls did the parish of Skarvik have in 1801?",
            "In 1801 the parish of Skarvik had 1,487 souls.",
            "The parish of Skarvik had 1,912 souls in 1801.",
        ),
        (
            "How many people died in the storm at Skarvik?",
            "Three people died in the storm at Skarvik.",
            "Twelve people were killed in the storm at Skarvik.",
        ),
        (
            "When did the abbot of Zennor die?",
            "The abbot of Zennor died in 1388.",
            "The almanac wrongly says that the abbot of Zennor died in 1390.",
        ),
        (
            "How much memory does the Skarvik broker need?",
            "The Skarvik broker needs 8 GiB of memory.",
            "The Skarvik broker needs 16 GiB to run.",
        ),
        (
            "How many people died in the fire at Skarvik?",
            "The fire at Skarvik killed 61 people.",
            "In the fire at Skarvik forty-three people lost their lives and many were injured.",
        ),
        (
            "How many letters did Ida Brann write to the minister of Skarvik?",
            "Ida Brann, who had seen it, wrote four times to the minister of Skarvik.",
            "In all Ida Brann sent the minister of Skarvik seven letters.",
        ),
    ],
    ids=["that year", "killed", "another's mistake", "a measure", "lost lives", "times"],
)
def test_what_is_of_the_same_still_differs(ask: Ask, question: str, one: str, other: str) -> None:
    response = ask(question, {"harbour": HARBOUR + one, "museum": MUSEUM + other})
    assert len(shown(response)) == 2


@pytest.mark.parametrize(
    ("quote", "taken_back"),
    [
        ("An earlier version of this story gave the year as 1390; it was 1388.", ["1390"]),
        ("This article originally said that he died in 1390, not in 1388.", ["1390"]),
        ("It is untrue that he died in 1390: he died in 1388.", ["1390"]),
        ("The chronicle wrongly has 1390.", []),
        ("It was in 1390 that he died; in 1388 he was ill.", []),
    ],
)
def test_what_is_taken_back(quote: str, taken_back: list[str]) -> None:
    found = [y for y in ("1388", "1390") if y in quote and is_retracted(quote, quote.index(y))]
    assert found == taken_back


MINE = (
    "# The mine of Brennick\n\nOn Monday the mine of Brennick exploded. Twenty people were killed "
    "in the explosion. The pit has been closed since.\n"
)
SUNK = "The ferry Ingeborg sank off Holmskar in a gale. {} people were killed when she sank.\n"


@pytest.mark.parametrize(
    "question",
    [
        "How many people were killed?",
        "How many people were killed in the explosion?",
        "How many people were killed when the ferry sank?",
    ],
)
def test_what_befell_two_things_is_no_difference(
    indexed: Callable[[dict[str, str]], Engine], question: str
) -> None:
    ferry = "# The ferry Ingeborg\n\n" + SUNK.format("Thirty-one")
    assert shown(indexed({"mine.md": MINE, "ferry.md": ferry}).ask(question)) == []


def test_what_befell_one_thing_is(indexed: Callable[[dict[str, str]], Engine]) -> None:
    texts = {"one.md": "Thirty", "two.md": "Thirty-one"}
    engine = indexed({name: f"# Lost\n\n{SUNK.format(count)}" for name, count in texts.items()})
    assert len(shown(engine.ask("How many people were killed?"))) == 2


@pytest.mark.parametrize(
    ("question", "quote", "words", "aside"),
    [
        ("How much did he take?", "Of the bribe not one crown has been found.", "one", True),
        ("How much did he take?", "He took no more than two crowns.", "two", False),
        ("When did he leave?", "He died in Uruguay in 2003.", "2003", True),
        ("When did he die?", "He died in Uruguay in 2003.", "2003", False),
        (
            "When was the club founded?",
            "It was led by Emil Tarrant (1908–1981).",
            "1908–1981",
            True,
        ),
        ("When was the club founded?", "It was founded (1908) by Emil Tarrant.", "1908", False),
    ],
)
def test_what_is_said_beside_an_answer(question: str, quote: str, words: str, aside: bool) -> None:
    asked, parse = open_parser().parse([question, quote])
    start = quote.index(words)
    inside = [n for n, w in enumerate(parse) if start <= w.start and w.end <= start + len(words)]
    span = (inside[0], inside[-1] + 1, inside[-1], 0)
    analysis = analysis_of(parse, quote, np.zeros((0, 2), dtype=np.int32))
    value = value_of(words, "", "date" if question.startswith("When") else "number")
    assert is_aside(asked, analysis, span, value) is aside
