"""What a stored text hides from its reader, comments above all, is neither quoted nor matched."""

import re
from collections.abc import Callable, Iterable

from qa.sentences import Span, sentences_of
from qa.types import Cut

HIDDEN, HOLDS_HIDDEN = "comment or script", "sentence around a comment"

# Behind ">": the mark of a Markdown quotation goes on with each line.
VISIBLE = re.compile(r"[^\s>\ufeff]")
# What hides what stands behind it, or shows it (code, an escaped mark).
_OPENING = re.compile(r"\\.|`+|<!(?=--)", re.DOTALL)

# Within what a writer hides, rather than the end of the next comment or of an arrow.
_CLOSING_BELOW = re.compile(r"(?:(?!<!--).){0,2000}?(?<!<)-->", re.DOTALL)
# Comments on lines of their own, of a text that has no marks.
_COMMENT = re.compile(
    r"^[^\S\n]*(<!--(?:(?!<!--).){1,2000}?-->)[^\S\n]*$", re.DOTALL | re.MULTILINE
)

_SAID = re.compile(r"\w")


def hidden_in(text: str, start: int, end: int) -> list[Span]:
    """The comments in text[start:end], which is Markdown. An empty one hides nothing.

    One that its writer goes on with behind an empty line ends behind `end`.
    """
    found: list[Span] = []
    unclosed: set[str] = set()
    place = start
    while mark := _OPENING.search(text, place, end):
        opening, place = mark[0], mark.end()
        if opening[0] == "\\" or opening in unclosed:
            continue
        closing = re.compile("-->" if opening == "<!" else rf"(?<!`){opening}(?!`)").search(
            text, place, end
        )
        if closing is None and opening == "<!":
            closing = _CLOSING_BELOW.match(text, end)
        if closing is None:  # nor will it be further down
            unclosed.add(opening)
            continue
        place = closing.end()
        if opening == "<!" and _SAID.search(text, mark.start(), place):
            found.append((mark.start(), place))
    return found


def comments_in(text: str) -> list[Span]:
    """The comments of HTML that have lines of a plain text to themselves."""
    return [found.span(1) for found in _COMMENT.finditer(text)]


def shown_of(
    text: str, start: int, end: int, hidden: Iterable[Span]
) -> tuple[list[Span], list[Cut]]:
    """What can be quoted of text[start:end], and what is cut.

    A quote is a stretch of the stored text: of a sentence with something hidden in it, none could
    be shown but half of it, which may say another thing. It is cut.
    """
    hidden = list(hidden)
    if not hidden:
        return [(start, end)], []
    seen, marked = list(text[start:end]), bytearray(end - start)
    for a, b in ((a, min(b, end)) for a, b in hidden):
        # As many spaces as it has characters: every offset stays.
        seen[a - start : b - start] = " " * (b - a)
        marked[a - start : b - start] = b"\1" * (b - a)
    whole: list[Span] = []
    cuts: list[Cut] = []
    for a, b in sentences_of("".join(seen), 0, end - start):
        if 1 in marked[a:b]:
            marked[a:b] = b"\2" * (b - a)
            cuts.append(Cut(a + start, b + start, HOLDS_HIDDEN))
        elif begin := VISIBLE.search(text, a + start, b + start):
            whole.append((begin.start(), b + start))
    cuts += [Cut(a, b, HIDDEN) for a, b in hidden if marked[a - start] == 1]
    return _joined(whole, lambda a, b: not any(marked[a - start : b - start])), cuts


def _joined(spans: Iterable[Span], next_to: Callable[[int, int], bool]) -> list[Span]:
    """Spans one behind the other as one, where nothing between them was cut."""
    joined: list[Span] = []
    for a, b in spans:
        if joined and next_to(joined[-1][1], a):
            joined[-1] = joined[-1][0], b
        else:
            joined.append((a, b))
    return joined
