"""Short answers begin and end where their meaning does, and are none where they have none."""

import pytest

from qa.edges import edges, says_nothing

AMOUNT, DATE, PLACE, PERSON = (
    frozenset(sorts.split()) for sorts in ("number amount", "date", "place name", "person name")
)
WIDE = frozenset({"measure", "amount", "how wide"})
THING = frozenset({"thing", "name"})
CLAUSE = frozenset({"reason", "clause"})


@pytest.mark.parametrize(
    ("quote", "words", "sorts", "expected"),
    [
        ("They have fewer than 3,000 members.", "3,000", AMOUNT, "fewer than 3,000"),
        ("Nearly two million people died.", "two million", AMOUNT, "Nearly two million"),
        ("It cost $1.2 billion.", "1.2 billion", AMOUNT, "$1.2 billion"),
        ("She cooked a hundred and ten dinners.", "hundred", AMOUNT, "a hundred and ten"),
        ("In 76 of them, that is 29 per cent, it was high.", "29", AMOUNT, "29 per cent"),
        ("Sales rose 29% in May.", "29", AMOUNT, "29%"),
        ("It costs 700 crowns a week in fuel.", "700 crowns", AMOUNT, "700 crowns a week"),
        ("It costs 700 crowns a wizard.", "700 crowns", AMOUNT, "700 crowns"),
        ("Boys of nine years old carried it.", "nine years", AMOUNT, "nine years old"),
        ("He wrote sixty-four in number.", "sixty-four in number", AMOUNT, "sixty-four"),
        ("A census found only three bights.", "only three bights", AMOUNT, "three bights"),
        ("Two out of three stay at home.", "Two", AMOUNT, "Two out of three"),
        ("About one in five stays.", "one", AMOUNT, "one in five"),
        ("They killed three in two raids.", "three", AMOUNT, "three"),
        ("It was agreed by seven votes to five.", "seven", THING, "seven votes to five"),
        ("It fell from 84 to 52.", "84", AMOUNT, "84"),
        ("It was 29 years on.", "29", AMOUNT, "29"),
        ("It opened three years ago.", "three years", DATE, "three years ago"),
        ("It opened only last Friday.", "only last Friday", DATE, "last Friday"),
        ("It is tested on the first Wednesday of the month.", "Wednesday of", DATE,
         "first Wednesday of the month"),
        ("It was opened on 20 November of that year.", "20 November of", DATE,
         "20 November of that year"),
        ("The tremor of the 29th of last month did it.", "29th of", DATE, "29th of last month"),
        ("It was on the morning of the attack.", "morning of", DATE, "morning"),
        ("Until August, when his sight failed.", "August, when his sight failed", DATE, "August"),
        ("Last year 63 people asked it.", "Last year 63", DATE, "Last year"),
        ("Yesterday inspectors came.", "Yesterday inspectors", DATE, "Yesterday"),
        ("Yesterday evening they came.", "Yesterday evening", DATE, "Yesterday evening"),
        ("Ring 1-800-555-0142, Monday to Friday.", "1-800-555-0142, Monday to Friday", DATE,
         "Monday to Friday"),
        ("Ring 1-800-555-0142, Monday to Friday.", "1-800-555-0142, Monday", AMOUNT,
         "1-800-555-0142"),
        ("It waits for at most 60 seconds.", "most 60 seconds", AMOUNT, "at most 60 seconds"),
        ("It paid 3.5p a share from 5p.", "3.5p a share from 5p", AMOUNT, "3.5p a share"),
        ("It was on 17 April 1975.", "17 April 1975", DATE, "17 April 1975"),
        ("It is kept at the museum.", "at the museum", PLACE, "the museum"),
        ("It is at noon o'clock in the hall.", "o'clock in the hall", PLACE, "the hall"),
        ("It lies in between.", "in between", PLACE, "in between"),
        ("It came to Heart's Content in 1866.", "Content", PLACE, "Heart's Content"),
        ("It met Poland's Lech Walesa.", "Lech Walesa", PERSON, "Lech Walesa"),
        ("He had always an orange in them.", "orange in them", THING, "orange"),
        ("Children under six travel free.", "Children under", PERSON, "Children under six"),
        ("It was drawn by [Ada Lunt](a.org).", "Ada Lunt](a.org", PERSON, "Ada Lunt"),
        ("It belonged to the company.</p>", "company.</p", PERSON, "company"),
        ("> 3,000 workers built it.", "> 3,000 workers", AMOUNT, "3,000 workers"),
        ("The tower is `21` metres high.", "21` metres", AMOUNT, "`21` metres"),
        ("| TCP port | `8460` | yes |", "TCP port | `8460", THING, "TCP port"),
        ("An even number of votes splits.", "even number of votes", CLAUSE, "even number of votes"),
        ("Because she left, which hurt.", "she left, which hurt", CLAUSE, "she left, which hurt"),
    ],
)  # fmt: skip
def test_what_changes_the_meaning_is_in_and_what_adds_none_is_out(
    quote: str, words: str, sorts: frozenset[str], expected: str
) -> None:
    start = quote.index(words)
    first, last = edges(quote, start, start + len(words), sorts)
    assert quote[first:last] == expected


