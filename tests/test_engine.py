"""A whole query: the sentence that answers, or a refusal."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.errors import QueryError
from qa.folding import fold
from qa.indexing import update
from qa.query import query_of
from qa.types import Citation
from tests.conftest import ROOT

QUESTIONS = (ROOT / "eval" / "bench_questions.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How old was Ieng Sary when he died?", "at the age of 87"),
        ("Who wrote Pol Pot: Anatomy of a Nightmare?", "Philip Short, author of"),
        ("Where did Sary spend two days at the beach?", "at the beach in Sihanoukville"),
        ("How many of the cables were from Phnom Penh?", "just 777"),
        ("What was Ieng Sary's name at birth?", "Born Kim Trang"),
        ("what was ieng sary's name at birth", "Born Kim Trang"),
        ("Who heads the Documentation Center of Cambodia?", "Youk Chhang"),
        ("In what year did Samphan take over the Cercle?", "hands of Khieu Samphân"),
    ],
)
def test_the_sentence_with_the_answer_comes_first(
    engine: Engine, question: str, words: str
) -> None:
    response = engine.ask(question)
    assert response.answered
    assert response.answer is not None
    assert response.refusal is None
    assert words in response.citations[0].quote
    assert response.answer.text == response.citations[response.answer.citation].quote


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of France?",
        "How do I install Python?",
        "What is the boiling point of water?",
        "Who won the football world cup in 1998?",
        "How many Omicron patients may stay at home?",
        "zxqv blorp",
    ],
)
def test_what_is_plainly_not_there_is_refused(engine: Engine, question: str) -> None:
    response = engine.ask(question)
    assert not response.answered
    assert response.answer is None
    assert response.citations == ()
    assert response.refusal is not None
    assert response.refusal.reason == "not_in_sources"
    assert len(response.refusal.closest) == 3


@pytest.mark.parametrize("question", ["😀😀", "???", "... --- ..."])
def test_a_question_without_words_is_unclear(engine: Engine, question: str) -> None:
    response = engine.ask(question)
    assert response.refusal is not None
    assert response.refusal.reason == "unclear_question"
    assert response.confidence == 0


@pytest.fixture(scope="module")
def cited(engine: Engine) -> list[Citation]:
    """What is cited for many questions, or comes closest; some ask for what was left out."""
    found: list[Citation] = []
    for question in (*QUESTIONS, "Omicron directive", "NagaWorld profit", "Telegram 092 555 741"):
        response = engine.ask(question, limit=20)
        found += response.citations or (response.refusal.closest if response.refusal else ())
    assert len(found) > 200
    return found


def test_every_quote_is_its_place_in_the_file(cited: list[Citation]) -> None:
    for citation in cited:
        text = (ROOT / "seeds" / f"{citation.source_id}.txt").read_bytes().decode()
        assert citation.quote == fold(text[citation.start : citation.end])
        assert citation.passage == fold(text[citation.passage_start : citation.passage_end])
        assert citation.quote in citation.passage


def test_nothing_is_quoted_from_what_was_left_out(engine: Engine, cited: list[Citation]) -> None:
    corpus = engine.library.corpus
    for citation in cited:
        number = corpus.number(citation.source_id)
        assert number is not None
        for cut in corpus.article(number).cuts:
            assert citation.end <= cut.start or citation.start >= cut.end


def test_answers_do_not_depend_on_what_was_asked_before(engine: Engine) -> None:
    first = engine.ask("Who was Malcolm Caldwell?")
    engine.ask("What is the capital of France?")
    again = engine.ask("Who was Malcolm Caldwell?")
    assert first.citations == again.citations
    assert first.confidence == again.confidence


def test_the_limit_is_kept(engine: Engine) -> None:
    for limit in (1, 7, 20):
        assert len(engine.ask("Who was Ieng Sary?", limit=limit).citations) == limit


def test_only_the_sources_asked_for_are_cited(engine: Engine) -> None:
    source = "002_4a36c623ce564520"
    response = engine.ask("When was Ieng Sary born?", sources=[source], limit=20)
    assert {citation.source_id for citation in response.citations} == {source}
    with pytest.raises(QueryError, match="no source has the id 'nobody'"):
        engine.ask("When?", sources=["nobody"])


@pytest.mark.parametrize(
    ("range_", "ids"),
    [
        ({"published_from": "2012"}, {"001"}),
        ({"published_to": "1997-12-31"}, {"000", "003"}),
        ({"published_from": "1996-01-01", "published_to": "1996-06-30"}, {"003"}),
        ({"published_from": "1997-11-20", "published_to": "1997-11-25"}, {"000"}),
        ({"published_from": "2008-02-03", "published_to": "2008-02-03"}, {"002"}),
        ({"published_from": "2020"}, set()),
        ({"published_from": "2008-02", "published_to": "2008"}, {"002"}),
        ({"published_from": "2008", "published_to": "2008-02"}, {"002"}),
    ],
)
def test_only_the_dates_asked_for_are_cited(
    engine: Engine, range_: dict[str, str], ids: set[str]
) -> None:
    response = engine.answer(query_of({"question": "Who was Ieng Sary?", "limit": 20, **range_}))
    closest = response.refusal.closest if response.refusal else ()
    found = {citation.source_id[:3] for citation in (*response.citations, *closest)}
    assert found <= ids
    assert found or not ids


def test_an_explanation_is_given_when_asked_for(engine: Engine) -> None:
    response = engine.ask("Who was Ieng Sary?", explain=True)
    assert response.explanation is not None
    assert response.explanation[0].quote in response.citations[0].quote
    assert response.explanation[0].features["name_passage"] > 0
    assert "explanation" in response.to_json()
    assert "explanation" not in engine.ask("Who was Ieng Sary?").to_json()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"question": ""}, "question: must not be blank"),
        ({"question": " \n\t"}, "question: must not be blank"),
        ({"question": "x" * 100_000}, "question: String should have at most 2000 characters"),
        ({"question": "a\0b"}, "question: must not hold a NUL"),
        ({"question": 3}, "question: Input should be a valid string"),
        ({"question": "x", "limit": 0}, "limit: "),
        ({"question": "x", "limit": 21}, "limit: "),
        ({"question": "x", "limit": "5"}, "limit: Input should be a valid integer"),
        ({"question": "x", "limit": True}, "limit: "),
        ({"question": "x", "published_from": "yesterday"}, "published_from: "),
        (
            {"question": "x", "published_from": "1997-02", "published_to": "1997-01-31"},
            "published_from: '1997-02' is later than published_to, '1997-01-31'",
        ),
        ({"question": "x", "published_to": "1997-13"}, "published_to: '1997-13' is no date"),
        ({"question": "x", "sorces": []}, "sorces: Extra inputs are not permitted"),
        ({"question": "x", "history": [("a", "b")] * 51}, "history: "),
        ({"question": "x", "history": [("a", 3)]}, "history.0.answer: "),
        ({"question": "x", "history": [("a", "b" * 1_000_000)]}, "history.0.answer: "),
    ],
)
def test_what_cannot_be_used_is_named(
    engine: Engine, options: dict[str, object], message: str
) -> None:
    question = options.pop("question")
    with pytest.raises(QueryError) as error:
        engine.ask(question, **options)  # type: ignore[arg-type]
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_an_option_that_is_none_is_as_not_given(engine: Engine) -> None:
    names = ("history", "limit", "sources", "published_from", "published_to", "explain")
    found = engine.ask("When did Ieng Sary die?", **dict.fromkeys(names))
    expected = engine.ask("When did Ieng Sary die?")
    assert replace(found, took_ms=0) == replace(expected, took_ms=0)
    assert len(found.citations) > 1


def test_turns_are_pairs_or_those_of_a_request(engine: Engine) -> None:
    told = "Caldwell had been joined on the trip by Richard Dudman."
    pair = engine.ask("When was he killed?", history=[("Who was Malcolm Caldwell?", told)])
    turn = {"question": "Who was Malcolm Caldwell?", "answer": told}
    of_request = engine.ask("When was he killed?", history=[turn])
    assert "Caldwell" in pair.resolved_question
    assert replace(of_request, took_ms=0) == replace(pair, took_ms=0)


@pytest.mark.parametrize(
    "turn",
    [
        ("Who was Malcolm Caldwell?", None),
        {"question": "Who was Malcolm Caldwell?", "answer": None},
        {"question": "Who was Malcolm Caldwell?"},
    ],
)
def test_a_turn_without_an_answer_is_one_that_was_not_answered(
    engine: Engine, turn: tuple[str, str | None] | Mapping[str, str | None]
) -> None:
    expected = engine.ask("When was he killed?", [("Who was Malcolm Caldwell?", "")])
    found = engine.ask("When was he killed?", [turn])
    assert "Caldwell" in found.resolved_question
    assert replace(found, took_ms=0) == replace(expected, took_ms=0)


@pytest.mark.parametrize("turn", ["Who?", ("Who?",), {"answer": "He."}, (None, None), 7])
def test_a_turn_that_cannot_be_used_is_named(engine: Engine, turn: object) -> None:
    with pytest.raises(QueryError, match=r"^history\.0"):
        engine.ask("When?", history=[turn])  # type: ignore[list-item]


def test_any_other_collection_answers_too(
    collection: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    folder = collection(
        bees__md="# Keeping bees\n\nA hive needs water within half a mile.\n\n"
        "## Winter\n\n- Leave the colony twenty pounds of honey.\n- Wrap the hive in November.\n",
        ferry__txt="The Osmund ferry\n\nThe ferry leaves Pier 4 at noon. It carries sixty people "
        "and\nno cars. The captain is Aurelio Stamm, who has had the post since 1987.\n",
    )
    update(tmp_path / "i", folder, engine.encoder)
    own = Engine.open(tmp_path / "i")
    for question, words in (
        ("How much honey should be left for the bees in winter?", "twenty pounds of honey"),
        ("How many passengers does the ferry take?", "It carries sixty people and no cars."),
        ("Who commands the ferry?", "Aurelio Stamm"),
    ):
        assert words in own.ask(question).citations[0].quote
    assert not own.ask("Who was Ieng Sary?").answered


def test_two_sentences_are_quoted_where_only_both_answer(
    collection: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    text = (
        "The night ferry to Osmund Island leaves Pier 4 at ten. It carries sixty people and no "
        "cars.\n\nThe lighthouse was painted red in 1950 by two brothers from Larn."
    )
    update(tmp_path / "i", collection(harbour__txt=text), engine.encoder)
    own = Engine.open(tmp_path / "i")
    both = own.ask("How many people does the night ferry to Osmund Island carry?").citations
    assert both[0].quote == text.split("\n")[0]
    # The partner is no citation of its own.
    assert not any(citation.quote in both[0].quote for citation in both[1:])
    alone = own.ask("When was the lighthouse painted?").citations[0]
    assert alone.quote == text.split("\n")[-1]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Is the swing bridge of Tollen safe? Hardly ever.", True),
        ("Is the swing bridge of Tollen safe?\n\nHardly ever.", True),
        (
            "It shook. Is the swing bridge of Tollen safe?\n\nHardly a lamp burns on it.",
            False,
        ),
        ("- Is the swing bridge of Tollen safe?\n- Hardly a lamp burns.\n- Bring one.", False),
        ("- Is the swing bridge of Tollen safe?\n\n  Hardly ever.\n- Bring a lamp.", True),
    ],
)
def test_a_question_is_quoted_with_its_answer_and_with_nothing_else(
    indexed: Callable[[dict[str, str]], Engine], text: str, together: bool
) -> None:
    above = "# Notes\n\nThe harbour board met in the old customs house in May and drank tea.\n\n"
    found = indexed({"notes.md": above + text + "\n"})
    response = found.ask("Is the swing bridge of Tollen safe?")
    cited = response.citations or (response.refusal.closest if response.refusal else ())
    assert ("safe? Hardly" in cited[0].quote.replace("- ", "")) == together


_HYPHENATED = """The pump|house

