"""Whether a sentence speaks from now, not of what is over: "goes up again on", "plans to raise".

Such a sentence takes no year from a sentence before it that tells of the past.
"""

import re
from typing import Literal

from qa.dates.cues import Tense, clause_start, past_end, tense
from qa.dates.setting import Role

Outlook = Literal["ahead", "now", "then"]
"""What it speaks of: what is yet to come; what is or happens now; what it tells of in the past."""

_ES = "go|do|push|finish|launch|reach|pass|switch|teach|discuss|publish|establish|abolish"
_IES = "appl|fl|var|carr"
# No nouns in the plural, or seldom.
_SURE = (
    "begin|open|reopen|close|become|come|take|expire|meet|resume|leave|arrive|depart|continue|sit|cease|"
    "conclude|enter|lapse|get|give|join|retire|appear|remain|celebrate|introduce|pay|decide|receive|"
    "grow|replace|require|allow|put|bring|perform|elect|consider|restart"
)
_OFTEN = (
    "start|end|shut|run|fall|rise|return|move|increase|decrease|change|last|play|host|face|stop|make|hold|"
    "set|step|sail|travel|visit|stand|stay|turn|mark|kick|raise|cut|vote|release|drop|mean|cost|present|"
    "sign|review"
)
_IS = r"(?:is|are|am|has\s+been|have\s+been|it[’']s|he[’']s|she[’']s)\s+(?:(?:\w+ly|not|now|also|still|already)\s+)?"
_WANT = (
    "plan|expect|hope|intend|propose|want|aim|wish|promise|mean|seek|threaten|vow|need|have|look"
)
_MANY = r"(?:they|we|you|i|who|which|that|people|two|three|four|five|ten|(?!(?:was|has|is|does|its|his|this|as|us)\b)[a-z]{2,}s)"
_SOON = r"\s+(?:\w+ly\s+|also\s+|again\s+|now\s+|then\s+)?"
_NOUN_BEFORE = r"(?<!\bthe\s)(?<!\ba\s)(?<!\bof\s)(?<!\bhis\s)(?<!\bher\s)(?<!\bits\s)(?<!\btheir\s)(?<!\btwo\s)(?<!\bto\s)(?<!\bby\s)(?<!\band\s)(?<!\bin\s)(?<!\bwith\s)(?<!\bthree\s)(?<!\bno\s)"
_AHEAD = re.compile(
    rf"\b(?:{_IS}(?:due|scheduled|planned|expected|proposed|set|likely|supposed|intended|hoped|about)\b"
    rf"|(?:(?:{_WANT})s|has|{_MANY}\s+(?:{_WANT}))\s+to\s+(?!have\b)[a-z]+)",
    re.IGNORECASE,
)


def _present(verbs: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_NOUN_BEFORE}(?:(?:{_ES})es|(?:{_IES})ies|(?:{verbs})s)\b"
        rf"|{_MANY}{_SOON}(?!(?:set|cut|shut|put|cost|come|become|run)\b)(?:{_ES}|(?:{_IES})y|{verbs})\b"
        r"|(?:might|could)\b(?!\s+have\b))",
        re.IGNORECASE,
    )


_NOW, _SURELY_NOW = _present(f"{_SURE}|{_OFTEN}"), _present(_SURE)
_PERFECT = re.compile(
    r"\b(?:has|have|[’']ve)\s+(?:not\s+|never\s+|also\s+|since\s+|now\s+)?"
    r"(?:been|come|gone|met|had|no|none|seen|held|made|\w+ed)\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:was|were|had|did|would)\b", re.IGNORECASE)
_FEW = 5  # words
_OF = re.compile(
    r"\b[Tt]he\s+(?!(?:\w+\s+)?(?:spring|summer|autumn|winter|end|start|year)\b)[\w\s’'-]{2,40}\bof\s+$"
)
_CLOSED = re.compile(r"\s*[,)]")
_APART = re.compile(
    r"(?:^|[,(])\s*(?:\w+ly\s+|first\s+)?(?:which|who|whose|born|built|made|begun|known|held|won|"
    r"written|lost|bought|sold|rebuilt|laid|\w{3,}ed)\b[^,()]*$",
    re.IGNORECASE,
)


def outlook(text: str, start: int, end: int) -> Outlook:
    """What the words that stand at text[start:end] are told of, as far as their clause says."""
    when = tense(text, start, end)
    if when == "future":
        return "ahead"
    clause = clause_start(text, start)
    over = max((m.end() for m in _OVER.finditer(text, clause, start)), default=clause)
    if when in ("later", "infinitive", "present", None) and _AHEAD.search(text, over, start):
        return "ahead"
    perfect = _PERFECT.search(text, over, start)
    return "now" if when == "present" or perfect or goes_on(text, start) else "then"


def goes_on(text: str, start: int) -> bool:
    """Whether the verb before a date is in the present, be it of what is always or of a plan."""
    since = past_end(text, start)
    told = since > clause_start(text, start)  # "it made changes on"
    return (_SURELY_NOW if told else _NOW).search(text, since, start) is not None


def when_of(m: re.Match[str]) -> Tense | None:
    """The time that the sentence speaks of where the month or weekday of a match stands."""
    if m[0].lower().startswith("since"):
        return "past"
    name = "month" if "month" in m.re.groupindex else "weekday"
    return tense(m.string, m.start(name), m.end())


def is_over(text: str, start: int, end: int) -> bool:
    """Whether the date that stands there is of what is past, or then was yet to come.

    So is that of a thing: "the novel of 1895 opens in".
    """
    when = tense(text, start, end)
    if when in ("past", "later") or role_of(text, start, end) == "thing":
        return True
    told = when is None and len(text.split()) >= _FEW  # not a heading
    return told and outlook(text, start, end) == "then"


def role_of(text: str, start: int, end: int) -> Role:
    """What a year that stands there is to its sentence (qa.dates.setting.Dated)."""
    if _OF.search(text, 0, start + len("of ") * text.startswith("of ", start)):
        return "thing"
    apart = _CLOSED.match(text, end) is not None and _APART.search(text, 0, start) is not None
    return "apart" if apart else "told"
