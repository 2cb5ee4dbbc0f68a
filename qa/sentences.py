"""Paragraphs into sentences, every boundary an offset into the stored text."""

import re
from collections.abc import Iterator
from itertools import pairwise

import syntok.segmenter

Span = tuple[int, int]

# syntok knows the quotation marks “ ”; the others are shown to it as these, one for one.
_MARKS = str.maketrans("«»„‟", "“”“”")
# Ends that syntok leaves together: behind a bracket, behind an initialism before an article or a
# pronoun, and the full stops of Chinese, Japanese and Khmer.
_MISSED = re.compile(
    r"(?<=[)\]][.!?]) +(?=[“\"(]?[A-ZÀ-Þ])"
    r"|(?<=[.][A-Z][.]) +(?=(?:The|He|She|It|They|We|I|In|But|And|This|That|A)\b)"
    r"|(?<=[。！？។])(?=.)"
)
# Titles and the like after which syntok would end a sentence although a name follows.
_NOT_AN_END = re.compile(
    r"(?:^|[\s(“\"])(?:Rev|Gov|Sen|Rep|Hon|Msgr|Supt|Insp|Sgt|Cpl|Pvt|Lt|Cmdr|Adm|Maj|Brig|Pres|Dist|"
    r"Messrs|Mmes?|Mgr|Ven|fl|ca|approx|[Nn]os?|[Vv]ol|[Pp]p|[Ff]igs?|[Aa]rts?|[Cc]h)\.$"
)
_STRAY_CLOSE = re.compile(r"[”’)\]»]+(?=\s|$)\s*")
_HAS_WORD = re.compile(r"\w")
LONGEST = 600


def sentences_of(text: str, start: int, end: int) -> list[Span]:
    """The sentences of the paragraph text[start:end], as spans of `text`, in order.

    Together they cover every word of it. None is longer than LONGEST characters: what has no end
    in sight is divided at a space.
    """
    folded, places = _fold_with_places(text, start, end)
    spans = []
    for a, b in _split(folded):
        for first, last in _divided(folded, a, b):
            spans.append((places[first], places[last - 1] + 1))
    return spans


def _fold_with_places(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """text[start:end] with white space folded, and the offset of each of its characters."""
    words: list[str] = []
    places: list[int] = []
    for match in re.finditer(r"\S+", text[start:end]):
        if words:
            places.append(start + match.start() - 1)
        words.append(match.group())
        places.extend(range(start + match.start(), start + match.end()))
    return " ".join(words), places


def _split(folded: str) -> Iterator[Span]:
    """Spans of `folded`, without the spaces around them."""
    starts = sorted({0} | set(_syntok_starts(folded)) | _missed_starts(folded))
    pending: int | None = None
    for a, b in pairwise([*starts, len(folded)]):
        first = a if pending is None else pending
        piece = folded[first:b].rstrip()
        rest = folded[b:]
        unfinished = _NOT_AN_END.search(piece) or not _HAS_WORD.search(rest)
        if rest and unfinished:
            pending = first
        elif piece:
            yield first, first + len(piece)
            pending = None


def _syntok_starts(folded: str) -> Iterator[int]:
    for paragraph in syntok.segmenter.analyze(folded.translate(_MARKS)):
        for tokens in paragraph:
            start = tokens[0].offset
            stray = _STRAY_CLOSE.match(folded, start)  # a closing mark belongs to what it closes
            yield stray.end() if stray else start


def _missed_starts(folded: str) -> set[int]:
    return {match.end() for match in _MISSED.finditer(folded)}


def _divided(folded: str, a: int, b: int) -> Iterator[Span]:
    while b - a > LONGEST:
        cut = folded.rfind(" ", a + 1, a + LONGEST)
        cut = a + LONGEST if cut <= a else cut
        yield a, cut
        a = cut + 1 if folded[cut] == " " else cut
    if b > a:
        yield a, b
