"""The parts of the parser, each against what it is made after."""

import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from spacy.lang.lex_attrs import word_shape
from spacy.strings import get_string_id
from spacy.symbols import IDS
from thinc.backends.numpy_ops import NumpyOps

from qa.parsing.affixes import ascii_only
from qa.parsing.arcs import Arcs
from qa.parsing.hashing import table_rows
from qa.parsing.lexemes import Lexicon, shape
from qa.parsing.parser import ExportedParser
from qa.parsing.reference import SpacyParser
from qa.parsing.rules import Marks, Ruler
from qa.parsing.trees import tree_of
from qa.syntax import Parser

ENCODABLE = st.characters(exclude_categories=["Cs"])
ASCII = st.characters(max_codepoint=127)


@given(st.one_of(st.sampled_from(sorted(IDS)), st.text(ENCODABLE, min_size=1, max_size=40)))
def test_strings_have_spacys_numbers(text: str) -> None:
    assume(text)
    assert Lexicon(IDS, {}, {}).number(text) == get_string_id(text)


@given(
    st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=20),
    st.integers(0, 2**32 - 1),
    st.integers(1, 10_000),
)
def test_rows_are_those_of_thinc(ids: list[int], seed: int, size: int) -> None:
    column = np.array(ids, np.uint64)
    wanted = NumpyOps().hash(column, seed) % size
    seeds, sizes = np.array([seed], np.uint64), np.array([size], np.uint64)
    np.testing.assert_array_equal(table_rows(column[:, None], seeds, sizes)[:, 0], wanted)


@given(st.text(max_size=120))
def test_shapes_are_spacys(text: str) -> None:
    assert shape(text) == word_shape(text)


@pytest.mark.parametrize("name", ["prefix_search", "suffix_search", "infix_finditer", "url_match"])
@given(text=st.text(ASCII, max_size=20))
@settings(deadline=None)
def test_a_pattern_for_ascii_matches_the_same(name: str, text: str, reference: SpacyParser) -> None:
    pattern = getattr(reference.pipeline.tokenizer, name).__self__.pattern
    wanted = [match.span() for match in re.finditer(pattern, text)]
    assert [match.span() for match in re.finditer(ascii_only(pattern), text)] == wanted


@pytest.mark.parametrize(
    ("pattern", "short"),
    [
        (r"[a-z\u00e0-\u00ff]+x", r"[a-z]+x"),
        (r"[^é]", r"[^\x80]"),
        (r"[é]|\[é]", r"[\x80]|\[é]"),
        (r"[\d\w\-é]", r"[\d\w\-]"),
        (r"[]é]", r"[\]]"),
        (r"[+-ÿ]", r"[\+-\x7f]"),
    ],
)
def test_classes_lose_what_is_beyond_ascii(pattern: str, short: str) -> None:
    assert ascii_only(pattern) == short


@given(
    pieces=st.lists(
        st.one_of(st.sampled_from([":)", ":", ")", "a.", "don't", "(a)"]), st.text(ENCODABLE))
    )
)
@settings(max_examples=300, deadline=None)
def test_tokens_are_spacys(pieces: list[str], reference: SpacyParser, parser: Parser) -> None:
    assert isinstance(parser, ExportedParser)
    text = "".join(pieces)
    ours = [(t.start, t.end, t.norm) for t in parser.tokens(text)]
    assert ours == [(t.idx, t.idx + len(t), t.norm) for t in reference.pipeline.make_doc(text)]


def test_an_arc_that_crosses_gets_its_head_back() -> None:
    # 0 <- 1 -> 2 -> 3, and 4, which was lifted to 1 and belongs to the object, 2.
    arcs = Arcs([1, 1, 1, 2, 1], ["nsubj", "ROOT", "dobj", "det", "prep||dobj"])
    tree = tree_of(arcs, [False] * 5)
    assert tree.heads == [1, 1, 1, 2, 2]
    assert tree.labels[4] == "prep"
    assert tree.begins == [True, False, False, False, False]


def test_a_sentence_begins_where_a_roots_tree_does() -> None:
    arcs = Arcs([1, 1, 3, 3], ["nsubj", "ROOT", "nsubj", "ROOT"])
    assert tree_of(arcs, [False] * 4).begins == [True, False, True, False]


def test_a_later_rule_wins() -> None:
    ruler = Ruler(
        [
            {"patterns": [[{"TAG": "VB"}]], "index": 0, "pos": "VERB", "features": {"A": "1"}},
            {"patterns": [[{"LOWER": {"IN": ["be", "do"]}}]], "index": 0, "pos": "AUX"},
            {"patterns": [[{"DEP": "x"}, {"LOWER": "na"}]], "index": 1, "lemma": "to"},
        ]
    )
    run, be, na = ruler.apply(
        [Marks("VB", "run", "", False), Marks("VB", "be", "x", False), Marks("TO", "na", "", False)]
    )
    assert (run.pos, be.pos, na.pos) == ("VERB", "AUX", "")
    assert (run.features, be.features) == ({"A": "1"}, {"A": "1"})
    assert (be.lemma, na.lemma) == (None, "to")
