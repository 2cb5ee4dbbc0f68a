"""What a sentence says about the time it speaks of: past, to come, habit, direct speech."""

import re
from typing import Literal

Tense = Literal["past", "future", "later", "present", "infinitive"]
"""`future` is to come for the writer ("will"), `later` for whom the text tells of ("would")."""

_IRREGULAR = (
    "was|were|had|did|said|told|went|came|took|began|left|met|won|gave|held|became|made|died|rose|"
    "fell|sent|wrote|spoke|ran|broke|brought|found|got|kept|led|lost|paid|saw|sold|shot|stood|"
    "thought|flew|fled|drew|grew|knew|threw|bought|built|caught|fought|taught|sank|struck|drove|"
    "rode|sang|swam|felt|heard|laid|meant|sat|slept|spent|swore|woke|wore|tore|hid|lit|hit|been|done|"
    "shown|seen|taken|given|written|arose|ate|bent|bit|blew|bled|bred|chose|clung|crept|dealt|dug|dwelt|"
    "forgot|forgave|froze|hung|knelt|leapt|leant|lent|mistook|overcame|overtook|overthrew|rang|"
    "sought|shook|shone|shrank|slid|sped|spat|sprang|stole|stuck|stung|strove|swept|swung|"
    "undertook|underwent|upheld|wept|withdrew"
)
# "Were likely to", but not "were taken to": that is told of what is over.
_BETWEEN = (
    r"(?:\s+(?:\w+ly|not|also|still|now|then|both|all|each|soon|about|supposed|expected|ready))?"
)
# In this order: what comes first holds where two fit.
_VERB = re.compile(
    r"\b(?:"
    r"(?P<future>(?:will|shall)(?:\s+(?:\w+ly|not))?(?:\s+(?:be|have|stay|remain|keep)\s+\w+)?|"
    rf"(?:is|are){_BETWEEN}\s+(?:to|due|set(?=\s+(?:to|for)\b))\s(?:be\s+\w+)?|(?:is|are)\s+going\s+to|upcoming|forthcoming)"
    r"|(?P<later>(?:would|should)(?:\s+(?:\w+ly|not))?(?:\s+(?:be|have|stay|remain|keep)\s+\w+)?|"
    rf"(?:was|were){_BETWEEN}\s+(?:to|due|set(?=\s+(?:to|for)\b))\s(?:be\s+\w+)?|due\b|scheduled|plan(?:s|ned|ning)?\b|"
    r"expect(?:s|ed)?\b|propose[sd]?\b|going\s+to|hopes?\s+to)"
    r"|(?P<present>(?:is|are|be|being)\s+(?:\w+ly\s+|not\s+)?(?!scheduled|planned|expected|proposed)\w+ed\b|is|are|does|do|can|must|may)\b"
    rf"|(?P<past>(?:{_IRREGULAR}|(?!(?:need|speed|exceed|indeed|hundred|seed|feed)\b)\w{{2,}}ed)\b)"
    r"|(?P<infinitive>to\s+be\s+\w+|to\s+(?!(?:the|a|an|his|her|its|their|my|our|this|that|sea|bed|school|work|hospital|prison|jail|court|church|town|parliament|congress|market|safety|death|life|power|office|custody|university|college|class|shore|trial|press|port|war)\b)(?-i:[a-z]{2,}))\b"
    r")|(?P<coming>’ll|'ll)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\bbe\s", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|or|but|then)\s+(?:\w+ly\s+|then\s+|not\s+)?$", re.IGNORECASE)
