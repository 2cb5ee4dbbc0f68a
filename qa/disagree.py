"""Values on which the sources differ, each with the citations that give it.

Of the best sentences, what each gives as the answer is taken (`qa.claims`); of two that cannot be
one value, a logistic model says how likely both answer the question that was asked (`qa.contrast`).
Its weights stand in `disagree_weights.json`; `eval/fit_disagree.py` fits them, and chooses the
probability from which a difference is shown so that few are shown where there is none.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.answer import Finding
from qa.cite import cite
from qa.claims import Claim, claims_of
from qa.contrast import FEATURES, contrast
from qa.hits import Hit
from qa.library import Library
from qa.reading import Reading
from qa.types import Citation, Disagreement
from qa.values import order_of, relation

Floats = npt.NDArray[np.float32]

_OF_ANOTHER = ("anothers", "apart", "elsewhere")  # features: it is said of something else
_WEIGHTS = Path(__file__).with_name("disagree_weights.json")
ANCHORS = 1  # one of two values is that of one of so many best sentences


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """`weights` (FEATURES,) and `bias` of the logit, and from which a difference is shown."""

    weights: Floats
    bias: float
    threshold: float


@lru_cache(maxsize=1)
def load_rule(path: Path = _WEIGHTS) -> Rule:
    """The rule of a file that names each weight; those it leaves out are 0."""
    content = json.loads(path.read_text(encoding="utf-8"))
    weights = [content["weights"].get(name, 0.0) for name in FEATURES]
    return Rule(
        np.array(weights, dtype=np.float32), float(content["bias"]), float(content["threshold"])
    )


def with_disagreements(
    library: Library, reading: Reading, hits: Sequence[Hit], finding: Finding, limit: int
) -> tuple[Finding, tuple[Disagreement, ...]]:
    """The finding, and the values on which its citations differ; none where they agree.

    A sentence that gives a differing value is cited though it ranks below `limit`, in the place of
    the last citation that gives none. The first citation stays.
    """
    if not finding.answered or reading.asked.kind == "yes_no" or reading.defined:
        return finding, ()
    claims = claims_of(library, reading, hits)
    values = differing(library, reading, claims, load_rule())
    if not values:
        return finding, ()
    wanted = [claim.hit for group in values for claim in group[:1]]
    finding = replace(finding, citations=_cited(library, finding.citations, wanted, limit))
    shown = [_shown(library, finding.citations, group) for group in values]
    kept = tuple(one for one in shown if one.citations)
    return finding, kept if len(kept) > 1 else ()


def differing(
    library: Library, reading: Reading, claims: Sequence[Claim], rule: Rule
) -> list[list[Claim]]:
    """The claims of each value on which they differ, in order of the values; empty for none."""
    found = _likeliest(library, reading, claims, rule)
    if found is None:
        return []
    groups = [[found[0]], [found[1]]]
    for claim in claims:
        others = [group[0] for group in groups if relation(group[0].value, claim.value) != "same"]
        same = [group for group in groups if group[0] not in others]
        if (
            claim in found
            or len(same) > 1
            or not all(relation(one.value, claim.value) == "different" for one in others)
        ):
            continue
        likely = [logit(library, reading, claims, (one, claim), rule) for one in others]
        if min(likely) < rule.threshold:
            continue
        if same:
            same[0].append(claim)
        else:
            groups.append([claim])
    return sorted(groups, key=lambda group: order_of(group[0].value))


def logit(
    library: Library,
    reading: Reading,
    claims: Sequence[Claim],
    pair: tuple[Claim, Claim],
    rule: Rule,
) -> float:
    """How likely two different values both answer, as a logit; -inf where they cannot."""
    features = contrast(library, reading, claims, *pair)
    return rule.bias + float(features @ rule.weights) if possible(features) else -math.inf


def possible(features: Floats) -> bool:
    """Whether two values can be answers to one question.

    Two of one sentence are of a list, or of two things, and so are those of two side by side,
    unless one gives an account. What is said where "5.1" does not stand is not said of version 5.1,
    nor what is said of another's thing of the one asked about, nor in a source that has fewer of
    its names than the other, nor of another year, or of the hurt where the dead are asked for
    (`qa.scope`). Only numbers, dates and hours are compared: two names may be of one person, and of
    two places one may lie in the other.
    """
    said = dict(zip(FEATURES, features.tolist(), strict=True))
    one_place = said["same_sentence"] or (said["beside"] and not said["accounts_differ"])
    counted = said["amounts"] or said["dates"]
    others = any(said[name] for name in _OF_ANOTHER) or said["numbered"] < 1
    return bool(counted and not one_place and not others)


def pairs_of(claims: Sequence[Claim], anchors: int = ANCHORS) -> list[tuple[Claim, Claim]]:
    """The pairs of claims with different values of which one is of the `anchors` best sentences."""
    return [
        (one, two)
        for n, one in enumerate(claims)
        for two in claims[n + 1 :]
        if one.rank < anchors and relation(one.value, two.value) == "different"
    ]


def _likeliest(
    library: Library, reading: Reading, claims: Sequence[Claim], rule: Rule
) -> tuple[Claim, Claim] | None:
    scored = [(logit(library, reading, claims, pair, rule), pair) for pair in pairs_of(claims)]
    best = max(scored, key=lambda one: one[0], default=None)
    return None if best is None or best[0] < rule.threshold else best[1]


def _cited(
    library: Library, citations: tuple[Citation, ...], wanted: Sequence[Hit], limit: int
) -> tuple[Citation, ...]:
    """`citations` with those of the wanted sentences, `limit` at most."""
    keep = {
        n
        for n, one in enumerate(citations)
        if n == 0 or any(_holds(library, one, hit) for hit in wanted)
    }
    missing = [hit for hit in wanted if not any(_holds(library, one, hit) for one in citations)]
    new = [
        cite(library.corpus, sentence.passage, sentence.start, sentence.end, score)
        for sentence, score in ((hit.sentence, hit.score) for hit in missing[: limit - len(keep)])
    ]
    kept = list(enumerate(citations))
    while len(kept) + len(new) > limit:
        kept.pop(max(place for place, (n, _) in enumerate(kept) if n not in keep))
    return (*(one for _, one in kept), *new)


def _shown(
    library: Library, citations: Sequence[Citation], claims: Sequence[Claim]
) -> Disagreement:
    """The words of the first of the claims that is cited, and all citations of the claims."""
    numbers = [
        [n for n, one in enumerate(citations) if _holds(library, one, claim.hit)][:1]
        for claim in claims
    ]
    return Disagreement(claims[0].text, tuple(sorted({n for one in numbers for n in one})))


def _holds(library: Library, citation: Citation, hit: Hit) -> bool:
    source = library.corpus.sources[library.corpus.source_of(hit.sentence.row)]
    inside = citation.start <= hit.sentence.start and hit.sentence.end <= citation.end
    return citation.source_id == source.id and inside
