"""Questions, responses and verdicts written by hand, for the tests of eval."""

from collections.abc import Mapping, Sequence

from eval.judge import Verdict, judge
from eval.run import Record
from eval.sets import Question
from qa.types import (
    Answer,
    Candidate,
    Citation,
    DateMention,
    Disagreement,
    Refusal,
    Response,
)

RIGHT, WRONG = "The bridge was opened in 1931.", "The bridge is made of iron."


def question(id: str = "q1", **values: object) -> Question:
    row: dict[str, object] = {
        "id": id,
        "kind": "when",
        "question": "When did the bridge open?",
        "answerable": True,
        "gold": ["was opened in 1931"],
        "sources": ["town"],
    }
    return Question.model_validate(row | values)


def unanswerable(id: str = "u1") -> Question:
    return question(id, kind="unanswerable_near_miss", answerable=False, gold=[], sources=[])


def citation(quote: str, source: str = "town", dates: Sequence[str] = ()) -> Citation:
    return Citation(
        source_id=source,
        title="The town",
        publisher=None,
        author=None,
        published=None,
        url=None,
        source_sha256="0" * 64,
        quote=quote,
        start=0,
        end=len(quote),
        passage=quote,
        passage_start=0,
        passage_end=len(quote),
        score=0.5,
        dates=tuple(DateMention("then", 0, 4, date) for date in dates),
        href=f"/sources/{source}",
    )


def response(
    quotes: Sequence[Citation],
    confidence: float = 0.5,
    *,
    answered: bool = True,
    short: str | None = None,
    candidates: Sequence[str] | None = None,
    disagree: Sequence[str] = (),
    resolved: str = "?",
) -> Response:
    """`candidates`: the ranked sentences of the source "town"; None for those quoted."""
    ranked = [quote.quote for quote in quotes] if candidates is None else candidates
    refusal = Refusal("not_in_sources", "The sources do not answer.", tuple(quotes[:3]))
    return Response(
        question="?",
        resolved_question=resolved,
        answered=answered,
        confidence=confidence,
        answer=Answer(quotes[0].quote, short, 0) if answered else None,
        citations=tuple(quotes) if answered else (),
        disagreements=tuple(Disagreement(value, (0,)) for value in disagree),
        refusal=None if answered else refusal,
        index_id="0123456789abcdef",
        took_ms=1.0,
        explanation=tuple(
            Candidate("town", words, 1 / n, {"dense": 1 / n, "lexical": 0.25})
            for n, words in enumerate(ranked, start=1)
        ),
    )


def record(
    asked: Question,
    said: Response,
    sentences: Mapping[str, str] | None = None,
    unverified: Sequence[str] = (),
) -> Record:
    """`sentences`: those of the index, each with its source's id."""
    town = {RIGHT: "town", WRONG: "town"} if sentences is None else sentences
    relevant = {(id, words) for words, id in town.items() for g in asked.gold if g in words}
    return Record(asked, said, frozenset(relevant), tuple(unverified))


def verdicts() -> tuple[Verdict, ...]:
    """Five questions, one for each thing that can happen."""
    right, wrong = citation(RIGHT), citation(WRONG)
    return judge(
        [
            record(question("right", short=["1931"]), response([right], 0.9, short="in 1931")),
            record(question("ranked", short=["1931"]), response([wrong, right], 0.6)),
            record(question("refused"), response([right], 0.4, answered=False)),
            record(unanswerable("answered"), response([wrong], 0.7)),
            record(unanswerable("declined"), response([wrong], 0.1, answered=False)),
        ]
    )
