"""Of a range of hours the end that a question asks for."""

from collections.abc import Callable

import pytest

from qa.engine import Engine
from qa.hours import Side, hour_at, side_of


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("Until what time can I visit?", "end"),
        ("How late is the baths open?", "end"),
        ("When does the library close on Mondays?", "end"),
        ("From what time is the office open?", "start"),
        ("What time does the office open?", "start"),
        ("From when until when is it open?", None),
        ("When is it open?", None),
        ("When was the bridge opened?", None),
    ],
)
def test_which_end_is_asked_for(question: str, side: Side | None) -> None:
    assert side_of(question) == side


@pytest.mark.parametrize(
    ("quote", "start", "end"),
    [
        ("Visiting is from 2 pm to 7 pm.", "2 pm", "7 pm"),
        ("Open 9:30–17:00 daily.", "9:30", "17:00"),
        ("It is open between 9 a.m. and 5 p.m. on weekdays.", "9 a.m.", "5 p.m."),
        ("It is open from 2 to 7pm.", None, "7pm"),  # "2" alone is no hour
        ("It is open from 10am until midnight.", "10am", "midnight"),
        ("Meals are at 12:15 and 17:45.", None, None),
        ("It is open 9am to 1pm, and 2pm to 5pm.", None, None),
        ("Wards 1 to 6 are on the left.", None, None),
        ("Tell the ward by 6 pm.", None, None),
    ],
)
def test_the_ends_of_a_range(quote: str, start: str | None, end: str | None) -> None:
    found = [hour_at(side, quote, None) for side in ("start", "end")]
    assert [one and quote[slice(*one)] for one in found] == [start, end]


def test_of_several_it_is_the_one_that_is_taken_for_the_answer() -> None:
    quote = "It is open 9am to 1pm, and 2pm to 5pm."
    near = quote.index("2pm"), len(quote) - 1
    found = hour_at("end", quote, near)
    assert found is not None
    assert quote[slice(*found)] == "5pm"


def test_the_end_is_the_short_answer_and_what_sources_differ_on(
    indexed: Callable[[dict[str, str]], Engine],
) -> None:
    engine = indexed(
        {
            "wards.md": "# Wards\n\nVisiting on the wards of Skarvik is from 2 pm to 7 pm daily.\n",
            "guide.md": "# Guide\n\nThe wards of Skarvik are open to visitors from 2 pm to 8 pm.\n",
        }
    )
    response = engine.ask("Until what time can I visit somebody on the wards of Skarvik?")
    assert response.answer is not None
    assert response.answer.short in ("7 pm", "8 pm")
    assert [one.value for one in response.disagreements] == ["7 pm", "8 pm"]
