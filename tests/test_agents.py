"""Who did something is not the one whose work it was done to, nor the place where it was done."""

import pytest

from qa.agents import is_no_agent
from qa.spans import Draft
from qa.syntax import open_parser


@pytest.mark.parametrize(
    ("quote", "words", "verb", "expected"),
    [
        ("A painting by Edda Strand was stolen in May.", "Edda Strand", "steal", True),
        ("A painting by Edda Strand was stolen in May.", "Edda Strand", "paint", False),
        ("A painting was stolen by Edda Strand in May.", "Edda Strand", "steal", False),
        ("A boy died at the hospital of Brenham.", "hospital", "die", True),
        ("A boy died at the hospital of Brenham.", "boy", "die", False),
        ("The hospital closed a ward.", "hospital", "close", False),
        ("The ferry ran aground near Holmskar.", "Holmskar", "run", True),
        ("The ferry, late from Holmskar, ran aground.", "ferry", "run", False),
        ("A tug from Holmskar ran aground.", "Holmskar", "run", False),
        ("The wall at the bottom of Mill Lane was built in 1953.", "Mill Lane", "build", True),
        ("The wall was built in 1953 by Ann Moe.", "Ann Moe", "build", False),
        ("The theft was found when Ann Moe came in.", "Ann Moe", "find", False),
    ],
)
def test_who_cannot_have_done_it(quote: str, words: str, verb: str, expected: bool) -> None:
    (parse,) = open_parser().parse([quote])
    start = quote.index(words)
    inside = [n for n, w in enumerate(parse) if start <= w.start and w.end <= start + len(words)]
    span: Draft = (inside[0], inside[-1] + 1, inside[-1], 0)
    assert is_no_agent(parse, span, verb) == expected
