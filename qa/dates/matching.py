"""What rules find in a text."""

import re
from collections.abc import Iterable

from qa.dates.setting import Kind, Rule, Setting
from qa.dates.words import small

# Where two overlap, the one that says more by itself holds, then the longer one.
_ORDER: dict[Kind, int] = {"absolute": 0, "anaphor": 1, "deictic": 2, "partial": 3}


def matches(text: str, rules: Iterable[Rule]) -> list[tuple[Rule, re.Match[str]]]:
    """What the rules find in `text`, in order, none overlapping another."""
    bare, letters = Setting(text), small(text)
    found = [
        (rule, m)
        for rule in rules
        if rule.may_be_in(letters)
        for m in rule.pattern.finditer(text)
        if rule.kind != "absolute" or rule.resolve(m, bare) is not None
    ]
    found.sort(key=lambda pair: (_ORDER[pair[0].kind], pair[1].start() - pair[1].end()))
    chosen: list[tuple[Rule, re.Match[str]]] = []
    for rule, m in found:
        if all(m.end() <= other.start() or other.end() <= m.start() for _, other in chosen):
            chosen.append((rule, m))
    return sorted(chosen, key=lambda pair: pair[1].start())
