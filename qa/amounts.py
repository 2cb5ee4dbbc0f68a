"""The amount that words stand for, and whether two amounts can be one."""

import math
import re
from dataclasses import dataclass
from typing import Literal

from qa.numerals import NUMERAL, RANGE, number_of, range_of
from qa.units import NONE, PARTS, Unit, unit_of

_LEAST = re.compile(r"\b(more than|over|at least|no fewer than|no less than|above|upwards of)\s*$")
_MOST = re.compile(
    r"\b(less than|fewer than|under|at most|up to|no more than|not more than|below)\s*$"
)
_ROUGH = re.compile(
    r"\b(some|about|around|nearly|almost|roughly|approximately|perhaps|circa|c\.|close to|just)\s*$"
)
ONE = re.compile(r"\b(?:an?|single)\b")
_PART = re.compile(r"(?:\w+[\s-])?(?:half|thirds?|quarters?)")
# "It rose from 200 to 300" gives two numbers, not all between them.
_CHANGE = re.compile(
    r"\b(?:ris|rose|gr[eo]w|increas|rais|f[ea]ll|declin|dropp?|reduc|cut|went|gone|expand|extend|"
    r"chang|shr[aiu]nk)\w*\b.*\bfrom\s*$"
)
_ROUGHLY = 0.15  # how far "about forty" may be from the number that is meant
_CONVERTED = 0.04  # how far "320 kilometres" may be from the "200 miles" that are meant


@dataclass(frozen=True, slots=True)
class Amount:
    """Numbers from `low` to `high`, of a unit ("m", "s", "%", "") or of things counted.

    system: of which measures it was said ("metric"); grain: how much of `unit` it may be off for
    having been put into them from others.
    """

    low: float
    high: float
    unit: str
    system: str = ""
    grain: float = 0.0


def amount_of(text: str, before: str, after: str, kind: str) -> Amount | None:
    """The amount of a text, in lower case, with what stands right before and behind it.

    Where the text has a part of a number, or one end of a range, the whole of it counts.
    """
    match = NUMERAL.search(text) or (ONE.search(text) if kind != "other" else None)
    if match is None:
        return None
    whole, place = f"{before}{text}{after}", len(before) + match.start()
    found = _range(whole, place) or _number(match, whole, place)
    if found is None:
        return None
    low, high, start, end = found
    unit = unit_of(whole[end:], f"{before[-1:]}{text[: match.start()]}")
    if unit == NONE and _PART.fullmatch(whole[start:end]):
        unit = PARTS
    grain = max(abs(unit.of(low + _step(match[0]) / 2) - unit.of(low)), _loose(unit, high))
    inside = start - len(before)  # "at most" counts where all of it is in the text, or none
    said = f"{before} {text[:inside]}" if inside > 0 else whole[:start]
    return _bounded(unit, low, high, said.rstrip(), grain)


def related(one: Amount, other: Amount) -> Literal["same", "different", "unlike"]:
    """Whether two amounts can be one; one that was put into other measures was rounded for it."""
    if one.unit != other.unit:
        return "unlike"
    off = max(one.grain, other.grain) if one.system != other.system else 0.0
    if one.low == other.low == 0.0 or one.high == other.high == math.inf:  # two limits
        alike = one.high == other.high or abs(one.high - other.high) <= off
        return "same" if alike and abs(one.low - other.low) <= off else "different"
    return "same" if one.low - off <= other.high and other.low - off <= one.high else "different"


def _range(whole: str, place: int) -> tuple[float, float, int, int] | None:
    """The ends of the range that has something at that place, and where it stands."""
    found = _covering(RANGE, whole, place)
    ends = found and range_of(found)
    if found is None or ends is None or _CHANGE.search(whole[: found.start()]):
        return None
    return *ends, found.start(), found.end()


def _number(match: re.Match[str], whole: str, place: int) -> tuple[float, float, int, int] | None:
    """The same of a number; of one in words all of it, though the match has not all of them."""
    start, end, words = place, place + len(match[0]), match[0]
    if words in ("a", "an", "single"):
        return 1.0, 1.0, start, end
    longer = _covering(NUMERAL, whole, place) if words[0].isalpha() else None
    if longer is not None and longer.end() >= end:
        start, end, words = longer.start(), longer.end(), longer[0]
    number = number_of(words)
    return None if number is None else (number, number, start, end)


def _covering(pattern: re.Pattern[str], whole: str, place: int) -> re.Match[str] | None:
    return next((m for m in pattern.finditer(whole) if m.start() <= place < m.end()), None)


def _step(number: str) -> float:
    """Of the last digit: 0.1 of "2.5"."""
    return 10.0 ** -len(number.partition(".")[2]) if re.fullmatch(r"\d+\.\d+", number) else 1.0


def _loose(unit: Unit, number: float) -> float:
    """How far a measure may be off for being round; a temperature is off by its last digit only."""
    return 0.0 if unit.zero or unit.name == "°" else _CONVERTED * abs(unit.of(number))


def _bounded(unit: Unit, low: float, high: float, said: str, grain: float) -> Amount:
    """The amount, where "at most" or "about" stands before it."""
    low, high = unit.of(low), unit.of(high)
    if _MOST.search(said):
        return Amount(0.0, high, unit.name, unit.system, grain)
    if _LEAST.search(said):
        return Amount(low, math.inf, unit.name, unit.system, grain)
    slack = _ROUGHLY if _ROUGH.search(said) else 0.0
    return Amount(low - abs(low) * slack, high + abs(high) * slack, unit.name, unit.system, grain)
