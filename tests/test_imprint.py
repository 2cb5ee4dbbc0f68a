"""What a page says of itself, and above all what it does not: a wrong date is worse than none."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qa.articles import article_of
from qa.markdown import FRONT_MATTER
from qa.types import Imprint
from tests.test_articles import PAGES

BODY = (
    "The keeper of the swing bridge at Tollen was asleep when the barge came, and so it waited.\n\n"
    "It had waited before, said its master, who has carried gravel down the Ebber since he was ten."
)
STATED = {
    "agency_rewrite": "2012-04-04",
    "blog": "2014-02-08",
    "blogspot": "2012-06-17",
    "broadcaster": "2021-05-14",
    "bullets_news": "2015-03-02",
    "chinese": "2018-05-03",
    "digital_archive": "1996-08-09",
    "french": "2016-02-12",
    "government": "2018-05-03",
    "headline_thrice": "2001-09-21",
    "listicle": "2016-05-02",
    "local_tv": "2019-03-04",
    "menu_dump": "2019-01-16",
    "ngo": "2013-11-11",
    "obituary": "2011-02-16",
    "old_wrapped_mail": "1995-11-06",
    "opinion": "2017-05-09",
    "photo_essay": "2019-08-22",
    "platform_blog": "2021-05-04",
    "press_release": "2020-10-12",
    "radio_service": "2014-09-02",
    "regional": "2019-08-15",
    "rights_group": "2013-03-14",
    "satellite": "2013-03-14",
    "small_daily": "2013-03-15",
    "tabloid": "2018-06-07",
    "text_size": "2013-03-16",
    "transcript": "2010-03-06",
    "trunk": "1998-06-04",
    "wrapped_72": "2012-10-09",
}
CHANGED = {
    "cable_news": "2013-03-14",
    "german": "2019-11-04",
    "old_broadcaster": "2007-09-20",
    "paywall_mid": "2018-06-03",
    "profile_academic": "2015-07-14",
    "reference_work": "2023-09-12",
    "spanish": "2019-03-14",
}
HEADLINE = "Barge waits six hours for a sleeping keeper"


def imprint(*head: str, body: str = BODY, markdown: bool = False) -> Imprint:
    return article_of("\n".join(head) + "\n\n" + body + "\n", markdown=markdown).imprint


def published(*head: str, body: str = BODY, markdown: bool = False) -> str | None:
    return imprint(*head, body=body, markdown=markdown).published


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published: November 12, 1994, 18:42 | Updated 19:15", "1994-11-12"),
        ("Tuesday 22 June 1999", "1999-06-22"),
        ("Sunday, February 9, 2014", "2014-02-09"),
        ("Tue 12 Nov 2019 07.30", "2019-11-12"),
        ("Sat., Oct. 14, 1911", "1911-10-14"),
        ("By Jane Roe | 3 March 2021 | 4 min read", "2021-03-03"),
        ("By Jane Roe, 3 March 2021", "2021-03-03"),
        ("3 March 2021, by Jane Roe", "2021-03-03"),
        ("March 3rd, 2021 · 6 minute read · 14 comments", "2021-03-03"),
        ("Posted on 2021-03-04", "2021-03-04"),
        ("2021-03-04T07:30:00+01:00", "2021-03-04"),
        ("Posted by Tamsin on 6 May 2024. Filed under: walks, opinions.", "2024-05-06"),
        ("12.03.2024", "2024-03-12"),
        ("2024/03/12", "2024-03-12"),
        ("25/03/2021", "2021-03-25"),
        ("12. März 2024, 18:30 Uhr", "2024-03-12"),
        ("Publié le 3 février 2016 à 07h30", "2016-02-03"),
        ("Publicado el 14 de marzo de 2019", "2019-03-14"),
        (
            "First published on Tue 9 May 2017 06.00 BST. Last modified on Wed 10 May 2017",
            "2017-05-09",
        ),
        ("Updated June 9, 2018; originally published June 3, 2018", "2018-06-03"),
        ("12 May 2018 18:47 (updated 13 May 2018)", "2018-05-12"),
        ("For immediate release: 13 March 2024", "2024-03-13"),
        ("EMBARGOED until 00.01 on Thursday 2 May 2024", "2024-05-02"),
        ("THE TOLLEN COURANT. SATURDAY, OCTOBER 14, 1911.      5", "1911-10-14"),
        ("The Tollen Messenger, Saturday supplement, 13 December 2014", "2014-12-13"),
        ("Tollen, Friday 13 November 1987", "1987-11-13"),
        ("Vol. 12, No. 3, March 2008", "2008-03"),
        ("March 2008, issue 52", "2008-03"),
        ("March 14, 2019 / 9:12 AM", "2019-03-14"),
        ("March 14, 2019 / 9:12 AM / CBX News", "2019-03-14"),
        ("Posted by Jane Roe on March 14, 2019", "2019-03-14"),
        ("Date of interview: 14 March 2019", "2019-03-14"),
        ("Interviewed on 14 March 2019", "2019-03-14"),
        ("By Jane Roe | March 2008", "2008-03"),
        ("By Jane Roe | Spring 2008", "2008"),
        ("Issued June 2019", "2019-06"),
        ("By Jane Roe Updated 4 May 2020 Published 3 May 2020", "2020-05-03"),
        ("By Jane Roe on 3 May 2020", "2020-05-03"),
        ("Originally published in The Herald on 3 May 1999", "1999-05-03"),
        ("Created: Sunday, 3 May 2020 10:44", "2020-05-03"),
        ("This article was published on 3 May 2020 at 10:15 by the newsroom", "2020-05-03"),
    ],
)
@pytest.mark.parametrize("markdown", [False, True], ids=["text", "markdown"])
def test_the_date_of_a_page_is_the_one_at_its_head(line: str, date: str, markdown: bool) -> None:
    found = imprint(f"# {HEADLINE}" if markdown else HEADLINE, "", line, markdown=markdown)
    assert (found.published, found.published_basis, found.published_note) == (date, "stated", None)


@pytest.mark.parametrize(
    "line",
    [
        "03/04/2021",  # of April, or the 4th of March
        "12 Nov 94",
        "31 June 1999",
        "Tuesday 23 June 1999",  # it was a Wednesday
        "3 May 1499",
        f"3 May {datetime.now(UTC).year + 2}",
        "1998",
        "March 2008",
        "Winter 2008",
        "© 3 May 2019 Tollen Media",
        "Copyright 3 May 2019",
        "Accessed 3 May 2019",
        "Retrieved on 3 May 2019",
        "This copy was archived on 3 May 2019",
        "In force from 1 April 2021",
        "Adopted by the council on 9 February 2016",
        "Next review: 3 May 2019",
        "Valid until 3 May 2019",
        "Born: 3 May 1919, Tollen",
        "Signed | 3 May 1919",
        "b. Tollen, 3 March 1851; d. Lesk, 7 November 1915",
        "Battle of Tollen, 3 May 1870",
        "Tollen, 3 May 1870",
        "The barge in the lock on 3 May 2019",
        "What a report published on 3 May 2019 says of keepers",
        "25 years ago today: 3 May 1994",
        "From our issue of 3 May 1919",
        "On this day, 3 May 1919",
        "Photo: A. Person/Tollen Archive, 3 May 2019",
        "[Image: the bridge, 3 May 2019]",
        "Version 2.4, 3 May 2019",
        "- Founded, 3 May 2019",
        "July 5-6, 1997",
        "For entry in autumn 2019",
        "Week of 10 March 2019",
        "MENU  HOME  NEWSPAPERS  1930-1939",
        "Until Friday 3 May 2019",
        "Released: 3 May 2019",
        "How the minutes of the meeting of 3 May 2019 were lost in a cupboard",
        "Minutes of the previous meeting, held on 3 May 2019",
    ],
)
@pytest.mark.parametrize("markdown", [False, True], ids=["text", "markdown"])
def test_no_other_date_at_the_head_is_taken_for_it(line: str, markdown: bool) -> None:
    title = f"# {HEADLINE}" if markdown else HEADLINE
    assert published(title, "", line, markdown=markdown) is None


@pytest.mark.parametrize(
    "head",
    [
        ["Monday, 3 June 2019", "", HEADLINE, "", "Friday, 31 May 2019"],
        ["Published 3 June 2019", "", HEADLINE, "", "Published 31 May 2019"],
        [HEADLINE, "", "Saturday 14 June 2014", "Time: 2pm", "Venue: the bridge"],
        [HEADLINE, "", "Date: 14 June 2014", "Where: the bridge"],
        ["Lucy's letters", "", "Tollen, Friday 13 November 1987", "", "Dearest Kit,"],
        [HEADLINE, "", "Accessed:", "", "3 May 2019"],
        [HEADLINE, "", "25 years ago today", "3 May 1994"],
        ["Monday, 3 June 2019", "", HEADLINE, "", "Updated 31 May 2014"],
        ["The keeper", "", "Genre: novel", "Pages: 412", "Published: 3 May 1919"],
    ],
    ids=["two", "labels", "event", "its date", "letter", "copy", "box", "visit", "facts"],
)
def test_where_the_page_leaves_doubt_there_is_no_date(head: list[str]) -> None:
    assert published(*head) is None


def test_a_date_in_the_text_is_not_that_of_the_page() -> None:
    text = f"{BODY}\n\nPublished 3 May 2019\n\nBy Jane Roe\n\n{BODY}"
    assert published(HEADLINE, body=text) is None
    assert published(HEADLINE, "", "Tuesday 22 June 1999", body=text) == "1999-06-22"


def test_entries_of_a_diary_have_dates_of_their_own() -> None:
    entries = "\n\n".join(f"{day} March 1915\n\n{BODY}" for day in (13, 14, 15))
    assert published("The diary of a keeper", body=entries) is None
    stated = published("The diary of a keeper", "", "Published 3 May 2019", body=entries)
    assert stated == "2019-05-03"


def test_a_page_of_many_posts_has_no_date() -> None:
    posts = "\n\n".join(f"Posted on {day} May 2019\n\n{BODY}" for day in (3, 4, 5))
    assert published("Notes of a keeper", body=posts) is None


def test_versions_in_headings_have_dates_of_their_own() -> None:
    body = f"## 2.0.0 (2021-03-04)\n\n{BODY}\n\n## 1.0.0 (2020-03-04)\n\n{BODY}"
    assert published("# Changelog", body=body, markdown=True) is None


def test_the_label_may_stand_above_the_date() -> None:
    assert published(HEADLINE, "", "Publication date", "", "14 March 2019 | 06:45") == "2019-03-14"
    found = imprint(HEADLINE, "", "Last updated", "", "14 March 2019")
    assert (found.published, found.published_basis) == ("2019-03-14", "inferred")


def test_the_date_below_a_standfirst_is_that_of_the_page_if_it_is_signed() -> None:
    standfirst = "He had been told of it twice, but nobody had thought to wake him up."
    signed = published(HEADLINE, "", standfirst, "", "By Jane Roe", "", "3 March 2021")
    assert signed == "2021-03-03"
    assert published(HEADLINE, "", standfirst, "", "3 March 2021") is None


def test_what_stands_in_italics_below_the_title_is_all_of_the_page() -> None:
    line = "*Manual for tollbar 3.2. Part three. Text: Imre Vad and Tina Odu. 11 September 2023.*"
    assert published("# Raising the bar", "", line, markdown=True) == "2023-09-11"
    line = "*Manual for tollbar 3.2, chapter 6. April 2025. For keepers and others.*"
    assert published("# Raising the bar", "", line, markdown=True) == "2025-04"
    line = "*How the bridge that was opened on 3 May 1919 was raised for a hundred years.*"
    assert published("# Raising the bar", "", line, markdown=True) is None


def test_what_stands_in_italics_below_a_picture_is_its_caption() -> None:
    caption = ["![The lock](lock.png)", "", "*The old lock. Upper Tollen, 3 March 2021.*"]
    assert published("# Raising the bar", "", *caption, markdown=True) is None
    assert published("# Raising the bar", "", caption[2], markdown=True) == "2021-03-03"


@pytest.mark.parametrize(
    ("lead", "date"),
    [
        ("PORT ELVA, March 3, 1998 (AP) — ", "1998-03-03"),
        ("PORT ELVA, Westmark, March 3, 1998 – ", "1998-03-03"),
        ("(Port Elva, March 3, 1998) – ", "1998-03-03"),
        ("LOTHMAR, March 15 — ", None),
        ("NORA, 3 May 1998, was the last who ", None),
    ],
)
def test_a_dateline_with_its_year_dates_the_page(lead: str, date: str | None) -> None:
    assert published(HEADLINE, body=lead + BODY) == date


def test_the_date_of_the_page_comes_before_the_dateline_of_its_week() -> None:
    body = "PORT ELVA, March 3, 1998 (AP) — " + BODY
    assert published(HEADLINE, "", "Wednesday, March 4, 1998", body=body) == "1998-03-04"
    assert published(HEADLINE, "", "Sunday, February 9, 2014", body=body) is None


@pytest.mark.parametrize(
    "line",
    [
        "Minutes of the meeting held on Tuesday 12 March 2024 in the Guildhall, Corn Street",
        "Minutes of the 187th meeting, held in the Board Room on Tuesday, 12 March 2024, at 14:00",
        "Draft minutes of the session of 12 March 2024",
    ],
)
@pytest.mark.parametrize("marks", ["", "## "], ids=["text", "a heading"])
def test_minutes_are_of_the_day_of_the_meeting(line: str, marks: str) -> None:
    assert published("CITY OF TOLLEN", "", marks + line, markdown=bool(marks)) == "2024-03-12"


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize(
    "head",
    [
        ["Minutes of the Harbour Committee", "Date: 12 March 2024", "Venue: the Guildhall"],
        ["Minutes of the Harbour Committee", "Venue: the Guildhall", "Tuesday 12 March 2024"],
        ["Harbour Committee: Minutes", "Date: 12 March 2024", "Time: 7 pm", "Venue: the Guildhall"],
        ["Minutes", "Date: 12 March 2024", "Place: the Guildhall", "Present: A. Roe, B. Lund"],
    ],
)
def test_the_place_that_minutes_give_is_that_of_the_meeting(head: list[str], gap: str) -> None:
    assert published(gap.join(head)) == "2024-03-12"


def test_minutes_that_something_takes_are_none() -> None:
    head = ["The keeper's lament", "Sunday 12 May 2024", "Length: 90 Minutes", "Venue: the bridge"]
    assert published(*head) is None


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize(
    "issue",
    ["Vol. 12, No. 4 - Saturday, 3 May 1986", "Vol. XII, No. 4 | 3 May 1986", "No. 4, 3 May 1986"],
)
def test_the_line_of_the_issue_may_stand_between_the_paper_and_the_headline(
    issue: str, gap: str
) -> None:
    head = ["THE HARBOUR GAZETTE", issue, "COUNCIL VOTES TO CLOSE THE SWING BRIDGE"]
    article = article_of(f"{gap.join(head)}\n\n{BODY}\n")
    assert (article.headline, article.imprint.published) == (head[2], "1986-05-03")
    head[0], head[2] = f"# {head[0]}", f"## {head[2]}"
    assert published(gap.join(head), markdown=True) == "1986-05-03"


def test_an_interview_is_of_its_day_beside_those_who_talk() -> None:
    head = ["Interview with Nora Pettifer", "Interviewer: Piet Lund", "Narrator: Nora Pettifer"]
    assert published(*head, "Date of interview: 14 March 2019") == "2019-03-14"
    assert published(*head, "Date of birth: 14 March 1919") is None


@pytest.mark.parametrize(
    "line", ["Posted by Jane Roe on March 14, 2019", "By Jane Roe on 14 March 2019 at 9:12 am"]
)
def test_who_posted_it_on_a_day_is_its_author(line: str) -> None:
    assert imprint(HEADLINE, line).author == "Jane Roe"


@pytest.mark.parametrize(
    "line", ["Last updated 20 May 2024", "Leaflet E12, reviewed 20 May 2024", "As of May 20, 2024"]
)
def test_of_a_change_it_is_only_inferred_and_noted(line: str) -> None:
    found = imprint(HEADLINE, "", line)
    assert (found.published, found.published_basis) == ("2024-05-20", "inferred")
    assert found.published_note == f"It says “{line}”."


@pytest.mark.parametrize(
    ("field", "date"),
    [
        ("date: 2021-03-04", "2021-03-04"),
        ("date: '2021-03-04 10:00:00 +0100'", "2021-03-04"),
        ("Published: March 4, 2021", "2021-03-04"),
        ("date: 2021-03", "2021-03"),
        ("date: 03/04/2021", None),
        ("last_modified: 2021-03-04", None),
        ("expires: 2021-03-04", None),
    ],
)
def test_front_matter_says_it(field: str, date: str | None) -> None:
    front = ["---", 'title: "A sleeping keeper"', field, "author: Jane Roe", "tags: [a, b]", "---"]
    article = article_of("\n".join([*front, "", f"# {HEADLINE}", "", BODY]), markdown=True)
    assert article.imprint.published == date
    assert article.imprint.author == "Jane Roe"
    assert article.headline == "A sleeping keeper"


@pytest.mark.parametrize(
    ("field", "date"),
    [
        ("date = 2021-03-04", "2021-03-04"),
        ("date = 2021-03-04T10:00:00+01:00 # on air", "2021-03-04"),
        ('publishDate = "March 4, 2021"', "2021-03-04"),
        ("lastmod = 2021-03-04", None),
        ("[params]\ndate = 2021-03-04", None),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_may_be_in_toml(field: str, date: str | None, newline: str) -> None:
    front = ["+++", 'title = "A sleeping keeper"', 'authors = ["Jane Roe"]', field, "+++"]
    text = "\n".join([*front, "", f"# {HEADLINE}", "", BODY]).replace("\n", newline)
    article = article_of(text, markdown=True)
    assert article.imprint.published == date
    assert article.imprint.author == "Jane Roe"
    assert article.headline == "A sleeping keeper"
    assert article.cuts[0].start == 0
    assert text[: article.cuts[0].end].rstrip().endswith("+++")


@pytest.mark.parametrize("front", ["title = A keeper", "x = " + "[" * 5000, "title = ['a', 'b']"])
def test_toml_that_cannot_be_read_says_nothing(front: str) -> None:
    article = article_of(f"+++\n{front}\n+++\n\n# {HEADLINE}\n\n{BODY}\n", markdown=True)
    assert (article.headline, article.imprint.published) == (HEADLINE, None)


def test_what_stands_between_plus_signs_is_text() -> None:
    article = article_of(f"+++\nBreaking\n+++\n\n{BODY}\n", markdown=True)
    assert not any(cut.reason == FRONT_MATTER for cut in article.cuts)


@pytest.mark.parametrize("value", ["[a, b]", "|", "https://a.example", "*ref", "x" * 400, "''"])
def test_what_is_no_title_in_front_matter_is_passed_over(value: str) -> None:
    front = f"---\ntitle: {value}\nauthor: {value}\n---\n\n# {HEADLINE}\n\n{BODY}\n"
    article = article_of(front, markdown=True)
    assert (article.headline, article.imprint.author) == (HEADLINE, None)


@pytest.mark.parametrize(
    ("head", "shown", "date"),
    [
        (
            '<meta property="article:published_time" content="2021-03-04T07:30:00Z">',
            "",
            "2021-03-04",
        ),
        ("<meta content='2021-03-04' itemprop=datePublished>", "", "2021-03-04"),
        ('<meta property="article:modified_time" content="2021-03-04">', "", None),
        (
            '<script type="application/ld+json">{"datePublished": "2021-03-04T07"}</script>',
            "",
            "2021-03-04",
        ),
        (
            '<meta name="date" content="2021-03-04"><meta name="date" content="2020-03-04">',
            "",
            None,
        ),
        ("", '<div><meta itemprop="datePublished" content="2021-03-04">Another</div>', None),
        ("", '<time datetime="2021-03-04T07:30">two years ago</time>', "2021-03-04"),
        ("", "<p>Published <time>4 March 2021</time></p>", "2021-03-04"),
        ("", '<time datetime="2021-03-04">x</time><time datetime="2020-03-04">y</time>', None),
    ],
    ids=[
        "meta",
        "itemprop",
        "a change",
        "linked data",
        "two metas",
        "of another",
        "time",
        "shown",
        "two times",
    ],
)
def test_html_says_it(head: str, shown: str, date: str | None) -> None:
    one, two = BODY.split("\n\n")
    later = '<aside><time datetime="2019-01-01">old</time></aside>'
    body = f"<h1>{HEADLINE}</h1>\n{shown}\n<p>{one}</p>\n<p>{two}</p>\n{later}"
    page = f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{body}</body></html>"
    assert article_of(page).imprint.published == date


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jory Tamm", "Jory Tamm"),
        ("By Piet Harlan and staff correspondents", "Piet Harlan"),
        ("By DARIO VENN, Courts Correspondent", "DARIO VENN"),
        ("By Ada Winter and Piotr Zell", "Ada Winter and Piotr Zell"),
        ("By Jane van der Roe | 3 March 2021", "Jane van der Roe"),
        ("Interview by Klára Wenn", "Klára Wenn"),
        ("Author: Ludmila Weiss", "Ludmila Weiss"),
        ("By the documentation desk", None),
        ("By News Staff", None),
        ("By candlelight the keeper wrote", None),
        ("By Order Of The Council", None),
        ("Photographs by Sanna Lihtonen", None),
    ],
)
def test_the_author_is_the_one_of_a_plain_byline(line: str, author: str | None) -> None:
    assert imprint(HEADLINE, "", line).author == author


def test_two_bylines_name_no_author() -> None:
    assert imprint(HEADLINE, "", "By Jory Tamm", "", "By Ada Winter").author is None


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_as_they_are_dumped(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = article_of(text, markdown=path.suffix == ".md").imprint
    assert found.published == STATED.get(path.stem, CHANGED.get(path.stem))
    assert (found.published_basis == "inferred") == (path.stem in CHANGED)
