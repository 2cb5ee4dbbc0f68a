"""What a follow-up goes on from: the answer before it, where it stands, what follows."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.engine import Engine
from qa.features import NAMES
from qa.first_order import first_order
from qa.indexing import update
from qa.library import Library
from qa.told import Told
from qa.types import Response
from tests.reading_questions import reading_of

HALL = (
    "The hall of Ansel was mended in 1931.",
    "Nine hundred crowns were needed.",
    "The brewer paid.",
    "A brass plate says so.",
    "The mayor made a speech.",
)
BRIDGE = (
    "The bridge of Corve was mended in 1932.",
    "Four hundred crowns were needed.",
    "The miller paid.",
    "It was washed away that autumn.",
)


@pytest.fixture
def small(collection: Callable[..., Path], tmp_path: Path, engine: Engine) -> Engine:
    folder = collection(
        bridge__txt="The bridge\n\n" + " ".join(BRIDGE), hall__txt="The hall\n\n" + " ".join(HALL)
    )
    update(tmp_path / "i", folder, engine.encoder)
    return replace(engine, library=Library.open(tmp_path / "i"))


def row_of(engine: Engine, quote: str) -> int:
    row = engine.library.row_of(quote)
    assert row is not None
    return row


def first_of(found: Response) -> str:
    shown = found.citations or (found.refusal.closest if found.refusal else ())
    return shown[0].quote


def test_what_stands_behind_the_answer_before_is_near_it(small: Engine) -> None:
    library = small.library
    rows = np.array([row_of(small, quote) for quote in (*HALL, BRIDGE[1])])
    near = Told(rows=(int(rows[0]),)).nearness(library, rows)
    assert near[:, 0].tolist() == [1, 1, 1, 1, 1, 0]
    assert near[:, 1] == pytest.approx([0, 1, 1 / 2, 1 / 3, 0, 0])
    back = Told(rows=(int(rows[3]),)).nearness(library, rows)
    assert back[:, 1].tolist() == [0, 0, 0, 0, 1, 0], "before it is not behind it"
    two = Told(rows=(int(rows[0]), int(rows[1]))).nearness(library, rows)
    assert two[:, 1].tolist() == [0, 1, 1, 1 / 2, pytest.approx(1 / 3), 0]


def test_the_end_of_a_source_is_not_before_the_next(small: Engine) -> None:
    last = max(row_of(small, quote) for quote in BRIDGE)
    following = np.array([last + 1])
    assert small.library.corpus.source_of(last + 1) != small.library.corpus.source_of(last)
    assert Told(rows=(last,)).nearness(small.library, following).tolist() == [[0, 0]]


def test_nothing_is_near_where_nothing_was_told(small: Engine) -> None:
    assert Told().nearness(small.library, np.arange(3)).tolist() == [[0, 0]] * 3
    assert Told(rows=(1,)).nearness(small.library, np.zeros(0, dtype=np.int64)).shape == (0, 2)


def test_the_sentences_of_an_answer_of_two_are_found(small: Engine) -> None:
    two = row_of(small, HALL[0]), row_of(small, HALL[1])
    assert small.library.rows_in(" ".join(HALL[:2])) == two
    assert small.library.rows_in(HALL[0]) == two[:1]
    assert small.library.rows_in("It was never said of Ansel.") == ()
    assert small.library.rows_in("") == ()


def test_a_question_that_leaves_out_its_subject_is_of_the_source_before(small: Engine) -> None:
    """Both sources say who paid; which is meant only the answer before says."""
    hall = ("When was the hall of Ansel mended?", HALL[0])
    bridge = ("When was the bridge of Corve mended?", BRIDGE[0])
    for turn, answer in ((hall, HALL[2]), (bridge, BRIDGE[2])):
        found = small.ask("Who paid?", [turn])
        assert answer in first_of(found), found


def test_a_question_with_a_name_in_it_goes_on_from_nothing(small: Engine) -> None:
    history = [("When was the hall of Ansel mended?", HALL[0])]
    found = small.ask("How many crowns did Corve need?", history, explain=True)
    assert found.explanation
    assert not any("same_source" in one.features for one in found.explanation)


def test_what_an_answer_is_near_to_is_explained(small: Engine) -> None:
    found = small.ask("Who paid?", [("When was the hall of Ansel mended?", HALL[0])], explain=True)
    assert found.explanation is not None
    values = {one.quote: one.features for one in found.explanation}
    assert values[HALL[2]]["goes_on"] == pytest.approx(0.5)
    assert values[HALL[2]]["same_source"] == 1
    assert "same_source" not in values[BRIDGE[2]]


def test_what_is_first_by_its_place_only_is_quoted_with_what_was_told(small: Engine) -> None:
    """The one behind the answer before, and that answer, where this would else be the better."""

    def asked(due: float) -> Response:
        weights = small.ranker.ranking.copy()
        weights[NAMES.index("goes_on")] = due
        engine = replace(small, ranker=replace(small.ranker, ranking=weights))
        history = [("What is the hall of Ansel?", HALL[0])]
        return engine.ask("Was it mended?", history, explain=True)

    plain = asked(0.0)
    assert first_of(plain) == HALL[0]
    scores = {one.quote: one.score for one in plain.explanation or ()}
    placed = asked(scores[HALL[0]] - scores[HALL[1]] + 1)
    assert placed.explanation is not None
    assert placed.explanation[0].quote == HALL[1]
    assert first_of(placed) == " ".join(HALL[:2])


def test_the_source_before_is_searched_whatever_else_is_found(
    collection: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    """The searches find what is like a bare question anywhere; a large collection has enough."""
    # A paragraph each is a passage each: the twelve that are found are not all that there are.
    others = "\n\n".join(
        f"Who paid? The clerk of office {n} paid. {'Paid. ' * 70}" for n in range(60)
    )
    folder = collection(
        hall__txt="The hall\n\n" + " ".join(HALL), offices__txt="Offices\n\n" + others
    )
    update(tmp_path / "i", folder, engine.encoder)
    large = replace(engine, library=Library.open(tmp_path / "i"))
    plate = row_of(large, HALL[3])
    alone = reading_of(large, "Who paid?")
    after = replace(alone, told=Told(rows=(row_of(large, HALL[0]),)))
    found = [first_order(large.library, one) for one in (alone, after)]
    assert [one is not None and plate in one.rows for one in found] == [False, True]
    allowed = np.array([source.id != "hall" for source in large.library.corpus.sources])
    barred = first_order(large.library, after, allowed)
    assert barred is not None
    assert plate not in barred.rows, "a history brings in no source that the filter leaves out"
