"""Dates that say their year by themselves."""

import re

from qa.dates.setting import Reading, Resolve, Rule, Setting
from qa.dates.spans import Interval, day_of, days_of, month_of, season_of, years
from qa.dates.words import (
    DASH,
    DAY,
    MONTH,
    MONTHS,
    SEASON,
    SEASONS,
    WEEKDAY,
    YEAR,
    day_number,
    month_number,
    plain,
)

_WEEKDAY = rf"(?:\b{WEEKDAY},?\s+(?:the\s+)?)?"
_DAYS = rf"(?P<day>{DAY})(?:(?:{DASH}|\s+(?:and|to)\s+)(?P<last>{DAY}))?"
# What a number of four digits counts when it is no year.
_COUNTED = (
    r"(?!\s+(?:(?:to|and|or)\s+\d[\d,.]*\s+)?(?:men|women|people|children|soldiers|troops|homes|houses|refugees|families|workers|"
    r"members|votes|copies|words|pages|units|points|seats|jobs|cases|deaths|dollars|crowns|euros|"
    r"pounds|francs|riels?|tonnes|tons|metres|meters|kilometres|kilometers|km|kg|miles|feet|ft|"
    r"acres|hectares|litres|hours|minutes|seconds|years?|days|weeks|months|times|or\s+(?:more|so)|"
    r"per\s?cent|million|billion|BCE?|B\.C|rpm|watts|calories|bytes|MB|GB)\b)"
)
_NO_ERA = r"(?!\s?(?:BCE?\b|B\.C))"
# A year in brackets behind a name is a reference: "(Short, 2007: 81, 93)".
_REFERENCE = re.compile(r"[A-ZÀ-Þ][\w.’'-]+,?\s$|\bal\.,?\s$|;\s$")
_AS_YEAR = (
    r"(?:\b(?:in|since|by|until|till|from|of|before|after|during|around|about|circa|late|early|mid|"
    r"year|for|to|and|or|between|born|died|through|throughout|dated|AD)[\s-]+(?:about\s+)?)"
)
# Behind these a number may as well be an amount: "a total of 1650".
_AMOUNT = re.compile(
    r"\b(?:total|sum|salary|average|height|maximum|minimum|population|number|cost|price|fine|loan)\s+"
    r"(?:of|to|for)\s$|\b(?:for|to|and|or|about|around)\s$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:pages?|pp?\.|lines?|items?|rooms?|sections?|nos?\.|numbers?|tel\.?|phone|vols?\.)\s*$",
    re.IGNORECASE,
)
_ATTRIBUTIVE = r"(?:\b(?:a|an|the|his|her|their|its|this|our|my|that)|[’']s?)\s+"
_FIGURES = r"(?:19\d\d|20[0-4]\d|18\d\d)"


def _year(words: str) -> int:
    return int(words)


def _full_day(m: re.Match[str], at: Setting) -> Reading | None:
    """24 October 1925; October 24, 1925; July 5-6, 1997."""
    year, month = _year(m["year"]), month_number(m["month"])
    first = day_number(m["day"])
    return _found(days_of(year, month, first, day_number(m["last"]) if m["last"] else first))


def _numeric(m: re.Match[str], at: Setting) -> Reading | None:
    """1925-10-24; 24.10.1925; 24/10/1925, where only one order makes a date."""
    year, one, two = _year(m["year"]), int(m["one"]), int(m["two"])
    if m["mark"] == "-":
        return _found(day_of(year, one, two))
    if m["mark"] == ".":
        return _found(day_of(year, two, one))
    readings = {day_of(year, one, two), day_of(year, two, one)} - {None}
    return _found(readings.pop()) if len(readings) == 1 else None


def _full_month(m: re.Match[str], at: Setting) -> Reading | None:
    return _found(month_of(_year(m["year"]), month_number(m["month"])))


def _iso_month(m: re.Match[str], at: Setting) -> Reading | None:
    """2022-11, but not 1911-12, which may be two years."""
    month = int(m["month"])
    if not 1 <= month <= 12 or month > int(m["year"]) % 100:
        return None
    return _found(month_of(_year(m["year"]), month))


def _season(m: re.Match[str], at: Setting) -> Reading | None:
    """Spring 1998. A winter is the whole year: it may begin or end in it."""
    year, name = _year(m["year"]), plain(m["season"])
    return _found(years(year, year) if name == "winter" else season_of(year, name))


def _range(m: re.Match[str], at: Setting) -> Reading | None:
    """1975-79, 1975 to 1979, between 1893 and 1898."""
    first, tail = m["year"], m["last"]
    last = int(first[: 4 - len(tail)] + tail)
    if not int(first) < last or last - int(first) > 200 or _NUMBERED.search(m.string, 0, m.start()):
        return None
    return None if _is_reference(m) else _found(years(int(first), last))


def _decade(m: re.Match[str], at: Setting) -> Reading | None:
    first = int(m["year"])
    last = first + (99 if first % 100 == 0 and first < 2000 else 9)
    return _found(years(first, last))


