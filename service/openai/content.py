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

_DIFFER, _SOURCES, _MORE = "The sources differ: ", "Sources:", "See also:"
# A client chooses what these search, and how long it is: none goes back over what it has read.
_OUR_LIST = re.compile(rf"(?<!\s)\s++{_SOURCES}\s++[-*]?\s*+\[\d++\]\s")
_OUR_DIFFERENCE = re.compile(rf"(?<!\s)\s++{_DIFFER}")
_DIFFERENCE_END, _MARK = re.compile(r"\[\d+\]\.\Z"), re.compile(r"\[\d+\]\Z")


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
    text = f"{response.answer.text} [{best + 1}]"
    if response.disagreements:
        text += f"\n\n{_difference(response.disagreements)}"
    places = {best: 0}
    for heading, numbers in _listed(response, best):
        text += f"\n\n{heading}\n"
        for number in numbers:
            citation = response.citations[number]
            text += f"\n- [{number + 1}] "
            if number != best:
                places[number] = len(text) + 1
                text += f"“{citation.quote}” "
            text += _known(citation, address)
    annotations = (_annotation(one, places[n], address) for n, one in enumerate(response.citations))
    return Reply(text, tuple(annotations), _results(response.citations, address))


def words_of(content: str) -> str:
    """What a message of ours had quoted or said, without its source list and marks.

    Anything else comes back as it is.
    """
    listed = _OUR_LIST.search(content)
    if listed is None:
        return content
    said = content[: listed.start()]
    before = len(said[: said.rfind("\n") + 1].rstrip())
    differing = _OUR_DIFFERENCE.search(said, before)
    if differing and _DIFFERENCE_END.search(said):
        said = said[: differing.start()]
    return _MARK.sub("", said).rstrip()


def _listed(response: Response, best: int) -> list[tuple[str, list[int]]]:
    """Headings with the citations below them: those with a mark in the content, and the rest."""
    marked = {best, *(n for one in response.disagreements for n in one.citations)}
    more = [n for n in range(len(response.citations)) if n not in marked]
    return [(_SOURCES, sorted(marked)), *([(_MORE, more)] if more else [])]


def _known(citation: Citation, address: str) -> str:
    known = (_title(citation), citation.publisher, citation.published, address + citation.href)
    return ", ".join(part for part in known if part)


def _annotation(citation: Citation, start: int, address: str) -> Annotation:
    end = start + len(citation.quote)
    return Annotation(address + citation.href, _title(citation), start, end)


def _difference(values: Sequence[Disagreement]) -> str:
    shown = (f"{one.value} {''.join(f'[{n + 1}]' for n in one.citations)}" for one in values)
    return f"{_DIFFER}{'; '.join(shown)}."


def _results(citations: Sequence[Citation], address: str) -> tuple[SearchResult, ...]:
    return tuple(
        SearchResult(_title(one), address + one.href, one.published, one.quote) for one in citations
    )


def _title(citation: Citation) -> str:
    return " ".join(citation.title.split())
