"""The short answer of a sentence, by the real parser and encoder."""

from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import Encoder
from qa.analysis import analysis_of
from qa.engine import Engine
from qa.foreign import is_foreign
from qa.indexing import update
from qa.match import Match
from qa.reading import Reading, short_of, study
from qa.relations import QUOTE, RELATIONS
from qa.short import KINDS, chances, packaged_weights, spans_of
from qa.syntax import open_parser
from qa.trees import tree_distance
from tests.reading_questions import reading_of

SENTENCES = {
    "ferry": "The ferry Ingeborg sank off Holmskar on 3 March 1931 with 26 people aboard.",
    "captain": "Her captain was Aurelio Stamm, who had been a whaler.",
    "hotel": "The envoy stayed at the Hotel Miramar in Brenna.",
    "room": "A hotel room next door was broken into.",
    "wall": "The breakwater is 612 metres long and shelters the herring boats.",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    folder = tmp_path_factory.mktemp("short")
    for name, sentence in SENTENCES.items():
        (folder / f"{name}.txt").write_text(sentence + "\n", encoding="utf-8")
    update(folder / "index", folder, encoder)
    return Engine.open(folder / "index")


def row_of(engine: Engine, name: str) -> int:
    number = engine.library.corpus.number(name)
    rows = range(len(engine.library.corpus.sentences))
    return next(row for row in rows if engine.library.corpus.source_of(row) == number)


@pytest.mark.parametrize(
    ("question", "name", "wanted"),
    [
        ("When did the ferry Ingeborg sink?", "ferry", "3 March 1931"),
        ("How many people were aboard the Ingeborg?", "ferry", "26"),
        ("Who was the captain of the Ingeborg?", "captain", "Aurelio Stamm"),
        ("How long is the breakwater?", "wall", "612 metres"),
    ],
)
def test_the_words_that_answer(small: Engine, question: str, name: str, wanted: str) -> None:
    quote = SENTENCES[name]
    row = row_of(small, name)
    short = short_of(small.library, reading_of(small, question), [row], row, quote)
    assert short is not None
    assert wanted in quote[short.start : short.end]
    assert 0 < short.score <= 1


def score_of(engine: Engine, reading: Reading, row: int) -> float:
    return study(engine.library, reading, [row])[0].chance


def test_a_sentence_with_such_a_thing_scores_higher(small: Engine) -> None:
    reading = reading_of(small, "Which hotel did the envoy stay at?")
    rows = [row_of(small, "hotel"), row_of(small, "room")]
    assert score_of(small, reading, rows[0]) > score_of(small, reading, rows[1])


@pytest.mark.parametrize("question", ["Which hotel did the envoy stay at?", "When did he sail?"])
def test_sentences_read_together_are_read_as_alone(small: Engine, question: str) -> None:
    rows = list(range(len(small.library.corpus.sentences)))
    together = study(small.library, reading_of(small, question), rows)
    some = 0
    for row, found in zip(rows, together, strict=True):
        (alone,) = study(small.library, reading_of(small, question), [row])
        np.testing.assert_allclose(found.match.words, alone.match.words, atol=1e-6)
        assert (found.spans is None) == (alone.spans is None)
        if found.spans is not None and alone.spans is not None:
            assert found.spans.drafts == alone.spans.drafts
            np.testing.assert_allclose(found.spans.chances, alone.spans.chances, atol=1e-5)
            some += 1
    assert some > 1


def test_yes_or_no_has_no_short_answer(small: Engine) -> None:
    reading = reading_of(small, "Did the ferry Ingeborg sink off Holmskar?")
    row = row_of(small, "ferry")
    assert short_of(small.library, reading, [row], row, SENTENCES["ferry"]) is None


def test_places_in_a_quote_of_two_sentences(tmp_path: Path, encoder: Encoder) -> None:
    text = f"{SENTENCES['ferry']}\n{SENTENCES['captain']}"
    (tmp_path / "both.txt").write_text(text + "\n", encoding="utf-8")
    update(tmp_path / "index", tmp_path, encoder)
    engine = Engine.open(tmp_path / "index")
    quote = text.replace("\n", " ")
    reading = reading_of(engine, "Who was the captain of the ferry?")
    short = short_of(engine.library, reading, [0, 1], 1, quote)
    assert short is not None
    assert quote[short.start : short.end] == "Aurelio Stamm"


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    folder = tmp_path_factory.mktemp("trial")
    lines = [
        "The Hale fraud",
        "The trial had begun on 2 June and ended on 20 June.",
        "In the first case, in 2009, five people lost their farms.",
        "In the second, in 2011, seven people lost theirs.",
        "Has anybody paid? Nobody but Olav Berg paid.",
        "Lydia Farrow received 2.4 million crowns for her farm. The correct figure is 1.4 million.",
        "Version 3.1 of the register was printed on 4 May 1999.",
    ]
    (folder / "trial.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    update(folder / "index", folder, encoder)
    return Engine.open(folder / "index")


def test_of_two_that_are_about_as_likely_neither_is_given(trial: Engine) -> None:
    reading = reading_of(trial, "When did the trial end?")
    quote = trial.library.corpus.sentence_quote(0)
    assert short_of(trial.library, reading, [0], 0, quote) is None


@pytest.mark.parametrize(("best", "expected"), [(1, "five"), (2, "seven")])
def test_it_is_of_the_sentence_that_answers_best(trial: Engine, best: int, expected: str) -> None:
    reading = reading_of(trial, "How many people lost their farms?")
    quote = " ".join(trial.library.corpus.sentence_quote(row) for row in (1, 2))
    short = short_of(trial.library, reading, [1, 2], best, quote)
    assert short is not None
    assert quote[short.start : short.end].split()[0] == expected


@pytest.mark.parametrize(
    ("question", "row", "expected"),
    [
        ("How much did Lydia Farrow receive for her farm?", 5, None),
        ("When was version 3.1 of the register printed?", 7, "4 May 1999"),
        ("When was version 3.2 of the register printed?", 7, None),
    ],
)
def test_what_the_next_sentence_corrects_or_is_of_another_version_is_none(
    trial: Engine, question: str, row: int, expected: str | None
) -> None:
    quote = trial.library.corpus.sentence_quote(row)
    short = short_of(trial.library, reading_of(trial, question), [row], row, quote)
    assert (quote[short.start : short.end] if short else None) == expected


def test_of_a_sentence_that_asks_it_is_that_of_the_one_behind_it(trial: Engine) -> None:
    reading = reading_of(trial, "Who has paid?")
    quote = " ".join(trial.library.corpus.sentence_quote(row) for row in (3, 4))
    short = short_of(trial.library, reading, [3, 4], 3, quote)
    assert short is not None
    assert quote[short.start : short.end] == "Olav Berg"


def test_a_quote_that_was_not_parsed_has_none(small: Engine) -> None:
    reading = reading_of(small, "Who was the captain?")
    nothing = analysis_of((), "Le capitaine.", np.zeros((0, 2), dtype=np.int32))
    empty = Match(np.zeros((0, len(reading.parse)), dtype=np.float32), reading.words.weights)
    assert spans_of(reading.asked, reading.parse, [(nothing, empty)]) == [None]


GERMAN = (
    "Die Brücke über die Lorne wurde im Jahre 1823 von dem Baumeister Ernst Kühn errichtet.",
    "Dabei kamen sieben Menschen ums Leben.",
)


@pytest.fixture(scope="module")
def undeclared(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    """A German source that nobody has marked as one: it is parsed as if it were English."""
    folder = tmp_path_factory.mktemp("german")
    (folder / "bridge.txt").write_text(" ".join(GERMAN) + "\n", encoding="utf-8")
    update(folder / "index", folder, encoder)
    return Engine.open(folder / "index")


@pytest.mark.parametrize(
    ("question", "has_one"),
    [
        ("Ernst Kühn Brücke", True),  # keywords of any language
        ("Wer errichtete die Brücke?", False),
        ("In welchem Jahr wurde die Brücke errichtet?", False),
    ],
)
def test_a_question_in_another_language_has_no_short_answer(
    undeclared: Engine, question: str, has_one: bool
) -> None:
    found = short_of(undeclared.library, reading_of(undeclared, question), [0], 0, GERMAN[0])
    assert (found is not None) == has_one


@pytest.mark.parametrize(
    ("question", "foreign"),
    [
        ("Wann wurde das Museum in Lorne eröffnet?", True),
        ("Qui a construit le pont ?", True),
        ("¿Quién construyó el puente?", True),
        ("Chi ha costruito il ponte?", True),
        ("opening hours museum", False),
        ("Le Monde headline", False),
        ("Don Quixote de la Mancha author", False),
        ("When was Die Zeit founded?", False),
        ("Who wrote Quo Vadis and Quando?", False),
        ("", False),
    ],
)
def test_another_language_is_known_by_the_words_that_ask(question: str, foreign: bool) -> None:
    assert is_foreign(open_parser().parse([question])[0]) == foreign


def test_answers_of_the_engine_stand_in_the_quote(engine: Engine) -> None:
    questions = ["How old was Ieng Sary when he died?", "When was Sary announced as minister?"]
    for question in questions:
        answer = engine.ask(question).answer
        if answer is not None and answer.short is not None:
            assert answer.short in answer.text


def test_chances_are_shares_with_none_of_them() -> None:
    found = chances(np.array([0.0, 0.0], dtype=np.float32))
    assert found == pytest.approx([1 / 3, 1 / 3])
    assert chances(np.array([500.0, 0.0], dtype=np.float32)) == pytest.approx([1, 0])


def test_steps_between_words_of_a_tree() -> None:
    #  0 <- 1 <- 2, and 3 on its own
    steps = tree_distance(np.array([0, 0, 1, 3]))
    assert steps[0, 2] == 2
    assert steps[1, 2] == 1
    assert steps[0, 0] == 0
    assert steps[0, 3] > 2


def test_every_kind_has_weights() -> None:
    weights = packaged_weights()
    assert weights.relations.shape == (len(KINDS), len(RELATIONS))
    assert weights.quote.shape == (len(KINDS), len(QUOTE))
    assert 0 < weights.threshold < 1
    assert weights.relations.any(axis=1).all()