def _short_decade(m: re.Match[str], at: Setting) -> Reading | None:
    """The early 70s, where no temperature or age is meant."""
    if re.search(r"\b(?:degrees|temperatures?|aged?|°)\b", at.text):
        return None
    return _found(years(1900 + int(m["tens"]), 1909 + int(m["tens"])))


def _century(m: re.Match[str], at: Setting) -> Reading | None:
    number = int(m["number"])
    return _found(years(number * 100 - 99, number * 100)) if 1 < number < 22 else None


def _bare_year(m: re.Match[str], at: Setting) -> Reading | None:
    year, before = _year(m["year"]), m.string[: m.start("year")]
    doubtful = not 1800 < year < 2050 or year % 100 == 0
    if _is_reference(m) or (doubtful and _AMOUNT.search(before)):
        return None
    return _found(years(year, year))


def _is_reference(m: re.Match[str]) -> bool:
    before = m.string[: m.start("year")]
    bracket = before.rfind("(")
    return bracket > before.rfind(")") and _REFERENCE.search(before) is not None


def _found(days: Interval | None) -> Reading | None:
    return None if days is None else Reading.of(days)


def _rule(
    pattern: str, resolve: Resolve, cues: tuple[str, ...] = (), *, aside: bool = False
) -> Rule:
    return Rule("absolute", re.compile(pattern, re.IGNORECASE), resolve, aside, cues)


_TENS = ("0s", "0’s", "0's")


ABSOLUTE = (
    _rule(r"(?<![\d.-])(?P<year>[12]\d{3})(?P<mark>-)(?P<one>\d\d)-(?P<two>\d\d)(?![\d-])", _numeric, ("-",)),
    _rule(r"(?<![\d./])(?P<one>\d\d?)(?P<mark>[./])(?P<two>\d\d?)(?P=mark)(?P<year>[12]\d{3})(?![\d./]\d)", _numeric),
    _rule(rf"{_WEEKDAY}(?<![\d.,:-]){_DAYS}\s+(?:of\s+)?(?P<month>{MONTH}),?\s+(?P<year>{YEAR})", _full_day, MONTHS),
    _rule(rf"{_WEEKDAY}\b(?P<month>{MONTH})\s+(?:the\s+)?{_DAYS},?\s+(?P<year>{YEAR})", _full_day, MONTHS),
    _rule(rf"\b(?P<month>{MONTH}),?\s+(?:of\s+)?(?P<year>{YEAR}){_COUNTED}{_NO_ERA}", _full_month, MONTHS),
    _rule(r"(?<![\d.,-])(?P<year>[12]\d{3})-(?P<month>[01]\d)(?![\d-])", _iso_month, ("-",)),
    _rule(rf"\b(?P<season>{SEASON}),?\s+(?:of\s+)?(?P<year>{YEAR}){_COUNTED}", _season, SEASONS),
    _rule(rf"\bbetween\s+(?P<year>{YEAR})\s+and\s+(?P<last>{YEAR}){_COUNTED}", _range, ("between",)),
    _rule(rf"\bfrom\s+(?P<year>{YEAR})\s+(?:to|until|through)\s+(?P<last>{YEAR}){_COUNTED}", _range, ("from",)),
    _rule(rf"(?<![\d.,:#-])(?<!p\. )(?P<year>(?:1[0-9]|20)\d\d){DASH}(?P<last>\d{{4}}|\d\d)(?![\d.,-]\d|\d){_COUNTED}", _range, ("-", "–", "—")),
    _rule(r"\b(?:(?:early|late|mid)[\s-]+)?(?:the\s+)?(?P<year>1\d\d0|20\d0)[’']?s\b", _decade, _TENS),
    _rule(r"\bthe\s+(?:(?:early|late|mid)[\s-]+)?[’']?(?P<tens>[2-9]0)[’']?s\b", _short_decade, _TENS),
    _rule(r"\b(?P<number>\d{1,2})(?:st|nd|rd|th)[\s-]century\b", _century, ("century",)),
    _rule(rf"{_AS_YEAR}(?P<year>{YEAR}){_COUNTED}{_NO_ERA}", _bare_year),
    _rule(rf"\(\s*(?P<year>{YEAR})(?=\s*[),;]){_NO_ERA}", _bare_year, ("(",)),
    _rule(rf"{_ATTRIBUTIVE}(?P<year>(?<!\d){_FIGURES})(?=\s+[a-zA-Z]){_COUNTED}", _bare_year, aside=True),
)  # fmt: skip

# A question may name its year in any place: "the cables 1989", "Pol Pot 1997?".
LOOSE_YEAR = _rule(
    rf"(?<!\bpage )(?<!\bRoute )(?<!\bNo\. )\b(?P<year>(?:1[5-9]|20)\d\d)\b(?!\d|[.,:]\d|%){_COUNTED}{_NO_ERA}",
    _bare_year,
)
