"""The short answer: the words of a quote that answer the question by themselves, or none.

Every span of the quote has a score, linear in what speaks for it (`qa.evidence`), and "none of
them" has the score 0; their exponentials, as shares of the sum, are probabilities (a conditional
logit, McFadden 1974). The weights stand in `short_weights.json`; `eval/fit_short.py` fits them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.agents import is_no_agent
from qa.analysis import Analysis
from qa.asked import Asked
from qa.edges import edges, says_nothing
from qa.evidence import STATIC, Evidence, evidence
from qa.fitting import fitting
from qa.foreign import is_foreign
from qa.ground import Seen
from qa.match import Match
from qa.relations import QUOTE, RELATIONS
from qa.retracted import is_retracted
from qa.spans import Draft
from qa.syntax import Parse

Floats = npt.NDArray[np.float32]

FAMILIES = ("name", "amount", "date", "clause")
_FAMILY_OF: dict[str, str] = {
    "person": "name",
    "place": "name",
    "organisation": "name",
    "name": "name",
    "title": "name",
    "thing": "name",
    "number": "amount",
    "measure": "amount",
    "duration": "amount",
    "money": "amount",
    "date": "date",
    "reason": "clause",
    "manner": "clause",
    "yes_no": "clause",
    "other": "clause",
}
KINDS: tuple[str, ...] = tuple(_FAMILY_OF)
WEIGHTS = Path(__file__).with_name("short_weights.json")
_RIVAL = 0.5  # of the probability of the best span: another as likely as that leaves it open


@dataclass(frozen=True, slots=True)
class Short:
    """Words of a quote, from `start` to `end`, and the probability that they are the answer."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """By kind of question: `static` (kinds, STATIC), `relations` (kinds, RELATIONS), `quote`
    (kinds, QUOTE); and the probability from which a short answer is given."""

    static: Floats
    relations: Floats
    quote: Floats
    threshold: float


def sort_of(asked: Asked) -> str:
    """The kind as the weights know it: "which NOUN" apart from "what", counts from measures."""
    if asked.kind == "other" and asked.head is not None:
        return "thing"
    if asked.kind == "number" and asked.head is None:
        return "measure"
    return asked.kind


def family(kind: str) -> str:
    """Kinds of one family share what they weigh."""
    return _FAMILY_OF[kind]


def sorts_of(asked: Asked, question: Parse) -> frozenset[str]:
    """The kind, its family and "how wide" or the like, by which `qa.edges` goes."""
    kind = sort_of(asked)
    asking = " ".join(question[n].lemma for n in asked.words)
    return frozenset({kind, family(kind), asking})


def _agent_of(asked: Asked, question: Parse) -> str:
    """The verb whose doer is asked for by "who", or empty."""
    if asked.kind != "person" or asked.role != "subject" or asked.predicate is None:
        return ""
    return question[asked.predicate].lemma


@lru_cache(maxsize=1)
def packaged_weights() -> Weights:
    """The weights that citewell comes with, read once in a process."""
    return read_weights(WEIGHTS)


def read_weights(path: Path) -> Weights:
    """The weights of a file, which names each; those it leaves out are 0."""
    content = json.loads(path.read_text(encoding="utf-8"))
    groups = {"static": STATIC, "relations": RELATIONS, "quote": QUOTE}
    tables = {
        group: np.array(
            [
                [
                    content["all"].get(name, 0.0)
                    + content[family(kind)].get(name, 0.0)
                    + content.get(f"kind {kind}", {}).get(name, 0.0)
                    for name in names
                ]
                for kind in KINDS
            ],
            dtype=np.float32,
        )
        for group, names in groups.items()
    }
    return Weights(**tables, threshold=float(content["threshold"]))


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """The spans of a sentence that can be what a question asks for, and how likely each is it.

    drafts        as `qa.spans.Draft`; at least one
    chances (c,)  what is missing to 1 is the probability of none
    sorts         of the question: `sorts_of`
    doing         the verb whose doer is asked for, or empty
    undergoes     whether it is asked whom it was done to, in the passive
    foreign       whether the question is not in English: what a span is then counts for little
    """

    drafts: tuple[Draft, ...]
    chances: Floats
    sorts: frozenset[str]
    doing: str = ""
    foreign: bool = False
    undergoes: bool = False


def spans_of(
    asked: Asked,
    question: Parse,
    sentences: Sequence[tuple[Analysis, Match]],
    weights: Weights | None = None,
) -> list[Spans | None]:
    """The spans of each sentence that can answer; None where there are none.

    `question`: the parse of the question; `weights`: None for those that citewell comes with.
    """
    seen = [_seen(asked, question, analysis, match) for analysis, match in sentences]
    some = [one for one in seen if one is not None]
    if not some:
        return [None] * len(seen)
    found = iter(probabilities(asked, evidence(asked, question, some), weights))
    sorts, foreign = sorts_of(asked, question), is_foreign(question)
    doing = _agent_of(asked, question)
    return [
        None
        if one is None
        else Spans(one.spans.drafts, next(found), sorts, doing, foreign, asked.passive)
        for one in seen
    ]


def _seen(asked: Asked, question: Parse, analysis: Analysis, match: Match) -> Seen | None:
    """A sentence with those of its spans that can answer."""
    if analysis.spans is None or analysis.words is None:
        return None
    numbers = fitting(asked, question, analysis.parse, analysis.spans.drafts)
    return Seen(analysis.words, analysis.spans.of(numbers), match) if numbers else None


def short_answer(analysis: Analysis, spans: Spans) -> Short | None:
    """The words of a sentence that answer by themselves; None where that is doubtful."""
    best = int(spans.chances.argmax())
    first, last = spans.drafts[best][:2]
    score = float(spans.chances[best])
    if spans.foreign or score < packaged_weights().threshold or _has_rival(spans, best):
        return None
    span, verb = spans.drafts[best], spans.doing
    if verb and is_no_agent(analysis.parse, span, verb, undergoes=spans.undergoes):
        return None
    start, end = analysis.parse[first].start, analysis.parse[last - 1].end
    start, end = edges(analysis.quote, start, end, spans.sorts)
    if says_nothing(analysis.quote, start, end, spans.sorts) or is_retracted(analysis.quote, start):
        return None
    return Short(start, end, score)


def _has_rival(spans: Spans, best: int) -> bool:
    """Whether other words are about as likely: "begun on 2 June and ended on 20 June"."""
    first, last = spans.drafts[best][:2]
    likely = np.flatnonzero(spans.chances > _RIVAL * spans.chances[best])
    return any(spans.drafts[n][1] <= first or spans.drafts[n][0] >= last for n in likely)


def probabilities(asked: Asked, found: Evidence, weights: Weights | None = None) -> list[Floats]:
    """The probability of each span of each sentence; what is missing to 1 is that of none.

    `weights`: None for those that citewell comes with.
    """
    weights, kind = weights or packaged_weights(), KINDS.index(sort_of(asked))
    scores = found.static @ weights.static[kind] + found.relations @ weights.relations[kind]
    scores += np.repeat(found.quote @ weights.quote[kind], found.counts)
    return [chances(part) for part in np.split(scores, np.cumsum(found.counts)[:-1])]


def chances(scores: Floats) -> Floats:
    """exp(score) as shares of their sum and 1, (c,)."""
    top = max(float(scores.max()), 0.0)
    raised = np.exp(scores - top)
    return np.asarray(raised / (raised.sum() + np.exp(-top)), dtype=np.float32)
