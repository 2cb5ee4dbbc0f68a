"""Names at birth: what asks for one, and where it stands beside the later name."""

from collections.abc import Callable

import pytest

from qa.birth_names import BirthName, asked_birth_name, birth_name_in
from qa.engine import Engine

IENG_SARY = BirthName(frozenset({"ieng", "sary"}))


@pytest.mark.parametrize(
    "question",
    [
        "What was Ieng Sary's real name?",
        "what is ieng sary's birth name",
        "What was the original name of Ieng Sary?",
        "What was Ieng Sary's name at birth?",
        "What was Ieng Sary called when he was born?",
        "What was Ieng Sary born as?",
        "Ieng Sary real name",
    ],
)
def test_asks_for_the_name_at_birth(question: str) -> None:
    assert asked_birth_name(question) == IENG_SARY


@pytest.mark.parametrize(
    "question",
    [
        "What was the name of Ieng Sary's school?",
        "What was his real name?",
        "What was Ieng Sary's wife's maiden name?",
        "When was Ieng Sary born?",
        "Who took the name of Ieng Sary?",
        "What was the first name of Ieng Sary?",
    ],
)
def test_asks_for_something_else(question: str) -> None:
    assert asked_birth_name(question) is None


@pytest.mark.parametrize(
    ("quote", "name"),
    [
        ("Born Kim Trang, Ieng Sary was adopted by his uncle.", "Kim Trang"),
        ("Ieng Sary (born Kim Trang in 1924) was adopted.", "Kim Trang"),
        ("Sary was born as Kim Trang in Vietnam.", "Kim Trang"),
        ("Sary, whose real name was Kim Trang, was adopted.", "Kim Trang"),
        ("Mrs Sary, née Khieu, taught English.", "Khieu"),
        ("Kim Trang, better known as Ieng Sary, was adopted.", "Kim Trang"),
        ("There he met Kim Trang – a man who would become known later as Sary.", "Kim Trang"),
        ("Born in Vietnam, Ieng Sary was adopted.", None),
        ("Born May 1924 in Vietnam, Ieng Sary was adopted.", None),
        ("Born Jewish in Vienna, Sary was adopted.", None),
        ("Born Kim Trang, Pol Pot was adopted.", None),
        ("Born Kim Trang, Pol Pot met Ieng Sary in Paris.", None),
        ("The house of Kim Trang, known as Sary Street, was sold.", None),
    ],
)
def test_stands_beside_the_later_name(quote: str, name: str | None) -> None:
    span = birth_name_in(quote, IENG_SARY)
    assert (span and quote[slice(*span)]) == name


def test_it_is_quoted_with_the_name_as_the_short_answer(
    indexed: Callable[[dict[str, str]], Engine],
) -> None:
    haskell = (
        "# Clara Haskell\n\nClara Haskell (née Wieck) played the organ of Stavel for forty years."
        " Her real gift, said her pupils, was for names, and she knew all of theirs.\n"
    )
    response = indexed({"haskell.md": haskell}).ask("What was Clara Haskell's maiden name?")
    assert response.answer is not None
    assert response.answer.short == "Wieck"
