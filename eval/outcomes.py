"""What a verdict gives each figure: a number, or None where the row does not count."""

import re
from collections.abc import Callable

from eval.judge import Verdict
from eval.metrics import all_shown, exact_match
from qa.folding import fold

OfRow = Callable[[Verdict], float | None]

_ISO = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?")


def right_and_answered(verdict: Verdict) -> float:
    """1 where the question was answered and the first quote is right, else 0."""
    return float(verdict.right and verdict.record.response.answered)


def answerable(value: Callable[[Verdict], float]) -> OfRow:
    """`value` over the answerable rows."""
    return lambda v: value(v) if v.record.question.answerable else None


def measure(name: str) -> OfRow:
    """A retrieval measure of the answerable rows, by its name."""
    return answerable(lambda v: v.retrieval[name])


def source(verdict: Verdict) -> float | None:
    """Whether the first citation is of a source that may be cited; of the rows that name some."""
    question, response = verdict.record.question, verdict.record.response
    if not question.sources:
        return None
    return float(any(one.source_id in question.sources for one in response.citations[:1]))


def short_given(verdict: Verdict) -> str | None:
    """The short answer, or None where there is none."""
    answer = verdict.record.response.answer
    return None if answer is None else answer.short


def short(value: Callable[[str, list[str]], float], missing: float | None) -> OfRow:
    """`value` of the short answer and the accepted ones, over the rows that have accepted ones."""

    def of(verdict: Verdict) -> float | None:
        accepted, given = verdict.record.question.short, short_given(verdict)
        if not accepted:
            return None
        return missing if given is None else value(given, accepted)

    return of


def refusal_precision(verdict: Verdict) -> float | None:
    """Whether a refused row is unanswerable."""
    if verdict.record.response.answered:
        return None
    return float(not verdict.record.question.answerable)


def refusal_recall(verdict: Verdict) -> float | None:
    """Whether an unanswerable row was refused."""
    if verdict.record.question.answerable:
        return None
    return float(not verdict.record.response.answered)


def error(verdict: Verdict) -> float | None:
    """Whether the first quote of an answered row is wrong, as any is for the unanswerable."""
    return float(not verdict.right) if verdict.record.response.answered else None


def verified(verdict: Verdict) -> float | None:
    """Whether all citations of a row that has some hold."""
    record = verdict.record
    return float(not record.unverified) if record.shown or record.unverified else None


def disagreement(verdict: Verdict) -> float | None:
    """Whether all values on which the sources of a row differ are shown as differing."""
    wanted = verdict.record.question.disagree
    shown = [one.value for one in verdict.record.response.disagreements]
    return float(all_shown(wanted, shown)) if wanted else None


def false_alarm(verdict: Verdict) -> float | None:
    """Whether a row on which no difference is known is shown one."""
    if verdict.record.question.disagree:
        return None
    return float(bool(verdict.record.response.disagreements))


def quote_length(verdict: Verdict) -> float | None:
    """Code points of the first quote of an answered row."""
    citations = verdict.record.response.citations
    return float(len(citations[0].quote)) if citations else None


def is_right(verdict: Verdict) -> bool:
    """Whether the first quote is right, answered or refused; no quote is for the unanswerable."""
    return verdict.right


def is_answerable(verdict: Verdict) -> bool:
    """Whether the sources answer the question."""
    return verdict.record.question.answerable


def wanted_dates(verdict: Verdict) -> list[str]:
    """The acceptable dates of a row of kind "date": those of its short answers in ISO 8601."""
    question = verdict.record.question
    return [one for one in question.short if question.kind == "date" and _ISO.fullmatch(one)]


def date(verdict: Verdict) -> float | None:
    """Whether the first citation of a row of kind date resolves a wanted date."""
    wanted, citations = wanted_dates(verdict), verdict.record.response.citations
    if not wanted:
        return None
    return float(any(day.resolved in wanted for one in citations[:1] for day in one.dates))


def short_is_wrong(verdict: Verdict) -> bool:
    """Whether a short answer was given that is none of the acceptable ones."""
    return short(exact_match, missing=None)(verdict) == 0


def changed(verdict: Verdict) -> float | None:
    """Whether a question that stands alone was resolved to another, white space aside."""
    question, response = verdict.record.question, verdict.record.response
    if not question.is_self_contained:
        return None
    return float(fold(response.resolved_question) != fold(question.question))


MISSES: dict[str, tuple[str, Callable[[Verdict], bool]]] = {
    "disagreement": ("a disagreement that is not shown", lambda v: disagreement(v) == 0),
    "false_alarm": ("a disagreement where none is known", lambda v: false_alarm(v) == 1),
    "date": ("a date that is not resolved", lambda v: date(v) == 0),
    "short": ("a short answer that is none of the acceptable ones", short_is_wrong),
    "changed": ("a question that stands alone and was changed", lambda v: changed(v) == 1),
    "verified": ("a citation that does not hold", lambda v: verified(v) == 0),
}
"""What a question can miss besides the quote: what it is, and whether a verdict misses it."""
