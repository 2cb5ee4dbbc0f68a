"""A span of a source -> a citation that can be checked; a citation -> whether it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote as percent_encoded

from pydantic import BaseModel, ConfigDict, ValidationError

from qa.corpus import Corpus
from qa.dates.mentions import mentions
from qa.errors import QueryError
from qa.folding import fold
from qa.query import describe
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
    fragment = text_fragment(text, start - first, end - first)
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
    return Verification(True, None)


def text_fragment(text: str, start: int, end: int) -> str:
    """The directive that finds text[start:end]: whole if short, else its first and last words.

    A browser goes to the first match. Where the words stand earlier too, the ones before the quote
    are given with it, so that it is the quote that is found.
    """
    quote = fold(text[start:end])
    words = quote.split(" ")
    if len(quote) <= _WHOLE_FRAGMENT or len(words) <= 2 * _EDGE_WORDS:
        first, target = quote, _encoded(quote)
    else:
        first = " ".join(words[:_EDGE_WORDS])
        target = f"{_encoded(first)},{_encoded(' '.join(words[-_EDGE_WORDS:]))}"
    before = text[max(0, start - _NEIGHBOURHOOD) : start]
    # Mostly not even their longest word stands there, and nothing need be folded.
    if max(first.split(" "), key=len).casefold() not in before.casefold():
        return target
    before = fold(before)
    if first.casefold() not in before.casefold():
        return target
    context = " ".join(before.split(" ")[-_CONTEXT_WORDS:])
    return f"{_encoded(context)}-,{target}"


def _encoded(text: str) -> str:
    return percent_encoded(text, safe="").replace("-", "%2D")  # a bare dash marks context


def check(corpus: Corpus, saved: object) -> list[tuple[str, Verification]]:
    """Verifies every citation in saved answers; each with where it stands, as "[0].citations[1]".

    `saved`: a response of /v1/ask as plain values, or a list of them. An answer's text must also be
    the quote of the citation that it names.
    """
    results: list[tuple[str, Verification]] = []
    for where, answer in _answers(saved, ""):
        citations = answer.get("citations") or []
        refusal = answer.get("refusal") or {}
        closest = refusal.get("closest") or [] if isinstance(refusal, Mapping) else []
        for name, claims in (("citations", citations), ("refusal.closest", closest)):
            if not isinstance(claims, list):
                results.append((f"{where}{name}", Verification(False, "is no list")))
                continue
            results += [
                (f"{where}{name}[{n}]", _check_claim(corpus, claim))
                for n, claim in enumerate(claims)
            ]
        if answer.get("answer") is not None:
            results.append((f"{where}answer", _check_answer(answer["answer"], citations)))
    return results


def _answers(saved: object, where: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    if isinstance(saved, list):
        for n, part in enumerate(saved):
            yield from _answers(part, f"[{n}].")
    elif isinstance(saved, Mapping):
        yield where, saved
    else:
        raise QueryError(f"{where or 'the file'} holds no answer but {type(saved).__name__}")


def _check_claim(corpus: Corpus, value: object) -> Verification:
    try:
        return verify(corpus, Claim.model_validate(value))
    except ValidationError as error:
        return Verification(False, f"is no citation: {describe(error)}")


def _check_answer(answer: object, citations: object) -> Verification:
    """Whether the answer's words are those of the citation that it names."""
    if not isinstance(answer, Mapping) or not isinstance(citations, list):
        return Verification(False, "is no answer")
    number, text, short = (answer.get(key) for key in ("citation", "text", "short"))
    if not isinstance(number, int) or not 0 <= number < len(citations):
        return Verification(False, f"names the citation {number}, which is not there")
    cited = citations[number]
    quote = cited.get("quote") if isinstance(cited, Mapping) else None
    if text != quote or not isinstance(quote, str):
        return Verification(False, "its text is not the quote that it cites")
    if short is not None and str(short) not in quote:
        return Verification(False, "its short answer is not in the quote")
    return Verification(True, None)
