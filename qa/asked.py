"""What a question asks for: a person, a year, how many of something, yes or no.

Questions are read by their order of words more than by their parse: a small parser that has seen
news is often wrong on a question, and worse on one without capitals or a question mark.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qa.asking import AUXILIARIES, BE, DO, asking_word, asks_yes_no, starts
from qa.nounphrases import COUNTS, counted_noun, first_noun, meant_noun
from qa.nouns import Kind, grain_of_noun, kind_of_noun
from qa.syntax import Parse, Word

Role = Literal["subject", "object", "attribute", "adverb", "none"]

_HOW: dict[str, Kind] = {
    "many": "number",
    "much": "number",
    "old": "number",
    "far": "number",
    "tall": "number",
    "high": "number",
    "deep": "number",
    "big": "number",
    "large": "number",
    "heavy": "number",
    "wide": "number",
    "fast": "number",
    "thick": "number",
    "hot": "number",
    "cold": "number",
    "often": "number",
    "frequently": "number",
    "long": "duration",
    "soon": "duration",
    "quickly": "duration",
    "late": "date",
    "early": "date",
    "recently": "date",
}
_TIME_UNITS = frozenset(
    "second minute hour day night week fortnight month year decade century".split()  # noqa: SIM905
)
_MONEY_UNITS = frozenset(
    "money dollar euro pound crown franc yen rupee cent penny cash pay cost".split()  # noqa: SIM905
)
_CAUSING = frozenset("make cause prompt drive lead motivate persuade induce explain".split())  # noqa: SIM905
_TAKING_FOR = frozenset("stand ask look wait pay wish hope search call account know".split())  # noqa: SIM905
_FIXED: dict[tuple[str, str], Kind] = {
    ("on", "grounds"): "reason",
    ("on", "ground"): "reason",
    ("to", "end"): "reason",
    ("for", "sake"): "reason",
}
_COSTING = frozenset("cost pay price spend charge earn owe worth sell buy fetch donate".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. Places are numbers of words in the question's parse.

    kind        what an answer is
    head        the noun asked for ("year" in "which year"), or None
    words       the asking words ("how", "many"; empty for yes or no and for bare keywords)
    predicate   the main verb, or None where it is "be" or there is none
    role        what the asked thing is of the predicate
    grain       how precise a date is asked for ("year", "day", "time" ...), empty for any
    unit        lemma of what is counted or measured, empty for none
    many        whether several are asked for ("which two ships", "who were they")
    passive     whether the predicate is passive ("who was sent")
    """

    kind: Kind
    head: int | None
    words: tuple[int, ...]
    predicate: int | None
    role: Role
    grain: str
    unit: str
    many: bool = False
    passive: bool = False


def asked_of(question: str, parse: Parse) -> Asked:
    """What `question` asks for; `parse` is its parse. Never fails: "other" where nothing says."""
    forms = [question[word.start : word.end].lower() for word in parse]
    place = asking_word(forms, parse)
    if place is None:
        return _without_asking_word(forms, parse)
    words, kind, head = _phrase(place, forms, parse)
    after = max(words[-1], -1 if head is None else head) + 1
    predicate, role = _predicate(after, forms, parse)
    bare = forms[place] in ("when", "where", "why", "how") and head is None
    if bare or (place and parse[place - 1].pos == "ADP"):
        role = "adverb"
    if forms[place] == "what" and kind == "other" and _asks_reason(predicate, role, forms, parse):
        kind = "reason"
    if kind == "number" and head is None and forms[place] == "how":
        kind = _number_kind(forms, parse)
    lemma = "" if head is None else parse[head].lemma
    grain = grain_of_noun(lemma) if kind == "date" else ""
    counted = "" if head is None else counted_noun(head, forms, parse)
    if kind not in ("number", "duration", "money"):
        counted = ""
    return Asked(
        kind,
        head,
        words,
        predicate,
        role,
        grain,
        counted,
        many=_asks_many(place, head, forms, parse),
        passive=_is_passive(predicate, forms, parse),
    )


def _asks_many(place: int, head: int | None, forms: list[str], parse: Parse) -> bool:
    if head is not None and forms[place] != "how":
        return parse[head].tag in ("NNS", "NNPS")
    return forms[place + 1 : place + 2] in (["were"], ["are"])


def _is_passive(predicate: int | None, forms: list[str], parse: Parse) -> bool:
    if predicate is None or parse[predicate].tag not in ("VBN", "VBD"):
        return False
    return any(forms[n] in BE for n in range(max(0, predicate - 6), predicate))


def _asks_reason(predicate: int | None, role: Role, forms: list[str], parse: Parse) -> bool:
    """ "What made her leave", "What did he do it for" (but "What does it stand for")."""
    if predicate is None:
        return False
    if role == "subject":
        return parse[predicate].lemma in _CAUSING
    return "for" in forms[-2:] and parse[predicate].lemma not in _TAKING_FOR


