"""Dates in sentences of many genres: what is found, what it stands for, what is left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dates.reading import read
from qa.dates.spans import iso, parse
from qa.dates.story import Found, Place

Pairs = list[tuple[str, str | None]]


def found(sentences: list[str], published: str | None) -> list[Found]:
    """What is read in one passage."""
    places = [Place(row, 0, 0, text) for row, text in enumerate(sentences)]
    return read(places, parse(published) if published else None)


def mentions(sentences: list[str], published: str | None) -> Pairs:
    """The relative and incomplete dates of the last sentence, as they are shown."""
    last = len(sentences) - 1
    return [
        (
            sentences[last][one.start : one.end],
            iso(one.reading.shown) if one.reading.shown else None,
        )
        for one in found(sentences, published)
        if one.row == last and one.kind != "absolute"
    ]


def dates(text: str) -> list[str]:
    """All known dates of a sentence of no known date."""
    return [iso(one.reading.days) for one in found([text], None) if one.reading.days]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was born on October 24, 1925, in Travnik.", ["1925-10-24"]),
        ("He was born on 24 October 1925.", ["1925-10-24"]),
        ("Signed on Friday, the 3rd of June, 1904, at noon.", ["1904-06-03"]),
        ("The log of 1998-03-05 has a gap.", ["1998-03-05"]),
        ("Invoice of 24.10.1995, paid 25/10/1995.", ["1995-10-24", "1995-10-25"]),
        ("Paid on 3/4/1995.", []),
        ("The fair of July 5-6, 1997, was rained off.", ["1997-07-05/1997-07-06"]),
        ("In August, 1975 the mill closed.", ["1975-08"]),
        ("It closed in Sept. 1975.", ["1975-09"]),
        ("By spring 1998 the road was open.", ["1998-03/1998-05"]),
        ("During the 1975-79 drought, wells failed.", ["1975/1979"]),
        ("Trams ran here from 1901 to 1968.", ["1901/1968"]),
        ("It was the fashion in the 1960s and the early 70s.", ["1960/1969", "1970/1979"]),
        ("Ada Brill (1831–1907) left it to the town.", ["1831/1907"]),
        ("A chapel of the 14th century stands there.", ["1301/1400"]),
        ("The charter of 1684 was lost after his 2007 arrest.", ["1684", "2007"]),
        ("There is no 30 February 1999.", ["1999-02"]),
    ],
)
def test_dates_with_their_year(text: str, expected: list[str]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("published", "sentences", "expected"),
    [
        # News agencies
        ("2015-06-10", ["The minister resigned yesterday."], [("yesterday", "2015-06-09")]),
        (
            "2015-06-10",  # a Wednesday
            ["The bank, founded in 1871, said on Monday that profits fell last year."],
            [("on Monday", "2015-06-08"), ("last year", "2014")],
        ),
        (
            "2015-06-10",
            ["Parliament will vote on Friday, the speaker told reporters today."],
            [("on Friday", "2015-06-12"), ("today", "2015-06-10")],
        ),
        (
            "2015-06-10",
            ["Rebels took the airport last week.", "A truce was signed on May 28."],
            [("May 28", "2015-05-28")],
        ),
        (
            "2015-06-10",
            ["Rebels took the airport last week.", "Talks are scheduled for July 2-3."],
            [("July 2-3", "2015-07-02/2015-07-03")],
        ),
        ("2015-06-10", ["It opened three weeks ago."], [("three weeks ago", "2015-05-18/2015-05-24")]),
        ("2015-06-10", ["About 20 years ago it closed."], [("20 years ago", None)]),
        ("2015-06-10", ["The pipe will be mended in two months."], [("in two months", "2015-08")]),
        ("2015-06-10", ["The last shop closed last December."], [("last December", "2014-12")]),
        ("2015-06-10", ["Prices rose last May."], [("last May", None)]),
        ("2015-06-10", ["He is now mayor, and she is the current President."], [("now", "2015-06"), ("current", "2015-06")]),
        # Capitals that are due
        ("2013-03-15", ["THREE MEN WERE HELD IN LONDON YESTERDAY."], [("YESTERDAY", "2013-03-14")]),
        ("2013-03-15", ["Police Arrest Three In London Last Year"], [("Last Year", "2012")]),
        ("2013-03-15", ["LONDON (AP) Yesterday it rained, “as ever.” Today it is dry."], [("Yesterday", "2013-03-14"), ("Today", None)]),
        ("2013-03-15", ["LONDON — Yesterday three men were held."], [("Yesterday", "2013-03-14")]),
        ("2013-03-15", ["He said: “Yesterday,” and “Last year we met.”"], [("Yesterday", "2013-03-14"), ("Last year", "2012")]),
        ("2013-03-15", ["“Yesterday,” he said, and then “last week”."], [("Yesterday", "2013-03-14"), ("last week", "2013-03-04/2013-03-10")]),
        ("2013-03-15", ["Last Friday the choir sang (Today it rests)."], [("Last Friday", "2013-03-08"), ("Today", None)]),
        ("2013-03-15", ["It burned in May last year."], [("May last year", "2012-05")]),
        ("1979-10-21", ["It broke in the tremor of the 29th of last month."], [("the 29th of last month", "1979-09-29")]),
        ("1992-02-11", ["They were cut off on the third of last month."], [("the third of last month", "1992-01-03")]),
        ("1979-10-21", ["It was on the 31st of last month."], [("the 31st of last month", None)]),
        ("1871-03-20", ["She sailed on the 12th inst., having come on the 28th ult. from Leith."], [("the 12th inst.", "1871-03-12"), ("the 28th ult.", "1871-02-28")]),
        ("1871-12-20", ["A sale will be held on 4th prox. at noon."], [("4th prox.", "1872-01-04")]),
        ("1871", ["She sailed on the 12th inst."], [("the 12th inst.", None)]),
        ("2019-06-05", ["The year before last it rained; it froze the week before last."], [("The year before last", "2017"), ("the week before last", "2019-05-20/2019-05-26")]),
        ("2019-06-05", ["In the January before last they found sixty kilos."], [("the January before last", "2018-01")]),
        ("2019-06-05", ["In the May before last they found sixty kilos."], [("the May before last", None)]),
        ("2012-05-16", ["A year ago yesterday it opened, and a week ago today it shut."], [("A year ago yesterday", "2011-05-15"), ("a week ago today", "2012-05-09")]),
        ("2012-05-31", ["It burned thirty years ago today; three months ago yesterday it opened."], [("thirty years ago today", "1982-05-31"), ("three months ago yesterday", None)]),
        ("2012-05-16", ["She was fired on Monday a week ago, and he on Thursday a fortnight ago."], [("on Monday a week ago", "2012-05-07"), ("on Thursday a fortnight ago", None)]),
        ("2012-05-16", ["He left the Thursday before last, and she the Monday before last."], [("the Thursday before last", "2012-05-03"), ("the Monday before last", None)]),
        ("2012-05-16", ["He spoke on Friday, 4 May.", "The Monday after, they replied, and met on the Tuesday before."], [("The Monday after", "2012-05-07"), ("the Tuesday before", "2012-05-01")]),
        ("2012-05-16", ["The Friday market will move."], []),
        ("2021-05-05", ["Eleven pupils were taken to hospital on Tuesday."], [("on Tuesday", "2021-05-04")]),
        ("2021-05-05", ["She was appointed to the board on Monday."], [("on Monday", "2021-05-03")]),
        ("1969-11-11", ["Fire swept the mill on Sunday."], [("on Sunday", "1969-11-09")]),
        ("1985-08-14", ["The Packet, 14 August 1985", "Walter Binns died on Sunday."], [("on Sunday", "1985-08-11")]),
        ("1985-08-14", ["The boat sank on 12 August 1985.", "A diver died on Sunday."], [("on Sunday", None)]),
        ("2021-05-05", ["The pool was closed on Tuesday and will stay closed until Friday."], [("on Tuesday", "2021-05-04"), ("Friday", "2021-05-07")]),
        ("2021-05-05", ["She will appear in court, accused of theft, on Monday."], [("on Monday", "2021-05-10")]),
        ("2021-05-05", ["Ms Crake, the sixth to run it, told the staff on Monday."], [("on Monday", "2021-05-03")]),
        ("2021-05-05", ["He expects to be paid on Monday."], []),
        ("2021-05-05", ["He is likely to resign on Friday."], [("on Friday", "2021-05-07")]),
        ("2022-11-10", ["The firm, founded in 1962, made £4 million, up from £3 million a year earlier."], [("a year earlier", None)]),
        ("2022-11-10", ["It was the first loss since 1998.", "Sales were £4 million, against £5 million the year before."], [("the year before", None)]),
        ("2022-11-10", ["The shop opened in 1947.", "The year after that, he died; on 4 March his son took over."], [("The year after that", "1948"), ("4 March", "1948-03-04")]),
        ("1988-11-09", ["The funeral is to be held on Saturday in the church."], [("on Saturday", "1988-11-12")]),
        ("1988-11-09", ["She was to be tried on Monday."], [("on Monday", "1988-11-14")]),
        # Known too loosely
        ("2015-06", ["She left yesterday."], [("yesterday", None)]),
        ("2015-06", ["She left last week."], [("last week", None)]),
        ("2015-06", ["She left last month."], [("last month", "2015-05")]),
        ("2015", ["She left last month, not last year."], [("last month", None), ("last year", "2014")]),
        ("2015", ["She left on Oct 30, as we said last year."], [("Oct 30", None), ("last year", "2014")]),
        (None, ["She left last year."], [("last year", None)]),
        # Two times in one text
        ("2015-06-10", ["The trial, which began on 5 May 2014, will resume on 3 November."], [("3 November", "2015-11-03")]),
        ("2015-06-10", ["The trial began on 5 May 2014 and ended on 3 November."], [("3 November", "2014-11-03")]),
        ("2015-06-10", ["The law was passed in 2009.", "It was amended in March."], [("in March", None)]),
        ("2015-06-10", ["It fell yesterday, as in 1945, on May 8, it had risen."], [("yesterday", "2015-06-09"), ("May 8", "1945-05-08")]),
        ("2015-06-10", ["The concert took place on Friday, 5 June."], [("Friday, 5 June", "2015-06-05")]),
        ("2015-06-10", ["The concert took place on Monday, 5 June."], [("Monday, 5 June", None)]),
        ("1998-07-15", ["“I was here in March,” he said on Monday."], [("in March", "1998-03"), ("on Monday", "1998-07-13")]),
        ("1998-07-12", ["She won last week."], [("last week", None)]),  # a Sunday
        ("1998-01-03", ["He left last month, and in November his deputy had left."], [("last month", "1997-12"), ("in November", "1997-11")]),
        ("2015-06-10", ["The village today is a museum."], [("today", None)]),
        ("2010-06-21", ["The court on Monday rejected an appeal filed in December by a man convicted in 2008.", "It had agreed in January to hear it."], [("in January", None)]),
        ("2010-06-21", ["In a 1978 interview he recalled: “Last week I met the King.”"], [("Last week", None)]),
        ("2010-06-22", ["A 1989 cable, according to papers released last week, says so."], [("last week", "2010-06-14/2010-06-20")]),
        ("2010-12-30", ["The rules take effect on Saturday, Jan. 1.", "They will be reviewed in March, it said Thursday."], [("in March", "2011-03"), ("Thursday", "2010-12-30")]),
        ("2021-05-04", ["The fair would be held on 7 September 2021.", "The roof had been mended the previous week."], [("the previous week", None)]),
        ("2010-06-22", ["We met\nlast\n week, not the\nlast week of\nMay."], [("last\n week", "2010-06-14/2010-06-20"), ("week of\nMay", "2010-05")]),
        ("2016-11-09", ["The 2015 agreement was signed last December in Paris."], [("last December", "2015-12")]),
        ("1962-08-20", ["Since Monday 4,000 cars have crossed."], [("Monday", None)]),  # a Monday
        ("1997-11", ["The treaty of 1991 was reviewed on Oct 30."], [("Oct 30", None)]),
        # From now, not of the year before
        ("2021-03-01", ["Rents rose in 2019.", "The rent goes up again on 1 April."], [("1 April", None)]),
        ("2021-03-01", ["Rents rose in 2019.", "The council plans to raise them on 1 April."], [("1 April", "2021-04-01")]),
        ("2021-03-01", ["Rents rose in 2019.", "A third rise is expected on 1 April."], [("1 April", "2021-04-01")]),
        (None, ["Rents rose in 2019.", "The council plans to raise them on 1 April."], [("1 April", None)]),
        (None, ["Rents rose in 2019.", "They will rise again on 1 April."], [("1 April", None)]),
        (None, ["The fair was founded in 1987.", "It takes place on 5 May."], [("5 May", None)]),
        (None, ["The hall was bought on 3 March 2019.", "Nobody has met there since 17 May."], [("17 May", None)]),
        (None, ["The hall was bought on 3 March 2019.", "It was cleaned until 17 May."], [("17 May", "2019-05-17")]),
        (None, ["In 1914 the archduke is shot.", "On 4 August war begins."], [("4 August", "1914-08-04")]),
        (None, ["The fair will open on 3 May 2022.", "It will close on 6 June."], [("6 June", "2022-06-06")]),
        (None, ["He moved to Leith in 1902.", "Some years later he fell ill, and on 4 May he died."], [("4 May", None)]),
        (None, ["They met in 1950.", "About ten years later they parted.", "On 4 May he died."], [("4 May", None)]),
        ("2022-11-17", ["The grant of 2019 runs out on 31 March."], [("31 March", None)]),
        ("2022-11-17", ["The revolution of 1848 broke out on 24 February."], [("24 February", "1848-02-24")]),
        ("2022-11-17", ["The school, opened in 1962, closed its doors in July."], [("in July", None)]),
        ("2022-11-17", ["Born in 1960, she has taught here since September."], [("since September", None)]),
        ("2021-03-03", ["It shut in March 2019.", "Tickets go on sale on 10 March."], [("10 March", None)]),
        ("2021-03-03", ["By 2030 half the buses will be electric.", "The first ten arrive in May."], [("in May", None)]),
        ("2021-03-03", ["Half will have left by July 2022.", "In September the school was sold."], [("In September", None)]),
        ("2021-03-03", ["Two years ago the river rose.", "On 12 November the wall gave way."], [("12 November", None)]),
        ("2021-03-03", ["Next year the club is 100 years old.", "In June it will tour Wales."], [("In June", None)]),
        ("2021-03-03", ["A bill that was passed last week takes effect on 1 July."], [("last week", "2021-02-22/2021-02-28"), ("1 July", None)]),
        ("2021-03-03", ["A man arrested on Monday appears in court on Friday."], [("on Monday", "2021-03-01"), ("on Friday", None)]),
        ("2021-03-03", ["The council made changes on Monday."], [("on Monday", "2021-03-01")]),
        ("2021-03-03", ["The deadline was extended until Friday."], [("Friday", "2021-03-05")]),
        ("2021-03-03", ["The match was put off from Saturday to Tuesday."], [("Saturday", None), ("Tuesday", "2021-03-09")]),
        ("2021-03-03", ["The price was set on Tuesday, the road was closed until Monday."], [("on Tuesday", "2021-03-02"), ("Monday", None)]),
        ("2021-03-03", ["He had been due back on Friday."], [("on Friday", None)]),
        ("2021-03-03", ["PARIS, 2 March 2021 — Ministers met.", "A bill passed in December takes effect on 1 July."], [("in December", "2020-12"), ("1 July", None)]),
        # One direction in a sentence
        ("2021-03-05", ["The hearing will begin on Thursday and end on Saturday."], [("on Thursday", "2021-03-11"), ("on Saturday", "2021-03-13")]),
        ("2021-03-05", ["It will be shut on Thursday and reopened on Saturday."], [("on Thursday", "2021-03-11"), ("on Saturday", "2021-03-13")]),
        ("2021-03-05", ["The fair will run from Thursday to Sunday."], [("Thursday", "2021-03-11"), ("Sunday", "2021-03-14")]),
        ("2021-03-05", ["The siege began on Thursday and ended on Saturday."], [("on Thursday", "2021-03-04"), ("on Saturday", None)]),
        ("2021-03-05", ["He was held on Thursday after a chase on Tuesday."], [("on Thursday", "2021-03-04"), ("on Tuesday", "2021-03-02")]),
        ("2021-03-05", ["He was held on Tuesday and will appear on Monday."], [("on Tuesday", "2021-03-02"), ("on Monday", "2021-03-08")]),
        ("2021-03-05", ["They are to meet on Tuesday, and a vote is due on Monday."], [("on Tuesday", "2021-03-09"), ("on Monday", None)]),
        # Today and nowadays
        ("2021-03-01", ["The church is today a museum."], [("today", None)]),
        ("2021-03-01", ["Today it has 400 members."], [("Today", None)]),
        ("2021-03-01", ["The houses that stand today were built by monks."], [("today", None)]),
        ("2021-03-01", ["Danzig, today Gdansk, was taken."], [("today", None)]),
        ("2021-03-01", ["What is today’s Poland was then Prussia."], [("today", None)]),
        ("2021-03-01", ["Today few remember what happened."], [("Today", None)]),
        ("2021-03-01", ["Today’s meeting was cancelled."], [("Today", "2021-03-01")]),
        ("2021-03-01", ["The bridge was opened today."], [("today", "2021-03-01")]),
        ("2021-03-01", ["The minister has today announced a plan."], [("today", "2021-03-01")]),
        ("2021-03-01", ["Version 5 is released today."], [("today", "2021-03-01")]),
        # Datelines
        ("1998-03-04", ["LONDON, March 3, 1998 (AP) - The minister resigned on Monday."], [("on Monday", "1998-03-02")]),
        ("1998-03-04", ["LONDON, March 3, 1998 (AP) - He resigned yesterday."], [("yesterday", "1998-03-02")]),
        (None, ["LONDON, March 3, 1998 (AP) - He resigned.", "He had met her on Monday."], [("on Monday", "1998-03-02")]),
        ("2013-03-15", ["LONDON, March 3, 1998 (AP) - He resigned on Monday, not yesterday."], [("on Monday", None), ("yesterday", None)]),
        ("1998-03-04", ["In LONDON, March 3, 1998 was a wet day; he left on Monday."], [("on Monday", None)]),
        # Old papers that are quoted
        ("2013-03-15", ["In his diary for 8 August 1917 he noted: “It rained last night.", "Jones was shot yesterday.”"], [("yesterday", None)]),
        ("2013-03-15", ["On 3 June 1916 Hill wrote: \"We lost a man.", "It rained.", "We march tomorrow.\""], [("tomorrow", None)]),
        ("2013-03-15", ["In his diary for 8 August 1917 he noted: “It rained.", "It did.” The book came out last week."], [("last week", "2013-03-04/2013-03-10")]),
        ("2013-03-15", ["The firm, founded in 1871, said: “We are sorry.", "We lost a man yesterday.”"], [("yesterday", "2013-03-14")]),
        ("2013-03-15", ["“I left home last year,” the 1932 report quotes Hill."], [("last year", None)]),
        ("2013-03-15", ["“I left home last year,” Hill wrote on 3 May 1932."], [("last year", None)]),
        ("2013-03-15", ["“I left home last year,” said Hill, who was born in 1932."], [("last year", "2012")]),
        # Biographies and chronicles
        (None, ["In 1991 the treaty was reviewed on Oct 30."], [("Oct 30", "1991-10-30")]),
        ("2011-03-22", ["He was elected in 1931, again two years later.", "This year he also married."], [("This year", None)]),
        ("2011-03-22", ["He left for Rome in May 1848.", "In June he fell ill; that year no ship sailed."], [("In June", "1848-06"), ("that year", "1848")]),
        ("2011-03-22", ["He said in 1996 that he had left last year."], [("last year", None)]),
        ("2011-03-22", ["He sailed in November 1891.", "The following spring he came back."], [("The following spring", "1892")]),
        ("2011-03-22", ["He sailed in November 1891.", "The following winter he came back."], [("The following winter", "1891/1892")]),
        ("2011-03-22", ["He sailed in 1891.", "The following winter he came back."], [("The following winter", None)]),
        ("2011-03-22", ["He married in 1895; a son was born two years later."], [("two years later", "1897")]),
        ("2011-03-22", ["He retired on 30 September 1931.", "The year before, he had been ill."], [("The year before", "1930")]),
        ("2011-03-22", ["She took the veil on 31 December 1899.", "The next day she fled."], [("The next day", "1900-01-01")]),
        ("2011-03-22", ["The town fell in August 1975, four months after the siege ended on April 17."], [("April 17", "1975-04-17")]),
        ("2011-03-22", ["The siege began in December 1978.", "On January 7 the gates were opened."], [("January 7", "1979-01-07")]),
        ("2011-03-22", ["In 1998 it was cleaned; the gallery had bought it three years before."], [("three years before", "1995")]),
        ("2011-03-22", ["In 1894 one came; another, four years afterwards, found nobody."], [("four years afterwards", "1898")]),
        ("2011-03-22", ["He sailed in 1894.", "He had married four years before, to his cost."], []),
        ("2011-03-22", ["In 1994 he wept for two days after, and stayed three years before the war."], []),
        ("2011-03-22", ["They met in 1950.", "About ten years later they parted."], [("ten years later", None)]),
        ("2011-03-22", ["She sang all through the 1950s.", "The following year she stopped."], [("The following year", None)]),
        ("2011-03-22", ["The list of 1989 named Oto Brill (then a clerk)."], [("then", "1989")]),
        ("2011-03-22", ["In 1963 he wrote: “Yesterday I saw the sea.”"], [("Yesterday", None)]),
        ("2011-03-22", ["He was made bishop in May 1901.", "In November of that year he died."], [("November of that year", "1901-11")]),
        ("2011-03-22", ["On 3 June he left."], [("3 June", None)]),
        # Minutes, letters, manuals
        ("2022-11-17", ["Mr Quist would write to them tomorrow."], [("tomorrow", "2022-11-18")]),
        ("2022-11-17", ["The outbreak was declared over last Friday."], [("last Friday", "2022-11-11")]),
        ("2022-11-18", ["It was declared over last Tuesday."], [("last Tuesday", None)]),
        ("2022-11-17", ["As agreed last week, the audit of 20 October was approved."], [("last week", "2022-11-07/2022-11-13"), ("20 October", "2022-10-20")]),
        ("2024-02-19", ["Support for version 2 ended at the close of last year."], [("the close of last year", "2023-12-31")]),
        ("2024-02-19", ["Version 4 is due in May."], [("in May", "2024-05")]),
        ("2024-02-19", ["It was out in 2022.", "Logs are removed on the first day of the following month."], [("the following month", None)]),
        ("2024-02-19", ["The option will go in March next year."], [("March next year", "2025-03")]),
        ("2024-02-19", ["It came out on 2 November 2023; the fix followed four days later."], [("four days later", "2023-11-06")]),
    ],
)  # fmt: skip
def test_dates_are_resolved_as_far_as_is_warranted(
    published: str | None, sentences: list[str], expected: Pairs
) -> None:
    assert mentions(sentences, published) == expected


_WORDS = [
    "999 years earlier", "the previous year", "last", "this", "next", "the following", "year",
    "month", "week", "day", "Monday", "on", "in", "May", "March", "5", "30", "31-", "1975",
    "1000", "2100", "-79", "autumn", "winter", "two weeks ago", "999 years ago", "was", "will",
    ";", "“", "yesterday", "then", "(then ", "now", "since", "every", "between", "and",
    "the 1960s", "99 days later", "29 February", "5TH OF May 1975", "Spring 1998", "Friday, 24th", "\n", ",", "2000",
]  # fmt: skip


ODD = str.maketrans("iskISK", "ıſKİſK")


@given(
    st.lists(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join), max_size=5),
    st.sampled_from([None, "1000", "8999-12-31", "2000-02-29", "1997-11", "0001-01-01"]),
)
def test_whatever_is_said_is_read_in_order(sentences: list[str], published: str | None) -> None:
    for text in (" ".join(sentences).upper(), " ".join(sentences).translate(ODD)):
        found([text], published)
    read_ = found(sentences, published)
    assert all(0 <= one.start < one.end <= len(sentences[one.row]) for one in read_)
    for before, after in pairwise(read_):
        assert before.row < after.row or before.end <= after.start
    told = [one for one in read_ if one.reading.days]
    if published in (None, "0001-01-01") and told:
        assert told[0].kind == "absolute", "nothing is known from nothing"


@pytest.mark.parametrize(
    "text",
    [
        "Reporter Ann Lee of USA Today met the band at the hotel.",
        "Critics praised the album Yesterday and Today.",
        'The Beatles recorded the song "Yesterday" in London.',
        "“Yesterday” was sung, and the song ‘Tomorrow,’ which is longer.",
        "The film The Day After Tomorrow was shot in Montreal.",
        "The play Last Year at Marienbad was staged by Kurt Wolf.",
        "Last Year at Marienbad was staged by Kurt Wolf.",
        "The film *Last Night in Soho* was shown to the jury, and the album The Next Day was played.",
        "The band Last Friday Night played in Leeds.",
        "The restaurant Next Week serves fish.",
        "He reads USA TODAY in the train.",
        "Visitors may not take photographs.",
        "They decided to march on the capital.",
        "For a second he stood still, on a second occasion he ran.",
        "The temple was built in 500 BC, rebuilt in 1200 BC.",
        "Some 1,500 men and 1850 women fled; 1990 votes were cast.",
        "See page 1975 of the register, and Route 10.",
        "The 5-6 million it costs is for 2000 homes.",
        "Take the A1985 to room 1940, dial 0171-1999.",
        "The index may be half written, so save every Monday and on the first Friday of March.",
        "She lives with the last of her sons and the next of kin.",
        "Warm air passes over the cold current in the current directory.",
        "He sold it for 1500, about 2000 less than the total of 1650 paid.",
        "It lasted seventeen days, at the age of 15, during three years.",
        "May Brill and April Smith met June Hall.",
        "The Ides of March, the Sunday Times, Good Friday and a Monday.",
        "The matter was decided as if there were a better tomorrow.",
        "It is in his 70s; the temperature was in the 70s, 72 degrees.",
        "He acted then as the judge, and now and then as a clerk.",
        "Two or three times a week they later met, three days earlier than planned.",
        "It costs £1990, $1995 or 1,998 crowns; version 1.1999 is 3:1998.",
        "The museum is open daily from 1 April to 31 October, and from November to March on Mondays.",
        "Over the last year prices doubled, and from 1200 to 1500 men left; see pages 1914-18.",
        "Last of all, March 21 is a holiday; every March pilgrims come, and in August the river dries.",
        "Payments made after 5 pm on a Friday count from Monday.",
        "They discussed Short's book (Short, 2007), and others (Picq, 1984).",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    for published in ("2015-06-10", None):
        assert [text[one.start : one.end] for one in found([text], published)] == []


def test_what_stands_below_an_old_date_is_not_told_from_the_article() -> None:
    def resolved(headed: str) -> Pairs:
        place = Place(0, 0, 0, "The trunk was lost yesterday.", parse(headed))
        (one,) = read([place], parse("2013-03-15"))
        return [(headed, iso(one.reading.shown) if one.reading.shown else None)]

    for headed, day in (
        ("1911-01-05", None),
        ("2012-01-05", None),
        ("2013-01-05", "2013-03-14"),
        ("2012-12-31", None),
        ("2013-03-14", "2013-03-14"),
    ):
        assert resolved(headed) == [(headed, day)]
