"""What speaks for a sentence, on sentences made for each of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.engine import Engine
from qa.features import CLASSES, NAMES, class_shares, late_of, named
from qa.indexing import update
from qa.library import Library
from qa.retrieve import candidates
from tests.reading_questions import reading_of

TEXT = (
    "Ida Brandt kept the lighthouse of Holmskar for thirty years. She sold it to the town in "
    "March 1912. Lighthouse keepers. The mayor painted the tower red."
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Engine:
    folder = tmp_path_factory.mktemp("small")
    (folder / "sources").mkdir()
    (folder / "sources" / "light.txt").write_text(f"Notes\n\n{TEXT}\n", encoding="utf-8")
    update(folder / "index", folder / "sources", engine.encoder)
    return replace(engine, library=Library.open(folder / "index"))


def table(engine: Engine, question: str) -> dict[str, dict[str, float]]:
    """The features of each sentence by its words."""
    found = candidates(engine.library, reading_of(engine, question))
    rows = found.rows[: len(found.features)]
    quotes = [engine.library.corpus.sentence_quote(int(row)) for row in rows]
    return {q: dict.fromkeys(NAMES, 0.0) | named(f) for q, f in zip(quotes, found.features)}  # noqa: B905


def first_words(found: dict[str, dict[str, float]], words: str) -> dict[str, float]:
    return next(values for quote, values in found.items() if quote.startswith(words))


def test_the_weights_of_the_classes_are_those_of_the_tokens(small: Engine) -> None:
    reading = reading_of(small, "When did Ida Brandt sell the red tower in 1912?")
    shares = class_shares(reading)
    asking = shares[:, CLASSES.index("asking")] > 0
    np.testing.assert_allclose(shares.sum(axis=1)[~asking], reading.weights[~asking], atol=1e-7)
    assert (shares > 0).sum(axis=1).max() == 1, "a token is of one class"
    for name in ("name", "verb", "number", "asking", "noun"):
        assert shares[:, CLASSES.index(name)].sum() > 0, name


def test_the_words_that_ask_count_little_however_common_the_others_are(engine: Engine) -> None:
    reading = reading_of(engine, "Who was Ieng Sary?")
    assert reading.weights[0] > 0.2, "every sentence has Sary"
    assert class_shares(reading)[:, CLASSES.index("asking")].sum() == pytest.approx(0.06)


def test_what_is_said_beside_a_sentence_is_seen(small: Engine) -> None:
    found = table(small, "Who sold the lighthouse of Holmskar to the town?")
    sold = first_words(found, "She sold")
    assert sold["name_before"] > sold["name_sentence"]
    assert first_words(found, "Ida Brandt")["verb_after"] > 0
    assert first_words(found, "Ida Brandt")["name_before"] == 0, "nothing stands before the first"


def test_a_sentence_that_says_nothing_new_shows_it(small: Engine) -> None:
    found = table(small, "Were there lighthouse keepers?")
    heading, red = first_words(found, "Lighthouse keepers"), first_words(found, "The mayor")
    assert heading["new_words"] < red["new_words"]
    assert (heading["has_verb"], red["has_verb"]) == (0, 1)


def test_the_verb_and_the_span_that_are_asked_for(small: Engine) -> None:
    found = table(small, "When did she sell it?")
    sold, painted = first_words(found, "She sold"), first_words(found, "The mayor")
    assert sold["predicate"] > painted["predicate"]
    assert sold["spans_date"] > painted["spans_date"]
    assert sold["spans_name"] == 0


def test_dates_speak_for_and_against(small: Engine) -> None:
    found = table(small, "What happened in March 1912?")
    assert first_words(found, "She sold")["date_match"] == 1
    found = table(small, "What happened in March 1950?")
    assert first_words(found, "She sold")["date_conflict"] == 1
    assert first_words(found, "The mayor")["date_conflict"] == 0


def test_the_words_of_a_date_stand_where_it_is_implied(
    indexed: Callable[[dict[str, str]], Engine],
) -> None:
    said = "Last year the keeper answered 96 letters.\n\nThe tower is red."
    question = "How many letters did the keeper answer in 2021?"
    dated = indexed({"a.txt": f"The light\n\nPublished 3 February 2022\n\n{said}"})
    undated = indexed({"a.txt": f"The light\n\n{said}"})
    implied, unknown = (first_words(table(one, question), "Last year") for one in (dated, undated))
    assert implied["number_sentence"] > 1.3 * unknown["number_sentence"]
    assert implied["least_sentence"] >= unknown["least_sentence"]


def test_another_language_is_not_read_by_its_grammar(
    collection: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    folder = collection(
        hafen__txt="Der Leuchtturm wurde 1912 verkauft. Der Turm ist rot.",
        sources__toml='[sources.hafen]\nlanguage = "de"\n',
    )
    update(tmp_path / "i", folder, engine.encoder)
    german = replace(engine, library=Library.open(tmp_path / "i"))
    for values in table(german, "Wann wurde der Leuchtturm verkauft?").values():
        assert values["has_verb"] == values["new_words"] == values["predicate"] == 0
        assert values["dense"] > 0


def test_late_interaction_is_the_sum_of_its_classes(small: Engine) -> None:
    found = candidates(small.library, reading_of(small, "Who sold the lighthouse?"))
    for row in found.features:
        sums = [sum(row[NAMES.index(f"{one}_sentence")] for one in CLASSES)]
        assert late_of(row)[0] == pytest.approx(sums[0])
    assert late_of(None).tolist() == [0, 0, 0, 0]
    assert named(None) == {}
