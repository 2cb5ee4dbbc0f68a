"""What tells that a rule need not be looked for: it never hides anything that the rule finds."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dates.absolute import LOOSE_YEAR
from qa.dates.matching import matches
from qa.dates.reading import _RULES
from qa.dates.setting import Rule
from qa.sources import read_documents
from tests.conftest import ROOT, SEEDS

RULES = (*_RULES, LOOSE_YEAR)
FOLDERS = [SEEDS, ROOT / "eval" / "collections" / "pellavik"]
FOLDERS += sorted(
    path for path in (ROOT / "eval" / "training").iterdir() if list(path.glob("*.md"))
)
WORDS = """
    on in the last This next FOLLOWING previous day week months year years ago later Earlier before
    after that same spring Fall winter May March 5 Sept. 14 24th 1997 1975-79 1990s ’70s 20th
    century between from to and of yesterday today currently Now current government Friday Mondays ,
    . ( ) (then 2022-11 24.10.1925 two fifteen end close the 90s ſpring laſt thiſ
    """.split()  # noqa: SIM905 - as in qa.words


def everywhere(rule: Rule) -> Rule:
    """The rule, looked for in any text."""
    return replace(rule, cues=())


def spans(text: str, rules: tuple[Rule, ...]) -> list[tuple[int, int, str]]:
    return [(*m.span(), rule.pattern.pattern) for rule, m in matches(text, rules)]


def test_most_rules_have_cues() -> None:
    assert sum(bool(rule.cues) for rule in RULES) > 35


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_is_hidden_in_real_texts(folder: Path) -> None:
    lines = [line for one in read_documents(folder) for line in one.text.splitlines() if line]
    found = 0
    for line in lines:
        everything = spans(line, tuple(map(everywhere, RULES)))
        assert spans(line, RULES) == everything, line
        found += len(everything)
    assert found


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from([" ", "  ", "\n", "\u00a0"]))
def test_nothing_is_hidden_in_any_order_of_such_words(words: list[str], space: str) -> None:
    text = space.join(words)
    assert spans(text, RULES) == spans(text, tuple(map(everywhere, RULES)))
