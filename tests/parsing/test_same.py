"""Our parses are spaCy's, word for word and field for field.

Arithmetic in another order differs in the last digits, so that two moves whose scores are equal to
six digits could be taken in another order; in none of the texts here they are.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.gathering import corpus_of
from qa.parsing.reference import SpacyParser
from qa.sources import read_documents
from qa.syntax import LONGEST, Parser
from tests.conftest import ROOT, SEEDS

TRAINING = ROOT / "eval" / "training"
# All of the others are read by `make soak`: tens of thousands of words, of the same kinds.
OTHERS = (
    *sorted((ROOT / "eval" / "collections").iterdir()),
    *(path.parent for path in sorted(TRAINING.glob("*/sources.toml"))),
)
QUESTIONS, OTHER_QUESTIONS = (
    sorted(paths, key=lambda path: path.name)
    for paths in ((ROOT / "eval").glob("*-tune.jsonl"), TRAINING.glob("**/*.jsonl"))
)
ODD = (
    "",
    " ",
    " \t\n\u00a0",
    "?",
    "\x00 \x01\x7f",
    "😀 👨‍👩‍👧 says hi :-) and :( or : ) (^_^)",
    "តើលោក អៀង សារី ស្លាប់នៅពេលណា? បាត់",
    "U.S.-led troops weren't in the U.K., e.g. at 10a.m.–11p.m. on Jan. 3rd",
    "Didn't y'all gonna cost US$1,000.50/£3m (10km, 5°C.) at http://a.b.co.uk/x?y=1#z?!",
    "two\n\nparagraphs \n of\r\ntext  here ",
    "det nsubj PERSON ORG punct root agent LOWER",  # strings that spaCy has its own numbers for
    "a" * 99 + " " + "a" * 100 + " " + "Ab1!" * 60,
    "He ran. " * 400,
)


def differing(reference: SpacyParser, parser: Parser, texts: list[str]) -> list[str]:
    pairs = zip(texts, parser.parse(texts), reference.parse(texts), strict=True)
    return [text for text, ours, theirs in pairs if ours != theirs]


def asked(path: Path) -> Iterator[str]:
    """The questions of a set, as they were asked and rewritten, and their histories."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["question"]
        yield from filter(None, [row.get("rewrite")])
        for turn in row["history"]:
            yield from turn.values()


def or_in_soak(few: Sequence[Path], others: Sequence[Path]) -> list[object]:
    return [*few, *(pytest.param(path, marks=pytest.mark.soak) for path in others)]


@pytest.mark.parametrize("folder", or_in_soak([SEEDS], OTHERS), ids=lambda folder: folder.name)
def test_sentences(folder: Path, tmp_path: Path, reference: SpacyParser, parser: Parser) -> None:
    corpus = corpus_of(read_documents(folder), tmp_path)
    texts = list(dict.fromkeys(corpus.sentence_texts()))
    assert len(texts) > 100
    assert differing(reference, parser, texts) == []


@pytest.mark.parametrize(
    "path",
    or_in_soak(QUESTIONS, OTHER_QUESTIONS),
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_questions(path: Path, reference: SpacyParser, parser: Parser) -> None:
    texts = list(dict.fromkeys(asked(path)))
    assert len(texts) > 10
    assert differing(reference, parser, texts) == []


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_odd_texts(text: str, reference: SpacyParser, parser: Parser) -> None:
    assert differing(reference, parser, [text]) == []


PIECES = (
    *("the", "House", "U.S.", "3.5", "km", "$5", "US$", "€", "http://a.b.co.uk/x?y=1", "www.x.org"),
    *("a@b.com", "-", "--", "...", "…", "'s", "n't", "can't", "“", "”", "(", ")", "[", "]", "/"),
    *("\\", "|", "&", "*", "#", "%", "@", "^", "~", "`", "\t", "\n", "\r\n", " ", "  ", "\u00a0"),
    *("\u3000", "\x1c", "\x85", "\u2028", "\x00", "é", "ß", "İ", "ſ", "K", "ភាសាខ្មែរ", "日本語"),
    *("العربية", "हिन्दी", "한국어", "😀", "🇰🇭", "e\u0301", "½", "²", "٣", "Ⅷ", "ǅ", "1,000"),
    *("10-12", "well-known", "and/or", "X:Y", "a.b", "AB.", "°C", "x²", "nsubj", "PERSON", "gonna"),
    *("gets", "ain't", "nothin'", "let's", "c'm on", "'em", "There", "is", "who", "What", "did"),
    *("she", "had", "travelled", "wolves", "better", "ran", "'90s", "10%", "।", "？", "·", "§"),
    *(":-)", ":)", ": )", "(^_^)", "</3", "o.O", "\u202e", "\ufeff", "\ufffd", "\U0010ffff"),
)
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.sampled_from(PIECES).map(lambda piece: piece + " "),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    ),
    max_size=25,
).map("".join)


@given(texts=st.lists(TEXTS, min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_any_texts(texts: list[str], reference: SpacyParser, parser: Parser) -> None:
    assert differing(reference, parser, texts) == []


@given(text=st.text(st.characters(categories=["Cs", "L", "Zs", "P"]), max_size=12))
@settings(max_examples=100, deadline=None)
def test_half_a_surrogate_pair_is_no_failure(text: str, parser: Parser) -> None:
    # spaCy fails on it: it cannot be encoded.
    (parse,) = parser.parse([text])
    assert "".join(text[word.start : word.end] for word in parse) == "".join(text.split())


def test_one_by_one_and_together_are_the_same(parser: Parser) -> None:
    texts = list(asked(QUESTIONS[0]))[:100]
    assert [parser.parse([text])[0] for text in texts] == parser.parse(texts)


def test_what_is_beyond_the_reach_is_not_parsed(parser: Parser) -> None:
    long = "He ran away. " * 400
    assert parser.parse([long]) == parser.parse([long[:LONGEST]])
