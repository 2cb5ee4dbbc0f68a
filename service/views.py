"""What the templates show of answers and sources."""

import calendar
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from qa.cite import source_path
from qa.corpus import Corpus
from qa.library import Library
from qa.types import Citation, Response, Source

TEMPLATES = Path(__file__).parent / "templates"

_BASIS = {
    "stated": "stated on its page",
    "inferred": "worked out from its words",
    "known": "known from elsewhere",
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation, and the words of its passage before and after the quote."""

    citation: Citation
    before: str
    after: str

    @property
    def in_context(self) -> bool:
        """Whether the passage says more than the quote."""
        return bool(self.before or self.after)


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A response with its citations, or those that came closest, in their passages.

    `best` is the citation of the answer; None in a refusal.
    """

    response: Response
    best: Quoted | None
    others: tuple[Quoted, ...]


def shown_answer(corpus: Corpus, response: Response) -> ShownAnswer:
    """`response` with the passages around its quotes."""
    if response.answer is None:
        closest = response.refusal.closest if response.refusal else ()
        return ShownAnswer(response, None, tuple(_quoted(corpus, c) for c in closest))
    quoted = [_quoted(corpus, citation) for citation in response.citations]
    best = quoted.pop(response.answer.citation)
    return ShownAnswer(response, best, tuple(quoted))


def _quoted(corpus: Corpus, citation: Citation) -> Quoted:
    number = corpus.number(citation.source_id)
    if number is None:
        return Quoted(citation, "", "")
    return Quoted(
        citation,
        before=corpus.quote(number, citation.passage_start, citation.start),
        after=corpus.quote(number, citation.end, citation.passage_end),
    )


@dataclass(frozen=True, slots=True)
class Collection:
    """What can be asked: the first sources by name, how many more there are, and from when."""

    sources: tuple[Source, ...]
    more: int
    sentences: int
    first_year: str | None
    last_year: str | None


def shown_collection(library: Library, listed: int) -> Collection:
    """The collection behind `library`, with `listed` sources at most by name."""
    sources = library.corpus.sources
    years = sources.years
    return Collection(
        sources=tuple(islice(sources, listed)),
        more=max(0, len(sources) - listed),
        sentences=library.manifest.sentences,
        first_year=years[0] if years else None,
        last_year=years[1] if years else None,
    )


def readable_date(published: str) -> str:
    """2013-03-15 -> 15 March 2013, 1997-11 -> November 1997, 1997/1998 -> 1997 to 1998."""
    if "/" in published:
        return " to ".join(readable_date(part) for part in published.split("/"))
    year, month, day = (*published.split("-"), "", "")[:3]
    named = calendar.month_name[int(month)] if month else ""
    return " ".join(part for part in (day.lstrip("0"), named, year) if part)


def byline(source: Source | Citation) -> str:
    """Who wrote and who published it: "David Chandler, Mass Violence & Résistance"."""
    return ", ".join(part for part in (source.author, source.publisher) if part)


def web_address(url: str | None) -> str | None:
    """`url` if a page may link to it: only http and https are safe to follow."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def below(path: str, root: str) -> str:
    """A path of the service, such as /sources/a, as a page links to it that finds `root` there."""
    return root + path.removeprefix("/")


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a paragraph, or code in it."""

    text: str
    code: bool


def paragraphs(text: str) -> tuple[tuple[Part, ...], ...]:
    """The paragraphs of a description; what stands between backticks is code."""
    return tuple(
        tuple(Part(part, code=n % 2 == 1) for n, part in enumerate(paragraph.split("`")))
        for paragraph in text.strip().split("\n\n")
    )


def environment() -> Environment:
    """The templates; every value in them is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "readable_date": readable_date,
        "byline": byline,
        "web_address": web_address,
        "source_path": source_path,
        "below": below,
        "basis": _BASIS.get,
        "paragraphs": paragraphs,
    }
    return made
