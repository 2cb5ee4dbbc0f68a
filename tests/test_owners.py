"""Whose a thing is, in the question and in a sentence."""

from collections.abc import Callable

import pytest

from qa.engine import Engine
from qa.owners import is_anothers, is_kins, is_relatives, names_what_is_asked, owners
from qa.syntax import open_parser


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The breakwater of Brennick is 800 metres long, and Skarvik has cranes.", True),
        ("Brennick's breakwater is 800 metres long.", True),
        ("The breakwater of Skarvik is 612 metres long.", False),
        ("The breakwater is 612 metres long.", False),
        ("It is 612 metres long.", False),
        ("The breakwater of Brennick is longer than the breakwater of Skarvik.", False),
    ],
)
def test_a_thing_of_another_is_told(sentence: str, expected: bool) -> None:
    question, parse = open_parser().parse(["How long is the breakwater of Skarvik?", sentence])
    assert is_anothers(question, parse) is expected


def test_a_question_that_names_nobody_is_of_nobody() -> None:
    question, parse = open_parser().parse(
        ["How long is the breakwater?", "The breakwater of Brennick is 800 metres long."]
    )
    assert not is_anothers(question, parse)


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How old was he when he died?", "He came at 15, after his father had died.", True),
        ("How old was he when he died?", "Torvik's uncle died at 70.", True),
        ("How old was he when he died?", "He died at 87, after his father had died at 60.", False),
        ("How old was he when he died?", "The minister died at 87.", False),
        ("How old was he when he died?", "He was 87.", False),
        ("Who died in 1913?", "His father died in 1913.", False),
    ],
)
def test_what_ones_father_did_is_not_what_one_did_oneself(
    question: str, sentence: str, expected: bool
) -> None:
    assert is_kins(*open_parser().parse([question, sentence])) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("When did Anselm Brann die?", "His wife, Ludmila, whom he loved, died in 2002.", True),
        ("When did Anselm Brann die?", "His wife, Ludmila Brann, died in 2002.", True),
        ("When did Anselm Brann die?", "His wife Ludmila died in 2002.", True),
        ("When did Ludmila Brann die?", "His wife, Ludmila, whom he loved, died in 2002.", False),
        ("When did Brann's wife die?", "His wife died in 2002.", False),
        ("When did Anselm Brann die?", "Brann died in 2014, and his wife died in 2002.", False),
        ("When was Ilse Varrow born?", "Her brother was born in 1904.", True),
        ("When was Ilse Varrow born?", "She was born in 1904, her father in 1860.", False),
        ("When did Brann move to Lisbon?", "Brann and his wife moved to Lisbon in 1960.", False),
        ("When did Skarvik win the cup?", "Skarvik's team won the cup in 1950.", False),
    ],
)
def test_what_a_relative_did_is_not_what_somebody_did(
    question: str, sentence: str, expected: bool
) -> None:
    assert is_relatives(*open_parser().parse([question, sentence])) is expected


def test_what_a_relative_did_comes_behind_and_has_no_short_answer(
    indexed: Callable[[dict[str, str]], Engine],
) -> None:
    text = (
        "# Anselm Brann, minister\n\nAnselm Brann, the son of a docker, was found dead on 6 "
        "February 2014 in his house by the lake. "
        "His wife, Ludmila, a teacher of the piano, died in 2002.\n"
    )
    asked = indexed({"brann.md": text}).ask("When did Brann die?", explain=True)
    assert asked.explanation is not None
    assert asked.explanation[0].quote.startswith("Anselm Brann")
    alone = text.replace("was found dead on 6 February 2014", "lived")
    answer = indexed({"brann.md": alone}).ask("When did Brann die?").answer
    assert answer is None or answer.short is None


@pytest.mark.parametrize(
    ("kind", "question", "words", "expected"),
    [
        ("person", "Who inherited Halász's fortune?", "Teodor Halasz", True),
        ("person", "Who inherited Teodor Halász's fortune?", "Anna Lund", False),
        ("person", "Who was Halász's wife?", "Clara Halász", False),
        ("person", "Who founded the Halász company?", "Teodor Halász", False),
        ("place", "In which town is the harbour of Skarvik?", "Skarvik", True),
        ("other", "Which opened first, the mill or the dairy?", "the mill", False),
        ("number", "How many of the ten died?", "ten", False),
    ],
)
def test_a_name_of_the_question_is_no_answer(
    kind: str, question: str, words: str, expected: bool
) -> None:
    (parse,) = open_parser().parse([question])
    assert names_what_is_asked(kind, question, parse, words) is expected


def test_a_name_of_the_question_is_no_short_answer(
    indexed: Callable[[dict[str, str]], Engine],
) -> None:
    text = "# The merchant\n\nIn 1990 Teodor Halasz, a merchant, inherited a fortune.\n"
    engine = indexed({"merchant.md": text})
    own, other = map(engine.ask, ("Who inherited Halász's fortune?", "Who inherited a fortune?"))
    assert own.answer is not None
    assert other.answer is not None
    assert (own.answer.short, other.answer.short) == (None, "Teodor Halasz")


def test_names_that_hang_on_a_word() -> None:
    (parse,) = open_parser().parse(["The wall of Brennick was built by Mats Torvik."])
    assert owners(parse, 1) == {"brennick"}
