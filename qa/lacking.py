"""What is asked for in so many words, and must stand in whatever answers: a name, a number to ring.

"What was the ship's name?" is not answered by a sentence about the ship that has no name in it, nor
"when was it built?" by one without a time.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np

from embeddings.vectors import Mask
from qa.analysis import Analysis
from qa.library import Library
from qa.reading import Reading
from qa.values import folded

Has = Callable[[str, Analysis], bool]
"""Whether a sentence has it: as it is written, and as it is read."""

_ADJECTIVES = (
    "full|first|last|middle|given|real|true|original|old|new|former|previous|present|current|birth"
    "|maiden|family|married|brand|trade|official|code|pen|stage|scientific|latin|common|proper"
)
_NO_PREPOSITION = r"(?!(?:of|on|in|for|to|with|from|by|at|about|than|that|behind|under)\b)"
_NAME = re.compile(
    r"\bwhat(?:['’]?s|\s+(?:is|was|are|were))\s+"
    rf"(?:{_NO_PREPOSITION}\S+\s+){{0,5}}?(?:the|his|hers?|its|their|our|your|my|\S+['’]s?|{_ADJECTIVES})"
    r"\s+names?\b(?!\s+(?:after|for|servers?)\b)"
    rf"|^\W*(?:the\s+)?(?:(?:{_ADJECTIVES})\s+)?names?\s+of\b"
    r"|\bwhat\s+(?:is|was|are|were|did|do|does)\s.{2,60}(?<!so-)\bcalled\b"
    r"(?!\s+(?:to|for|off|on|up|in|back|out|by)\b)",
    re.IGNORECASE,
)
_SAID = re.compile(r"[\"“”„«»‘`*_]")  # around a title, or what something is called
_WORD = re.compile(r"[^\W_]+")
_UNNAMED = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "QUANTITY", "PERCENT"})
_PHONE = re.compile(
    r"\bphone\s+(?:number|no\b)|\btelephone\s+(?:number|no\b)|\bfax\s+number"
    r"|\bnumber\s+(?:to|do|can|should|for)\b.*\b(?:ring|call|phone|dial)",
    re.IGNORECASE,
)
_DIALLED = re.compile(r"\d(?:[\s()/.-]?\d){2}")
_COUNTS = re.compile(r"\bhow\s+(?:many|much|long|often|old)\b", re.IGNORECASE)
# What tells when, though it be no date: "the following spring", "when the war was over".
_TIMES = re.compile(
    r"\d|\b(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?"
    r"|century|centuries|spring|summer|autumn|winter|easter|christmas|morning|noon|midday|evening"
    r"|midnight|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekdays?"
    r"|weekends?|daily|weekly|monthly|yearly|annual(?:ly)?|when|whenever|after|afterwards|before"
    r"|during|until|till|since|while|once|soon|as|at|now|today|yesterday|tomorrow|tonight|immediately"
    r"|already|recently|then|later|earlier|never|always|time|date|eve|anniversary)\b",
    re.IGNORECASE,
)
_DEATH = re.compile(
    r"\b(?:die[sd]?|dying|deaths?|deathbed|dead|deadly|deceased|kill\w*|murder\w*|shot|execut\w*"
    r"|drown\w*|perish\w*|hang(?:ed|ing)|hung|late|funeral|buri\w*|grave\w*|tomb\w*|obituary"
    r"|pass(?:ed)?\s+away|assassinat\w*|suicide|fatal\w*|lost|succumb\w*|surviv\w*|fell|fallen"
    r"|lived|outlived|widow\w*|slain|slew|stab\w*|poison\w*|behead\w*|guillotin\w*|body|bodies"
    r"|corpses?|remains|lives|life)\b|[†]|\d\s?[-–—]",
    re.IGNORECASE,
)
_EMAIL, _AT = re.compile(r"\be-?mail\s+address", re.IGNORECASE), re.compile(r"@|[\[(]at[\])]")


def has_it(question: str) -> Has | None:
    """How to tell whether a sentence has what is asked for; None where that may be anything."""
    if _COUNTS.search(question):
        return None  # how many there may be, or how long one is
    if _PHONE.search(question):
        return lambda quote, _: _DIALLED.search(quote) is not None
    if _EMAIL.search(question):
        return lambda quote, _: _AT.search(quote) is not None
    return _names(question) if _NAME.search(question) else None


def lacking(library: Library, question: str, rows: Sequence[int]) -> Mask:
    """Which sentence rows have not what is asked for, (n,); what is not parsed may have it."""
    has = has_it(question)
    return _without(library, [has] if has else [], rows)


def beside_it(library: Library, reading: Reading, rows: Sequence[int]) -> Mask:
    """Which sentence rows tell no time, where it is asked when; or of no death, where it is asked
    how, when or where somebody died; (n,)."""
    return _without(library, [has for has in (_time(reading), _death(reading)) if has], rows)


def _without(library: Library, wanted: Sequence[Has], rows: Sequence[int]) -> Mask:
    found = np.zeros(len(rows), dtype=np.bool_)
    for place, row in enumerate(rows if wanted else ()):
        one = library.analysis(row)
        quote = library.corpus.sentence_quote(row)
        found[place] = bool(one.parse) and not all(has(quote, one) for has in wanted)
    return found


def _time(reading: Reading) -> Has | None:
    """Whether a sentence has anything that tells when, where it is asked when."""
    if reading.asked.kind != "date":
        return None
    return lambda _, one: (  # as it is read: the number of a footnote is no time
        _TIMES.search(one.quote) is not None or any(w.entity in ("DATE", "TIME") for w in one.parse)
    )


def _death(reading: Reading) -> Has | None:
    """Whether a sentence tells of dying, where it is asked when, where or how somebody died."""
    asked = reading.asked
    of_whom = asked.role == "subject"  # who died, which may be told in other words
    dies = asked.predicate is not None and reading.parse[asked.predicate].lemma == "die"
    asks = dies and not of_whom
    return (lambda quote, _: _DEATH.search(quote) is not None) if asks else None


def _names(question: str) -> Has:
    """Whether a sentence has a name that is not in the question, or something within quotes."""
    asked = set(_WORD.findall(folded(question)))

    def has(quote: str, one: Analysis) -> bool:
        return _SAID.search(quote) is not None or any(
            not set(_WORD.findall(folded(one.quote[word.start : word.end]))) <= asked
            for n, word in enumerate(one.parse)
            if word.entity not in _UNNAMED
            and word.end - word.start > 1
            and (word.pos == "PROPN" or (n and one.quote[word.start].isupper()))
        )

    return has
