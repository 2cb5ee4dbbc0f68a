"""What a page shows and what it tells machines, put together."""

from qa.dates.spans import iso
from qa.imprint.embedded import Embedded
from qa.imprint.lines import Head
from qa.imprint.signed import signed_in
from qa.imprint.stated import stated_in
from qa.types import Imprint

_NOTED = 120  # characters of a line


def imprint_of(embedded: Embedded, head: Head) -> Imprint:
    """What a page says of itself. What it tells machines comes first: it is plainly of the page.

    The date of a change is not that of the publication, which may be years before: all that can be
    inferred is that the page was so by then.
    """
    author = embedded.author or signed_in(head)
    stated = stated_in(head)
    if embedded.published is not None:
        return Imprint(iso(embedded.published), "stated", None, author)
    if stated is None:
        return Imprint(None, None, None, author)
    if stated.said == "updated":
        note = f"It says “{stated.line[:_NOTED]}”."
        return Imprint(iso(stated.days), "inferred", note, author)
    return Imprint(iso(stated.days), "stated", None, author)
