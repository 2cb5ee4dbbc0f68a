"""Values that a sentence has besides the answer: of other things, of none, of births and deaths."""

import re

from qa.amounts import Amount
from qa.analysis import Analysis
from qa.asked import Asked
from qa.lifespans import in_life
from qa.match import Match
from qa.nouns import kind_of_noun
from qa.spans import Draft
from qa.syntax import Parse
from qa.trees import verb_above
from qa.values import Date, Value

Valued = tuple[Draft, Value, float]
"""Words, the value that they give, and how likely it answers."""

_ALIKE = 0.2  # of a match from 0 to 1: what is counted is something else below it
_SURE = 0.85  # a chance
_NONE = re.compile(r"\b(?:not|never|no)\s+(?:even\s+)?(?:one|an?|a\s+single)\b", re.IGNORECASE)
_LIVES = frozenset({"die", "bear"})
_OF_LIVES = frozenset({"die", "bear", "born", "death", "birth", "dead", "birthday", "live"})


def counts_it(asked: Asked, parse: Parse, match: Match, one: Valued) -> bool:
    """Whether a number is of what the question counts, as far as a noun behind it tells.

    A measure ("8 GiB" of memory, "29 per cent" of the wells) names no thing that is counted, and
    what is all but sure to answer counts it in another word ("wrote four times" of letters).
    """
    span, value, chance = one
    measured = isinstance(value, Amount) and value.unit
    if asked.kind != "number" or asked.head is None or not asked.unit or measured:
        return True
    behind = range(span[0], min(span[1] + 2, len(parse)))
    noun = next((n for n in behind if parse[n].pos == "NOUN"), None)
    if noun is None or len(match.words) == 0:
        return True
    kinds = {kind_of_noun(asked.unit), kind_of_noun(parse[noun].lemma)}
    if kinds == {"person"} or chance >= _SURE:
        return True
    return float(match.words[noun, asked.head]) >= _ALIKE


def is_aside(question: Parse, analysis: Analysis, span: Draft, value: Value) -> bool:
    """Whether words of a sentence give no value in answer to a question.

    "Not one crown" is no crown. When somebody died is not when he left the country, and the years
    behind a name are those of nothing that was done.
    """
    parse, first, last = analysis.parse, span[0], span[1]
    start, end = parse[first].start, parse[last - 1].end
    if any(none.start() < end and start < none.end() for none in _NONE.finditer(analysis.quote)):
        return True
    if not isinstance(value, Date) or any(word.lemma in _OF_LIVES for word in question):
        return False
    return in_life(analysis.quote, start, end) or _governor(parse, first, last) in _LIVES


def _governor(parse: Parse, first: int, last: int) -> str:
    """The verb that a span hangs on."""
    head = next((n for n in range(first, last) if not first <= parse[n].head < last), first)
    return parse[verb_above(parse, head)].lemma
