"""The exported model and sentence-transformers give 500 questions the same ranked sentences."""

import json
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from embeddings.encoder import open_encoder
from embeddings.reference import SentenceTransformerEncoder
from embeddings.weights import locate
from qa.engine import Engine
from qa.indexing import update

ROOT = Path(__file__).parent.parent.parent
SETS = {
    "seeds": ROOT / "eval" / "seeds-tune.jsonl",
    "eval/collections/pellavik": ROOT / "eval" / "pellavik-tune.jsonl",
    "eval/training/almanac": ROOT / "eval" / "training" / "almanac.jsonl",
}
QUESTIONS = 500


@pytest.mark.soak
def test_questions_and_indexes_of_both_encoders_rank_alike(tmp_path: Path) -> None:
    reference, left = SentenceTransformerEncoder(locate(None)), QUESTIONS
    for number, (sources, rows) in enumerate(SETS.items()):
        ours, theirs = tmp_path / f"ours-{number}", tmp_path / f"theirs-{number}"
        update(ours, ROOT / sources, open_encoder())
        update(theirs, ROOT / sources, reference)
        engine = Engine.open(ours)
        other = replace(Engine.open(theirs), encoder=reference)
        lines = rows.read_text(encoding="utf-8").splitlines()
        for line in islice(lines, left):
            question = json.loads(line)["question"]
            one, two = engine.ask(question, limit=20), other.ask(question, limit=20)
            assert [c.quote for c in one.citations] == [c.quote for c in two.citations], question
            assert one.answer == two.answer
        left -= min(left, len(lines))
    assert left == 0
