"""What words stand for, and whether two of them can be one value."""

import pytest

from qa.numerals import NUMERAL, number_of
from qa.values import Relation, Value, fits, may_hold, relation, value_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("forty-one", 41),
        ("41", 41),
        ("1,312", 1312),
        ("a hundred and twelve", 112),
        ("17 million", 17_000_000),
        ("2.5 million", 2_500_000),
        ("two thousand three hundred", 2300),
        ("half", 0.5),
        ("a dozen", 12),
        ("two dozen", 24),
        ("four dozen", 48),
        ("half a dozen", 6),
        ("half-dozen", 6),
        ("2 dozen", 24),
        ("two score", 40),
        ("three score and ten", 70),
        ("seven-and-twenty", 27),
        ("score", None),
        ("people", None),
        ("", None),
    ],
)
def test_a_number_in_words_or_digits(text: str, number: float | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("some two dozen miners", "two dozen"),
        ("half a dozen eggs", "half a dozen"),
        ("the juno carried three score men", "three score"),
        ("she had seven-and-twenty guns", "seven-and-twenty"),
        ("dozens of men and scores of women", None),
        ("the score was 3", "3"),
    ],
)
def test_a_number_is_found_whole(text: str, number: str | None) -> None:
    match = NUMERAL.search(text)
    assert (match and match[0]) == number


@pytest.mark.parametrize(
    ("kind", "one", "other", "wanted"),
    [
        ("number", "forty-one", "41", "same"),
        ("number", "41 men", "37", "different"),
        ("number", "some forty", "41", "same"),
        ("number", "some forty", "90", "different"),
        ("number", "some two dozen", "24", "same"),
        ("number", "two dozen", "14", "different"),
        ("number", "more than 300", "412", "same"),
        ("number", "more than 300", "112", "different"),
        ("number", "no more than two", "up to three", "different"),
        ("number", "half", "50 per cent", "same"),
        ("number", "between 200 and 300", "250", "same"),
        ("number", "between 200 and 300", "310", "different"),
        ("number", "two to three million", "2.5 million", "same"),
        ("number", "200-300 houses", "250 houses", "same"),
        ("number", "one or two", "2", "same"),
        ("number", "nine to eight", "9", "same"),
        ("number", "nine to eight", "8", "different"),
        ("number", "two and a half million", "2,500,000", "same"),
        ("number", "37 per cent", "29%", "different"),
        ("number", "37 per cent", "121 wells", "unlike"),
        ("number", "612 metres", "640-metre", "different"),
        ("number", "1 km", "1,000 metres", "same"),
        ("number", "1 km", "1,020 metres", "different"),
        ("number", "120 metres", "394 feet", "same"),
        ("number", "120 metres", "430 feet", "different"),
        ("number", "10 miles", "16 kilometres", "same"),
        ("number", "10 miles", "17 kilometres", "different"),
        ("number", "13 feet", "4 metres", "same"),
        ("number", "up to 200 miles", "up to 320 km", "same"),
        ("number", "20 degrees Celsius", "68 degrees Fahrenheit", "same"),
        ("number", "20 °C", "70°F", "different"),
        ("number", "20 degrees centigrade", "25 °C", "different"),
        ("number", "2 GiB", "2048 MiB", "same"),
        ("duration", "72 hours", "three days", "same"),
        ("duration", "72 hours", "a week", "different"),
        ("date", "1925", "October 24, 1925", "same"),
        ("date", "October 1925", "24 Oct 1925", "same"),
        ("date", "1924", "October 24, 1925", "different"),
        ("date", "4 March 1893", "17 March 1893", "different"),
        ("date", "the night of 3 to 4 May 1888", "4 May 1888", "same"),
        ("date", "May 3-4, 1888", "3 May 1888", "same"),
        ("date", "3 and 4 May 1888", "5 May 1888", "different"),
        ("date", "the 1970s", "1974", "same"),
        ("date", "1975-79", "1978", "same"),
        ("date", "Tuesday", "Wednesday", "different"),
        ("date", "Tuesday", "1974", "unlike"),
        ("date", "14:00", "2 pm", "same"),
        ("date", "two o'clock", "14:00", "same"),
        ("date", "19:30", "8 pm", "different"),
        ("person", "Sary", "Ieng Sary", "same"),
        ("person", "Samphân", "Khieu Samphan", "same"),
        ("person", "M. Torvik", "Mats Torvik", "same"),
        ("person", "Idder", "Moussa", "different"),
        ("title", "founding member", "head", "different"),
        ("other", "/var/log/broker", "/var/lib/broker/log", "different"),
    ],
)
def test_two_values(kind: str, one: str, other: str, wanted: Relation) -> None:
    values = [value_of(text, "", kind) for text in (one, other)]
    assert relation(values[0], values[1]) == wanted
    assert relation(values[1], values[0]) == wanted


def test_what_stands_beside_a_number_is_of_its_value() -> None:
    at_most = value_of("ten", "and may hold up to ", "number", " people")
    assert relation(at_most, value_of("seven", "", "number")) == "same"
    metres = value_of("612", "", "number", " metres long")
    assert relation(metres, value_of("640 metres", "", "number")) == "different"
    assert relation(metres, value_of("640", "", "number", " men")) == "unlike"


def test_a_price_is_no_hour() -> None:
    price = value_of("£5.20", "", "number")
    assert relation(price, value_of("£4.10", "", "number")) == "different"
    assert relation(price, value_of("5.20", "it costs £", "number")) == "same"
    assert relation(price, value_of("5.20", "it leaves at ", "number")) == "unlike"


def test_of_a_part_of_a_number_or_a_range_the_whole_counts() -> None:
    def number(before: str, text: str, after: str) -> Value:
        return value_of(text, before, "number", after)

    crew = number("The sloop carried ", "Two Hundred and Ten men", ".")
    assert number("The sloop carried ", "Two Hundred", " and Ten men.") == crew
    assert number("The sloop carried Two Hundred and ", "Ten men", ".") == crew
    houses = number("", "Between 200 and 300 houses", " burned.")
    assert number("Between ", "200", " and 300 houses burned.") == houses
    assert number("Between 200 and ", "300 houses", " burned.") == houses
    assert (
        relation(number("It rose from ", "200", " to 300."), number("", "250", "")) == "different"
    )
    assert relation(number("In chapter four and ", "five", " more"), number("", "5", "")) == "same"
    night = value_of("4 May 1888", "in the night of 3 to ", "date")
    assert relation(night, value_of("3 May 1888", "", "date")) == "same"


def test_only_values_of_the_asked_sort_fit() -> None:
    def fitting(text: str, kind: str) -> bool:
        return fits(value_of(text, "", kind), text, kind)

    assert fitting("1925", "date")
    assert not fitting("the following year", "date")
    assert fitting("Mats Torvik", "person")
    assert not fitting("he himself", "person")
    assert not fitting("the storm of the century", "other")
    assert may_hold("It was built in 1925.", "date")
    assert not may_hold("It was built long ago.", "date")
