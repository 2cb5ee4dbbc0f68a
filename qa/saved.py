"""Saved answers -> whether what they cite is still what the sources say."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import ValidationError

from qa.cite import Claim, Verification, source_path, verify
from qa.corpus import Corpus
from qa.errors import QueryError
from qa.query import describe

Checked = tuple[str, Verification]


class SavedClaim(Claim):
    """A citation of a saved answer. What else of it comes from the text may be left out."""

    passage: str | None = None
    passage_start: int | None = None
    passage_end: int | None = None
    href: str | None = None


def check(corpus: Corpus, saved: object) -> list[Checked]:
    """Verifies every citation in saved answers; each with where it stands, as "[0].citations[1]".

    `saved`: a response of /v1/ask as plain values, or a list of them, in which may be the errors
    of bad rows. An answer's text must also be the quote of the citation that it names. Raises
    QueryError for what is no answer: that nothing in it is wrong must not look like a proof.
    """
    answers = list(_answers(saved, ""))
    if not answers:
        raise QueryError("the file holds no answer")
    return [found for where, answer in answers for found in _check(corpus, where, answer)]


def _answers(saved: object, where: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    if isinstance(saved, list):
        for n, part in enumerate(saved):
            yield from _answers(part, f"[{n}].")
    elif not isinstance(saved, Mapping):
        raise QueryError(f"{_place(where)} holds no answer but {type(saved).__name__}")
    elif "citations" in saved:
        yield where, saved
    elif "error" not in saved:  # as `citewell batch` writes for a bad row
        raise QueryError(f"{_place(where)} holds no answer: it has no citations")


def _place(where: str) -> str:
    return where.removesuffix(".") or "the file"


def _check(corpus: Corpus, where: str, answer: Mapping[str, object]) -> Iterator[Checked]:
    citations, refusal = answer["citations"] or [], answer.get("refusal") or {}
    yield from _check_claims(corpus, f"{where}citations", citations)
    if isinstance(refusal, Mapping):
        closest = refusal.get("closest") or []
        yield from _check_claims(corpus, f"{where}refusal.closest", closest)
    if not citations and not refusal:
        yield f"{where}citations", Verification(False, "are none, though nothing is refused")
    if answer.get("answer") is not None:
        yield f"{where}answer", _check_answer(answer["answer"], citations)


def _check_claims(corpus: Corpus, where: str, claims: object) -> Sequence[Checked]:
    if not isinstance(claims, list):
        return [(where, Verification(False, "is no list"))]
    return [(f"{where}[{n}]", _check_claim(corpus, claim)) for n, claim in enumerate(claims)]


def _check_claim(corpus: Corpus, value: object) -> Verification:
    try:
        claim = SavedClaim.model_validate(value)
    except ValidationError as error:
        return Verification(False, f"is no citation: {describe(error)}")
    found = verify(corpus, claim)
    return _check_rest(corpus, claim) if found.verified else found


def _check_rest(corpus: Corpus, claim: SavedClaim) -> Verification:
    """Whether the passage is what stands around the quote, and the link leads to the quote."""
    if claim.passage is not None and not _is_around(corpus, claim):
        return Verification(False, "its passage is not what the source has around the quote")
    page = f"{source_path(claim.source_id)}?start={claim.start}&end={claim.end}"
    if claim.href is not None and claim.href.partition("#")[0] != page:
        return Verification(False, "its href does not lead to the quote")
    return Verification(True, None)


def _is_around(corpus: Corpus, claim: SavedClaim) -> bool:
    source, start, end = corpus.number(claim.source_id), claim.passage_start, claim.passage_end
    if source is None or start is None or end is None:
        return False
    around = 0 <= start <= claim.start and claim.end <= end <= corpus.texts.length(source)
    return around and corpus.quote(source, start, end) == claim.passage


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