def _without_asking_word(forms: list[str], parse: Parse) -> Asked:
    """Yes or no, an order ("Give the date on which"), or keywords ("number of rooms")."""
    if any(asks_yes_no(n, forms) for n in starts(forms)):
        start = next(n for n in starts(forms) if asks_yes_no(n, forms))
        predicate, _ = _predicate(start, forms, parse)
        return Asked("yes_no", None, (), predicate, "none", "", "")
    head = first_noun(0, parse)
    if head is None:
        return Asked("other", None, (), None, "none", "", "")
    head = meant_noun(head, forms, parse)
    lemma = parse[head].lemma
    kind: Kind = "number" if lemma in COUNTS else kind_of_noun(lemma)
    predicate, _ = _predicate(head + 1, forms, parse)
    grain = grain_of_noun(lemma) if kind == "date" else ""
    counted = counted_noun(head, forms, parse) if kind == "number" else ""
    many = parse[head].tag in ("NNS", "NNPS")
    return Asked(kind, head, (), predicate, "none", grain, counted, many=many)


def _phrase(place: int, forms: list[str], parse: Parse) -> tuple[tuple[int, ...], Kind, int | None]:
    """The asking words, the kind of thing, and the noun asked for."""
    form = forms[place]
    following = forms[place + 1] if place + 1 < len(forms) else ""
    if form in ("who", "whom", "whose"):
        return (place,), "person", None
    if form == "when":
        return (place,), "date", None
    if form == "where":
        return (place,), "place", None
    if form == "why" or (form == "how" and following == "come"):
        return (place,), "reason", None
    if form == "how":
        return _how(place, following, forms, parse)
    return _what(place, following, forms, parse)


def _how(
    place: int, following: str, forms: list[str], parse: Parse
) -> tuple[tuple[int, ...], Kind, int | None]:
    if following not in _HOW:
        return (place,), "manner", None
    words: tuple[int, ...] = (place, place + 1)
    if following not in ("many", "much"):
        return words, _HOW[following], None
    head = first_noun(place + 2, parse, before_verb=True)
    if head is None:
        return words, "number", None
    lemma = parse[head].lemma
    if lemma in _TIME_UNITS:
        return words, "duration", head
    return words, "money" if lemma in _MONEY_UNITS else "number", head


def _number_kind(forms: list[str], parse: Parse) -> Kind:
    """ "How much did it cost" asks for money."""
    lemmas = {word.lemma for word in parse}
    return "money" if lemmas & _COSTING and "much" in forms else "number"


def _what(
    place: int, following: str, forms: list[str], parse: Parse
) -> tuple[tuple[int, ...], Kind, int | None]:
    """ "what year", "which of the ships", "what was the name of the ship", "what did he say"."""
    if following in BE:
        return _what_is(place, forms, parse)
    if following in AUXILIARIES or place + 1 >= len(parse):
        return (place,), "other", None
    if parse[place + 1].pos in ("VERB", "AUX") and parse[place + 1].tag != "VBG":
        return (place,), "other", None
    head = first_noun(place + 1, parse, before_verb=True, owned=following == "of")
    if head is None:
        return (place,), "other", None
    head = meant_noun(head, forms, parse)
    fixed = _FIXED.get((forms[place - 1] if place else "", forms[head]))
    return (place,), fixed or kind_of_noun(parse[head].lemma), head


def _what_is(
    place: int, forms: list[str], parse: Parse
) -> tuple[tuple[int, ...], Kind, int | None]:
    """ "What was the name of the ship", "What was the ship called"."""
    rest = forms[place + 2 :]
    head = first_noun(place + 2, parse, before_verb=True)
    if head is None:
        return (place,), "other", None
    if "called" in rest or "named" in rest:
        return (place,), "name", head
    if parse[head].pos == "PROPN":
        return (place,), "other", None
    head = meant_noun(head, forms, parse)
    kind = kind_of_noun(parse[head].lemma)
    return (place,), kind, head


def _predicate(after: int, forms: list[str], parse: Parse) -> tuple[int | None, Role]:
    """The main verb from word `after` on, and what the asked thing is of it.

    "Who led": the asked thing is the subject; "Who did he meet": the object; "Who was the cook":
    the attribute.
    """
    first = next(_verbs(after, parse), None)
    if first is None:
        return None, "none"
    if forms[first] not in AUXILIARIES:
        return first, "subject"
    main = next((n for n in _verbs(first + 1, parse) if forms[n] not in AUXILIARIES), None)
    between = parse[first + 1 : main] if main is not None else parse[first + 1 :]
    has_subject = any(word.pos in ("NOUN", "PROPN", "PRON") for word in between)
    if forms[first] in BE:
        if main is None or parse[main].dep in ("relcl", "acl", "advcl"):
            return None, "attribute"
        return main, "object" if has_subject else "subject"
    if main is None and forms[first] in DO:
        return _mistaken_verb(first + 1, forms, parse), "object"
    return main if main is not None else first, "object" if has_subject else "subject"


def _mistaken_verb(start: int, forms: list[str], parse: Parse) -> int | None:
    """The verb of "did the ferry sink", taken for a noun: the last word before a preposition."""
    end = start
    while end < len(parse) and parse[end].pos not in ("ADP", "PUNCT"):
        end += 1
    last = end - 1
    is_word = last > start and forms[last].isalpha() and parse[last].pos != "PROPN"
    return last if is_word else None


def _verbs(start: int, parse: Parse) -> Iterator[int]:
    for n in range(start, len(parse)):
        word: Word = parse[n]
        if word.pos in ("VERB", "AUX") or (word.tag.startswith("VB")):
            yield n
