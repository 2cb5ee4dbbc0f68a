"""Paragraphs into sentences, every boundary an offset into the stored text."""

import re
from collections.abc import Iterator
from itertools import pairwise

import syntok.segmenter

from qa.abbreviations import is_cut_short

Span = tuple[int, int]

LONGEST = 600
_CHUNK = 20_000  # characters that syntok reads at once: its time grows faster than its input

# syntok knows the quotation marks “ ”; the others are shown to it as these, one for one.
_MARKS = str.maketrans("«»„‟", "“”“”")
_NEW = r"(?=[“\"‘«„(\[¿¡]*[A-ZÀ-ÖØ-Þ])"
_SUBJECT = r"(?=(?:The|He|She|It|They|We|I|In|But|And|This|That|His|Her|Their|On|At|A|An)\b)"
# Marks of notes behind the end of a sentence: "[12]", "[^note]", "¹", a link of one of them, a tag.
# Each can be matched in one way only: there may be a great many in a row.
_HIGH = "[⁰¹²³⁴-⁹]"
_RAISED = (
    rf"{_HIGH}(?:[,⁻–-]?{_HIGH}){{0,11}}+(?!{_HIGH})|<sup>[^<>]{{1,20}}</sup>"
    r"|\[\\?\[?\^?\d{1,3}\\?\]?\]\([^()\s]{1,200}\)"
)
_NOTE = rf"(?:\[\^?[\w ,–-]{{1,20}}\](?!\()|{_RAISED})"
# What stands apart behind it, too: "[4]", "[^4]", "[citation needed]", "[pause]".
_APART = (
    r"(?:\[\^?\d{1,3}(?:[ ,–-]{1,2}\d{1,3}){0,3}\](?!\()|\[\^[\w-]{1,20}\]"
    r"|\[[a-z][a-z ,’'-]{1,29}\](?!\())"
)
_ENDED = r"[.!?\"”’»]"
# Ends that syntok does not see; each match ends where the next sentence begins.
_MISSED = re.compile(
    rf"(?<=[^\w\s.,;:][.!?]) +{_NEW}"  # behind a bracket, a percent sign, an emoji
    rf"|(?<=\d[.!?]) +{_NEW}"
    rf"|(?<={_ENDED}){_NOTE}{{1,9}}+(?: {_APART}){{0,9}} +(?!{_APART}){_NEW}"
    rf"|(?<={_ENDED})(?: {_APART}){{1,9}} +(?!{_APART}){_NEW}"
    r"|(?<=[a-z]{4}[.!?]) +(?=\d)"
    r"|(?<=[.!?]) +(?=[¿¡])"
    rf"|(?:www\.|https?://|\w@)\S{{1,300}}[.!?] +{_NEW}"
    rf"|(?:(?<=[.][A-Z][.])|(?<=[.]m[.])|(?<=\b(?:Inc|Ltd)[.])|(?<=\b(?:Jr|Sr|Co)[.])) +{_SUBJECT}"
    r"|(?<=[؟۔।]) +(?=\S)"
    r"|(?<=[。！？។])(?![。！？។])[”’」』）»\"]*(?=.)"
)
_STRAY_CLOSE = re.compile(r"(?<=[。！？])[”’」』）]+|[”’)\]»]+(?=\s|$)\s*")
# A sentence ends with its mark; quotation marks, brackets and reference marks may stand behind it.
_END = re.compile(
    r"[.!?…。！？．｡।។؟۔‼⁇⁈⁉][\s.!?…'\"”’»›“‘)\]}」』）*_~^]*"
    rf"(?:(?:\[[^\[\]]{{1,20}}\]| {_APART}|{_RAISED})[\"”’]?)*$"
)
_MARK = re.compile(r"[.!?…。！？．｡।។؟۔‼⁇⁈⁉]")
_SURE_END = re.compile(r"[a-z]{4}[.!?][”\"]? (?=[A-Z])")
_BRACKETS = re.compile(r"[(\[{]")
_NO_END = re.compile(r"[,;:][\"”’'»)\]]*$")
# What only goes on with a sentence: a small letter, a comma; not "(b) The next item".
_SMALL = re.compile(r"(?!\([a-z]{1,3}\) )[“\"‘«(\[]?[a-zß-öø-ÿ]|[,;:)\]]")
# "am 3. Mai", "im 19. Jahrhundert": a number with a full stop before its noun.
_ORDINAL = re.compile(
    r"\b(?:am|vom|zum|bis|im|dem|der|den|des|das|die|seit|ab|dieses|jedes|und)\s\d{1,3}\.$"
)
_DAY = re.compile(r"(?:^|\s)\d{1,2}\.$")
_MONTH = re.compile(
    r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]*\b|Jahrhundert|Jh\b"
)
_ITEM, _FEWEST_ITEMS = re.compile(r"; (?=[A-ZÀ-ÖØ-Þ])"), 3
# Marks that begin what they number: "[1] Roe, Ploughs. [2] Lund, Seeds."
_NUMBERING = re.compile(r"(?:^|: ?)\[\^?\d")
_NUMBER = re.compile(r"\[\^?\d[^\[\]]{0,18}\] ?$")
_MARKS_END = re.compile(rf"{_APART}(?: {_APART}){{0,9}}(?: |$)")
_LETTER = re.compile(r"[^\W\d_]")
_DIVIDERS = ("; ", ": ", " – ", " — ", ", ", " ")