The pump|house was built by the ar|chi|tect Wil|hel|mine Ho|hen|stauf. It car|ried for|ty
pas|sen|gers each day, and the fare was two pence. The own|er sold nine|ty shares in 1911. In
Octo|ber of that year the ar|chi|tect left the town.
"""


def test_words_with_soft_hyphens_are_read_as_others_and_quoted_as_they_are_written(
    collection: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    plain, written = (_HYPHENATED.replace("|", mark) for mark in ("", "\u00ad"))
    engines = []
    for name, text in (("plain", plain), ("written", written)):
        update(tmp_path / name, collection(a__txt=text), engine.encoder)
        engines.append(Engine.open(tmp_path / name))
    answers = []
    for question, words in (
        ("How many passengers did it carry each day?", "for|ty"),
        ("Who built the pumphouse?", "Wil|hel|mine Ho|hen|stauf"),
        ("When did the archi\u00adtect leave the town?", "Octo|ber of that year"),
    ):
        one, other = (own.ask(question) for own in engines)
        assert one.answer is not None
        assert other.answer is not None
        assert other.answer.short == words.replace("|", "\u00ad")
        assert other.answer.text.replace("\u00ad", "") == one.answer.text
        assert other.confidence == one.confidence
        cited = other.citations[0]
        assert cited.quote == fold(written[cited.start : cited.end])
        answers.append((question, other.answer.text))
    (date,) = cited.dates
    assert date.resolved == "1911-10"
    assert fold(written[date.start : date.end]) == date.text == "Octo\u00adber of that year"
    follow_up = engines[1].ask("When did she leave the town?", answers[1:2])
    assert follow_up.resolved_question == "When did Wilhelmine Hohenstauf leave the town?"
    assert not engines[1].ask("\u00ad").answered
