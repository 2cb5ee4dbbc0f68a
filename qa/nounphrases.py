"""Noun phrases of a question: their head, and the noun that is meant by "kind of boat"."""

from qa.asking import WH
from qa.syntax import Parse

# "What kind of boat": the noun that is meant stands behind "of".
_SORTS = frozenset({"kind", "sort", "type", "piece", "variety", "form", "one", "member", "name"})
COUNTS = frozenset("number nr no. amount count total percentage proportion share".split())  # noqa: SIM905


def first_noun(
    start: int, parse: Parse, *, before_verb: bool = False, owned: bool = True
) -> int | None:
    """The last noun of the first run of nouns: the head of a noun phrase that begins there.

    `owned`: of "Muoi's position" the position, and not Muoi.
    """
    for n in range(start, len(parse)):
        word = parse[n]
        if before_verb and word.pos in ("VERB", "AUX") and word.tag not in ("VBG", "VBN"):
            return None
        if word.pos in ("NOUN", "PROPN") and word.lemma not in WH:
            return _end_of_run(n, parse, owned)
    return None


def _end_of_run(place: int, parse: Parse, owned: bool) -> int:
    """ "defence minister did" -> minister; a name behind a common noun is not part of it."""
    end = place
    while end + 1 < len(parse):
        following = parse[end + 1]
        if following.pos == "PART" and following.tag == "POS":
            noun = first_noun(end + 2, parse) if owned else None
            return end if noun is None else noun
        if following.pos != parse[place].pos and following.pos != "NOUN":
            return end
        if following.pos not in ("NOUN", "PROPN"):
            return end
        end += 1
    return end


def meant_noun(head: int, forms: list[str], parse: Parse) -> int:
    """ "kind of boat" -> boat, "name of the ship" -> ship."""
    if parse[head].lemma in _SORTS and forms[head + 1 : head + 2] == ["of"]:
        noun = first_noun(head + 2, parse)
        return head if noun is None else noun
    return head


def counted_noun(head: int, forms: list[str], parse: Parse) -> str:
    """Of "how many rooms" the room, of "the number of rooms" too."""
    if parse[head].lemma in COUNTS and forms[head + 1 : head + 2] == ["of"]:
        noun = first_noun(head + 2, parse)
        return parse[head].lemma if noun is None else parse[noun].lemma
    return parse[head].lemma
