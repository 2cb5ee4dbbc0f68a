"""A response of the engine as the content of a message, and what a message of ours had said.

The words of a source. [1]

The sources differ: 1924 [2]; October 24, 1925 [1].

Sources:

- [1] Title, Publisher, 1997-11, https://HOST/sources/ID?start=S&end=E
- [2] “Other words.” Title, https://HOST/sources/ID?start=S&end=E
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.types import Citation, Disagreement, Response

_DIFFER, _SOURCES = "The sources differ: ", "Sources:"
_OUR_END = re.compile(
    rf"\s+(?:{_DIFFER}[^\n]*\[\d+\]\.\s+)?{_SOURCES}\s+[-*]?\s*\[1\]\s.*\Z", re.DOTALL
)
_MARK = re.compile(r"\s*\[\d+\]\s*\Z")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A citation in the content: content[start:end] is the quote. In code points."""

    url: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A citation beside the content; its place in the list is its number, less one."""

    title: str
    url: str
    date: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a message says, and the citations in it."""

    text: str
    annotations: tuple[Annotation, ...] = ()
    results: tuple[SearchResult, ...] = ()


def reply_of(response: Response, address: str) -> Reply:
    """`response` as a message; its links start with `address`, which has no solidus at its end."""
    if response.answer is None:
        # What came closest is no answer, and a front end would show it as the source of one.
        return Reply(response.refusal.message if response.refusal else "")
    best = response.answer.citation
    text = f"{response.answer.text} [{best + 1}]\n\n"
    if response.disagreements:
        text += f"{_difference(response.disagreements)}\n\n"
    text += f"{_SOURCES}\n"
    annotations = []
    for number, citation in enumerate(response.citations):
        text += f"\n- [{number + 1}] "
        start = 0
        if number != best:
            start = len(text) + 1
            text += f"“{citation.quote}” "
        url = address + citation.href
        annotations.append(Annotation(url, _title(citation), start, start + len(citation.quote)))
        known = (_title(citation), citation.publisher, citation.published, url)
        text += ", ".join(part for part in known if part)
    return Reply(text, tuple(annotations), _results(response.citations, address))


def words_of(content: str) -> str:
    """What a message of ours had quoted or said, without its source list and marks.

    Anything else comes back as it is.
    """
    said = _OUR_END.sub("", content)
    return _MARK.sub("", said) if said != content else content


def _difference(values: Sequence[Disagreement]) -> str:
    shown = (f"{one.value} {''.join(f'[{n + 1}]' for n in one.citations)}" for one in values)
    return f"{_DIFFER}{'; '.join(shown)}."


def _results(citations: Sequence[Citation], address: str) -> tuple[SearchResult, ...]:
    return tuple(
        SearchResult(_title(one), address + one.href, one.published, one.quote) for one in citations
    )


def _title(citation: Citation) -> str:
    return " ".join(citation.title.split())
