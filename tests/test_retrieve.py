"""Ranking: what each token weighs, what each candidate scores, who may be a candidate."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import Encoded, Vectors
from qa.dates.match import date_match
from qa.engine import Engine
from qa.features import LEVELS, NAMES, class_shares, late_of
from qa.hits import Hit
from qa.indexing import update
from qa.library import Library
from qa.partners import are_tied
from qa.retrieve import candidates, retrieve
from qa.token_weights import token_weights
from qa.types import Sentence
from qa.words import terms_of
from tests.reading_questions import reading_of

QUESTIONS = (
    "How old was Ieng Sary when he died?",
    "Who wrote Pol Pot: Anatomy of a Nightmare?",
    "How many of the 251,287 cables were from Phnom Penh?",
    "zxqv blorp?",
)


def encode(engine: Engine, question: str) -> Encoded:
    return engine.encoder.encode_tokens([question])[0]


def hits_of(engine: Engine, question: str) -> list[Hit]:
    return retrieve(engine.library, reading_of(engine, question), engine.ranker)


def read_closely(hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.features is not None]


def weighed(engine: Engine, question: str) -> dict[str, list[float]]:
    """The weights of a question's tokens, by the stretch of it that each stands for."""
    encoded = encode(engine, question)
    weights = token_weights(question, encoded, engine.library)
    assert weights.shape == (len(encoded.spans),)
    found: dict[str, list[float]] = {}
    for (start, end), weight in zip(encoded.spans, weights, strict=True):
        found.setdefault(question[start:end], []).append(float(weight))
    return found


@pytest.mark.parametrize(
    "question", [*QUESTIONS, "Who?", "the", "Sary's", "naïve Samphân — “2,447”", "why " * 500]
)
def test_the_weights_of_a_question_sum_to_one(engine: Engine, question: str) -> None:
    weights = token_weights(question, encode(engine, question), engine.library)
    assert weights.dtype == np.float32
    assert np.all(weights > 0)
    np.testing.assert_allclose(weights.sum(), 1, atol=1e-5)


def test_a_question_without_tokens_has_no_weights(engine: Engine) -> None:
    assert token_weights("", encode(engine, ""), engine.library).shape == (0,)


def test_rare_words_weigh_more(engine: Engine) -> None:
    words = engine.library.sentence_words
    common, rare, unknown = (words.idf(term) for term in terms_of("government beach horse"))
    assert common < rare < unknown == words.idf("")
    found = weighed(engine, "government beach horse")
    assert found["government"] < found["beach"] < found["horse"]


def test_words_without_a_subject_weigh_little(engine: Engine) -> None:
    found = weighed(engine, "Where did he go to the beach?")
    # The word that asks, other stop words, pronouns and marks: each less than the one before.
    assert found["beach"] > found["go"] > found["Where"] > found["did"] > found["he"]
    assert found["did"] == found["to"] == found["the"]
    assert found["he"] == found["?"]


def test_the_pieces_of_a_word_share_its_weight(engine: Engine) -> None:
    split = weighed(engine, "horse zxqvblorp")
    pieces = [weights[0] for piece, weights in split.items() if piece != "horse"]
    assert len(pieces) > 1, "the model has no such word"
    assert len(set(pieces)) == 1
    # No sentence holds either word: they are as rare as each other.
    assert sum(pieces) == pytest.approx(split["horse"][0], rel=1e-5)


def test_a_number_is_one_word(engine: Engine) -> None:
    found = weighed(engine, "horse 998,877")
    assert sum(sum(w) for piece, w in found.items() if piece != "horse") == pytest.approx(0.5)


@pytest.fixture(scope="module")
def passages(engine: Engine) -> list[Encoded]:
    """Every passage encoded anew, in numbers that are not quantised."""
    return engine.encoder.encode_tokens(list(engine.library.corpus.passage_texts()))


