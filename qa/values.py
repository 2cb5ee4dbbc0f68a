"""The value that words stand for, so that two can be compared: an amount, a date, a name, words.

"Forty-one" is 41 and "2 pm" 14:00; 1925 and October 24, 1925 may be the same day; Sary may be Ieng
Sary. Two values are `different` only where no reading makes them one; where they are not of one
sort nothing can be said, and they are `unlike`.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from qa.numerals import NUMERAL, number_of

Relation = Literal["same", "different", "unlike"]

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - as in qa.words
_DAYS = "mon tue wed thu fri sat sun".split()  # noqa: SIM905
_MONTH = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b")
_YEAR = re.compile(
    r"(?<![\d.,:])(1[0-9]{3}|20[0-9]{2})(s?)(?:\s?[-–—/]\s?(\d{4}|\d{2})\b)?(?![\d.,:%]*\d)"
)
_DAY = re.compile(r"(?<![\d.,:])(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|[.,]\d)")
_CLOCK = re.compile(
    r"(?<![\d.])(\d{1,2})[:.](\d\d)\s*(a\.?m|p\.?m)?\b|\b(\d{1,2})\s*(a\.?m|p\.?m)\b|"
    r"\b(\w+)\s+o['’]?clock\b|\b(noon|midday|midnight)\b"
)  # fmt: skip
_PATH = re.compile(r"[\w.]*[/\\]\w+[/\\][\w./\\-]*$")
_LEAST = re.compile(r"\b(more than|over|at least|no fewer than|no less than|above|upwards of)\s*$")
_MOST = re.compile(
    r"\b(less than|fewer than|under|at most|up to|no more than|not more than|below)\s*$"
)
_ROUGH = re.compile(
    r"\b(some|about|around|nearly|almost|roughly|approximately|perhaps|circa|c\.|close to|just)\s*$"
)
_ONE = re.compile(r"\b(?:an?|single)\b")
_PART = re.compile(r"(?:\w+[\s-])?(?:half|thirds?|quarters?)")
_ROUGHLY = 0.15  # how far "about forty" may be from the number that is meant
_SECONDS = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "night": 86400, "week": 604800,
    "fortnight": 1209600, "month": 2629800, "year": 31557600, "decade": 315576000,
    "century": 3155760000,
}  # fmt: skip
_METRES = {
    "metre": 1.0, "meter": 1.0, "m": 1.0, "kilometre": 1000.0, "kilometer": 1000.0, "km": 1000.0,
    "mile": 1609.3, "foot": 0.3048, "feet": 0.3048, "ft": 0.3048, "yard": 0.9144, "inch": 0.0254,
    "centimetre": 0.01, "centimeter": 0.01, "cm": 0.01, "mm": 0.001,
}  # fmt: skip
_BYTES = {
    "byte": 1.0, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12,
    "kib": 2.0**10, "mib": 2.0**20, "gib": 2.0**30, "tib": 2.0**40,
}  # fmt: skip
_TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor sir lady lord father brother sister major colonel captain
    general king queen prince princess president minister the a an of de von van la le his her its
    their uncle aunt in at on by to from with and near for into
    """.split()  # noqa: SIM905
)
_EMPTY = frozenset(
    """
    he she it they we you i him them us me himself herself itself themselves who whom which that
    this these those here there now then one ones some many most others other such what where so
    to be is was were been not no own same first last new all both each more less several few
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """Numbers from `low` to `high`, of a unit ("m", "s", "%", "") or of things counted."""

    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True)
class Date:
    """Years from `first` to `last` (0 for none), and a month, day and weekday, each 0 for none."""

    first: int
    last: int
    month: int
    day: int
    weekday: int


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes since midnight; `half` is true where morning or evening is not said."""

    minutes: int
    half: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a name or of anything else, folded, in order."""

    words: tuple[str, ...]


Value = Amount | Date | Clock | Words


def value_of(text: str, before: str, kind: str, after: str = "") -> Value:
    """What `text` stands for as an answer of that kind; `before` and `after` stand beside it."""
    low = folded(text)
    if kind in ("date", "number", "duration", "money", "other"):
        clock = _clock(low) if kind != "money" else None
        if clock is not None:
            return clock
    if kind == "date":
        date = _date(low)
        if date is not None:
            return date
    if kind in ("number", "duration", "money", "other", "date"):
        amount = _amount(low, folded(before), folded(after), kind)
        if amount is not None:
            return amount
    if kind == "other":
        date = _date(low)
        if date is not None:
            return date
    if _PATH.search(low):
        return Words((low.strip("`'\""),))
    return Words(tuple(word for word in _WORD.findall(low) if word not in _TITLES))


def fits(value: Value, text: str, kind: str) -> bool:
    """Whether a value, given in these words, is of the sort that a question of that kind asks for.

    Of words only names and paths can be told apart for sure, and titles where one is asked for:
    two reasons in other words are as a rule two parts of one, or one told twice.
    """
    if kind == "date":
        return isinstance(value, Date | Clock)
    if kind in ("number", "money", "duration"):
        return isinstance(value, Amount | Clock)
    if not isinstance(value, Words):
        return kind == "other"
    if kind in ("yes_no", "reason", "manner") or set(value.words) <= _EMPTY:
        return False
    return kind == "title" or text != text.lower() or _PATH.search(text) is not None


def may_hold(text: str, kind: str) -> bool:
    """Whether a text can hold a value of that sort; cheap, and true where that is not known."""
    if kind not in ("date", "number", "money", "duration"):
        return True
    low = folded(text)
    dated = kind == "date" and (_MONTH.search(low) or _WEEKDAY.search(low) or _CLOCK.search(low))
    return bool(dated or NUMERAL.search(low) or (kind != "date" and _ONE.search(low)))


def relation(one: Value, other: Value) -> Relation:
    """Whether two values can be one; the relation is the same both ways."""
    if isinstance(one, Amount) and isinstance(other, Amount):
        return _amounts(one, other)
    if isinstance(one, Date) and isinstance(other, Date):
        return _dates(one, other)
    if isinstance(one, Clock) and isinstance(other, Clock):
        turn = 720 if one.half or other.half else 1440
        return "same" if (one.minutes - other.minutes) % turn == 0 else "different"
    if isinstance(one, Words) and isinstance(other, Words):
        return _words(one.words, other.words)
    return "unlike"


def folded(text: str) -> str:
    """Lower case, without accents, with plain apostrophes and dashes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    marks = {ord(char): None for char in set(plain) if unicodedata.combining(char)}
    return plain.translate(marks) if marks else plain


def _clock(text: str) -> Clock | None:
    match = _CLOCK.search(text)
    if match is None:
        return None
    hour, minute, half, short, short_half, word, name = match.groups()
    if name:
        return Clock(0 if name == "midnight" else 720, half=False)
    said = half or short_half
    hours = number_of(word) if word else float(hour or short)
    if hours is None or hours > 24 or int(minute or 0) > 59:
        return None
    if said:
        hours = hours % 12 + (12 if said.startswith("p") else 0)
    open_half = not said and (word is not None or (hours <= 12 and len(hour or "") < 2))
    return Clock(int(hours) * 60 + int(minute or 0), open_half)


def _date(text: str) -> Date | None:
    month, weekday, year = _MONTH.search(text), _WEEKDAY.search(text), _YEAR.search(text)
    first = last = day = 0
    if year:
        first = last = int(year[1])
        if year[2]:
            last = first + (99 if first % 100 == 0 else 9)
        elif year[3]:
            last = int(year[3]) if len(year[3]) == 4 else first - first % 100 + int(year[3])
    if month:
        found = _DAY.search(text)
        day = int(found[1]) if found else 0
    if not (month or weekday or year):
        return None
    return Date(
        first,
        last,
        _MONTHS.index(month[1][:3]) + 1 if month else 0,
        day,
        _DAYS.index(weekday[1][:3]) + 1 if weekday else 0,
    )


def _dates(one: Date, other: Date) -> Relation:
    if one.first and other.first and (one.last < other.first or other.last < one.first):
        return "different"
    pairs = ((one.month, other.month), (one.day, other.day), (one.weekday, other.weekday))
    shared = [(a, b) for a, b in pairs if a and b]
    if any(a != b for a, b in shared):
        return "different"
    return "same" if shared or (one.first and other.first) else "unlike"


def _amount(text: str, before: str, after: str, kind: str) -> Amount | None:
    match = NUMERAL.search(text) or (_ONE.search(text) if kind != "other" else None)
    number = 1.0 if match and match[0] in ("a", "an", "single") else match and number_of(match[0])
    if match is None or number is None:
        return None
    factor, unit = _unit(f"{text[match.end() :]} {after}", text[: match.start()], kind)
    if not unit and _PART.fullmatch(match[0]):
        factor, unit = 100.0, "%"
    number *= factor
    said = f"{before} {text[: match.start()]}".rstrip()
    if _MOST.search(said):
        return Amount(0.0, number, unit)
    if _LEAST.search(said):
        return Amount(number, math.inf, unit)
    slack = abs(number) * _ROUGHLY if _ROUGH.search(said) else 0.0
    return Amount(number - slack, number + slack, unit)


def _unit(after: str, before: str, kind: str) -> tuple[float, str]:
    """What a number is to be multiplied with, and of what it then is."""
    if after.lstrip().startswith(("%", "per cent", "percent")):
        return 1.0, "%"
    for mark in "$£€":
        if mark in before or after.lstrip().startswith(mark):
            return 1.0, mark
    word = next(iter(_WORD.findall(after)), "")
    single = word[:-1] if word.endswith("s") and len(word) > 2 else word
    if single in _SECONDS:
        return float(_SECONDS[single]), "s"
    if single in _METRES:
        return _METRES[single], "m"
    if single in _BYTES:
        return _BYTES[single], "B"
    return 1.0, ""


def _amounts(one: Amount, other: Amount) -> Relation:
    if one.unit != other.unit:
        return "unlike"
    if one.low == other.low == 0.0 or one.high == other.high == math.inf:
        return "same" if one == other else "different"  # two limits
    return "same" if one.low <= other.high and other.low <= one.high else "different"


def _words(one: tuple[str, ...], other: tuple[str, ...]) -> Relation:
    """Names with the same last word, or one of them within the other, may be of one thing."""
    if not one or not other:
        return "unlike"
    stems = [{word[: max(4, len(word) - 2)] for word in words} for words in (one, other)]
    if stems[0] <= stems[1] or stems[1] <= stems[0]:
        return "same"
    return "same" if one[-1] == other[-1] and len(one[-1]) > 2 else "different"


def order_of(value: Value) -> float:
    """What values of one sort are shown in the order of: the number, the year; words as found."""
    if isinstance(value, Amount):
        return value.low
    if isinstance(value, Date):
        return value.first * 10_000 + value.month * 100 + value.day
    return float(value.minutes) if isinstance(value, Clock) else 0.0
