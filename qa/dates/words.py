"""The words that dates are made of in English, as fragments of patterns and what they stand for."""

import re

_MONTHS = "january february march april may june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
MONTH_NUMBERS = {name[:3]: n for n, name in enumerate(_MONTHS.split(), start=1)}
WEEKDAY_NUMBERS = {name: n for n, name in enumerate(_DAYS.split())}

FULL_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
MONTH = rf"(?:{FULL_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|[.,]\d)"
YEAR = r"(?<![\d.,/$£€#])(?:1\d{3}|20\d\d|2100)(?!\d|[.,:]\d|/\d|%|[a-zA-Z])"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
DASH = r"(?:\s?[-–—]\s?)"
UNIT = r"(?:day|week|fortnight|month|year)"

# What a text has in small letters that one of these is found in: `Rule.cues`.
MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())  # noqa: SIM905 - as above
SEASONS = ("spring", "summer", "autumn", "fall", "winter")
UNITS = ("day", "week", "fortnight", "month", "year")

_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_VALUES = {
    **{word: n for n, word in enumerate(_NUMBERS.split(), start=1)},
    "a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
COUNT = rf"(?:\d{{1,3}}|{_TENS}(?:-[a-z]+)?|an?|{'|'.join(reversed(_NUMBERS.split()))})"

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINAL_NUMBERS = {
    **{word: n for n, word in enumerate(_ORDINALS.split(), start=1)},
    **{f"twenty-{word}": 20 + n for n, word in enumerate(_ORDINALS.split()[:9], start=1)},
    "thirtieth": 30, "thirty-first": 31,
}  # fmt: skip
ORDINAL = rf"(?:{'|'.join(sorted(_ORDINAL_NUMBERS, key=len, reverse=True))})"

# What stands before a count, or before an expression, that is not meant exactly.
_ROUGHLY = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|over|under|more than|less than|"
    r"fewer than|at least|at most|up to|perhaps|maybe|within|circa|just under|just over|than)\s+$",
    re.IGNORECASE,
)


# Letters that a pattern takes for i, s and k where it looks over capitals.
_ODD = str.maketrans("İıſK", "iisk")


def small(text: str) -> str:
    """`text` in small letters, by which patterns that look over capitals take them."""
    return text.translate(_ODD).lower()


def plain(word: str) -> str:
    """`word` in small letters and with single spaces, as it is looked up."""
    return " ".join(small(word).split())


def month_number(word: str) -> int:
    """1 to 12 for a name of MONTH, whole or cut short."""
    return MONTH_NUMBERS[plain(word)[:3]]


def weekday_number(word: str) -> int:
    """0 for Monday to 6 for Sunday."""
    return WEEKDAY_NUMBERS[plain(word)]


def day_number(word: str) -> int:
    """The number of "24", "24th", "05" or an ORDINAL."""
    known = _ORDINAL_NUMBERS.get(plain(word))
    return int(plain(word).rstrip("stndrh")) if known is None else known


def count(words: str) -> int | None:
    """The number of a COUNT, or None where the words are no number ("twenty-odd")."""
    tens, _, ones = plain(words).partition("-")
    if tens.isdecimal():
        return int(tens)
    if ones and _VALUES.get(ones, 10) > 9:
        return None
    return _VALUES[tens] + _VALUES.get(ones, 0)


def is_rough(text: str, start: int, number: int = 1) -> bool:
    """Whether a count that stands at `start` is not meant exactly: "about 10", "forty years"."""
    return number % 10 == 0 or _ROUGHLY.search(text, max(0, start - 20), start) is not None
