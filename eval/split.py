"""Divides a set in two, tune and test, by fact and not by question.

Two questions are of one fact when they ask for the same stretch of a source: when two of their
gold strings overlap there. They go to the same side, and so do all that are tied to them in turn.
What is chosen on the tune side has then not seen the answers of the test side.

To divide a set of your own: python -m eval.split SET.jsonl SOURCES
writes SET-tune.jsonl and SET-test.jsonl beside it.
"""

import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.sets import Question, check_against, read_set
from qa.folding import fold
from qa.sources import read_documents


def split(
    questions: Sequence[Question], texts: Mapping[str, str]
) -> tuple[list[Question], list[Question]]:
    """The tune and the test questions, each in order, about half of every kind on each side.

    `texts`: stored text by source id. The same questions are always divided the same way: facts
    come in the order of the SHA-256 of their smallest id, each to the side that lacks its kinds.
    """
    facts = sorted(facts_of(questions, texts), key=_rank)
    sides: tuple[list[Question], list[Question]] = ([], [])
    for fact in facts:
        kinds = Counter(question.kind for question in fact)
        counts = [Counter(question.kind for question in side) for side in sides]
        lead = sum(n * (2 * (counts[0][kind] - counts[1][kind])) for kind, n in kinds.items())
        behind = int((lead, len(sides[0]) - len(sides[1])) > (0, 0))
        sides[behind].extend(fact)
    order = {question.id: n for n, question in enumerate(questions)}
    tune, test = (sorted(side, key=lambda question: order[question.id]) for side in sides)
    return tune, test


def facts_of(questions: Sequence[Question], texts: Mapping[str, str]) -> list[list[Question]]:
    """The questions in groups of one fact each."""
    parent = list(range(len(questions)))

    def root(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    for one, other in _ties(questions, {id: fold(text) for id, text in texts.items()}):
        parent[root(one)] = root(other)
    groups = defaultdict(list)
    for n, question in enumerate(questions):
        groups[root(n)].append(question)
    return list(groups.values())


def _ties(questions: Sequence[Question], texts: Mapping[str, str]) -> list[tuple[int, int]]:
    """Pairs of questions (their places) whose gold overlaps, or which are worded the same."""
    ties: list[tuple[int, int]] = []
    for text in texts.values():
        spans = sorted(
            (found.start(), found.start() + len(fold(gold)), n)
            for n, question in enumerate(questions)
            for gold in question.gold
            for found in re.finditer(f"(?={re.escape(fold(gold))})", text)
        )
        reach, holder = 0, 0
        for start, end, n in spans:
            if start < reach:
                ties.append((holder, n))
            if end > reach:
                reach, holder = end, n
    first: dict[str, int] = {}
    for n, question in enumerate(questions):
        wording = " ".join(re.findall(r"\w+", question.question.casefold()))
        ties.append((first.setdefault(wording, n), n))
    return ties


def _rank(fact: Sequence[Question]) -> str:
    return hashlib.sha256(min(question.id for question in fact).encode()).hexdigest()


def _write(path: Path, questions: Sequence[Question]) -> None:
    rows = [json.dumps(question.model_dump(), ensure_ascii=False) for question in questions]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{path}: {len(rows)} questions")


def main(file: Path, sources: Path) -> None:
    """Reads, checks and divides the set `file` over the articles in `sources`."""
    texts = {document.id: document.text for document in read_documents(sources)}
    whole = read_set(file)
    check_against(whole, texts)
    tune, test = split(whole.questions, texts)
    _write(file.with_name(f"{file.stem}-tune.jsonl"), tune)
    _write(file.with_name(f"{file.stem}-test.jsonl"), test)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m eval.split SET.jsonl SOURCES")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