def tokens_of(library: Library, sentence: Sentence, text: str, passage: Encoded) -> Vectors:
    """The tokens of a sentence, found by looking for its words in its passage's text."""
    corpus, own = library.corpus, library.corpus.passage(sentence.passage)
    before = corpus.context(own) + corpus.quote(own.source, own.start, sentence.start)
    quote = corpus.quote(own.source, sentence.start, sentence.end)
    start = text.index(quote, len(before))
    begins = passage.spans[:, 0]
    return passage.tokens[(begins >= start) & (begins < start + len(quote))]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_features_of_the_best_are_what_plain_arithmetic_gives(
    engine: Engine, passages: list[Encoded], question: str
) -> None:
    library, encoded = engine.library, encode(engine, question)
    weights = class_shares(reading_of(engine, question)).sum(axis=1)
    texts, owners = list(library.corpus.passage_texts()), library.corpus.sentences[:, 0]
    hits = hits_of(engine, question)
    assert len(read_closely(hits)) == 8

    def late(tokens: Vectors) -> float:
        best = [max(float(token @ asked) for token in tokens) for asked in encoded.tokens]
        return sum(float(w) * b for w, b in zip(weights, best, strict=True))

    def late_in(row: int, owner: int) -> float:
        """In a sentence of the passage `owner`; 0 for one of another."""
        if not 0 <= row < len(owners) or owners[row] != owner:
            return 0.0
        sentence = library.corpus.sentence(row)
        return late(tokens_of(library, sentence, texts[owner], passages[owner]))

    for hit in read_closely(hits):
        row, owner = hit.sentence.row, hit.sentence.passage
        found = dict(zip(LEVELS, late_of(hit.features).tolist(), strict=True))
        # Eight bits a number: the third decimal may differ.
        assert found["sentence"] == pytest.approx(late_in(row, owner), abs=0.005)
        assert found["passage"] == pytest.approx(late(passages[owner].tokens), abs=0.005)
        assert found["before"] == pytest.approx(late_in(row - 1, owner), abs=0.005)
        assert found["after"] == pytest.approx(late_in(row + 1, owner), abs=0.005)


@pytest.mark.parametrize("question", QUESTIONS)
def test_hits_are_in_the_order_of_their_scores(engine: Engine, question: str) -> None:
    hits = hits_of(engine, question)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert len({hit.sentence.row for hit in hits}) == len(hits)
    for hit in read_closely(hits):
        assert hit.features is not None
        assert hit.score == pytest.approx(float(hit.features @ engine.ranker.ranking), abs=1e-3)
    # What was not read closely stands behind what was.
    assert all(hit.features is None for hit in hits[len(read_closely(hits)) :])


@pytest.mark.parametrize(
    "question", ["Who is Khim Kheng?", "What did Sary study in Paris in 1950?"]
)
def test_the_candidates_of_every_search_are_ranked(
    engine: Engine, passages: list[Encoded], question: str
) -> None:
    library, encoded = engine.library, encode(engine, question)
    vectors = library.sentence_vectors.vectors(np.arange(len(library.sentence_vectors)))
    dense = np.argsort(-(vectors @ encoded.vector))
    words = library.sentence_words.scores(terms_of(question), np.arange(len(vectors)))
    lexical = [row for row in np.argsort(-words) if words[row] > 0]
    whole = np.stack([passage.vector for passage in passages])
    nearest = np.argsort(-(whole @ encoded.vector))[:5]
    near = np.flatnonzero(np.isin(library.corpus.sentences[:, 0], nearest))
    assert set(near) - set(dense[:50]) - set(lexical[:50]), "some are found by their passage alone"
    rows = set(candidates(library, reading_of(engine, question)).rows.tolist())
    for found in (dense[:20], lexical[:20], near):
        assert set(found) <= rows


