"""What a date expression is read against, and what comes of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from qa.dates.spans import Interval

Kind = Literal["absolute", "deictic", "anaphor", "partial"]
"""How an expression gets its date: from itself; from the article's date; from the date before it;
from its own words and the year of either."""


Role = Literal["told", "thing", "apart"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that the text has given: `end` is where it ends in the sentence at hand, if in it.

    `own`: the text says it by itself; otherwise it was worked out from the article's date.
    over: the words around it tell of what is past. role: whether it is told, says only which thing
    is meant ("the treaty of 1991"), or stands in an aside ("the school, opened in 1962, closed").
    """

    days: Interval
    own: bool
    end: int | None
    over: bool = False
    role: Role = "told"


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an expression stands.

    text: its sentence. published: the days of the article's date, as it is known. before: the
    last date before it that it may refer to. nearby: the last date in a wider stretch before it,
    which only raises doubts. speaks: the article speaks from its own date ("yesterday") somewhere,
    as news does; speaks_here: in this passage, before the expression. quoted: it is in speech that
    began in a sentence before, behind a date of another year.
    """

    text: str
    published: Interval | None = None
    before: Dated | None = None
    nearby: Dated | None = None
    speaks: bool = False
    speaks_here: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """`days`: when it was, as narrowly as is known; `shown`: the same with the precision to print.

    Both are None for a date expression that cannot be resolved, and `shown` is where it says of no
    one time that it was then, but is true of that time ("today" of what is so nowadays).
    """

    days: Interval | None
    shown: Interval | None

    @classmethod
    def of(cls, days: Interval | None) -> "Reading":
        return cls(days, days)


UNKNOWN = Reading(None, None)

Resolve = Callable[[re.Match[str], Setting], Reading | None]
"""A match -> its reading, or None where it is no date expression at all."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to say a date. What is said after it is not told from it if it is `aside`.

    `cues`: one of them stands, in small letters, in whatever the pattern is found in; there is no
    need to look for it in other texts. Empty where any text may have it.
    """

    kind: Kind
    pattern: re.Pattern[str]
    resolve: Resolve
    aside: bool = False
    cues: tuple[str, ...] = ()

    def may_be_in(self, small: str) -> bool:
        """Whether it may be found in a text that is `small` in small letters."""
        return not self.cues or any(cue in small for cue in self.cues)
