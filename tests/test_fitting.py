"""Spans that cannot be what is asked for are ruled out, and those that can are left in."""

import pytest

from qa.asked import asked_of
from qa.fitting import fitting
from qa.spans import drafts
from qa.syntax import open_parser


def left(question: str, quote: str) -> set[str]:
    """The spans of a quote that may answer a question."""
    asking, parse = open_parser().parse([question, quote])
    spans = drafts(parse, quote)
    kept = fitting(asked_of(question, asking), asking, parse, spans)
    return {quote[parse[a].start : parse[b - 1].end] for a, b, _, _ in (spans[n] for n in kept)}


@pytest.mark.parametrize(
    ("question", "quote", "kept", "out"),
    [
        (
            "How old was the minister when he died?",
            "The minister, who ruled nearly two million people, died yesterday at the age of 87.",
            "87",
            "two million people",
        ),
        (
            "How old is the keeper?",
            "Ida Brandt, a 43-year-old keeper, has twelve assistants and a dog.",
            "43-year-old",
            "twelve assistants",
        ),
        (
            "How many of the letters were answered?",
            "Of the 4,210 letters that came in, only 77 were answered.",
            "77",
            "4,210",
        ),
        (
            "How many letters came in?",
            "Of the 4,210 letters that came in, only 77 were answered.",
            "4,210",
            "letters",
        ),
        (
            "How many boats were lost?",
            "The storm took several boats and the mayor left for Brennick.",
            "several boats",
            "Brennick",
        ),
        (
            "When will the trams run to Fellgate?",
            "The council decided on Monday that trams will run to Fellgate, not seen there since "
            "1938, from the autumn of 2027.",
            "autumn of 2027",
            "1938",
        ),
        (
            "When will the trams run to Fellgate?",
            "The council decided last night that trams will run from the last Sunday of May.",
            "last Sunday of May",
            "last night",
        ),
        (
            "When will the trams run to Fellgate?",
            "Trams ran to Fellgate from 1897 and, it is hoped, will run again in 2027.",
            "2027",
            "1897",
        ),
        (
            "When did the trams run to Fellgate?",
            "On 3 May the trams ran to Fellgate for the first time since 1938.",
            "3 May",
            "1938",
        ),
        (
            "Since when have the trams run to Fellgate?",
            "The trams have run to Fellgate since 1938.",
            "1938",
            "trams have run to Brask",
        ),
        (
            "When did the trams stop?",
            "The trams have stood still since 1938.",
            "1938",
            "trams have run to Brask",
        ),
        (
            "Which hotel did she stay at?",
            "She stayed in a hotel room next door to the Grand Bristol.",
            "Grand Bristol",
            "hotel room",
        ),
        (
            "In which town was the base?",
            "The arms went to a base in Thailand, near Trat.",
            "Trat",
            "Thailand",
        ),
        ("In which country was the base?", "The base was in Thailand.", "Thailand", "base"),
    ],
)
def test_what_cannot_be_the_answer_is_ruled_out(
    question: str, quote: str, kept: str, out: str
) -> None:
    found = left(question, quote)
    assert kept in found
    assert out not in found


@pytest.mark.parametrize("question", ["Who came?", "Why did it fail?", "When was it?", "boats"])
def test_other_questions_rule_nothing_out(question: str) -> None:
    quote = "In 1912 the pilots came with nine boats, because the wall had failed."
    parse = open_parser().parse([quote])[0]
    every = {quote[parse[a].start : parse[b - 1].end] for a, b, _, _ in drafts(parse, quote)}
    assert left(question, quote) == every