def test_sentences_of_the_dates_that_are_asked_for_are_candidates(engine: Engine) -> None:
    reading = reading_of(engine, "zxqv blorp on 14 March 2013?")
    library = engine.library
    every = np.arange(len(library.corpus.sentences))
    match = date_match(reading.dates, library.corpus.sentence_dates, every)
    dated = set(np.flatnonzero(match == 1).tolist())
    assert dated, "an article says that he died yesterday"
    assert dated <= set(candidates(library, reading).rows.tolist())


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_was_not_read_closely_keeps_its_first_order(engine: Engine, question: str) -> None:
    reading = reading_of(engine, question)
    found = candidates(engine.library, reading)
    read = len(found.features)
    assert 0 < read < len(found.rows)
    assert list(found.scores) == sorted(found.scores, reverse=True)
    # However the ranker orders what was read, nothing else comes before it.
    for ranking in (engine.ranker.ranking, -engine.ranker.ranking):
        hits = retrieve(engine.library, reading, replace(engine.ranker, ranking=ranking))
        rows = [hit.sentence.row for hit in hits]
        assert set(rows[:read]) == set(found.rows[:read].tolist())
        assert rows[read:] == found.rows[read : len(hits)].tolist()
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("name", ["length", "dense", "new_words"])
def test_the_order_is_that_of_what_the_ranker_weighs(engine: Engine, name: str) -> None:
    only = np.array([float(one == name) for one in NAMES], dtype=np.float32)
    ranker = replace(engine.ranker, ranking=only)
    # A question of nobody: what is said of a relative would come behind.
    hits = read_closely(retrieve(engine.library, reading_of(engine, QUESTIONS[1]), ranker))
    values = [float(h.features[NAMES.index(name)]) for h in hits if h.features is not None]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) > 1


