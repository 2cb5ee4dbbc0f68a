"""A span of a source -> a citation that can be checked; a citation -> whether it holds."""

from dataclasses import dataclass, replace
from urllib.parse import quote as percent_encoded

from pydantic import BaseModel, ConfigDict

from qa.corpus import Corpus
from qa.dates.mentions import mentions
from qa.directive import text_fragment
from qa.types import Citation

# Characters before a quote that are searched for the same words, and those behind it of which some
# may be given with it.
_NEIGHBOURHOOD, _BEHIND = 100_000, 2_000


class Claim(BaseModel):
    """The part of a citation that can be checked; other fields are ignored."""

    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)

    source_id: str
    start: int
    end: int
    quote: str
    source_sha256: str


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a citation holds, and if not, why."""

    verified: bool
    reason: str | None


def cite(corpus: Corpus, passage: int, start: int, end: int, score: float) -> Citation:
    """The citation of the words from `start` to `end`, which lie in the passage of this row."""
    made = corpus.cited.get((passage, start, end), lambda: _cited(corpus, passage, start, end))
    return replace(made, score=round(score, 4))


def _cited(corpus: Corpus, row: int, start: int, end: int) -> Citation:
    passage = corpus.passage(row)
    source = corpus.sources[passage.source]
    quote = corpus.quote(passage.source, start, end)
    return Citation(
        source_id=source.id,
        title=source.title,
        publisher=source.publisher,
        author=source.author,
        published=source.published,
        url=source.url,
        source_sha256=source.sha256,
        quote=quote,
        start=start,
        end=end,
        passage=corpus.quote(passage.source, passage.start, passage.end),
        passage_start=passage.start,
        passage_end=passage.end,
        score=0.0,
        dates=mentions(corpus, passage.source, start, end),
        href=href(corpus, passage.source, start, end),
    )


def href(corpus: Corpus, source: int, start: int, end: int) -> str:
    """The link to the words from `start` to `end` in their source's page, with a text fragment for
    the browser, where there is one that leads to them."""
    # Of the text no more is read than is looked at.
    first, last = max(0, start - _NEIGHBOURHOOD), end + _BEHIND
    text = corpus.texts.part(source, first, min(last, corpus.texts.length(source)))
    blocks = [(max(0, a - first), max(0, b - first)) for a, b in corpus.blocks(source, first, last)]
    found = corpus.sources[source]
    head = [
        one for one in (found.title, found.publisher, found.author, found.published_note) if one
    ]
    fragment = text_fragment(text, start - first, end - first, blocks, head)
    page = f"{source_path(found.id)}?start={start}&end={end}"
    return f"{page}#:~:text={fragment}" if fragment else page


def source_path(source_id: str) -> str:
    """The address of a source's page, relative to the service."""
    return f"/sources/{percent_encoded(source_id, safe='')}"


def verify(corpus: Corpus, claim: Claim) -> Verification:
    """Checks a citation against the stored text: same source, same bytes, same words."""
    number = corpus.number(claim.source_id)
    if number is None:
        return Verification(False, f"no source has the id {claim.source_id!r}")
    if corpus.sources[number].sha256 != claim.source_sha256:
        return Verification(False, "the source has changed since: its sha256 is another")
    if not 0 <= claim.start < claim.end <= corpus.texts.length(number):
        return Verification(
            False, f"{claim.start} to {claim.end} is no stretch of the source's text"
        )
    if corpus.quote(number, claim.start, claim.end) != claim.quote:
        return Verification(False, "the source has other words at this place")
    if not claim.quote:
        return Verification(False, "the source has no words at this place")
    return Verification(True, None)
