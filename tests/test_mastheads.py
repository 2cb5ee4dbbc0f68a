"""The title of a page is its headline, not the name of the paper, site or body above it."""

import pytest

from qa.articles import article_of
from qa.mastheads import is_masthead, is_somebody

LEAD = "An otter that refused to leave platform 2 held up six trains at Aldham on Monday."
BODY = "The animal was lured into a crate with a mackerel and set free in the Ebber at noon."
OTTER = "Otter delays six trains"


def headline(*lines: str, markdown: bool = False, title: str | None = None) -> str | None:
    text = "\n\n".join([*lines, LEAD, BODY])
    return article_of(text, title, markdown=markdown).headline


@pytest.mark.parametrize(
    "name",
    [
        "THE ALDHAM COURIER", "Aldham Gazette", "St Orla's Hospital", "City of Aldham",
        "City of Aldham: Full Council", "HOUSE OF REPRESENTATIVES", "Ministry of Waters and Woods",
        "The Aldham Post. Saturday, October 14, 1911. 5", "Home > News > Courts",
        "Aldham Courier - COURTS", "The Aldham Post | News", "EBBER BANK DIARY",
    ],
)  # fmt: skip
def test_names_of_papers_and_bodies_are_known(name: str) -> None:
    assert is_masthead(name)


@pytest.mark.parametrize(
    "text",
    [
        OTTER, "Rules of the Aldham Rowing Club", "Fire at the Aldham Museum",
        "Mayor Resigns From Council", "Council", "The two bridges of Ansk", "A walk to the post",
        "Aldham Council v Dainty [2023] MDC 14", "Otter > train", "How the world was made news",
        "University of Aldham: Examination Regulations for Bachelor's Degrees",
    ],
)  # fmt: skip
def test_headlines_are_not_taken_for_them(text: str) -> None:
    assert not is_masthead(text)


@pytest.mark.parametrize(
    "lines",
    [
        ["# THE ALDHAM COURIER", OTTER, f"## {OTTER}", "By Dana Whitlock"],
        ["# ALDHAM GAZETTE", "☰ Menu", OTTER, OTTER, "By Dana Whitlock"],
        ["# MERIDIAN", OTTER, OTTER, "By Dana Whitlock"],
        ["# Aldham Town Council", f"## {OTTER}", "### What it did"],
        ["# Ebber Bank Diary", f"## {OTTER}", "*Posted by Tam on 6 May 2024. Filed under: walks.*"],
    ],
    ids=["twice", "twice, no heading", "twice below any name", "one below", "signed"],
)
def test_the_headline_stands_below_the_first_heading(lines: list[str]) -> None:
    assert headline(*lines, markdown=True) == OTTER


@pytest.mark.parametrize(
    "lines",
    [
        ["# Scale Manual", "## Putting it up", "### Screws"],
        ["# Aldham Town Council", "## Summary of it", "### Who we are"],
        ["# Man Bites Dog", "## Mayor says that he will act", "By Dana Whitlock"],
        [f"# {OTTER}", "Share", "Share", "## The second of the year"],
        [f"# {OTTER}", "Jonas van Friel", "Jonas van Friel", "Follow"],
        [f"# {OTTER}", OTTER, "The first of the year", "The first of the year"],
    ],
    ids=["a section", "a summary", "a standfirst", "a menu", "an author", "it is printed twice"],
)
def test_the_first_heading_is_the_title_otherwise(lines: list[str]) -> None:
    assert headline(*lines, markdown=True) == lines[0].removeprefix("# ")


def test_a_heading_like_others_is_a_section() -> None:
    text = f"# Aldham Town Council\n\n## The otter\n\n{LEAD}\n\n## The trains\n\n{BODY}"
    assert article_of(text, markdown=True).headline == "Aldham Town Council"


@pytest.mark.parametrize(
    "lines",
    [
        ["ALDHAM TOWN COUNCIL", "News release", "For immediate release: 13 March 2024", OTTER],
        ["THE ALDHAM POST. SATURDAY, OCTOBER 14, 1911.      5", "ALARMING OTTER AT ALDHAM."],
        ["ALDHAM TOWN COUNCIL", "HOUSING SERVICE", "Tenancy Policy 2022"],
        ["CITY OF ALDHAM", "FULL COUNCIL", "Minutes of the meeting of 18 June 2024, Corn Street"],
        ["Aldham Courier > News > Courts", "Life for man with 12 otters"],
        ["ALDHAM MUSEUM"],
    ],
    ids=["a release", "an old paper", "a policy", "minutes", "a trail", "nothing else"],
)
def test_in_plain_text_it_is_the_first_line_below(lines: list[str]) -> None:
    assert headline(*lines) == lines[-1]


def test_the_minutes_of_another_meeting_are_no_title() -> None:
    lines = [
        "Agenda of the otter society",
        "Apologies",
        "Minutes of the last meeting of 3 May 2019",
    ]
    assert headline(*lines) == lines[0]


def test_the_name_above_it_is_no_statement() -> None:
    lines = ["ALDHAM TOWN COUNCIL", "Press release", "For immediate release: 13 March 2024", OTTER]
    text = "\n\n".join([*lines, LEAD, BODY])
    kinds = {text[one.start : one.end]: one.kind for one in article_of(text).paragraphs}
    assert kinds[lines[0]] == "heading"
    assert kinds[LEAD] == kinds[BODY] == "text"


def test_what_the_text_is_about_is_its_title() -> None:
    about = "The Aldham Courier is a newspaper that has come out in Aldham every week since 1881."
    for text, markdown in (
        (f"The Aldham Courier\n\nA weekly of the east\n\n{about}\n\n{BODY}", False),
        (
            f"# The Aldham Courier\n\n## A weekly of the east\n\n### Origins\n\n{about}\n\n{BODY}",
            True,
        ),
    ):
        assert article_of(text, markdown=markdown).headline == "The Aldham Courier"


def test_the_title_of_the_manifest_is_not_looked_for_below() -> None:
    assert headline("# THE ALDHAM COURIER", OTTER, f"## {OTTER}", markdown=True) == OTTER
    named = headline("# THE ALDHAM COURIER", OTTER, f"## {OTTER}", markdown=True, title="Otters")
    assert named == "THE ALDHAM COURIER"


def test_who_talks_below_is_no_title_but_whom_an_obituary_is_of_is() -> None:
    assert is_somebody("Tape 9. Agnes Thorn, retired net mender")
    assert not is_somebody("Agnes Thorn, 1927-2019: mender, singer and founder of the Playhouse")
    assert not is_somebody("Agnes Thorn, 82, Minister Jailed Over Ferry Disaster, Is Dead")
