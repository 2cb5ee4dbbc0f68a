"""Who or what somebody is: questions that ask it, sentences that say it."""

import pytest

from qa.defining import defined, says_what_it_is
from qa.engine import Engine
from qa.retrieve import retrieve
from qa.syntax import open_parser
from tests.reading_questions import reading_of

PLAIN = 0.6  # from here on a sentence says it outright


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who was Malcolm Caldwell?", "malcolm caldwell"),
        ("What is DNUM?", "dnum"),
        ("What is RCAF?", "rcaf"),
        ("Malcolm Caldwell", "malcolm caldwell"),
        ("What does the RCAF mean?", "rcaf"),
        ("Who is Nuon Chea", "nuon chea"),
        ("Who's Countess Rosen?", "countess rosen"),
        ("What is a sluice?", "sluice"),
        ("What are glass eels?", "glass eel"),
        ("Tell me about Malcolm Caldwell.", "malcolm caldwell"),
        ("What do you know about Port Salvi?", "port salvi"),
        ("What does retention mean?", "retention"),
        ("What is meant by an attempt?", "attempt"),
        ("Who was the captain of the ferry?", ""),
        ("Who is the minister?", ""),
        ("Who is a minister?", ""),
        ("What is the default port?", ""),
        ("What is Malcolm Caldwell's age?", ""),
        ("What does the ferry carry?", ""),
        ("Tell me about it.", ""),
        ("Who killed Malcolm Caldwell?", ""),
        ("When was Malcolm Caldwell born?", ""),
        ("Who?", ""),
        ("", ""),
    ],
)
def test_what_a_question_wants_to_be_told(question: str, name: str) -> None:
    assert " ".join(defined(question, open_parser().parse([question])[0])) == name


def told(sentence: str, name: str) -> float:
    return says_what_it_is(open_parser().parse([sentence])[0], name.split())


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("British professor Malcolm Caldwell was shot and killed.", "malcolm caldwell"),
        ("Malcolm Caldwell was a professor.", "malcolm caldwell"),
        ("Tea Banh, the minister of defence, came too.", "tea banh"),
        ("The letters were given to the Second Prime Minister, Hun Sen, to deliver.", "hun sen"),
        ("He was handed over by Colonel Matteo Grisanti.", "matteo grisanti"),
        ("She went with her assistant, Morris Travers.", "morris travers"),
        ("A sluice is a gate that holds water back.", "sluice"),
        ("It was joined by the journalists Ada Dahl and Renzo Albani.", "renzo albani"),
        ("He and his military chiefs Ee Chhean and Sok Pheap keep it.", "sok pheap"),
    ],
)
def test_sentences_that_say_it_outright(sentence: str, name: str) -> None:
    assert PLAIN < told(sentence, name) < 1


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("He met Youk Chhang, who heads the centre.", "youk chhang"),
        ("This is what we call a sluice.", "sluice"),
        ("He met Youk Chhang, who laughed.", "youk chhang"),
        ("Augustin Delorme was sixty-eight.", "augustin delorme"),
        ("They were taken at the infamous S-21 detention centre, a crime site.", "s-21"),
        ("They were held in the Tuol Sleng prison.", "tuol sleng"),
    ],
)
def test_sentences_that_say_something_of_it(sentence: str, name: str) -> None:
    assert 0 < told(sentence, name) < PLAIN


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The madness of the regime killed Caldwell.", "malcolm caldwell"),
        ("Malcolm Caldwell was not a minister.", "malcolm caldwell"),
        ("Mr Caldwell went home.", "malcolm caldwell"),
        ("Schoolchildren carry the glass eels in buckets.", "glass eel"),
        ("Nobody was there.", "malcolm caldwell"),
        ("The guards of Tuol Sleng were young, and Tuol Sleng guards were feared.", "tuol sleng"),
        ("He met Ada Dahl and Renzo Albani.", "renzo albani"),
        ("", "malcolm caldwell"),
    ],
)
def test_sentences_that_say_nothing_of_it(sentence: str, name: str) -> None:
    assert told(sentence, name) == 0


def test_what_is_told_twice_is_plainer() -> None:
    once = told("Opposition leader Renzo Albani spoke.", "renzo albani")
    twice = told("Opposition leader Renzo Albani, who heads the League, spoke.", "renzo albani")
    assert 0 < once < twice


def test_of_many_sentences_with_a_name_the_one_that_says_who_it_is_comes_first(
    engine: Engine,
) -> None:
    for question, told_by in {
        "Who was Ieng Sary?": "Khmer Rouge tribunal defendant Ieng Sary, who served as deputy",
        "Who is Hun Sen?": "Cambodia's Second Prime Minister, Hun Sen",
    }.items():
        hits = retrieve(engine.library, reading_of(engine, question), engine.ranker)
        start, end = hits[0].span
        source = engine.library.corpus.source_of(hits[0].sentence.row)
        assert told_by in engine.library.corpus.quote(source, start, end), question


def test_who_is_meant_by_a_name_alone_is_told(engine: Engine) -> None:
    for name, told_by in {
        "Ieng Sary": "tribunal defendant Ieng Sary",
        "Elizabeth Becker": "American journalists Richard Dudman and Elizabeth Becker",
    }.items():
        response = engine.ask(name)
        assert response.answer is not None
        assert told_by in response.answer.text


def test_a_name_that_is_left_of_a_follow_up_is_not_asked_about() -> None:
    parse = open_parser().parse(["Malcolm Caldwell?"])[0]
    assert defined("Malcolm Caldwell?", parse, completed=True) == ()
