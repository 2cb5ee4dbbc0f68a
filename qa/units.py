"""Of what an amount is: metres, seconds, bytes, degrees, money; all of a sort in one unit."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """`number` of it are (number - zero) * factor of what `name` stands for.

    system: which measures it is one of; an amount that was put into those of another is rounded.
    """

    name: str
    factor: float = 1.0
    zero: float = 0.0
    system: str = ""

    def of(self, number: float) -> float:
        return (number - self.zero) * self.factor


PARTS = Unit("%", 100.0)
NONE = Unit("")

_SECONDS = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "night": 86400, "week": 604800,
    "fortnight": 1209600, "month": 2629800, "year": 31557600, "decade": 315576000,
    "century": 3155760000,
}  # fmt: skip
_METRIC = {
    "metre": 1.0, "meter": 1.0, "m": 1.0, "kilometre": 1000.0, "kilometer": 1000.0, "km": 1000.0,
    "centimetre": 0.01, "centimeter": 0.01, "cm": 0.01, "mm": 0.001,
}  # fmt: skip
_IMPERIAL = {
    "mile": 1609.344, "foot": 0.3048, "feet": 0.3048, "ft": 0.3048, "yard": 0.9144,
    "inch": 0.0254, "inche": 0.0254,
}  # fmt: skip
_BYTES = {
    "byte": 1.0, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12,
    "kib": 2.0**10, "mib": 2.0**20, "gib": 2.0**30, "tib": 2.0**40,
}  # fmt: skip
_UNITS = {
    **{word: Unit("s", float(factor)) for word, factor in _SECONDS.items()},
    **{word: Unit("m", factor, system="metric") for word, factor in _METRIC.items()},
    **{word: Unit("m", factor, system="imperial") for word, factor in _IMPERIAL.items()},
    **{word: Unit("B", factor) for word, factor in _BYTES.items()},
}
_CELSIUS, _FAHRENHEIT = Unit("°", system="C"), Unit("°", 1 / 1.8, 32.0, "F")
_DEGREES = re.compile(
    r"\s*(?:(?:degrees?|deg\.?|°)\s*(?:(?P<c>c(?:elsius|entigrade)?)|f(?:ahrenheit)?)"
    r"|(?P<word>celsius|centigrade)|fahrenheit)\b"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def unit_of(after: str, before: str) -> Unit:
    """The unit of a number by the words, in lower case, right behind it and before it."""
    if after.lstrip().startswith(("%", "per cent", "percent")):
        return Unit("%")
    for mark in "$£€":
        if mark in before or after.lstrip().startswith(mark):
            return Unit(mark)
    degrees = _DEGREES.match(after)
    if degrees:
        return _CELSIUS if degrees["c"] or degrees["word"] else _FAHRENHEIT
    word = next(iter(_WORD.findall(after)), "")
    single = word[:-1] if word.endswith("s") and len(word) > 2 else word
    return _UNITS.get(single, NONE)
