"""What a question asks for."""

import pytest

from qa.asked import Asked, asked_of
from qa.nouns import kind_of_noun
from qa.syntax import open_parser


def ask(question: str) -> tuple[Asked, list[str]]:
    parse = open_parser().parse([question])[0]
    return asked_of(question, parse), [question[word.start : word.end] for word in parse]


@pytest.mark.parametrize(
    ("question", "kind", "noun"),
    [
        ("Who led the strike at the cannery?", "person", None),
        ("To whom were the letters addressed?", "person", None),
        ("Which defence minister did he meet?", "person", "minister"),
        ("Which artist's views decorate the hall?", "person", "artist"),
        ("When did the ferry sink?", "date", None),
        ("do you know when the ferry sank", "date", None),
        ("In which year was the pier rebuilt?", "date", "year"),
        ("Give the full date on which the cities were emptied.", "date", "date"),
        ("Where do I report on the morning of my operation?", "place", None),
        ("Which hotel did the envoy stay at?", "place", "hotel"),
        ("How many single rooms has the ward?", "number", "rooms"),
        ("How many years did she wait?", "duration", "years"),
        ("For how long is the pass valid?", "duration", None),
        ("How much did the new roof cost?", "money", None),
        ("How old was the captain?", "number", None),
        ("number of rooms on the ward", "number", "number"),
        ("Which party did she join as a student?", "organisation", "party"),
        ("What was the harbour master's job?", "title", "job"),
        ("What is the ship called?", "name", "ship"),
        ("What does DNUM stand for?", "other", None),
        ("Why was the option taken out?", "reason", None),
        ("To what end is filler pumped into the wall?", "reason", "end"),
        ("How did the news reach them?", "manner", None),
        ("Can a lost passphrase be reset?", "yes_no", None),
        ("is there a ferry on christmas day", "yes_no", None),
        ("In the pecking order, which man ranked below the chief?", "person", "man"),
        ("I'm looking for two military chiefs. Who were they?", "person", None),
    ],
)
def test_the_kind_and_the_noun(question: str, kind: str, noun: str | None) -> None:
    asked, words = ask(question)
    assert asked.kind == kind
    assert (None if asked.head is None else words[asked.head]) == noun


@pytest.mark.parametrize(
    ("question", "verb", "role", "passive"),
    [
        ("Who led the strike?", "led", "subject", False),
        ("Whom did the envoy meet?", "meet", "object", False),
        ("Who was arrested in Paris?", "arrested", "subject", True),
        ("When did the ferry sink?", "sink", "adverb", False),
        ("Who was the captain of the ferry?", None, "attribute", False),
    ],
)
def test_the_predicate_and_the_role(
    question: str, verb: str | None, role: str, passive: bool
) -> None:
    asked, words = ask(question)
    assert (None if asked.predicate is None else words[asked.predicate]) == verb
    assert (asked.role, asked.passive) == (role, passive)


def test_a_relative_clause_asks_nothing() -> None:
    asked, words = ask("Who was the chief of staff whom the envoy met?")
    assert [words[n] for n in asked.words] == ["Who"]


def test_how_precise_a_date_is_asked_for() -> None:
    assert ask("In which year did it close?")[0].grain == "year"
    assert ask("At what hour does it open?")[0].grain == "time"
    assert ask("When did it close?")[0].grain == ""


def test_several_things_are_asked_for() -> None:
    assert ask("Which two trawlers went down?")[0].many
    assert not ask("Which trawler went down?")[0].many


def test_things_in_er_and_or_are_no_persons() -> None:
    assert kind_of_noun("whittler") == "person"
    assert kind_of_noun("computer") == "other"


@pytest.mark.parametrize("question", ["", "?", "...", "Ieng Sary", "42", "who", "what", "how many"])
def test_no_question_fails(question: str) -> None:
    ask(question)
