"""Births and deaths that stand behind a name, in brackets and without a word for it."""

from collections.abc import Callable

import pytest

from qa.engine import Engine
from qa.lifespans import Life, asked_life, life_in

VARROW = """# Ilse Varrow

Ilse Varrow (12 April 1868 – 2 November 1931) was a composer. Varrow was born in Stavel, the third
child of a ferryman. Her first opera was given in 1894 under the conductor Josef Groll (1829–1902).
She died in the hospital of Brask.
"""


@pytest.mark.parametrize(
    ("question", "name", "end"),
    [
        ("When was Ilse Varrow born?", "ilse varrow", "born"),
        ("when did josef lanning die", "josef lanning", "died"),
        ("In what year was Muhammad Ali, the founder of the house, born?", "muhammad ali", "born"),
        ("What is the date of birth of Ilse Varrow?", "ilse varrow", "born"),
        ("Can you tell me the date of Casimir Varnholt's death?", "casimir varnholt", "died"),
        ("What was Varrow's date of birth?", "varrow", "born"),
        ("What was Drăgoi's birth year?", "dragoi", "born"),
    ],
)
def test_whose_birth_or_death_is_asked_for(question: str, name: str, end: str) -> None:
    asked = asked_life(question)
    assert asked is not None
    assert (asked.name, asked.end) == (frozenset(name.split()), end)


@pytest.mark.parametrize(
    "question",
    [
        "When did Ferrante's wife die?",
        "When was the wife of Ferrante born?",
        "When was his sister Ilse born?",
        "Where was Ilse Varrow born?",
        "When did Ilse Varrow die out of hope?",
        "When was the club founded?",
        "How old was she when she died?",
    ],
)
def test_what_asks_for_something_else(question: str) -> None:
    assert asked_life(question) is None


@pytest.mark.parametrize(
    ("quote", "born", "died"),
    [
        ("Ilse Varrow (12 April 1868 – 2 November 1931) was a composer.", "12 April 1868",
         "2 November 1931"),
        ("It was led by the composer Ilse Varrow (1868–1931).", "1868", "1931"),
        ("Varrow (born 1950) composes.", "1950", None),
        ("Ilse Varrow (b. 1902; d. 1977)", "1902", "1977"),
        ("Ilse Varrow (d. 1902)", None, "1902"),
        ("Ilse Varrow (12 May 1841 in Stavel – 3 June 1899)", "12 May 1841", "3 June 1899"),
        ("Ilse Varrow (May 4, 1931, Stavel – June 3, 1999, Brask)", "May 4, 1931", "June 3, 1999"),
        ("Ilse Varrow (née Lund; 1868–1931)", "1868", "1931"),
        ("Ilse Varrow (b. Port Emeline, 1915)", "1915", None),
        ("Ilse Varrow (c. 1420 – after 1480)", "c. 1420", "after 1480"),
        ("Ilse van der Varrow (1868–1931)", "1868", "1931"),
        ("Karl Varrow (1870–1940) and Ilse Varrow (1868–1931)", "1868", "1931"),
        ("Josef Groll (1829–1902) taught Ilse Varrow.", None, None),
        ("The minister Ilse Varrow (1998–2002) resigned.", None, None),  # an office
        ("Ilse Varrow (reigned 1868–1931)", None, None),
        ("Ilse Varrow Street (1868–1931)", None, None),
        ("Ilse Varrow (aged 1868)", None, None),
    ],
)  # fmt: skip
def test_a_life_behind_the_name(quote: str, born: str | None, died: str | None) -> None:
    name = frozenset({"ilse", "varrow"})
    found = [life_in(quote, Life(name, end)) for end in ("born", "died")]
    assert [one and quote[slice(*one)] for one in found] == [born, died]


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("When was Ilse Varrow born?", "12 April 1868"),
        ("When did Ilse Varrow die?", "2 November 1931"),
        ("When did Josef Groll die?", "1902"),
    ],
)
def test_it_is_quoted_first_and_is_the_short_answer(
    indexed: Callable[[dict[str, str]], Engine], question: str, short: str
) -> None:
    response = indexed({"varrow.md": VARROW}).ask(question)
    assert response.answer is not None
    assert response.answer.short == short
    assert short in response.citations[0].quote


def test_it_is_a_value_on_which_sources_differ(
    indexed: Callable[[dict[str, str]], Engine],
) -> None:
    letters = (
        "# Letters of a composer\n\nIlse Varrow was born on 14 April 1869 in Stavel, say her "
        "letters. The town has a museum of her life.\n"
    )
    response = indexed({"varrow.md": VARROW, "letters.md": letters}).ask(
        "When was Ilse Varrow born?"
    )
    assert [one.value for one in response.disagreements] == ["12 April 1868", "14 April 1869"]
