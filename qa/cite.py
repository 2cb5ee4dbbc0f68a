"""A span of a source -> a citation that can be checked; a citation -> whether it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote as percent_encoded

from pydantic import BaseModel, ConfigDict

from qa.corpus import Corpus, Span
from qa.dates.mentions import mentions
from qa.folding import fold
from qa.types import Citation

_WHOLE_FRAGMENT, _EDGE_WORDS, _CONTEXT_WORDS = 90, 6, 4
# Characters around a quote that are searched for the same words.
_NEIGHBOURHOOD = 100_000


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
    the browser.

    https://wicg.github.io/scroll-to-text-fragment/
    """
    first = max(0, start - _NEIGHBOURHOOD)  # of the text no more is read than is looked at
    text = corpus.texts.part(source, first, end)
    blocks = [(max(0, a - first), b - first) for a, b in corpus.blocks(source, start, end)]
    fragment = text_fragment(text, start - first, end - first, blocks)
    return f"{source_path(corpus.sources[source].id)}?start={start}&end={end}#:~:text={fragment}"


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


def text_fragment(text: str, start: int, end: int, blocks: Sequence[Span] = ()) -> str:
    """The directive that finds text[start:end]: whole if short, else its first and last words.

    `blocks`: where the page's blocks around the quote lie. A browser finds words within one block
    only: a quote over several is given by its first words in the first and its last in the last.
    It goes to the first match. Where the words stand earlier too, the ones before the quote are
    given with it, so that it is the quote that is found.
    """
    inside = [fold(text[max(a, start) : min(b, end)]) for a, b in blocks]
    parts = [part for part in inside if part] or [fold(text[start:end])]
    words, last = parts[0].split(" "), parts[-1].split(" ")
    short = len(parts[0]) <= _WHOLE_FRAGMENT or len(words) <= 2 * _EDGE_WORDS
    if len(parts) == 1 and short:
        first, target = parts[0], _encoded(parts[0])
    else:
        first = " ".join(words[:_EDGE_WORDS])
        target = f"{_encoded(first)},{_encoded(' '.join(last[-_EDGE_WORDS:]))}"
    before = text[max(0, start - _NEIGHBOURHOOD) : start]
    # Mostly not even their longest word stands there, and nothing need be folded.
    if max(first.split(" "), key=len).casefold() not in before.casefold():
        return target
    if first.casefold() not in fold(before).casefold():
        return target
    context = _block_before(text, start, blocks) or fold(before)
    return f"{_encoded(' '.join(context.split(' ')[-_CONTEXT_WORDS:]))}-,{target}"


def _block_before(text: str, start: int, blocks: Sequence[Span]) -> str:
    """The words before a quote in its block, or those of the block before it."""
    before = (fold(text[a : min(b, start)]) for a, b in reversed(blocks) if a < start)
    return next(filter(None, before), "")


def _encoded(text: str) -> str:
    return percent_encoded(text, safe="").replace("-", "%2D")  # a bare dash marks context