def sentences_of(text: str, start: int, end: int) -> list[Span]:
    """The sentences of the paragraph text[start:end], as spans of `text`, in order.

    Together they cover every word of it. None is longer than LONGEST characters: what has no end
    in sight is divided, at a pause or at a space where there is one.
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
    last_word = _last_word(folded)
    if not _MARK.search(folded, 0, last_word):
        yield from _listed(folded, 0, len(folded))
        return
    numbering = _NUMBERING.search(folded) is not None
    starts = sorted({0, *_syntok_starts(folded), *(m.end() for m in _MISSED.finditer(folded))})
    first = 0
    for _, b in pairwise([*starts, len(folded)]):
        ended = b == len(folded) or (b <= last_word and _is_end(folded, first, b))
        if b < len(folded) and ended:
            ended = not _parts_mark(folded, b, numbering=numbering)
        if ended:
            start, end = _stripped(folded, first, b)
            if end > start:
                yield from _listed(folded, start, end)
            first = b


def _last_word(folded: str) -> int:
    """Where its last letter or digit stands; 0 if there is none."""
    places = range(len(folded) - 1, -1, -1)
    return next((place for place in places if folded[place].isalnum()), 0)


def _stripped(folded: str, a: int, b: int) -> Span:
    """folded[a:b] without the space at either end."""
    a += a < b and folded[a] == " "
    return a, b - (a < b and folded[b - 1] == " ")


def _listed(folded: str, a: int, b: int) -> Iterator[Span]:
    """An enumeration of names between semicolons gives each; other sentences stay whole."""
    marks = list(_ITEM.finditer(folded, a, b))
    if len(marks) >= _FEWEST_ITEMS:
        for mark in marks:
            yield a, mark.start() + 1
            a = mark.end()
    yield a, b


def _is_end(folded: str, first: int, b: int) -> bool:
    """Whether a sentence that begins at `first` ends before `b`."""
    piece = folded[max(first, b - 80) : b].rstrip()
    if not _END.search(piece) or _NO_END.search(piece) or not _LETTER.search(folded, first, b):
        return False
    if _SMALL.match(folded, b) or is_cut_short(piece, folded[b : b + 20]):
        return False
    return not (_ORDINAL.search(piece) or (_DAY.search(piece) and _MONTH.match(folded, b)))


def _parts_mark(folded: str, b: int, *, numbering: bool) -> bool:
    """Whether a mark would be divided there from the sentence that it marks, or that it numbers."""
    if numbering:
        return _NUMBER.search(folded, max(0, b - 24), b) is not None
    return _MARKS_END.match(folded, b) is not None


def _syntok_starts(folded: str) -> Iterator[int]:
    for offset, chunk in _chunks(folded):
        if len(_BRACKETS.findall(chunk)) > len(chunk) // 20:
            chunk = _BRACKETS.sub(" ", chunk)  # syntok looks far ahead from each of them
        for paragraph in syntok.segmenter.analyze(chunk.translate(_MARKS)):
            for tokens in paragraph:
                start = offset + tokens[0].offset
                stray = _STRAY_CLOSE.match(folded, start)  # it belongs to what it closes
                yield stray.end() if stray else start


def _chunks(folded: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(folded):
        end = len(folded)
        if end - start > _CHUNK:
            last = start + _CHUNK
            sure = [match.end() for match in _SURE_END.finditer(folded, last - _CHUNK // 10, last)]
            end = sure[-1] if sure else last
        yield start, folded[start:end]
        start = end


def _divided(folded: str, a: int, b: int) -> Iterator[Span]:
    while b - a > LONGEST:
        cut = _pause(folded, a)
        yield a, cut
        a = cut + 1 if folded[cut] == " " else cut
    if b > a:
        yield a, b


def _pause(folded: str, a: int) -> int:
    """Where to divide what begins at `a` and is too long: behind the last pause, at best."""
    for divider in _DIVIDERS:
        earliest = a + 1 if divider == " " else a + LONGEST // 3
        place = folded.rfind(divider, earliest, a + LONGEST)
        if place > a:
            return place + len(divider.rstrip())
    return a + LONGEST