_SETS = re.compile(
    r"\b(?:postponed|extended|delayed|adjourned|rescheduled|deferred|remanded|put\s+(?:off|back)|moved|"
    r"brought\s+forward|fixed|arranged|booked|set)\s+(?:[\w’'-]+\s+){0,6}?(?:until|till|to|for)\s+"
    r"(?:[Mm]id-?|[Ee]arly|[Ll]ate)?\s*(?:on\s+)?$",
)
_CLAUSE = re.compile(r"[;:()–—“”\"]|,\s+(?:and|but|or|so)\b")
_HABIT = re.compile(
    r"\b(?:(?:every|each)\s+(?:\w+\s+)?(?:day|week|month|year|spring|summer|autumn|fall|winter|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)|"
    r"\w+day)|(?:once|twice|times)\s+an?\s+(?:week|month|year)|"
    r"(?:an?|any)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|annually|yearly|daily|weekly|monthly|"
    r"always|usually|often|seldom|whenever|if\s+you|when\s+you)\b",
    re.IGNORECASE,
)
_COMING = re.compile(r"\b(?:by|before|until|till)\s+(?:\w+\s+){0,4}$", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:said|says|say|wrote|writes|told|tells|added|insisted|claimed|claims|stated|reported|announced|"
    r"assured?|argued|explained|believes?|according\s+to)\b",
    re.IGNORECASE,
)


def tense(text: str, start: int, end: int) -> Tense | None:
    """The time that the verb nearest to text[start:end] speaks of: first the verb before it.

    Its clause is looked at, then what follows. None where no verb is known.
    """
    clause = clause_start(text, start)
    verbs = list(_VERB.finditer(text, clause, start))
    ahead = len(verbs) > 1 and (verbs[-2]["future"] or verbs[-2]["later"])
    if ahead and verbs[-1]["past"] and text.endswith(", ", 0, verbs[-1].start()):
        verbs.pop()  # "she will appear in court, accused of theft, on Monday"
    elif ahead and _is_carried(text, verbs[-2], verbs[-1]):
        verbs.pop()
    found = verbs[-1] if verbs else _VERB.search(text, end)
    if found is None:
        return None
    if found["future"] or found["coming"]:
        return "future"
    if verbs and found["past"] and _is_put_off(text, verbs, start):
        return "later"
    if found["later"] or (
        found["infinitive"] and found.end() <= start and _COMING.search(text, 0, start)
    ):
        return "later"
    return "present" if found["present"] else "past" if found["past"] else "infinitive"


def _is_put_off(text: str, verbs: list[re.Match[str]], start: int) -> bool:
    """Whether the verb only sets the date: "was extended until Friday", "put off to 4 May"."""
    return any(_SETS.search(text, verb.start(), start) for verb in verbs[-2:])


def past_end(text: str, place: int) -> int:
    """Where the last verb of the past before `place` ends in its clause, or where that begins."""
    clause = clause_start(text, place)
    verbs = _VERB.finditer(text, clause, place)
    return max((verb.end() for verb in verbs if verb["past"]), default=clause)


def next_verb(text: str, place: int) -> int:
    """Where the first known verb from `place` on begins; the end of the text if there is none."""
    found = _VERB.search(text, place)
    return len(text) if found is None else found.start()


def clause_start(text: str, place: int) -> int:
    """Where the clause begins that `place` stands in."""
    return max((m.end() for m in _CLAUSE.finditer(text, 0, place)), default=0)


def _is_carried(text: str, ahead: re.Match[str], verb: re.Match[str]) -> bool:
    """Whether "will be" governs both: "will be shut on Monday and reopened on Friday"."""
    between = text[ahead.end() : verb.start()]
    passive = _PASSIVE.search(ahead[0]) is not None and verb["past"] is not None
    return passive and _AND.search(between) is not None


def is_habit(text: str) -> bool:
    """Whether the sentence tells what is done again and again, so that its dates are of no year."""
    return _HABIT.search(text) is not None


def is_reported(text: str) -> bool:
    """Whether the sentence reports what somebody says."""
    return _REPORTED.search(text) is not None


def in_quotation(text: str, place: int) -> bool:
    """Whether `place` stands within quotation marks that open in the same sentence."""
    return (
        text.count("“", 0, place) > text.count("”", 0, place) or text.count('"', 0, place) % 2 > 0
    )
