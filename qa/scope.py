"""What a value is of, where a sentence shows it: a year, the dead or the hurt, some weekdays.

Two values of different such things are no difference, however alike their sentences are.
"""

import re
from collections.abc import Sequence

from qa.amounts import Amount
from qa.claims import Claim
from qa.dates.spans import Interval, years
from qa.reading import Reading
from qa.syntax import Parse
from qa.trees import verb_above
from qa.values import Clock, Date, folded

_YEAR = re.compile(
    r"\b(?:1\d{3}|20\d\d)\b(?!\s+(?:report|history|account|biography|book|article|study|edition|"
    r"guide|almanac|interview|inquiry|memoirs?|obituary)\b)"  # these tell of other years
)
_FATES = {
    "dead": re.compile(
        r"die|dead|deaths?|kill\w*|perish\w*|drown\w*|fatal\w*|murder\w*|slay|slain"
    ),
    "hurt": re.compile(r"hurt|injur\w+|wound\w*|maim\w*"),
    "missing": re.compile(r"missing|vanish\w*|disappear\w*"),
    "saved": re.compile(r"surviv\w+|rescu\w+"),
    "held": re.compile(r"arrest\w*|detain\w*"),
}
_PAID_FOR = re.compile(
    r"(?:[$£€]\s?\d[\d,.]*(?:\s?(?:m|bn|k|million|billion|thousand))?|\d\s?p|"
    r"\b(?:crowns?|pounds|dollars|euros|francs|marks|daler))\s+(?:an?|per|each|every)\s+(?P<each>[a-z]+)"
)
_BESIDE = 16  # characters behind a sum
_THEM = frozenset({"they", "them", "those", "these", "which", "whom"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = rf"(?:{'|'.join(_NAMES)})"
_SPAN = re.compile(rf"\b({_DAY})s?\s*(?:to|through|until|[-–])\s*({_DAY})s?\b")
_ONE_DAY = re.compile(rf"\b({_DAY})(s?)\b")
_USUAL = re.compile(r"\b(?:weekdays?|weekends?|(?:bank |public )?holidays|working days)\b")
_WEEK, _WEEKEND = frozenset(_NAMES[:5]), frozenset(_NAMES[5:])


def are_apart(reading: Reading, one: Claim, two: Claim) -> bool:
    """Whether the values of two claims are of different things, or one is of what is not asked."""
    off = any(
        _is_of_another_year(reading.dates, claim)
        or _is_of_another_fate(reading, claim)
        or _is_of_before(reading, claim)
        for claim in (one, two)
    )
    other = _is_part(reading, one) != _is_part(reading, two) or _rate(one) != _rate(two)
    return off or other or _are_of_other_days(one, two)


def _is_of_another_year(asked: Sequence[Interval], claim: Claim) -> bool:
    """Whether the sentence names years, and none of those that the question names."""
    if not asked or isinstance(claim.value, Date):
        return False
    named = {int(year) for year in _YEAR.findall(claim.quote)}
    there = [years(year, year) for year in named]
    return bool(there) and not any(
        year.first <= one.last and one.first <= year.last for year in there for one in asked
    )


def _is_of_before(reading: Reading, claim: Claim) -> bool:
    """Whether it is asked what is, and the sentence tells what had been: "it had been 1,000"."""
    asked = {word.tag for word in reading.parse if word.pos in ("VERB", "AUX")}
    if "VBD" in asked or not asked & {"VBZ", "VBP", "MD"}:
        return False
    verb = verb_above(claim.parse, claim.first, ("VERB", "AUX"))
    return any(
        word.head == verb and word.dep == "aux" and claim.quote[word.start : word.end] == "had"
        for word in claim.parse
    )


def _is_of_another_fate(reading: Reading, claim: Claim) -> bool:
    """Whether the question asks of the dead and the number is of the hurt, or the like."""
    asked = {fate for word in reading.parse for fate in _fates(word.lemma)}
    given = _fate(claim)
    return len(asked) == 1 and given is not None and given not in asked


def _is_part(reading: Reading, claim: Claim) -> bool:
    """Whether a number is of some of what is counted: "nineteen of the bolts", "two of them"."""
    behind = claim.parse[claim.last - 1 : claim.last + 4]
    of = next((n for n, word in enumerate(behind[:2]) if word.lemma == "of"), None)
    if of is None or not isinstance(claim.value, Amount):
        return False
    rest = behind[of + 1 : of + 3]
    if rest and rest[0].lemma in _THEM:
        return len(rest) < 2 or rest[1].pos not in _NOMINAL
    asked = reading.asked.unit
    return len(rest) > 1 and rest[0].pos == "DET" and bool(asked) and rest[1].lemma == asked


def _rate(claim: Claim) -> str:
    """For what a sum of money is paid again and again: "scan" of "£90 a scan"; empty for none."""
    if not isinstance(claim.value, Amount):
        return ""
    start, end = claim.parse[claim.first].start, claim.parse[claim.last - 1].end
    found = _PAID_FOR.search(claim.quote, max(start - 1, 0), end + _BESIDE)
    return found["each"].lower() if found else ""


def _fate(claim: Claim) -> str | None:
    """What befell those that are counted: told by the words that govern the number, or by all."""
    parse = claim.parse
    inside = range(claim.first, claim.last)
    place = next((n for n in inside if parse[n].head not in inside), claim.first)
    for _ in range(len(parse)):
        found = _fates(parse[place].lemma) or _lost_life(parse, place)
        if found:
            return found[0]
        if parse[place].head == place:
            break
        place = parse[place].head
    told = {fate for word in parse for fate in _fates(word.lemma)}
    told |= {fate for n in range(len(parse)) for fate in _lost_life(parse, n)}
    return told.pop() if len(told) == 1 else None


def _lost_life(parse: Parse, verb: int) -> list[str]:
    """ "Lost their lives" is dead."""
    lost = any(word.head == verb and word.lemma == "life" for word in parse)
    return ["dead"] if lost and parse[verb].lemma == "lose" else []


def _fates(lemma: str) -> list[str]:
    return [fate for fate, words in _FATES.items() if words.fullmatch(lemma.lower())]


def _are_of_other_days(one: Claim, two: Claim) -> bool:
    """Whether two hours are those of different days: "on weekdays", "on Sundays"."""
    if not (isinstance(one.value, Clock) and isinstance(two.value, Clock)):
        return False
    (mine, usual), (others, also_usual) = _days(one.quote), _days(two.quote)
    if mine and others:
        return not mine & others and (usual or also_usual)
    return bool((mine and usual) or (others and also_usual))


def _days(quote: str) -> tuple[frozenset[str], bool]:
    """The days of the week that a sentence speaks of, and whether of each one ("on Sundays")."""
    text = folded(quote)
    found, usual = set[str](), _USUAL.search(text) is not None
    for first, last in _SPAN.findall(text):
        start, end = _NAMES.index(first), _NAMES.index(last)
        found |= set(_NAMES[start : end + 1] or (first, last))
        usual = True
    for day, many in _ONE_DAY.findall(text):
        found.add(day)
        usual = usual or bool(many)
    found |= _WEEK if re.search(r"\b(?:weekdays?|working days)\b", text) else set()
    found |= _WEEKEND if "weekend" in text else set()
    return frozenset(found | ({"holiday"} if "holiday" in text else set())), usual
