"""How two sentences that give different answers stand to each other: a row of numbers with names.

Two sentences contradict each other if they speak of the same thing. So it counts whether both say
what the question says, whether each gives its words as the answer, how far apart the values are,
and whether one of them speaks of another year, or of somebody else.
"""

import math
import re
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from qa.amounts import Amount
from qa.anchors import are_of_two
from qa.asked import Asked
from qa.claims import Claim
from qa.features import HEAVY, LEVELS, late_of
from qa.library import Library
from qa.owners import is_anothers, is_kins
from qa.reading import Reading
from qa.scope import are_apart
from qa.syntax import Parse
from qa.values import Clock, Date, folded, relation

Floats = npt.NDArray[np.float32]
Put = Callable[[str, float], None]
"""Sets a feature by its name."""

FEATURES = (
    "better_chance",
    "lesser_chance",
    "best_score",
    "behind_best",
    "behind_late",
    "behind_passage",
    "named",
    "numbered",
    "anchor_rank",
    "rival",
    "crowd",
    "support",
    "ranks_behind",
    "covered",
    "shared",
    "least_shared",
    "verb_shared",
    "noun_shared",
    "alike",
    "governors_alike",
    "around_alike",
    "amounts",
    "dates",
    "far_apart",
    "same_counted",
    "other_counted",
    "how_many",
    "same_source",
    "same_sentence",
    "beside",
    "stands_in_other",
    "other_year",
    "own_names",
    "accounts_differ",
    "denies",
    "anothers",
    "apart",
    "elsewhere",
)
_NUMBER = {name: n for n, name in enumerate(FEATURES)}
_ACCOUNTS = re.compile(
    r"\b(accounts? (?:differ|vary)|disput\w+|according to|maintain(?:s|ed)|insist(?:s|ed)|"
    r"contrary to|others (?:say|claim)|it is (?:said|told)|swore|claims?|claimed|contradict\w*|"
    r"asserts?|asserted|in fact|wrongly|mistaken\w*|not true|untrue|legend|remember(?:s|ed)|"
    r"(?:gives|gave|puts?) (?:the|it|his|her|\d)|myth|den(?:y|ies|ied))\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|nor|never|rather than|instead of)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
_BESIDE = 2  # sentences from one to the other
_YEAR = re.compile(r"\b(?:1\d{3}|20\d\d)\b")


def contrast(
    library: Library, reading: Reading, claims: Sequence[Claim], one: Claim, two: Claim
) -> Floats:
    """What speaks for and against the two being answers to one question, (FEATURES,)."""
    result = np.zeros(len(FEATURES), dtype=np.float32)
    first, second = (one, two) if one.rank <= two.rank else (two, one)

    def put(name: str, value: float) -> None:
        result[_NUMBER[name]] = value

    _ranks(put, first, second)
    _others(put, one, two, claims)
    _held(put, reading, first, second)
    _alike(put, library, one, two)
    _values(put, reading.asked, one, two)
    _said(put, reading.parse, one, two)
    put("apart", are_apart(reading, one, two))
    rows = first.hit.sentence.row, second.hit.sentence.row
    of_two = are_of_two(library, reading.asked, reading.parse, rows)
    put("elsewhere", second.anchored < first.anchored or of_two)
    return result


def _ranks(put: Put, first: Claim, second: Claim) -> None:
    """How likely each is the answer, and how far the second stands behind the first."""
    put("better_chance", _logit(max(first.chance, second.chance)))
    put("lesser_chance", _logit(min(first.chance, second.chance)))
    put("best_score", first.hit.score)
    put("behind_best", first.hit.score - second.hit.score)
    late = late_of(first.hit.features) - late_of(second.hit.features)
    put("behind_late", float(late[LEVELS.index("sentence")]))
    put("behind_passage", float(late[LEVELS.index("passage")]))
    put("anchor_rank", first.rank)
    put("ranks_behind", math.log1p(second.rank - first.rank))


def _held(put: Put, reading: Reading, first: Claim, second: Claim) -> None:
    """What of the question both sentences say."""
    asked = reading.asked
    shares = reading.words.weights.copy()
    shares[list(asked.words)] = 0
    shares = shares / max(float(shares.sum()), 1e-6)
    both = np.minimum(first.held, second.held)
    used = both[shares > HEAVY]
    put("named", min(first.named, second.named))
    put("numbered", min(first.numbered, second.numbered))
    put("covered", float(second.held @ shares))
    put("shared", float(both @ shares))
    put("least_shared", float(used.min()) if used.size else 0.0)
    put("verb_shared", float(both[asked.predicate]) if asked.predicate is not None else 0.5)
    put("noun_shared", float(both[asked.head]) if asked.head is not None else 0.5)


def _alike(put: Put, library: Library, one: Claim, two: Claim) -> None:
    """How alike the sentences are, and whether they are of one source, or one sentence."""
    rows = np.array([one.hit.sentence.row, two.hit.sentence.row])
    vectors = library.sentence_vectors.vectors(rows)
    put("alike", float(vectors[0] @ vectors[1]))
    told = bool(one.around.size and two.around.size)
    put("governors_alike", float(one.around[0] @ two.around[0]) if told else 0.3)
    put("around_alike", _around(one, two))
    sources = [library.corpus.source_of(int(row)) for row in rows]
    put("same_source", sources[0] == sources[1])
    same = rows[0] == rows[1]
    put("same_sentence", bool(same))
    put("beside", sources[0] == sources[1] and 0 < abs(int(rows[0] - rows[1])) <= _BESIDE)
    put("stands_in_other", not same and (_stands_in(one, two) or _stands_in(two, one)))


def _said(put: Put, question: Parse, one: Claim, two: Claim) -> None:
    """Whether one speaks of another year or of somebody else, or says that accounts differ."""
    years = [set(_YEAR.findall(c.quote)) - set(_YEAR.findall(c.text)) for c in (one, two)]
    put("other_year", bool(years[0] and years[1] and not years[0] & years[1]))
    named = {word.lemma for word in question}
    names = [_names(c) - named for c in (one, two)]
    put("own_names", math.log1p(min(len(names[0] - names[1]), len(names[1] - names[0]))))
    put("accounts_differ", any(_ACCOUNTS.search(c.quote) for c in (one, two)))
    anothers = any(is_anothers(question, c.parse) or is_kins(question, c.parse) for c in (one, two))
    put("anothers", anothers)
    put("denies", any(_NOT.search(c.quote[: c.parse[c.first].start]) for c in (one, two)))


def _others(put: Put, one: Claim, two: Claim, claims: Sequence[Claim]) -> None:
    """What the other claims give: a third value as likely, many values, or one of the two again."""
    rival, crowd, support = 0.0, 0, 0
    deepest, least = max(one.rank, two.rank), min(one.chance, two.chance)
    for claim in claims:
        if claim in (one, two):
            continue
        related = relation(claim.value, one.value), relation(claim.value, two.value)
        if "same" in related:
            support += claim.chance > least / 2
            continue
        crowd += claim.chance > least / 2
        if claim.rank < deepest:
            rival = max(rival, claim.chance)
    put("rival", rival)
    put("crowd", math.log1p(crowd))
    put("support", math.log1p(support))


def _logit(chance: float) -> float:
    return math.log(max(chance, 1e-3) / max(1 - chance, 1e-3))


def _values(put: Put, asked: Asked, one: Claim, two: Claim) -> None:
    a, b = one.value, two.value
    if isinstance(a, Amount) and isinstance(b, Amount):
        put("amounts", 1)
        put("far_apart", _ratio(a, b))
        counted = _counted(one), _counted(two)
        put("same_counted", counted[0] == counted[1] != "")
        put("other_counted", counted[0] != counted[1] and "" not in counted)
        put("how_many", bool(asked.unit))
    elif isinstance(a, Date) and isinstance(b, Date):
        put("dates", 1)
        gap = abs(a.first - b.first) if a.first and b.first else 0
        put("far_apart", math.log1p(gap) / 2)
    elif isinstance(a, Clock):
        put("amounts", 1)


def _around(one: Claim, two: Claim) -> float:
    """How alike the words around the two values are: late interaction, the mean of both ways."""
    if not (one.around.size and two.around.size):
        return 0.3
    cosines = one.around @ two.around.T
    return float(cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2


def _ratio(a: Amount, b: Amount) -> float:
    big, small = max(a.low, b.low), min(a.low, b.low)
    return abs(math.log((big + 1) / (small + 1))) if math.isfinite(big) else 0.0


def _counted(claim: Claim) -> str:
    """The noun that a number counts: within the words or right behind them."""
    for n in range(claim.first, min(claim.last + 2, len(claim.parse))):
        if claim.parse[n].pos == "NOUN":
            return claim.parse[n].lemma
    return ""


def _stands_in(one: Claim, two: Claim) -> bool:
    return f" {folded(one.text)} " in f" {re.sub(r'[^a-z0-9]+', ' ', folded(two.quote))} "


def _names(claim: Claim) -> set[str]:
    """Proper nouns beside the value."""
    return {
        word.lemma
        for n, word in enumerate(claim.parse)
        if word.pos == "PROPN" and not claim.first <= n < claim.last
    }
