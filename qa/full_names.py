"""The full name of whom a label of a transcript names: "NP", "Pettifer" and "MRS. PETTIFER" are
Nora Pettifer, if she is the only one of whom a page tells that fits."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

TITLE = (
    r"(?i:mr|mrs|ms|miss|dr|prof|professor|sir|dame|lord|lady|judge|justice|cllr|councillor|rev"
    r"|father|sister|captain|capt|general|colonel|senator|president|minister|mayor|chair"
    r"|chairman|chairwoman|chairperson|the|rt hon|hon)\b\.?"
)
_WORD = r"[A-ZÀ-Þ](?:[\w’'-]*\w)?"
_NAME = re.compile(rf"{_WORD}(?: (?:(?:de|van|von|der|den|la|du|al|bin) )?{_WORD}){{1,3}}")
_OFFICE = re.compile(r"(?i:the)\b")
_PAPER = r"(?i:(?:cross-)?examination|evidence|testimony|deposition|statement|interview)"
_LEADING = re.compile(
    rf"(?:(?:{TITLE}|{_PAPER}\s+(?i:of|with|by)|On|In|At|By|And|But|When|With|For|From|As|A|An)\s+)+"
)
# "Nora Pettifer, 78,", "Nora Pettifer (b. 1931)", "Nora Pettifer, a nurse"; not "in York, where"
_PRESENTED = re.compile(
    r",? \(?(?:b\.|born|aged?|\d{1,3}\b)"
    r"|, (?!(?:and|or|where|which|when|in|on|at|to|from|but|with|for)\b)[a-z]"
)
_BY = re.compile(r"(?i:by|interviewer:?)[*_ ]*$")
_LONGEST_INITIALS = 4
_MOST_READ = 20_000  # characters before the first turn


def full_name(text: str, label: Span, head: int) -> Span | None:
    """Where the name of more than one word stands that `label` is short for: before `head`, where
    the first turn begins, or before the label. None if no name or more than one fits."""
    said = text[slice(*label)]
    for start, end in ((0, head), (head, label[0])):
        announced = _announced(text, said, start, end)
        fitting = announced or [
            span
            for span in _names(text, max(start, end - _MOST_READ), end)
            if _fits(said, text[slice(*span)])
        ]
        if len({_short(text[slice(*span)]) for span in fitting}) == 1:
            return fitting[0]
        if fitting:
            return None
    return None


def presented(text: str, head: int) -> Span | None:
    """Whom the head of a page presents, if it is one: "Nora Pettifer, retired ward sister"."""
    found = [
        (start, end)
        for start, end in _names(text, max(0, head - _MOST_READ), head)
        if _PRESENTED.match(text, end) and not _BY.search(text, max(0, start - 20), start)
    ]
    return found[0] if len({_short(text[slice(*span)]) for span in found}) == 1 else None


def is_only_a_name(words: str) -> bool:
    """Whether words are a name, perhaps with what that one is: "Nora Pettifer, a nurse"."""
    found = _NAME.match(words)
    return found is not None and re.fullmatch(r"(?:[,(][^.!?]*)?", words[found.end() :]) is not None


def _announced(text: str, label: str, start: int, end: int) -> list[Span]:
    """The name that the page gives for a label: "NP: Nora Pettifer", "Nora Pettifer (NP)"."""
    given = re.compile(rf"(?<!\w){re.escape(label)}[*_]{{0,3}}\s?[:=–-][*_]{{0,3}}\s+")
    near = max(start, end - _MOST_READ)
    found = (_NAME.match(text, one.end(), end) for one in given.finditer(text, near, end))
    behind = re.compile(rf"(?P<name>{_NAME.pattern})[^()\n]{{0,40}}\({re.escape(label)}\)")
    named = (one.span("name") for one in behind.finditer(text, near, end))
    return [*(one.span() for one in found if one), *named]


def _names(text: str, start: int, end: int) -> Iterator[Span]:
    """The names of more than one word in text[start:end], without titles."""
    for found in _NAME.finditer(text, start, end):
        leading = _LEADING.match(text, found.start(), found.end())
        first = leading.end() if leading else found.start()
        if " " in text[first : found.end()]:
            yield first, found.end()


def _fits(label: str, name: str) -> bool:
    """Whether a label is a word of a name, its surname behind a title, or its initials.

    More than a name may stand before it: "Host Elin Marsh", "EVIDENCE OF ELIN MARSH".
    """
    said = _LEADING.sub("", label)
    words, parts = _words(said), _words(name)
    if _OFFICE.match(label) or not words:
        return False
    alone = len(words) == 1 and len(words[0]) > 1
    if alone and words[0] in (parts if said == label else parts[-1:]):
        return True
    initials = words[0] if len(words) == 1 else "".join(words)
    if len(initials) > _LONGEST_INITIALS or (len(words) > 1 and len(initials) > len(words)):
        return len(words) > 1 and (words[0], words[-1]) == (parts[0], parts[-1])
    whole = "".join(part[0] for part in parts)
    return len(initials) > 1 and (whole.endswith(initials) or initials == whole[0] + whole[-1])


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", name.casefold())


def _short(name: str) -> str:
    """A name without what may stand before it, to tell it from others."""
    return " ".join(_words(name)[-2:])
