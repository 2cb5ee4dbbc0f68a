"""Names of firms and houses, each of which the parser takes for two: "A & B", "Ann's Inn"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.dialogue.mention import Mention

# What is called after somebody; "Sary's Ministry" is his.
_HOUSES = frozenset(
    """
    abbey academy arms bakery bank bar bookshop brewery cafe cathedral chapel church cinema clinic
    college dairy distillery farm foundry gallery garage hall harbour harbor hospice hospital hostel
    hotel house inn island library lodge mill mine museum orphanage palace park pharmacy pier priory
    pub restaurant school shipyard shop square store stores street studio tavern theatre theater
    wharf yard
    """.split()  # noqa: SIM905 - as in qa.words
)
_OWNED = re.compile(r"['’]s? ")
_AND = re.compile(r" & ")


def with_firms(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of `text`, in order, those of one house or firm as one."""
    found: list[Mention] = []
    for one in mentions:
        last = found[-1] if found else None
        if last is None or not (last.named and one.named):
            found.append(one)
            continue
        between = text[last.place[1] : one.place[0]]
        if _AND.fullmatch(between):
            found[-1] = _joined(text, last, one, replace(last, nature="group", gender="unknown"))
        elif _OWNED.fullmatch(between) and _is_house(one) and last.nature != "place":
            found[-1] = _joined(text, last, one, replace(one, nature="place", gender="unknown"))
        else:
            found.append(one)
    return found


def _is_house(one: Mention) -> bool:
    return one.text[:1].isupper() and " " not in one.text and one.lemma in _HOUSES


def _joined(text: str, first: Mention, last: Mention, whole: Mention) -> Mention:
    place = first.place[0], last.place[1]
    return replace(whole, text=text[slice(*place)], place=place, plural=False)
