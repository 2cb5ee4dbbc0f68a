"""What a follow-up costs beside a first question: `python -m eval.bench_follow_ups`, a ratio.

Both are of the hand-written conversations over the articles, asked of one engine by turns, so that
what else the machine does falls on both alike.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from statistics import median

from embeddings.encoder import open_encoder
from eval.sets import Question, read_set
from qa.dialogue.decide import Kept
from qa.dialogue.understand import facts_of
from qa.engine import Engine
from qa.indexing import update

SET = Path(__file__).with_name("seeds-conversations-tune.jsonl")
OUTPUT = Path(__file__).with_name("bench_follow_ups.md")
_ROUNDS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: prints the figures and writes them to `--output`."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_follow_ups")
    parser.add_argument("--sources", type=Path, default=Path("seeds"), help="folder to index")
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        update(Path(folder), given.sources, open_encoder())
        rounds = measure(Engine.open(folder), given.rounds)
    text = table(rounds)
    given.output.write_text(f"# Follow-ups\n\n{text}\n{_NOTES}", encoding="utf-8")
    print(text)
    return 0


def measure(engine: Engine, rounds: int) -> list[tuple[float, float]]:
    """For each round the medians, in milliseconds, of first questions and of follow-ups."""
    questions = read_set(SET).questions
    first = [one for one in questions if not one.history]
    following = [one for one in questions if one.is_follow_up]
    _milliseconds(engine, first + following[:20])  # not counted: warms both up
    # What is kept of a conversation's texts is kept from turn to turn, not from round to round.
    return [_round(_anew(engine), first, following) for _ in range(rounds)]


def _anew(engine: Engine) -> Engine:
    """An engine that has heard no conversation."""
    return replace(engine, facts=facts_of(engine.library), kept=Kept())


def _round(
    engine: Engine, first: Sequence[Question], following: Sequence[Question]
) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    stretched = [first[n % len(first)] for n in range(len(following))]
    for pair in zip_longest(stretched, following):
        for side, question in zip(times, pair, strict=True):
            side += _milliseconds(engine, [question])
    return median(times[0]), median(times[1])


def _milliseconds(engine: Engine, questions: Sequence[Question]) -> list[float]:
    taken = []
    for question in questions:
        history = [(turn.question, turn.answer) for turn in question.history]
        started = time.perf_counter()
        engine.ask(question.question, history)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def table(rounds: Sequence[tuple[float, float]]) -> str:
    """The rounds as a Markdown table, the medians below."""
    lines = ["| round | first question p50, ms | follow-up p50, ms | ratio |"]
    lines.append("| --- | ---: | ---: | ---: |")
    middle = (median(one for one, _ in rounds), median(other for _, other in rounds))
    for name, (one, other) in [*enumerate(rounds, start=1), ("median", middle)]:
        lines.append(f"| {name} | {one:.1f} | {other:.1f} | {other / one:.2f} |")
    return "\n".join(lines) + "\n"


_NOTES = """\
Follow-ups carry one to five turns of history. Their cost is the parse of these turns, and the
encoding and first search of the readings that the sources choose between.
"""

if __name__ == "__main__":
    sys.exit(main())