@pytest.mark.parametrize(
    ("quote", "words", "sorts", "nothing"),
    [
        ("In the same year, she left.", "same year", DATE, True),
        ("It lost money every year except 1964.", "every year", DATE, True),
        ("In the year after, it built the dike.", "year after", DATE, True),
        ("Three years before the war he came.", "Three years", DATE, True),
        ("In the following year he came.", "following year", DATE, False),
        ("Three years ago he came.", "Three years ago", DATE, False),
        ("Ask her on 01632 550 510.", "01632 550 510", PERSON, True),
        ("Ring 01632 550 300 by May.", "01632 550 300", DATE, True),
        ("Ring 01632 550 300.", "01632 550 300", AMOUNT, False),
        ("The Harriers won 1-0.", "1-0", AMOUNT, True),
        ("Some 2-3 houses burned.", "2-3", AMOUNT, False),
        ("He sits next to hers.", "hers", PLACE, True),
        ("One of six men left.", "One", AMOUNT, True),
        ("It began in a store of paint.", "in a store of paint", DATE, True),
        ("It began after the storm.", "after the storm", DATE, False),
        ("He died, aged 81, at home.", "81", DATE, True),
        ("They last won 3-2 in May.", "3-2", DATE, True),
        ("It lasted from 1914-18.", "1914-18", DATE, False),
        ("Hale 2-0 Tarn.", "Hale 2-0", PERSON, True),
        ('She won it for "Winter Lodgers" in 2018.', "Winter Lodgers", PERSON, True),
        ('She won it for "Winter Lodgers" in 2018.', "Winter Lodgers", THING, False),
        ("*Not* wind turbines, but lamps.", "wind turbines", THING, True),
        ("All ask about wind turbines: not wind turbines.", "wind turbines", THING, True),
        ("It is 640 metres long and 12 wide.", "640 metres", WIDE, True),
        ("It is 12 metres wide.", "12 metres", WIDE, False),
        ("It is 12 metres broad.", "12 metres", WIDE, False),
        ("[Footnote 1: She wrote it.]", "Footnote 1", DATE, True),
        ("It boils at 100 °C.", "°C", PERSON, True),
        ("It left at 22:05.", "22:05", PLACE, True),
        ("It left at 22:05.", "22:05", DATE, False),
        ("Breakfast is served from 6 a.m. on.", "6 a.m.", AMOUNT, True),
        ("He was 86, three weeks before that.", "three weeks", AMOUNT, True),
        ("It was on 27 December, not 28 December as we wrote.", "28 December", DATE, True),
        ("One man left.", "One", AMOUNT, False),
    ],
)
def test_words_that_are_no_answer_by_themselves(
    quote: str, words: str, sorts: frozenset[str], nothing: bool
) -> None:
    start = quote.index(words)
    assert says_nothing(quote, start, start + len(words), sorts) == nothing
