"""What a question asks for: a person, a year, how many of something, yes or no.

Questions are read by their order of words more than by their parse: a small parser that has seen
news is often wrong on a question, and worse on one without capitals or a question mark.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qa.nouns import Kind, grain_of_noun, kind_of_noun
from qa.syntax import Parse, Word

Role = Literal["subject", "object", "attribute", "adverb", "none"]

_WH = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
_AUXILIARIES = frozenset(
    """
    is are was were am be been do does did has have had can could will would shall should may might
    must 's 'd 're isn't aren't ca wo
    """.split()  # noqa: SIM905 - as in qa.words
)
_DO = frozenset({"do", "does", "did"})
_BE = frozenset({"is", "are", "was", "were", "'s", "be", "been", "am", "'re"})
# "Do you know when ...", "Can anyone tell me who ...": what is asked comes after.
_ADDRESSED = frozenset({"you", "anyone", "anybody", "someone", "somebody", "i", "we"})
_ASKS = frozenset(
    """
    know tell remember recall explain say find happen wonder idea ask learn see clarify remind help
    give show understand
    """.split()  # noqa: SIM905
)
# "What kind of boat": the noun that is meant stands behind "of".
_SORTS = frozenset({"kind", "sort", "type", "piece", "variety", "form", "one", "member", "name"})
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
    """

    kind: Kind
    head: int | None
    words: tuple[int, ...]
    predicate: int | None
    role: Role
    grain: str
    unit: str


def asked_of(question: str, parse: Parse) -> Asked:
    """What `question` asks for; `parse` is its parse. Never fails: "other" where nothing says."""
    forms = [question[word.start : word.end].lower() for word in parse]
    place = _asking_word(forms, parse)
    if place is None:
        return _without_asking_word(forms, parse)
    words, kind, head = _phrase(place, forms, parse)
    after = max(words[-1], -1 if head is None else head) + 1
    predicate, role = _predicate(after, forms, parse)
    if forms[place] in ("when", "where", "why", "how") and head is None:
        role = "adverb"
    elif place and parse[place - 1].pos == "ADP":
        role = "adverb"
    if forms[place] == "what" and kind == "other" and _asks_reason(predicate, role, forms, parse):
        kind = "reason"
    if kind == "number" and head is None and forms[place] == "how":
        kind = _number_kind(forms, parse)
    lemma = "" if head is None else parse[head].lemma
    grain = grain_of_noun(lemma) if kind == "date" else ""
    counted = lemma if kind in ("number", "duration", "money") else ""
    return Asked(kind, head, words, predicate, role, grain, counted)


def _asks_reason(predicate: int | None, role: Role, forms: list[str], parse: Parse) -> bool:
    """ "What made her leave", "What did he do it for" (but "What does it stand for")."""
    if predicate is None:
        return False
    if role == "subject":
        return parse[predicate].lemma in _CAUSING
    return "for" in forms[-2:] and parse[predicate].lemma not in _TAKING_FOR


def _asking_word(forms: list[str], parse: Parse) -> int | None:
    """The place of the word that asks; None for yes or no, an order, or bare keywords."""
    places = [n for n, form in enumerate(forms) if form in _WH]
    starts = _starts(forms)
    opening = [n for n in places if n in starts or (n - 1 in starts and parse[n - 1].pos == "ADP")]
    if opening:
        return opening[-1]
    free = [n for n in places if not _is_relative(n, forms, parse)]
    if any(_asks_yes_no(n, forms) for n in starts):
        return None
    return free[0] if free else None


def _starts(forms: list[str]) -> list[int]:
    """Where a sentence, or what follows a comma, colon or dash, begins."""
    marks = {".", "?", "!", ":", ";", ",", "-", "–", "—", "--", "and", "so", "but", "...", "…"}
    sentence = [0] + [n + 1 for n, form in enumerate(forms[:-1]) if form in marks]
    return [n for n in sentence if n < len(forms) and _is_start(n, forms)]


def _is_start(place: int, forms: list[str]) -> bool:
    """A comma before "who" begins an aside ("Torvik, who sailed, ..."), not a question."""
    if place == 0 or forms[place - 1] in {".", "?", "!", ":", ";", "-", "–", "—", "--"}:
        return True
    return forms[place] in {"what", "how", "why"} or (
        forms[place] in _WH | _AUXILIARIES | {"in", "on", "at", "by", "to", "from", "with", "for"}
        and forms[0] in {"in", "according", "after", "before", "when", "besides", "if", "at", "on",
                         "as", "while", "during", "once", "under", "for", "of", "well", "so", "hi",
                         "hello", "hey", "ok", "okay", "by", "with", "since", "given", "approaching"}
    )  # fmt: skip


def _asks_yes_no(place: int, forms: list[str]) -> bool:
    """An auxiliary begins, and it is not "do you know when"."""
    if forms[place] not in _AUXILIARIES:
        return False
    following = forms[place + 1 : place + 5]
    addressed = bool(following) and following[0] in _ADDRESSED | {"me"}
    return not (addressed and any(form in _ASKS for form in following))


