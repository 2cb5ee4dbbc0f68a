"""Dates that head a diary's entry, a letter or a reprint, and lines that do not."""

import pytest

from qa.dates.heads import head, headed
from qa.dates.spans import iso


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("13 March 1915", "1915-03-13"),
        ("## 5 January 1911", "1911-01-05"),
        ("**Saturday, 13 March 1915.**", "1915-03-13"),
        ("14 March 1915 – The wounded came last night.", "1915-03-14"),
        ("Saturday, March 13th, 1915", "1915-03-13"),
        ("Ostend, 2 August 1899", "1899-08-02"),
        ("Camp near Ypres, Belgium, 3 June 1916", "1916-06-03"),
        ("Fifty years ago: from our issue of 2 May 1963", "1963-05-02"),
        ("Letter to Mary Hill, 3 June 1916", "1916-06-03"),
        ("Diary for 8 August 1917", "1917-08-08"),
        ("This week in 1913", "1913"),
        ("Published: 5 May 2011", None),
        pytest.param("#" * 50_000 + " " * 50_000 + "x", None, id="long"),
        ("Updated 5 May 2011 10:15", None),
        ("The storm of 5 January 1911", None),
        ("1911", None),
        ("March 1915", None),
        ("31 February 1915", None),
        ("He came on 13 March 1915", None),
        ("", None),
    ],
)
def test_a_line_that_dates_what_stands_below(line: str, day: str | None) -> None:
    found = head(line)
    assert (found and iso(found)) == day


DIARY = """# The trunk

It was found last year.

## 5 January 1911

The trunk was lost yesterday.

### Evening

It came last night.

## Notes

The trunk was found.

13 March 1915

Nobody came.

14 March 1915: Hume came. She left.

Remarks by the editor

Nobody knows her.
"""
HEADINGS = ("## 5 January 1911", "### Evening", "## Notes", "Remarks by the editor")


def test_it_counts_up_to_the_next_heading_or_date() -> None:
    sentences = [
        ("It was found last year.", None, None),
        ("The trunk was lost yesterday.", HEADINGS[0], "1911-01-05"),
        ("It came last night.", HEADINGS[1], "1911-01-05"),
        ("The trunk was found.", HEADINGS[2], None),
        ("Nobody came.", HEADINGS[2], "1915-03-13"),
        ("14 March 1915: Hume came.", HEADINGS[2], "1915-03-14"),
        ("She left.", HEADINGS[2], "1915-03-14"),
        ("Nobody knows her.", HEADINGS[3], None),
    ]
    spans = []
    for text, above, _ in sentences:
        start = DIARY.index(text)
        place = DIARY.index(above) if above else 0
        heading = (
            (place + above.count("#") + ("#" in above), place + len(above)) if above else (0, 0)
        )
        spans.append((start, start + len(text), heading))
    found = [iso(day) if day else None for day in headed(DIARY, spans)]
    assert found == [day for _, _, day in sentences]
