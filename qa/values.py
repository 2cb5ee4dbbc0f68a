"""The value that words stand for, so that two can be compared: an amount, a date, a name, words.

"Forty-one" is 41 and "2 pm" 14:00; 1925 and October 24, 1925 may be the same day; Sary may be Ieng
Sary. Two values are `different` only where no reading makes them one; where they are not of one
sort nothing can be said, and they are `unlike`.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from qa.amounts import ONE, Amount, amount_of, related
from qa.numerals import NUMERAL, number_of

Relation = Literal["same", "different", "unlike"]

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - as in qa.words
_WEEKDAYS = "mon tue wed thu fri sat sun".split()  # noqa: SIM905
_MONTH = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b")
_YEAR = re.compile(
    r"(?<![\d.,:])(1[0-9]{3}|20[0-9]{2})(s?)(?:\s?[-–—/]\s?(\d{4}|\d{2})\b)?(?![\d.,:%]*\d)"
)
_A_DAY = r"(?<![\d.,:])(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|[.,]\d)"
_DAY = re.compile(_A_DAY)
# "The night of 3 to 4 May"; "May 3-4".
_DAYS = re.compile(
    rf"{_A_DAY}\s*(?:to|and|[-–/])\s*(?:the\s+)?{_A_DAY}\s+(?:of\s+)?(?={_MONTH.pattern})"
    rf"|{_MONTH.pattern}\s+{_A_DAY}\s*(?:to|and|[-–])\s*{_A_DAY}"
)
_CLOCK = re.compile(
    r"(?<![\d.])(\d{1,2})[:.](\d\d)\s*(a\.?m|p\.?m)?\b|\b(\d{1,2})\s*(a\.?m|p\.?m)\b|"
    r"\b(\w+)\s+o['’]?clock\b|\b(noon|midday|midnight)\b"
)  # fmt: skip
_PRICE = re.compile(r"[$£€]\s?\d+\.\d\d(?!\d)")
_COMPARED = frozenset({"date", "number", "money", "duration", "other"})
_PATH = re.compile(r"[\w.]*[/\\]\w+[/\\][\w./\\-]*$")
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
class Date:
    """Years from `first` to `last` (0 for none), and a month, day and weekday, each 0 for none.

    last_day: `day`, or the last of several days of the month.
    """

    first: int
    last: int
    month: int
    day: int
    last_day: int
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
    if kind in ("date", "number", "duration", "other") and not _PRICE.search(before[-2:] + text):
        clock = _clock(low)
        if clock is not None:
            return clock
    if kind == "date":
        date = _date(low, folded(before), folded(after))
        if date is not None:
            return date
    if kind in ("number", "duration", "money", "other", "date"):
        amount = amount_of(low, folded(before), folded(after), kind)
        if amount is not None:
            return amount
    if kind == "other":
        date = _date(low, folded(before), folded(after))
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
    """Whether a text can hold a value that answers a question of that kind and can be told from
    another for sure: a number, a date, an hour. It is cheap, and true where that is not known."""
    if kind not in _COMPARED:
        return False
    low, timed = folded(text), kind in ("date", "other")
    dated = timed and (_MONTH.search(low) or _WEEKDAY.search(low) or _CLOCK.search(low))
    return bool(dated or NUMERAL.search(low) or (not timed and ONE.search(low)))


def relation(one: Value, other: Value) -> Relation:
    """Whether two values can be one; the relation is the same both ways."""
    if isinstance(one, Amount) and isinstance(other, Amount):
        return related(one, other)
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


def _date(text: str, before: str, after: str) -> Date | None:
    month, weekday, year = _MONTH.search(text), _WEEKDAY.search(text), _YEAR.search(text)
    first = last = 0
    if year:
        first = last = int(year[1])
        if year[2]:
            last = first + (99 if first % 100 == 0 else 9)
        elif year[3]:
            last = int(year[3]) if len(year[3]) == 4 else first - first % 100 + int(year[3])
    day, last_day = _days(text, before, after) if month else (0, 0)
    if not (month or weekday or year):
        return None
    return Date(
        first,
        last,
        _MONTHS.index(month[1][:3]) + 1 if month else 0,
        day,
        last_day,
        _WEEKDAYS.index(weekday[1][:3]) + 1 if weekday else 0,
    )


def _days(text: str, before: str, after: str) -> tuple[int, int]:
    """The first and the last day that a text with a month names, with what stands beside it."""
    found = _DAY.search(text)
    if found is None:
        return 0, 0
    place, day = len(before) + found.start(), int(found[1])
    for several in _DAYS.finditer(f"{before}{text}{after}"):
        if several.start() <= place < several.end():
            first, last = (int(one) for one in several.groups() if one and one.isdecimal())
            return (first, last) if first < last else (day, day)
    return day, day


def _dates(one: Date, other: Date) -> Relation:
    if one.first and other.first and (one.last < other.first or other.last < one.first):
        return "different"
    if one.day and other.day and (one.last_day < other.day or other.last_day < one.day):
        return "different"
    day = 1 if one.day and other.day else 0
    pairs = ((one.month, other.month), (day, day), (one.weekday, other.weekday))
    shared = [(a, b) for a, b in pairs if a and b]
    if any(a != b for a, b in shared):
        return "different"
    return "same" if shared or (one.first and other.first) else "unlike"


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