def _is_relative(place: int, forms: list[str], parse: Parse) -> bool:
    """ "the man who", "the year in which": it points back and asks nothing."""
    if forms[place] in ("what", "how", "why"):
        return False
    before = place - 1
    if before >= 0 and parse[before].pos == "ADP":
        before -= 1
    if before >= 0 and forms[before] == ",":
        return forms[place] in ("who", "which", "whom", "whose") and parse[place].dep != "det"
    return before >= 0 and parse[before].pos in ("NOUN", "PROPN", "PRON", "NUM")


def _without_asking_word(forms: list[str], parse: Parse) -> Asked:
    """Yes or no, an order ("Give the date on which"), or keywords ("number of rooms")."""
    if any(_asks_yes_no(n, forms) for n in _starts(forms)):
        start = next(n for n in _starts(forms) if _asks_yes_no(n, forms))
        predicate, role = _predicate(start, forms, parse)
        return Asked("yes_no", None, (), predicate, "none", "", "")
    head = _first_noun(0, parse)
    if head is None:
        return Asked("other", None, (), None, "none", "", "")
    head = _meant(head, forms, parse)
    lemma = parse[head].lemma
    kind = kind_of_noun(lemma)
    predicate, role = _predicate(head + 1, forms, parse)
    grain = grain_of_noun(lemma) if kind == "date" else ""
    return Asked(kind, head, (), predicate, "none", grain, "")


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
    head = _first_noun(place + 2, parse, before_verb=True)
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
    if following in _BE:
        return _what_is(place, forms, parse)
    if following in _AUXILIARIES or place + 1 >= len(parse):
        return (place,), "other", None
    if parse[place + 1].pos in ("VERB", "AUX") and parse[place + 1].tag != "VBG":
        return (place,), "other", None
    head = _first_noun(place + 1, parse, before_verb=True, owned=False)
    if head is None:
        return (place,), "other", None
    head = _meant(head, forms, parse)
    fixed = _FIXED.get((forms[place - 1] if place else "", forms[head]))
    return (place,), fixed or kind_of_noun(parse[head].lemma), head


def _what_is(
    place: int, forms: list[str], parse: Parse
) -> tuple[tuple[int, ...], Kind, int | None]:
    """ "What was the name of the ship", "What was the ship called"."""
    rest = forms[place + 2 :]
    head = _first_noun(place + 2, parse, before_verb=True)
    if head is None:
        return (place,), "other", None
    if "called" in rest or "named" in rest:
        return (place,), "name", head
    if parse[head].pos == "PROPN":
        return (place,), "other", None
    head = _meant(head, forms, parse)
    kind = kind_of_noun(parse[head].lemma)
    return (place,), kind, head


def _first_noun(
    start: int, parse: Parse, *, before_verb: bool = False, owned: bool = True
) -> int | None:
    """The last noun of the first run of nouns: the head of a noun phrase that begins there.

    `owned`: of "Muoi's position" the position, and not Muoi.
    """
    for n in range(start, len(parse)):
        word = parse[n]
        if before_verb and word.pos in ("VERB", "AUX") and word.tag not in ("VBG", "VBN"):
            return None
        if word.pos in ("NOUN", "PROPN") and word.lemma not in _WH:
            return _end_of_run(n, parse, owned)
    return None


def _end_of_run(place: int, parse: Parse, owned: bool) -> int:
    """ "defence minister did" -> minister; a name behind a common noun is not part of it."""
    end = place
    while end + 1 < len(parse):
        following = parse[end + 1]
        if following.pos == "PART" and following.tag == "POS":
            noun = _first_noun(end + 2, parse) if owned else None
            return end if noun is None else noun
        if following.pos != parse[place].pos and following.pos != "NOUN":
            return end
        if following.pos not in ("NOUN", "PROPN"):
            return end
        end += 1
    return end


def _meant(head: int, forms: list[str], parse: Parse) -> int:
    """ "kind of boat" -> boat, "name of the ship" -> ship."""
    if parse[head].lemma in _SORTS and forms[head + 1 : head + 2] == ["of"]:
        noun = _first_noun(head + 2, parse)
        return head if noun is None else noun
    return head


def _predicate(after: int, forms: list[str], parse: Parse) -> tuple[int | None, Role]:
    """The main verb from word `after` on, and what the asked thing is of it.

    "Who led": the asked thing is the subject; "Who did he meet": the object; "Who was the cook":
    the attribute.
    """
    first = next(_verbs(after, parse), None)
    if first is None:
        return None, "none"
    if forms[first] not in _AUXILIARIES:
        return first, "subject"
    main = next((n for n in _verbs(first + 1, parse) if forms[n] not in _AUXILIARIES), None)
    between = parse[first + 1 : main] if main is not None else parse[first + 1 :]
    has_subject = any(word.pos in ("NOUN", "PROPN", "PRON") for word in between)
    if forms[first] in _BE:
        if main is None or parse[main].dep in ("relcl", "acl", "advcl"):
            return None, "attribute"
        return main, "object" if has_subject else "subject"
    if main is None and forms[first] in _DO:
        return None, "object"
    return main if main is not None else first, "object" if has_subject else "subject"


def _verbs(start: int, parse: Parse) -> Iterator[int]:
    for n in range(start, len(parse)):
        word: Word = parse[n]
        if word.pos in ("VERB", "AUX") or (word.tag.startswith("VB")):
            yield n
