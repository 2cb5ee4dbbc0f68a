"""Boxes of Markdown that its dialects write with marks of their own: "> [!WARNING]", "!!! note",
":::tip". The mark is none of the words; a title behind it is a line above them."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_KIND = (
    r"(?:note|tip|info|warning|caution|danger|important|hint|details|success|question|example"
    r"|abstract|summary|seealso|attention|error)"
)
_OPENING = re.compile(
    r"(?:\[![A-Za-z][\w-]{0,30}\][-+]?|(?P<set_in>(?:!!!|\?\?\?)\+?(?:[ \t]+[a-z][\w-]{0,30}){1,3})"
    rf"|:{{3,9}}[ \t]*(?:\{{{_KIND}\}}|{_KIND}))(?=\s|$)"
)
_TITLE = re.compile(r"[ \t]*(?:\"(?P<quoted>[^\"\r\n]+)\"|(?P<words>[^\r\n\"]*[^\s\"]))?[ \t]*")
_TITLE_BEHIND_WORD = re.compile(r"[ \t]*(?:\"(?P<quoted>[^\"\r\n]+)\")?[ \t]*(?=[\r\n]|$)")
_NEXT_LINE = re.compile(r"[\s>]*")
_CLOSING = re.compile(r"(?:^|\r?\n)[ \t>]*:{3,9}[ \t]*$")
_MARKER = r"(?:[-*+]|\d{1,3}[.)])[ \t]+"
_PARAGRAPH = re.compile(rf"(?P<marker>{_MARKER})?(?P<words>\S.*(?:\r?\n[ \t]*(?!{_MARKER})\S.*)*)")
_FENCE = re.compile(r"`{3,}|~{3,}")


def boxed(text: str, start: int, end: int) -> list[Span] | None:
    """The title and the words of a box whose first paragraph is text[start:end]; None if it is no
    box. What only closes one has neither."""
    opening = _OPENING.match(text, start, end)
    closing = _CLOSING.search(text[start:end])
    if opening is None:
        if closing is None:
            return None
        return [(start, start + closing.start())] if closing.start() else []
    last = start + closing.start() if closing else end
    kind = _TITLE_BEHIND_WORD if opening["set_in"] else _TITLE
    title = kind.match(text, opening.end(), end)
    if title is None:
        return None
    named = next((title.span(name) for name in title.groupdict() if title[name]), None)
    words = _NEXT_LINE.match(text, title.end(), last)
    first = words.end() if words else last
    return [span for span in (named, (first, last)) if span and span[0] < span[1]]


def is_set_in(text: str, start: int, end: int) -> bool:
    """Whether it begins a box whose further paragraphs are set in, as code is."""
    opening = _OPENING.match(text, start, end)
    return opening is not None and opening["set_in"] is not None


def set_in(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """The paragraphs of a box that are set in, each with what it is: "text", "item" or "code"."""
    fence = None
    for found in _PARAGRAPH.finditer(text, start, end):
        words = found["words"].rstrip()
        first, last = found.start("words"), found.start("words") + len(words)
        opened = _FENCE.match(words)
        if fence is None and opened is None:
            yield (first, last), "item" if found["marker"] else "text"
            continue
        begun = fence or (opened[0] if opened else "")
        closed = words.endswith(begun) and (fence is not None or len(words) > len(begun))
        fence = None if closed else begun
        yield (first, last), "code"
