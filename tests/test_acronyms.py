"""What letters stand for: questions that ask it, and where the words stand beside the letters."""

from collections.abc import Callable

import pytest

from qa.acronyms import Acronym, asked_acronym, long_form_in
from qa.engine import Engine

Indexed = Callable[[dict[str, str]], Engine]


@pytest.mark.parametrize(
    ("question", "letters", "sure"),
    [
        ("What does DNUM stand for?", "DNUM", True),
        ("What do the letters KVA stand for?", "KVA", True),
        ("what does the abbreviation “M.V.F.” stand for", "MVF", True),
        ("I'd like to know what BRB stands for", "BRB", True),
        ("What is RCAF short for?", "RCAF", True),
        ("What is DNUM an abbreviation of?", "DNUM", True),
        ("What's the full name of the RCAF?", "RCAF", True),
        ("RCAF full form", "RCAF", True),
        ("what does dnum stand for", "DNUM", False),
        ("What does TWM mean?", "TWM", False),
    ],
)
def test_letters_whose_long_form_is_asked_for(question: str, letters: str, sure: bool) -> None:
    assert asked_acronym(question) == Acronym(letters, sure)


@pytest.mark.parametrize(
    "question",
    [
        "What did DNUM do?",
        "Where did the RCAF stand?",
        "What is the full name of the ferry?",
        "What does the red flag mean?",
        "Who stood for RCAF in court?",
        "What is DNUM?",
        "",
    ],
)
def test_what_asks_for_something_else(question: str) -> None:
    assert asked_acronym(question) is None


@pytest.mark.parametrize(
    ("quote", "letters", "words"),
    [
        ("the weight of his Democratic National Union Movement (DNUM) behind", "DNUM",
         "Democratic National Union Movement"),
        ("by the Royal Cambodian Armed Forces (RCAF) high command", "RCAF",
         "Royal Cambodian Armed Forces"),
        ("The Ministry of Works and Transport (“MWT”) said so", "MWT",
         "Ministry of Works and Transport"),
        ("by the DNUM (Democratic National Union Movement), he said", "DNUM",
         "Democratic National Union Movement"),
        ("MVF stands for Märkischer Verein der Fährleute, a club.", "MVF",
         "Märkischer Verein der Fährleute"),
        ("The RWS, short for the Regional Water Service, was", "RWS", "Regional Water Service"),
        ("The Märkischer Verein der Fährleute (M.V.F.) met", "MVF",
         "Märkischer Verein der Fährleute"),
        ("Écoles Normales Supérieures (ENS) of the north", "ENS", "Écoles Normales Supérieures"),
        ("Three of them (RCAF men) came", "RCAF", None),
        ("The harbour (PWD) was closed", "PWD", None),
        ("the Royal Cambodian Armed Forces (RCAFO) said", "RCAF", None),
        ("The DNUM (founded in 1996) took part", "DNUM", None),
        ("RCAF", "RCAF", None),
        ("(RCAF)", "RCAF", None),
        ("", "RCAF", None),
    ],
)  # fmt: skip
def test_where_the_long_form_stands(quote: str, letters: str, words: str | None) -> None:
    found = long_form_in(quote, Acronym(letters, sure=True))
    assert (found and quote[slice(*found)]) == words


LEAGUE = {
    "league.md": "The Skarvik League of Ferrymen (SLF) was founded in 1902. The SLF had ninety "
    "members in its best year. Nobody in the SLF or in the HKB would speak of the strike.\n",
    "strike.md": "The SLF called the strike in March. The SLF stood by its men, and the HKB "
    "stood against them.\n",
}


@pytest.mark.parametrize(
    "question", ["What does SLF stand for?", "what does slf stand for", "SLF full name"]
)
def test_it_is_quoted_first_and_is_the_short_answer(indexed: Indexed, question: str) -> None:
    response = indexed(LEAGUE).ask(question)
    assert response.answer is not None
    assert response.answer.short == "Skarvik League of Ferrymen"


def test_letters_that_no_source_explains_are_refused(indexed: Indexed) -> None:
    assert not indexed(LEAGUE).ask("What does HKB stand for?").answered
