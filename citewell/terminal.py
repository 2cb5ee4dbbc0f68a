"""Responses and sources as a person reads them in a terminal."""

import re
from collections.abc import Sequence

import click

from qa.types import Candidate, Citation, Disagreement, Response, Source

# Control characters move the cursor, rename the window or worse; marks of direction show a line's
# words in another order; half a surrogate pair cannot be written. Marks that join letters stay.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def escaped(text: str) -> str:
    """`text` with what would steer a terminal spelled out, such as \\x1b for escape."""
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def as_text(response: Response, public_url: str | None = None) -> str:
    """An answer or a refusal, and the explanation if there is one.

    `public_url`: what the links start with; None leaves them relative to the service.
    """
    lines = _refused(response, public_url) if response.refusal else _answered(response, public_url)
    if response.explanation:
        lines += ["", explained(response.explanation)]
    if response.stages_ms:
        taken = ", ".join(f"{name} {ms:.1f}" for name, ms in response.stages_ms.items())
        lines += ["", f"milliseconds: {taken}"]
    return "\n".join(lines)


def explained(candidates: Sequence[Candidate]) -> str:
    """Each sentence that was considered: its score and what spoke for it."""
    blocks = []
    for candidate in candidates:
        parts = "  ".join(f"{name} {value:.2f}" for name, value in candidate.features.items())
        block = f"{candidate.score:.3f}  {escaped(candidate.quote)}\n       {parts}"
        blocks.append(block.rstrip())  # only what was read closely has features
    return "\n\n".join(blocks)


def source_line(source: Source) -> str:
    """A source with what is known of it, in one line."""
    known = (source.publisher, source.author, source.published)
    words = f"{source.id}  {source.title}  ({', '.join(k for k in known if k) or 'undated'})"
    return escaped(words)


def _answered(response: Response, public_url: str | None) -> list[str]:
    short = response.answer.short if response.answer else None
    lines = [click.style(escaped(short), bold=True), ""] if short else []
    lines += [_quoted(response.citations[0].quote), ""]
    if response.disagreements:
        lines += [_difference(response.disagreements), ""]
    lines += [_footnote(1, response.citations[0], public_url, quoted=False)]
    lines += [_footnote(n, c, public_url) for n, c in enumerate(response.citations[1:], start=2)]
    return [*lines, "", f"confidence {response.confidence:.2f}"]


def _refused(response: Response, public_url: str | None) -> list[str]:
    if response.refusal is None:
        return []
    lines = [escaped(response.refusal.message)]
    if response.refusal.readings:
        lines += ["", "It may mean:"]
        lines += [f"  {n}  {escaped(r)}" for n, r in enumerate(response.refusal.readings, start=1)]
    if response.refusal.closest:
        lines += ["", "What came closest, which is not an answer:"]
        closest = enumerate(response.refusal.closest, start=1)
        lines += [_footnote(n, c, public_url) for n, c in closest]
    return lines


def _difference(values: Sequence[Disagreement]) -> str:
    """ "The sources differ: 1924 [2]; October 24, 1925 [1]": numbers as in the footnotes."""
    shown = (
        f"{escaped(one.value)} {''.join(f'[{n + 1}]' for n in one.citations)}" for one in values
    )
    return f"The sources differ: {'; '.join(shown)}"


def _footnote(
    number: int, citation: Citation, public_url: str | None, *, quoted: bool = True
) -> str:
    """The quote (if `quoted`), where it stands, its dates, and the link to it in its source."""
    known = (citation.title, citation.publisher, citation.published)
    words = f"{_quoted(citation.quote)}\n    " if quoted else ""
    dates = "".join(f"    {escaped(d.text)} = {d.resolved}\n" for d in citation.dates if d.resolved)
    where = escaped(", ".join(k for k in known if k))
    return f"[{number}] {words}{where}\n{dates}    {_link(citation, public_url)}"


def _link(citation: Citation, public_url: str | None) -> str:
    """The page with the quote; where no service is named, the source's own address too."""
    if public_url is not None:
        return f"{public_url}{citation.href}"
    return "\n    ".join(escaped(one) for one in (citation.href, citation.url) if one)


def _quoted(quote: str) -> str:
    """In quotation marks, unless it begins with some of its own."""
    shown = escaped(quote)
    return shown if shown.startswith(("“", '"', "«", "‘", "'")) else f"“{shown}”"
