"""The rows of tables: their cells, and the one that a question asks for."""

import pytest

from qa.cells import names_of
from qa.table_rows import asked_cell


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| Option | Type | Default |", ("Option", "Type", "Default")),
        ("Price per month | €0 | €29", ("Price per month", "€0", "€29")),
        ("| | Free | Team |", ("", "Free", "Team")),
        ("| Option | |", ("Option", "")),
        ("`lock_wait` | **9** | `a` or `b` | _x_y", ("lock_wait", "9", "`a` or `b`", "_x_y")),
        (r"a \| b | c", (r"a \| b", "c")),
        ("<th></th><th>Free</th><th><b>Team</b>", ("", "Free", "Team")),
        ("Architect</td>\n <td class='x'>Lena <i>Pell</i>", ("Architect", "Lena <i>Pell</i>")),
        ("Tax</td><td></td><td><code>9</code></td></tr>", ("Tax", "", "9")),
        ("no table", ("no table",)),
        ("", ("",)),
    ],
)
def test_a_row_has_cells(row: str, cells: tuple[str, ...]) -> None:
    assert names_of(row) == cells


OPTIONS = ("Option", "Type", "Default value", "What it does")
ROW = "`lock_wait` | seconds | 9 | How long a writer waits for the lock."
PLANS = ("", "Free", "Team", "Team for schools")
CODES = ("Code", "Meaning")


@pytest.mark.parametrize(
    ("question", "columns", "row", "cell"),
    [
        ("What is the default of lock_wait?", OPTIONS, ROW, "9"),
        ("What is the default value of lock_wait?", OPTIONS, ROW, "9"),
        ("What type is the option lock_wait?", OPTIONS, ROW, "seconds"),
        ("Which option says how long a writer waits?", OPTIONS, ROW, "lock_wait"),
        ("How long does a writer wait?", OPTIONS, ROW, None),
        ("What are the type and the default value of lock_wait?", OPTIONS, ROW, None),
        ("What does the free plan cost?", PLANS, "Price | €0 | €29 | €9", "€0"),
        ("What does Team cost?", PLANS, "Price | €0 | €29 | €9", "€29"),
        ("How much is it for schools?", PLANS, "Price | €0 | €29 | €9", "€9"),
        ("What does the free plan cost?", PLANS, "Price | | €29 | €9", None),
        ("What does the free plan cost?", PLANS, "Price | €29 | €9", None),
        ("What does 17 mean?", CODES, "17 | The queue is held.", "The queue is held."),
        ("What does 18 mean?", CODES, "17 | The queue is held.", None),
        ("What is code 17?", CODES, "17 | The queue is held.", "The queue is held."),
        ("What is that?", CODES, "17 | The queue is held.", None),
    ],
)
def test_a_question_asks_for_a_cell(
    question: str, columns: tuple[str, ...], row: str, cell: str | None
) -> None:
    found = asked_cell(question, columns, row)
    assert (found and row[slice(*found)]) == cell
