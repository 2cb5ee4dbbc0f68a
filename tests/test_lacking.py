"""What must stand in an answer that is asked for in so many words."""

from collections.abc import Callable

import pytest

from qa.engine import Engine
from qa.lacking import has_it

Indexed = Callable[[dict[str, str]], Engine]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What was the name of the ship?", True),
        ("what's the pub cat's name", True),
        ("What was Ieng Sary's father's given name?", True),
        ("name of the nurse who saw the van", True),
        ("What is Petra's dog called?", True),
        ("what was the ship called that brought the platypus", True),
        ("What is the telephone number of the desk?", True),
        ("Which number should I call at night?", True),
        ("email address of Barnaby Crewe", True),
        ("What was the cat named after?", False),
        ("What is the longest a name can be?", False),
        ("What is the maximum length of the name of a header?", False),
        ("How many names are on the stone?", False),
        ("how many email addresses can i put in notify?", False),
        ("What was he called to the office for?", False),
        ("What is the so-called ten-minute rule?", False),
        ("Where must telephones be during an exam?", False),
        ("On what date did Short email the Post?", False),
    ],
)
def test_what_must_stand_in_the_answer_is_told(question: str, asked: bool) -> None:
    assert (has_it(question) is not None) is asked


TEXTS = {
    "ferry.md": "The ferry was rowed by a mate called Jorid Falk. It was sold in 1931 and renamed "
    "`osprey`.\n",
    "cat.md": "A cat kept the wheelhouse of the ferry free of mice. The cat died in the winter, "
    "and was mourned by all who had known it.\n",
    "office.md": "The office at the pier is open on weekdays. Ring the office on 0163 255 210 if "
    "the ferry is late. Write to the office if you have lost something.\n",
}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What was the mate called?", "Jorid Falk"),
        ("What was the ferry called after 1931?", "osprey"),
        ("What is the telephone number of the office at the pier?", "0163 255 210"),
        ("What was the name of the cat that kept the wheelhouse free of mice?", None),
        ("What was the cat called that died in the winter?", None),
        ("What is the email address of the office at the pier?", None),
    ],
)
def test_what_has_not_what_is_asked_for_is_no_answer(
    indexed: Indexed, question: str, said: str | None
) -> None:
    response = indexed(TEXTS).ask(question)
    if said is None:
        assert not response.answered
    else:
        assert response.answer is not None
        assert said in response.answer.text


WRECK = {
    "wreck.md": "The pilot cutter Grebe took off ninety people from the burning ferry. Her "
    "coxswain, Elin Rask, jumped aboard with an axe. The cutter had been built of oak.\n",
    "rask.md": "Elin Rask learned her trade from her uncle. She was given a medal by the harbour "
    "board in the spring after the fire. She drowned off the Mewstone in 1958.\n",
    "lund.md": "Jens Lund was the second hand of the cutter. He was the son of a baker.\n",
}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When was Elin Rask given a medal by the harbour board?", "in the spring"),
        ("When did Elin Rask die?", "drowned"),
        ("How did Elin Rask die?", "drowned"),
        ("In what year was the pilot cutter Grebe built?", None),
        ("How did Jens Lund die?", None),
        ("What did Jens Lund die of?", None),
    ],
)
def test_when_needs_a_time_and_how_one_died_a_death(
    indexed: Indexed, question: str, said: str | None
) -> None:
    response = indexed(WRECK).ask(question)
    if said is None:
        assert not response.answered
    else:
        assert response.answer is not None
        assert said in response.answer.text


VIOLINIST = {
    "ravel.md": "Ilona Ravel was a violinist.[1]\n\nHer mother was a seamstress.[2]\n\n"
    "Ilona Ravel moved to Ottawa.[5]\n",
    "gagnon.md": "Paul Gagnon was a printer.[7]\n\n"
    "Ilona Ravel married Paul Gagnon in June 1949.[8]\n",
}


def test_the_number_of_a_note_tells_no_time(indexed: Indexed) -> None:
    engine = indexed(VIOLINIST)
    assert not engine.ask("When did Ilona Ravel move to Ottawa?").answered
    married = engine.ask("When did Ilona Ravel marry Paul Gagnon?").answer
    assert married is not None
    assert married.short == "June 1949"
    assert married.text.endswith("[8]")
