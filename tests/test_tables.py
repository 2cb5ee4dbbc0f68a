"""Tables: a row is found by the names of its columns, quoted whole, and answers with a cell."""

from collections.abc import Callable

import pytest

from qa.engine import Engine

MANUAL = """# Settings of Ferrier

Ferrier carries files between two machines. It reads its settings when it starts.

## The store

| Setting | Unit | Default | What it does |
|---------|------|---------|--------------|
| `lock_wait` | seconds | 9 | How long a writer waits for the lock. |
| `chunk_size` | kilobytes | 512 | How much of a file is carried at once. Larger is faster. |
| `spool_dir` | path | `/var/spool/ferrier` | Where files lie that could not be carried yet. |

The lock is released when the writer ends.

## Plans

| | Free | Team |
|---|---|---|
| Price per month | nothing | 29 crowns |
| Machines | 2 | 40 |
"""
HTML = """<h2>Codes</h2><table><tr><th>Code</th><th>Meaning</th></tr>
<tr><td>17</td><td>The queue is held by another. Try again.</td></tr>
<tr><td>21</td><td>The disk is full.</td></tr></table>
"""


@pytest.fixture(scope="module")
def manual(indexed: Callable[[dict[str, str]], Engine]) -> Engine:
    return indexed({"settings.md": MANUAL, "codes.md": f"# Ferrier's codes\n\n{HTML}"})


@pytest.mark.parametrize(
    ("question", "row", "short"),
    [
        ("What is the default of lock_wait?", "`lock_wait` | seconds | 9", "9"),
        ("Which unit does chunk_size have?", "`chunk_size` | kilobytes", "kilobytes"),
        ("Where do files lie that could not be carried?", "`spool_dir` | path", None),
        ("What does the Team plan cost?", "Price per month | nothing | 29 crowns", "29 crowns"),
        ("machines on the free plan", "Machines | 2 | 40", "2"),
        (
            "What does code 17 mean?",
            "17</td><td>The queue",
            "The queue is held by another. Try again.",
        ),
    ],
)
def test_a_row_answers(manual: Engine, question: str, row: str, short: str | None) -> None:
    response = manual.ask(question)
    assert response.answer is not None
    assert response.answer.text.startswith(row)
    assert response.answer.short == short
    assert response.citations[0].passage.startswith(("|", "<th>"))  # the names of the columns
    assert response.disagreements == ()


def test_the_names_of_columns_are_never_quoted(manual: Engine) -> None:
    corpus = manual.library.corpus
    quotes = [corpus.sentence_quote(row) for row in range(len(corpus.sentences))]
    assert not any("Default" in quote or "Meaning" in quote for quote in quotes)
    assert (
        "`chunk_size` | kilobytes | 512 | How much of a file is carried at once. Larger is faster."
        in quotes
    )
    (row,) = [row for row, quote in enumerate(quotes) if quote.startswith("Machines")]
    passage = corpus.passage(int(corpus.sentences[row, 0]))
    assert corpus.context(passage) == "Settings of Ferrier. Plans. Free, Team. "
