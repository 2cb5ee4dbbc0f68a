"""Where a short answer begins and ends: what changes its meaning is in it, what adds none is not.

"3,000" of "fewer than 3,000", "three" of "two out of three" and "three years" of "three years ago"
are other answers than the text gives; "only" and "at" are no part of one.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qa.dates.words import FULL_MONTH, MONTH, WEEKDAY
from qa.whole import whole

_LOOKED_AT = 40  # characters before an answer


class _Edge(NamedTuple):
    """What is taken from an answer that is like `words`, or stands beside it and is added.

    `sorts`: the families and kinds of question (`qa.short`) of which it holds.
    """

    sorts: frozenset[str]
    words: re.Pattern[str]
    edge: re.Pattern[str]


def _edge(sorts: str, words: str, edge: str, flags: re.RegexFlag = re.IGNORECASE) -> _Edge:
    return _Edge(frozenset(sorts.split()), re.compile(words, flags), re.compile(edge, flags))


_STATED = "name amount date"
_ANY = f"{_STATED} clause"
_SMALL = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred)"
)
_LONG = r"(?:second|minute|hour|day|night|week|fortnight|month|year|decade)s?"
_EACH = (
    r"(?:second|minute|hour|day|night|week|fortnight|month|quarter|year|head|person|child|adult"
    r"|household|family|mile|kilometre|kilometer|metre|meter|acre|hectare|litre|liter|gallon|tonne)"
)
_DATED = (
    rf"(?:\d(?:st|nd|rd|th)?|{MONTH}|{WEEKDAY}|\b(?:week|morning|evening|spring|summer|autumn))"
)
_PERIOD = (
    r"(?:(?:last|next|this|that|the|each|every)\s+(?:(?:same|following)\s+)?(?:month|year|week)"
    rf"|\d{{4}}|{MONTH})\b"
)
_TIME = (
    rf"(?:\d|{FULL_MONTH}|{WEEKDAY}|spring|summer|autumn|winter|season|day|night|week|month|year|hour"
    r"|minute|decade|centur|fortnight|morning|evening|noon|dawn|dusk|term|time|tomorrow|war\b|eve\b"
    r"|christmas|easter|anniversary|holiday|age\b|before|after|during|until|till|since|when|while"
    r"|once|ago|later|earlier|then|soon|now\b|end\b|start|beginning|first|last|next|teens?\b"
    r"|ies\b|o['’]clock|quarter|half|ten\b|eleven|twelve|one\b|two|three|four|five|six|seven|eight"
    r"|nine)"
)
_HOURS = r"(?:morning|afternoon|evening|night|noon|lunchtime)\b"
_BOUND = (
    r"(?:(?:no\s+)?(?:fewer|less|more)\s+than|nearly|almost|barely|at\s+least|at\s+most|up\s+to"
    r"|(?:just|well)\s+(?:over|under))"
)

_NOT_FIRST = (
    _edge(_STATED, "", r"(?:only|just|also|still)\s+"),
    _edge("place", "", r"o['’]clock\s+"),
    _edge("date", "", r"[\d ()+-]{7,},\s+"),  # a telephone number
    _edge(
        "place", "", r"(?:at|in|on|from|to|into)\s+(?=(?:the|an?|his|her|its|their)\b|(?-i:[A-Z]))"
    ),
)
_NOT_LAST = (
    _edge(_STATED, "", r",\s+(?:when|which|who|whom|whose|where)\b.*$"),
    _edge("name", "", r"\s+(?:in|of|on|with|for|to)\s+(?:it|them|him|her)$"),
    _edge("amount", "", r"\s+in\s+(?:number|all|total)$"),
    _edge("date", rf"\b{_LONG}\s+\d+$", r"\s+\d+$"),
    _edge("date", r"^(?:yesterday|today|tomorrow)\s", rf"\s+(?!{_HOURS})[a-z]\w*$"),
    _edge("amount", r"\d", r"\s+from\s+\S+$"),
    _edge("amount", r"^[\d ()+-]{7,},", r",.*$"),  # when the number is answered
    _edge(_STATED, "", r"\s+(?:of|in|at|from|by|for|with|to|and|or|the|than|as|into)$"),
)
_BEFORE = (
    _edge(_ANY, r"^\d", r"[£$€]$"),
    _edge(_ANY, r"^(?:hundred|thousand|million|billion|dozen|couple)\b", r"\ban?\s+$"),
    _edge("date", rf"^(?:{WEEKDAY}|week)\b", r"\b(?:first|second|third|fourth|last)\s+$"),
    _edge("place name title thing", r"^[A-Z]\w*$", r"\b[A-Z]\w+['’]s\s+$", re.NOFLAG),
    _edge("amount", r"^(?:most|least)\b", r"\bat\s+$"),
    _edge("amount", r"^(?!than)", rf"\b{_BOUND}\s+$"),
)
_BEHIND = (
    _edge("amount", r"\w$", r"\s+(?:per\s?cent|percent)\b|\s?%"),
    _edge("amount", "", rf"\s+(?:an?|per|each|every)\s+{_EACH}\b"),
    _edge("amount", r"\b(?:year|month)s?$", r"\s+(?:old|of\s+age)\b"),
    _edge("date", rf"\b{_LONG}$", r"\s+(?:ago|earlier|later|previously|afterwards?)\b"),
    _edge("date", rf"\b{_LONG}$", r"\s+(?:before|after)\b(?=\s*[,.;:)])"),
    _edge("date", rf"{_DATED}$", rf"\s+of\s+{_PERIOD}"),
    _edge("name", r"\b(?:under|over|aged)$", rf"\s+{_SMALL}\b"),
    _edge(_ANY, rf"\b{_SMALL}$", rf"\s+out\s+of\s+(?:every\s+)?{_SMALL}\b"),
    _edge(_ANY, r"\bone$", rf"\s+in\s+(?:every\s+)?{_SMALL}\b"),
    _edge(
        "amount thing other",
        rf"(?<!\bfrom )\b{_SMALL}(?:\s+votes?)?$",
        rf"(?:\s+votes?)?\s+to\s+{_SMALL}\b",
    ),
)
# What is no answer by itself, and what stands behind it then.
_PRONOUN = r"^(?:him|hers?|his|its?|them|theirs?|they|he|she|those|these|that|this)$"
_HOUR = r"^\d{1,2}[:.]\d\d$|\d\s?[ap]\.?m\b"
_PART = r"^(?:footnote|note|page|chapter|section|figure|table|step|line|room|platform)\s+\w+$"
_NOTHING = (
    _edge("name clause", _PRONOUN, ""),
    _edge("name date", r"^\+?\d{3,}[\d -]{5,}$", ""),
    _edge("name date", _PART, ""),
    _edge("name", r"^[\d\s:.,]+$|^\W*\w?\W*$", ""),
    _edge("date", r"^\d{1,3}$|^\d{1,2}[-–]\d{1,2}$", ""),  # an age, a result
    _edge("person organisation", r"\s\d+[-–]\d+$", ""),
    _edge("date", r"^(?:same|every|each)\s+\w+$|^\w+\s+(?:before|after)$", ""),
    _edge("date", rf"^(?!.*{_TIME})", ""),
    _edge("date", rf"\b{_LONG}$", r"\s+(?:before|after)\b"),
    _edge("number measure money", rf"\b{_LONG}$", r"\s+(?:before|after|later|earlier|ago)\b"),
    _edge("number measure money", _HOUR, ""),
    _edge("number measure", r"^one$", r"\s+of\b"),
)
_SIDES = {
    "long": "length", "wide": "width", "broad": "width", "high": "height", "tall": "height",
    "deep": "depth", "thick": "thickness", "old": "age",
}  # fmt: skip
_SIDE = re.compile(rf"\s+({'|'.join(sorted(_SIDES))})\b", re.IGNORECASE)
_DENIED = re.compile(r"\bnot\W+(?:(?:on|in|at|by|the|an?)\s+){0,2}$", re.IGNORECASE)
_MARKS = re.compile(r"\.?(?:\](?:\(|\[|$)|\[\^|<|\s\|).*$", re.DOTALL)
_SCORE = re.compile(r"(\d+)[-–](\d+)")


def edges(quote: str, start: int, end: int, sorts: frozenset[str]) -> tuple[int, int]:
    """The words of `quote` from `start` to `end`, cut and added to at their edges.

    `sorts`: the family and the kind of the question.
    """
    start, end = _without_marks(quote, start, end)
    for one in _of(_NOT_FIRST, sorts):
        if (found := one.edge.match(quote, start, end)) and found.end() < end:
            start = found.end()
    for one in _of(_NOT_LAST, sorts):
        words = quote[start:end]
        if one.words.search(words) and (found := one.edge.search(words)) and found.start():
            end = start + found.start()
    for one in _of(_BEFORE, sorts):
        before = quote[max(start - _LOOKED_AT, 0) : start]
        if one.words.search(quote[start:end]) and (found := one.edge.search(before)):
            start -= len(before) - found.start()
    for one in _of(_BEHIND, sorts):
        if one.words.search(quote, start, end) and (found := one.edge.match(quote, end)):
            end = found.end()
    return whole(quote, start, end)


def _is_of_another_side(quote: str, end: int, sorts: frozenset[str]) -> bool:
    """Whether "how wide" is asked and "long" stands behind the number."""
    asked = {_SIDES.get(one.removeprefix("how ")) for one in sorts if one.startswith("how ")}
    behind = _SIDE.match(quote, end)
    return bool(asked - {None} and behind and _SIDES[behind[1].lower()] not in asked)


def _without_marks(quote: str, start: int, end: int) -> tuple[int, int]:
    """The same without half of a link, note or tag, and with both marks of `code` or *stress*."""
    words = quote[start:end]
    if (found := _MARKS.search(words)) and found.start():
        end = start + found.start()
    start += len(words) - len(words.lstrip("> "))
    for mark in "`*_":
        if quote.count(mark, start, end) % 2 and quote[:start].endswith(mark):
            start -= 1
        elif quote.count(mark, start, end) % 2 and quote[end:].startswith(mark):
            end += 1
    return start, end


def _of(rules: Iterable[_Edge], sorts: frozenset[str]) -> Iterator[_Edge]:
    return (one for one in rules if one.sorts & sorts)


def _before_each(words: str, quote: str) -> Iterator[str]:
    """What stands before each place of `words` in a quote: denied once is denied."""
    place = quote.find(words) if words else -1
    while place >= 0:
        yield quote[:place]
        place = quote.find(words, place + len(words))


def says_nothing(quote: str, start: int, end: int, sorts: frozenset[str]) -> bool:
    """Whether the words of `quote` from `start` to `end` are no answer by themselves: "hers",
    "the same year", "three years" before something, a telephone number as a name, 1-0 as a number,
    "in a store of paint" of when, and what the text says that it is not.
    """
    words = quote[start:end]
    if any(_DENIED.search(before[-_LOOKED_AT:]) for before in _before_each(words, quote)):
        return True
    if _is_of_another_side(quote, end, sorts):
        return True
    marks = quote[max(start - 1, 0) : start], quote[end : end + 1]
    if "person" in sorts and marks in (('"', '"'), ("“", "”"), ("‘", "’")):
        return True  # the title of something
    if "amount" in sorts and (score := _SCORE.fullmatch(words)):
        return int(score[1]) >= int(score[2])
    return any(
        one.words.search(words) and one.edge.match(quote, end) for one in _of(_NOTHING, sorts)
    )
