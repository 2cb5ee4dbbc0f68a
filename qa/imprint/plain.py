"""A line's dates as the parser of dates knows them, whatever language or order they are in."""

import re

from qa.dates.words import FULL_MONTH

# Months that others write: the parser of dates knows the English ones.
_MONTHS = {
    "january": "janvier januar jänner enero gennaio", "february": "février fevrier februar febrero febbraio",
    "march": "mars märz marzo", "april": "avril abril aprile", "may": "mai mayo maggio",
    "june": "juin juni junio giugno", "july": "juillet juli julio luglio",
    "august": "août aout agosto", "september": "septembre septiembre settembre",
    "october": "octobre oktober octubre ottobre", "november": "novembre noviembre",
    "december": "décembre dezember diciembre dicembre",
}  # fmt: skip
_ENGLISH = {other: name for name, others in _MONTHS.items() for other in others.split()}
_FOREIGN = re.compile(
    rf"(?<!\w)(?P<day>\d{{1,2}})(?:(?:\.|er|º)? (?:de |di )?(?P<month>{'|'.join(_ENGLISH)})(?: de| del)? "
    # Months that have the same name in both; "chapter 6. April 2025" is no day.
    rf"|(?:(?<=^\d)|(?<=^\d\d)|(?<=[,:|] \d)|(?<=[,:|] \d\d)|(?<=[amn] \d)|(?<=[amn] \d\d))\. (?P<same>{FULL_MONTH}) )"
    r"(?P<year>\d{4})\b",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\b(no|nr|vol|pp?)\.\s+(?=\d)", re.IGNORECASE)
_YEAR_FIRST = re.compile(
    r"(?<![\d./])(?P<year>\d{4})(?:年(?P<m>\d{1,2})月(?P<d>\d{1,2})日|(?P<mark>[./])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d))"
)
_LAPSE = re.compile(r"(?:updated|published|posted|modified|edited) \d+ \w+ ago", re.IGNORECASE)


def plainly(line: str) -> str:
    """`line` with its dates as the parser of dates knows them, with no full stop before the number
    of an issue, and without what says how long ago the page was changed."""
    line = _ABBREVIATED.sub(r"\g<1> ", _FOREIGN.sub(_in_english, _LAPSE.sub("", line)))
    return _YEAR_FIRST.sub(_as_iso, line)


def _as_iso(m: re.Match[str]) -> str:
    month, day = m["month"] or m["m"], m["day"] or m["d"]
    return f"{m['year']}-{int(month):02}-{int(day):02}" + ("" if m["mark"] else " ")


def _in_english(m: re.Match[str]) -> str:
    month = m["same"] or _ENGLISH[m["month"].lower()]
    return f"{m['day']} {month} {m['year']}"
