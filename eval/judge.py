"""A record -> a verdict: was the right thing quoted, and if not, where was it lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, Success, nDCG

from eval.run import Record, holds
from qa.types import Candidate

Stage = Literal[
    "not_indexed", "not_retrieved", "ranked", "quoted", "refused", "answered_unanswerable"
]
STAGES: dict[Stage, str] = {
    "not_indexed": "the wanted words stand in no sentence of the index: cut out or split",
    "not_retrieved": "the wanted sentence is not among the candidates",
    "ranked": "the wanted sentence is a candidate, but others rank above it",
    "quoted": "the wanted sentence ranks first, but something else is quoted first",
    "refused": "the right quote came first, but the question was refused",
    "answered_unanswerable": "the sources do not answer, but an answer was given",
}

CUTS = (1, 3, 5, 10, 20)
_MEASURES = {
    **{f"recall@{k}": R @ k for k in CUTS},
    **{f"success@{k}": Success @ k for k in CUTS},
    "rr": RR,
    "ndcg@10": nDCG @ 10,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a question.

    right          the first quote shown holds a gold string, whether answered or refused
    right_in_three one of the first three does
    rank           the place of the first candidate that holds one, from 1; None if none does
    stage          where the right answer was lost (see STAGES); None where nothing was
    retrieval      measures over the ranked candidates, by name
    alone          what came of it without its history, if it is a follow-up and was asked so too
    """

    record: Record
    right: bool
    right_in_three: bool
    rank: int | None
    stage: Stage | None
    retrieval: dict[str, float]
    alone: "Alone | None" = None

    @property
    def wanted(self) -> Candidate | None:
        """The first candidate that holds a gold string."""
        candidates = self.record.response.explanation or ()
        return None if self.rank is None else candidates[self.rank - 1]


@dataclass(frozen=True, slots=True)
class Alone:
    """A follow-up without its history: `raw` as it was asked, `hand` as rewritten by hand."""

    raw: Verdict
    hand: Verdict


def judge(records: Sequence[Record]) -> tuple[Verdict, ...]:
    """The verdict on each record, in order."""
    retrieval = measured(records)
    return tuple(_judge(record, retrieval[record.question.id]) for record in records)


def measured(records: Sequence[Record]) -> dict[str, dict[str, float]]:
    """The retrieval measures of every question, by its id; what cannot be found scores zero.

    A document is a sentence. Relevant are the sentences of the index that hold a gold string, and
    the candidates that do.
    """
    relevant, ranked = [], []
    for record in records:
        id = record.question.id
        candidates = [(c.source_id, c.quote) for c in record.response.explanation or ()]
        ranked += [ScoredDoc(id, _name(one), -float(n)) for n, one in enumerate(candidates)]
        wanted = {one for one in candidates if holds(one[1], record.question.gold)}
        relevant += [Qrel(id, _name(one), 1) for one in sorted(wanted | record.relevant)]
    names = {str(measure): name for name, measure in _MEASURES.items()}
    values = {record.question.id: dict.fromkeys(_MEASURES, 0.0) for record in records}
    for result in ir_measures.iter_calc(list(_MEASURES.values()), relevant, ranked):
        values[result.query_id][names[str(result.measure)]] = float(result.value)
    return values


def _name(sentence: tuple[str, str]) -> str:
    return "\t".join(sentence)


def _judge(record: Record, retrieval: dict[str, float]) -> Verdict:
    gold = record.question.gold
    shown = [holds(citation.quote, gold) for citation in record.shown[:3]]
    candidates = record.response.explanation or ()
    rank = next((n for n, c in enumerate(candidates, start=1) if holds(c.quote, gold)), None)
    right = any(shown[:1])
    return Verdict(
        record=record,
        right=right,
        right_in_three=any(shown),
        rank=rank,
        stage=stage(record, right=right, rank=rank),
        retrieval=retrieval,
    )


def stage(record: Record, *, right: bool, rank: int | None) -> Stage | None:
    """The stage at which the right answer was lost, or None."""
    answered = record.response.answered
    if not record.question.answerable:
        return "answered_unanswerable" if answered else None
    if right:
        return None if answered else "refused"
    if rank is None:
        return "not_retrieved" if record.relevant else "not_indexed"
    return "quoted" if rank == 1 else "ranked"
