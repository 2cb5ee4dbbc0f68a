"""Asks the follow-ups of a set without their history too: as they stand, and rewritten by hand.

What the raw question gets and what the one rewritten by hand gets are the two ends between which
the resolution of a follow-up is measured (as TREC CAsT does: Dalton, Xiong and Callan 2020).
"""

from collections.abc import Sequence
from dataclasses import replace

from eval.judge import Alone, Verdict, judge
from eval.run import Progress, run
from eval.sets import Question, QuestionSet
from qa.engine import Engine


def with_alone(
    engine: Engine,
    questions: QuestionSet,
    verdicts: Sequence[Verdict],
    progress: Progress | None = None,
) -> tuple[Verdict, ...]:
    """`verdicts` on the `questions`, in their order, those of follow-ups with what they get alone.

    The raw question is asked even where the resolved one is the same: a history may tell an engine
    more than what is meant, such as what was quoted already.
    """
    pairs = zip(questions.questions, questions.lines, strict=True)
    rows = [(question, line) for question, line in pairs if question.is_follow_up]
    if not rows:
        return tuple(verdicts)
    asked, lines = zip(*rows, strict=True)
    found = [
        judge(run(engine, replace(questions, questions=way, lines=lines), progress))
        for way in (tuple(map(_raw, asked)), tuple(map(_by_hand, asked)))
    ]
    alone = {raw.record.question.id: Alone(raw, hand) for raw, hand in zip(*found, strict=True)}
    return tuple(replace(one, alone=alone.get(one.record.question.id)) for one in verdicts)


def _raw(question: Question) -> Question:
    return question.model_copy(update={"history": []})


def _by_hand(question: Question) -> Question:
    return question.model_copy(update={"history": [], "question": question.rewrite})