def test_what_only_its_date_points_to_is_a_candidate(
    collection: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    # Seventy sentences that are like the question, and one of another subject from its years.
    texts = {f"b{n}__txt": f"The boat number {n} of the race was painted blue." for n in range(70)}
    folder = collection(**texts, fog__txt="Dense fog came down on 4 March 1931.")
    update(tmp_path / "i", folder, engine.encoder)
    own = replace(engine, library=Library.open(tmp_path / "i"))
    quotes = list(own.library.corpus.sentence_quotes())
    row = quotes.index("Dense fog came down on 4 March 1931.")
    dated = reading_of(own, "Which boat of the race was painted blue in the 1930s?")
    assert row in candidates(own.library, dated).rows
    assert row not in candidates(own.library, replace(dated, dates=())).rows
    # A filter holds for what a date points to as well.
    others = np.arange(71) != own.library.corpus.source_of(row)
    assert row not in candidates(own.library, dated, others).rows


@pytest.mark.parametrize("allowed", [{0}, {1, 3}, {4}, {0, 1, 2, 3, 4}])
def test_only_sentences_of_allowed_sources_are_found(engine: Engine, allowed: set[int]) -> None:
    for question in (*QUESTIONS, "What happened on 14 March 2013?"):
        reading = reading_of(engine, question)
        hits = retrieve(
            engine.library, reading, engine.ranker, np.isin(np.arange(5), list(allowed))
        )
        assert hits
        assert {engine.library.corpus.source_of(hit.sentence.row) for hit in hits} <= allowed
        everywhere = {hit.sentence.row: hit for hit in read_closely(hits_of(engine, question))}
        # A filter leaves scores as they are: it is no other question.
        for hit in read_closely(hits):
            if hit.sentence.row in everywhere:
                assert hit.score == pytest.approx(everywhere[hit.sentence.row].score, abs=1e-3)


def test_no_source_allowed_finds_nothing(engine: Engine) -> None:
    none = np.zeros(5, dtype=np.bool_)
    assert retrieve(engine.library, reading_of(engine, "Who?"), engine.ranker, none) == []


def test_words_that_no_source_holds(engine: Engine) -> None:
    hits = hits_of(engine, "zxqv blorp")
    assert hits, "vectors are near to something always"


def test_a_collection_of_one_sentence(
    collection: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    update(tmp_path / "i", collection(a__txt="The ferry left at noon."), engine.encoder)
    small = replace(engine, library=Library.open(tmp_path / "i"))
    for question in ("When did the ferry leave?", "zxqv blorp", "?", "The ferry left at noon."):
        assert [hit.sentence.row for hit in hits_of(small, question)] == [0]


def test_two_that_stand_together_and_are_as_good_are_a_pair() -> None:
    def hit(row: int, score: float, passage: int = 0, start: int = 0) -> Hit:
        return Hit(Sentence(row, passage, start, start + 100), score, None)

    assert are_tied(hit(4, 2.0), hit(5, 1.9, start=110))
    assert are_tied(hit(5, 2.0, start=110), hit(4, 0.6))
    assert not are_tied(hit(4, 2.0), hit(5, 0.4, start=110)), "the first is clearly the better"
    assert not are_tied(hit(4, 2.0), hit(6, 1.9, start=220)), "another stands between"
    assert not are_tied(hit(4, 2.0), hit(5, 1.9, passage=1, start=110)), "of another passage"
    assert not are_tied(hit(4, 2.0), hit(5, 1.9, start=400)), "too long to quote"
    behind, before = hit(5, -1.0, start=110), hit(3, -1.0)
    assert are_tied(hit(4, 2.0), behind, explaining=True), "what explains stands behind"
    assert not are_tied(hit(4, 2.0), behind)
    assert not are_tied(hit(4, 2.0), before, explaining=True)
    assert not are_tied(hit(4, 2.0), hit(5, -1.6, start=110), explaining=True)


def test_what_explains_is_quoted_with_what_it_explains(
    collection: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    told = "In 1958 Edvard Varn closed the mine."
    why = "There was no silver left to sell."
    folder = collection(
        works__txt=f"The works\n\nThe mine lies on the east shore. {told} {why} He kept the house."
    )
    update(tmp_path / "i", folder, engine.encoder)
    small = replace(engine, library=Library.open(tmp_path / "i"))

    def quote(question: str) -> str:
        return small.library.corpus.quote(0, *hits_of(small, question)[0].span)

    assert quote("Why did Edvard Varn close the mine?") == f"{told} {why}"
    assert quote("Who closed the mine in 1958?") == told


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "# Visits\n\n- What does a ticket cost? Nine crowns.\n- Where can I park? Anywhere.\n",
            "What does a ticket cost? Nine crowns.",
        ),
        (
            "# Visits\n\nQ: What does a ticket cost?\nA: Nine crowns.\n\nThe yard is closed.\n",
            "Q: What does a ticket cost? A: Nine crowns.",
        ),
        # One that somebody is said to have asked.
        ("# Visits\n\n“What does a ticket cost?” It rained.\n", "“What does a ticket cost?”"),
    ],
)
def test_a_question_is_quoted_with_its_answer(
    text: str, quote: str, collection: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    update(tmp_path / "i", collection(a__md=text), engine.encoder)
    small = replace(engine, library=Library.open(tmp_path / "i"))
    response = small.ask("What does a ticket cost?")
    assert response.citations[0].quote == quote
    assert response.answer is not None
    assert response.answer.short in ("Nine crowns", None), "no part of the question"


def test_a_question_that_nobody_answers_is_what_came_closest(
    collection: Callable[..., Path], tmp_path: Path, engine: Engine
) -> None:
    text = "# Visits\n\nWhat does a ticket cost? Who knows?\n"
    update(tmp_path / "i", collection(a__md=text), engine.encoder)
    response = replace(engine, library=Library.open(tmp_path / "i")).ask("What does a ticket cost?")
    assert response.answer is None
    assert response.refusal is not None
    assert response.refusal.closest[0].quote == "What does a ticket cost?"
