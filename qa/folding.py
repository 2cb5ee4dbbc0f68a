"""White space as a quote has it, and a stored text as it is read: its words without their marks."""

import re
from html import unescape

_SOFT_HYPHEN = "\u00ad"  # where a word may be divided; it is not seen
_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}"
# Between two lines of subtitles. Only SubRip numbers them all: "in 1938" may stand above a time.
_UNSAID = (
    rf"{_SOFT_HYPHEN}|(?<!\S)(?:\d{{1,6}}\s+{_TIME},\d{{1,3}}\s+-->\s+{_TIME},\d{{1,3}}"
    rf"|{_TIME}\.\d{{1,3}}\s+-->\s+{_TIME}\.\d{{1,3}}(?:\s+[a-z]+:[\w%.,-]+)*)\s+"
)
_HIDDEN = re.compile(_UNSAID)
_PERHAPS_HIDDEN = re.compile(rf"{_SOFT_HYPHEN}|-->")
# Of HTML the tags within a line, of which some stand for a space, and entities. Of Markdown what
# marks code, stress and links, with the address of these. Code that shows a tag has it in "`".
_INLINE = (
    "abbr|acronym|a|bdi|big|b|cite|code|data|del|dfn|em|font|img|ins|i|kbd|label|mark|nobr|q|samp|"
    "small|span|strike|strong|s|time|tt|u|var|wbr"
)
_GAPS, _CELL = "br|su[bp]", "t[dh]"
# A word that the end of a line divides, as columns of a newspaper do: "per-" above "ceived". Not
# the first of "pre- and post-war"; and the hyphen of "self-evident" is its own.
_FIRST = """
    self well half ex non vice mid anti semi quasi cross re
    twenty thirty forty fifty sixty seventy eighty ninety
"""
_OWN = "|".join(rf"(?<=\b{first})" for first in _FIRST.split())
# What follows a dash rather than the end of a line: "the week- his last".
_NO_REST = (
    "a an and are as at but by for from had has have he her his how i if in into is it its like my "
    "no nor not of on or our she so than that the their then there these they this those though to "
    "was we were what when where which while who whom whose why will with would yet you your"
).replace(" ", "|")
_DIVIDED = rf"(?:(?P<own>{_OWN})|(?<=[^\W\d_]{{2}}))-\s+(?=(?-i:[a-zß-öø-ÿ]))(?!(?:{_NO_REST})\b)"
# What points to a note: "Ottawa.[5]", "Ottawa.[^2]", "Ottawa.²", with or without a link. Not the
# "[0]" of code, the "²" of "m²", nor the "[s]" that was put into a quotation.
_NUMBER = r"\d{1,3}(?:[,–-] ?\d{1,3})*"
_CLOSED = r"[.,;:!?)\]\"”’]"
_NOTE = (
    rf"(?:(?<={_CLOSED}) ?|(?<=[\w>]) ?(?=\[{_NUMBER}\](?:\[|[.,;]|$))|(?<=[\w>]))(?<!`)"
    rf"\[(?!0)(?:\^[\w-]{{1,30}}|{_NUMBER}|note \d{{1,3}}|(?<={_CLOSED}\[)[a-z]|citation needed)\]"
    r"(?:\([^()\s]*[#/][^()\s]*\))?(?=[^\w(`]|$)(?! ?=)"
    rf"|(?<={_CLOSED})(?:[⁰¹²³⁴-⁹]{{1,3}}|<sup(?:\s[^<>]*)?>{_NUMBER}</sup\s*>)"
)
_MARK = re.compile(
    rf"(?P<unsaid>{_UNSAID})|(?P<note>{_NOTE})"
    rf"|(?<!`)</?(?:{_INLINE})(?:\s[^<>]*)?/?>"
    rf"|(?P<gap>(?<!`)<(?:{_GAPS})(?:\s[^<>]*)?/?>)|(?P<cell>(?<!`)<{_CELL}(?:\s[^<>]*)?>)"
    rf"|(?<!`)</(?:{_GAPS}|{_CELL})\s*>"
    r"|(?P<entity>&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6});)"
    r"|!\[[^\[\]]{0,300}\]\([^()]{0,500}\)|\[(?=[^\[\]]{1,300}\]\()"
    r"|\]\((?:[^()\s]|\([^()\s]{0,300}\)){0,1000}(?:\s+\"[^\"]{0,300}\")?\)"
    rf"|(?P<divided>{_DIVIDED})"
    r"|`+|(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|(?P<escaped>\\[*_\[\]#`|~])",
    re.IGNORECASE,
)
_PERHAPS_MARKED = re.compile(rf"[<&\[\]`*\\⁰¹²³⁴-⁹{_SOFT_HYPHEN}]|-->|\w-\s")


def fold(text: str) -> str:
    """Every run of white space becomes one space, the ends are stripped."""
    return " ".join(text.split())


def unhyphenated(text: str) -> str:
    """`text` without soft hyphens, which hide words from whatever compares them, and without the
    times of subtitles."""
    return _HIDDEN.sub("", text) if _PERHAPS_HIDDEN.search(text) else text


def as_read(text: str) -> str:
    """`text` as it is read: `unhyphenated`, and without the marks and tags within a line, with
    characters for the entities that stand for them."""
    return _MARK.sub(_shown, text) if _PERHAPS_MARKED.search(text) else text


def as_written(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the characters from `start` to `end` of `text` as it is read stand in `text`.

    If there are marks among them, those at the ends are theirs: "**two** days", not "two** days".
    """
    found = _MARK.finditer(text) if _PERHAPS_MARKED.search(text) else ()
    marks = [mark for mark in found if _shown(mark) != mark[0]]  # "&ab;" stands for itself
    if not marks:
        return start, end
    places: list[tuple[int, int]] = []  # of each character that is read
    place = 0
    for mark in marks:
        places += [(n, n + 1) for n in range(place, mark.start())]
        places += [mark.span()] * len(_shown(mark))
        place = mark.end()
    places += [(n, n + 1) for n in range(place, len(text))]
    if start >= end:
        first = places[start][0] if start < len(places) else len(text)
        return first, first
    first, last = places[start][0], places[end - 1][1]
    inside = (one for one in marks if not (one["unsaid"] or one["divided"] or one["note"]))
    stress = [mark.span() for mark in inside if not _shown(mark)]
    if any(first < a and b < last for a, b in stress):
        for a, b in reversed(stress):
            first = a if b == first else first
        for a, b in stress:
            last = b if a == last else last
    return first, last


def _shown(mark: re.Match[str]) -> str:
    """What is read of a mark."""
    if mark["entity"]:
        return unescape(mark[0]).replace(_SOFT_HYPHEN, "").replace("\xa0", " ")
    if mark["divided"]:
        return "-" if mark["own"] is not None else ""
    if mark["escaped"]:
        return mark[0][1:]
    return " | " if mark["cell"] else " " if mark["gap"] else ""
