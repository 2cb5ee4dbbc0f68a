"""The word of a question that asks: "when" in "Do you know when he left?"."""

from qa.syntax import Parse

WH = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
AUXILIARIES = frozenset(
    """
    is are was were am be been do does did has have had can could will would shall should may might
    must 's 'd 're isn't aren't ca wo
    """.split()  # noqa: SIM905 - as in qa.words
)
DO = frozenset({"do", "does", "did"})
BE = frozenset({"is", "are", "was", "were", "'s", "be", "been", "am", "'re"})
# "Do you know when ...", "Can anyone tell me who ...": what is asked comes after.
_LEADING = frozenset(
    """
    according after approaching as at before besides by during for given hello hey hi if in of ok
    okay on once since so under well when while with
    """.split()  # noqa: SIM905
)
_ADDRESSED = frozenset({"you", "anyone", "anybody", "someone", "somebody", "i", "we"})
_ASKS = frozenset(
    """
    know tell remember recall explain say find happen wonder idea ask learn see clarify remind help
    give show understand
    """.split()  # noqa: SIM905
)


def asking_word(forms: list[str], parse: Parse) -> int | None:
    """The place of the word that asks; None for yes or no, an order, or bare keywords."""
    places = [n for n, form in enumerate(forms) if form in WH]
    begins = starts(forms)
    opening = [n for n in places if n in begins or (n - 1 in begins and parse[n - 1].pos == "ADP")]
    if opening:
        return opening[-1]
    free = [n for n in places if not _is_relative(n, forms, parse)]
    if any(asks_yes_no(n, forms) for n in begins):
        return None
    return free[0] if free else None


def starts(forms: list[str]) -> list[int]:
    """Where a sentence, or what follows a comma, colon or dash, begins."""
    marks = {".", "?", "!", ":", ";", ",", "-", "–", "—", "--", "and", "so", "but", "...", "…"}
    sentence = [0] + [n + 1 for n, form in enumerate(forms[:-1]) if form in marks]
    return [n for n in sentence if n < len(forms) and _is_start(n, forms)]


def _is_start(place: int, forms: list[str]) -> bool:
    """A comma before "who" begins an aside ("Torvik, who sailed, ..."), not a question."""
    if place == 0 or forms[place - 1] in {".", "?", "!", ":", ";", "-", "–", "—", "--"}:
        return True
    if forms[place] in {"what", "how", "why"}:
        return True
    opens = forms[place] in WH | AUXILIARIES | {"in", "on", "at", "by", "to", "from", "with", "for"}
    return opens and forms[0] in _LEADING


def asks_yes_no(place: int, forms: list[str]) -> bool:
    """An auxiliary begins, and it is not "do you know when"."""
    if forms[place] not in AUXILIARIES:
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
