"""Parts of speech and more, by rules over tags, words and dependencies (spaCy's attribute ruler).

A rule is a sequence of conditions, one for each of several tokens that follow one another, and
what then holds of one of these tokens. All rules are matched first; then what they say is set in
the order of the rules, so that a later one wins.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

_KEPT = 4_000  # kinds of tokens that are kept in memory

Features = Mapping[str, str]  # of a word form: {"Number": "Sing"}


class Marks(NamedTuple):
    """What the rules look at of a token: its tag, its word in small letters, its dependency."""

    tag: str
    lower: str
    dep: str
    is_space: bool


@dataclass(slots=True)
class Found:
    """What rules say of a token; a lemma is None, and the others empty, where they say nothing."""

    tag: str
    pos: str
    lemma: str | None
    features: Features


Condition = Callable[[Marks], bool]

_READ: Mapping[str, Callable[[Marks], Any]] = {
    "TAG": lambda marks: marks.tag,
    "LOWER": lambda marks: marks.lower,
    "DEP": lambda marks: marks.dep,
    "IS_SPACE": lambda marks: marks.is_space,
}


@dataclass(frozen=True, slots=True)
class _Rule:
    number: int
    conditions: tuple[tuple[Condition, ...], ...]
    index: int
    sets: Mapping[str, Any]


class Ruler:
    """The rules of a model."""

    def __init__(self, rules: Sequence[Mapping[str, Any]]) -> None:
        """`rules`, each with "patterns" (any of which may match: a list of conditions for each
        token), "index" (of the token that it speaks of), and what it sets: "tag", "pos", "lemma"
        and "features".
        """
        # A rule is tried where its first token has the tag, word or dependency that it asks for.
        self._keyed: dict[tuple[str, str], list[_Rule]] = {}
        self._others: list[_Rule] = []
        for number, rule in enumerate(rules):
            for pattern in rule["patterns"]:
                self._add(number, rule, pattern)
        self._begun = lru_cache(maxsize=_KEPT)(self._beginning)

    def _add(
        self, number: int, rule: Mapping[str, Any], pattern: Sequence[Mapping[str, Any]]
    ) -> None:
        conditions = tuple(
            tuple(_condition(name, value) for name, value in token.items()) for token in pattern
        )
        made = _Rule(number, conditions, rule["index"], rule)
        keys = _keys(pattern[0])
        for key in keys:
            self._keyed.setdefault(key, []).append(made)
        if not keys:
            self._others.append(made)

    def apply(self, tokens: Sequence[Marks]) -> list[Found]:
        """What the rules say of each token of a text."""
        found = [Found(marks.tag, "", None, {}) for marks in tokens]
        matches = []
        for start, marks in enumerate(tokens):
            for rule in self._begun(marks):
                if _goes_on(rule, tokens, start):
                    matches.append((rule.number, start, rule))
        for _, start, rule in sorted(matches, key=lambda match: match[:2]):
            _set(found[start + rule.index], rule.sets)
        return found

    def _beginning(self, marks: Marks) -> tuple[_Rule, ...]:
        """The rules whose first token may be this one."""
        tried = [
            *self._keyed.get(("TAG", marks.tag), ()),
            *self._keyed.get(("LOWER", marks.lower), ()),
            *self._keyed.get(("DEP", marks.dep), ()),
            *self._others,
        ]
        return tuple(rule for rule in tried if _holds(rule.conditions[0], marks))


def _goes_on(rule: _Rule, tokens: Sequence[Marks], start: int) -> bool:
    """Whether a rule that begins at `start` matches the tokens after it, too."""
    if len(rule.conditions) == 1:
        return True
    rest = tokens[start + 1 : start + len(rule.conditions)]
    return len(rest) == len(rule.conditions) - 1 and all(
        _holds(conditions, marks)
        for conditions, marks in zip(rule.conditions[1:], rest, strict=True)
    )


def _holds(conditions: Sequence[Condition], marks: Marks) -> bool:
    return all(condition(marks) for condition in conditions)


def _set(found: Found, sets: Mapping[str, Any]) -> None:
    found.tag = sets.get("tag", found.tag)
    found.pos = sets.get("pos", found.pos)
    found.lemma = sets.get("lemma", found.lemma)
    found.features = sets.get("features", found.features)


def _keys(token: Mapping[str, Any]) -> list[tuple[str, str]]:
    """By what a token must be found for these conditions: its word, its tag or its dependency."""
    for name in ("LOWER", "TAG", "DEP"):
        value = token.get(name)
        if isinstance(value, str):
            return [(name, value)]
        if isinstance(value, Mapping) and "IN" in value:
            return [(name, each) for each in dict.fromkeys(value["IN"])]
    return []


def _condition(name: str, value: str | bool | Mapping[str, Any]) -> Condition:
    """One condition: a value, or {"IN": values}, {"NOT_IN": values} or {"REGEX": pattern}."""
    read = _READ[name]
    if not isinstance(value, Mapping):
        return lambda marks: bool(read(marks) == value)
    ((operator, operand),) = value.items()
    if operator == "REGEX":
        search = re.compile(operand).search
        return lambda marks: search(read(marks)) is not None
    values = frozenset(operand)
    if operator == "IN":
        return lambda marks: read(marks) in values
    if operator == "NOT_IN":
        return lambda marks: read(marks) not in values
    raise ValueError(f"a rule asks for {name} {operator!r}, which is not known here")
