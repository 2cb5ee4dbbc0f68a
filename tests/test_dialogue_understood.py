"""What follow-ups of plain talk mean: whom nobody named, what fits, what was asked before."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from qa.dialogue.decide import Kept
from qa.dialogue.facts import Facts
from qa.dialogue.resolve import resolve
from qa.engine import Engine
from qa.query import Turn
from qa.syntax import open_parser

Talk = list[tuple[str, str]]
Indexed = Callable[[dict[str, str]], Engine]

MEDAL = [("Who refused the Medal?", "It was declined in a letter of one line.")]
WROTE = [*MEDAL, ("What did he write?", "")]
OUSTED = [("Who was ousted?", "Hun Sen and ousted Prince Norodom Ranariddh fell out.")]
MASTER = [("Who was harbour master before Torvik?", "The harbour master was Anselm Torvik.")]
FIRST = [("Who was the first woman to speak at the Congress of Zurich?", "")]
JULY = [("What happened on July 5-6?", "He spoke of the fighting.")]
SHIP = [("When did the Ever Given get stuck?", "The container ship Ever Given got stuck in 2021.")]
CHARGES = [
    ("What did Imber tell the court?", "The charges against him were dropped in October."),
    ("Was Imber charged?", ""),
]
LOGBOOKS = [("Where are Torvik's logbooks?", "His logbooks were given to the archive.")]
SAID = [("What did Zheng Zeguang say?", "")]
FIXED = [("Who fixed the breakwater?", "")]
BOTH = [
    ("How was Pol Pot related to Ieng Sary?", ""),
    ("What about Khieu Samphan?", ""),
    ("And Nuon Chea?", ""),
]
PRISON = [("Was Dreve's wife in prison?", "His wife was not in court.")]
UNFIT = [("When was Ieng Thirith declared unfit?", ""), ("And her husband?", "")]
ELSE = [("Who else did Sary know in Hanoi?", "")]
DEAD = [("When did Captain Stamm die?", "He died three years ago.")]
FLOWERS = [("Can I bring flowers?", ""), ("And children?", "")]
WED = [("Who was King Leopold married to?", "")]
ADOPTED = [("When was Ieng Sary adopted?", "Ieng Sary was adopted at the age of 15.")]
DIED = [("When did Sary die?", "Sary died yesterday at the age of 87.")]
PARIS = [("Why did Sary go to Paris?", "")]
AGED = [*ADOPTED, ("How old was he?", "Ieng Sary was adopted at the age of 15.")]
WENT = [("Where did Sary go?", "After years in Cambodia Sary went to Beijing.")]
CAMP = [("What was S-21?", "S-21 was a camp.")]
MEMOS = [("What happened to the memoranda?", "")]
FATHER = [
    ("Who was Emmy Noether's father?", "She stood in for her father."),
    ("What was wrong with him?", "She stood in for her father when his health was poor."),
]
JUDGE = [("What did the judge say?", ""), ("Is she married?", "")]
BOILER = [("When did the boiler break down?", "The library is warm again.")]
LINKED = [
    ("Who was Pol Pot?", "Pol Pot was now his brother-in-law."),
    ("Who was his wife?", ""),
]
RENEW = [("How do I renew a book?", "You can renew a book three times.")]
HARDWARE = [("Which hardware do I need?", "")]
DEFAULT = [("What is the default of zone.max_runtime?", "The default is 40m.")]
APPEAL = [
    ("How do I appeal against a mark?", ""),
    ("Is there a deadline?", ""),
    ("Who decides?", ""),
]
NOTE = [("How do I get a permit?", ""), ("What is a cover note?", "")]
CLOSING = [("Why is the brewery closing?", "Malt is up by a third.")]
BIN = [("How much does a garden waste bin cost?", "The brown bin costs £46 a year.")]
WIFE = [
    ("What is The Salt Wife about?", "The play is about the saltworks."),
    ("Who wrote it?", "Garrable wrote two endings."),
]
COME = [("How many children can come?", "")]
VOTED = [("How many voted against?", "The vote was eleven to four.")]
COUNTRIES = [("Did Sary visit other countries?", "He went to several countries of Asia.")]
CABLES = [
    ("How many cables did WikiLeaks publish?", "WikiLeaks published 777 cables from Phnom Penh."),
]
NAME = [("What was Ieng Sary's real name?", "")]
PARDON = [("Who was pardoned?", ""), ("By whom?", "He was pardoned by Hun Sen’s government.")]
CHHANG = [("What did Youk Chhang say about Sary?", "Chhang said that he would meet him.")]


def whole(question: str, talk: Talk) -> str:
    turns = [Turn(question=asked, answer=answer) for asked, answer in talk]
    return resolve(question, turns, open_parser(), Facts()).readings[0].question


@pytest.mark.parametrize(
    ("talk", "question", "meant"),
    [
        # Whom nobody named is who the question asked for, by its own words.
        (
            MEDAL,
            "What did he write?",
            "What did the man who refused the Medal write?",
        ),
        (
            WROTE,
            "Where did he live?",
            "Where did the man who refused the Medal live?",
        ),
        (MASTER, "Why was he dismissed?", "Why was the harbour master before Torvik dismissed?"),
        (
            FIRST,
            "When was she sacked?",
            "When was the first woman to speak at the Congress of Zurich sacked?",
        ),
        (JULY, "Was it a coup?", "Was what happened on July 5-6 a coup?"),
        # Whom the answer names for what was asked.
        (OUSTED, "Where are his forces?", "Where are Prince Norodom Ranariddh's forces?"),
        (WENT, "Who did he see there?", "Who did Sary see in Beijing?"),
        (CHARGES, "Why were they dropped?", "Why were the charges against him dropped?"),
        # What somebody is: a ship, a thing, a woman.
        (SHIP, "How long was she?", "How long was the container ship?"),
        (BOILER, "Who did he thank?", "Who did he thank?"),
        (FATHER, "Did she have brothers?", "Did Emmy Noether have brothers?"),
        (JUDGE, "Did he appeal?", "Did he appeal?"),
        (WED, "What was her job?", "What was King Leopold's wife's job?"),
        # How many, and which.
        (LOGBOOKS, "Is one missing?", "Is one of Torvik's logbooks missing?"),
        (MEMOS, "How many were there?", "How many memoranda were there?"),
        (BOTH, "Were both of them tried?", "Were Nuon Chea and Khieu Samphan tried?"),
        # What takes the place of what, and what does not fit.
        (PRISON, "What about his daughter?", "Was Dreve's daughter in prison?"),
        (UNFIT, "No, I meant her sister", "When was Ieng Thirith's sister declared unfit?"),
        (ELSE, "What about Nguyen Van Linh?", "Did Sary know Nguyen Van Linh in Hanoi?"),
        (DEAD, "And the logbook?", "What about the logbook?"),
        (FLOWERS, "And fruit?", "Can I bring fruit?"),
        # Bare questions, and of what they are asked.
        (SAID, "Who to?", "To whom did Zheng Zeguang say that?"),
        (FIXED, "How much did that cost?", "How much did the breakwater cost?"),
        (ADOPTED, "How old was he?", "How old was Ieng Sary when he was adopted?"),
        (DIED, "How old was he?", "How old was Sary when he died?"),
        (PARIS, "How old was he?", "How old was Sary when he went to Paris?"),
        (AGED, "Why?", "Why was Ieng Sary adopted?"),
        (CAMP, "Who was sent there?", "Who was sent to S-21?"),
        # What is done, and what of it is asked.
        (RENEW, "What happens if I don't?", "What happens if I don't renew a book?"),
        (HARDWARE, "How much memory?", "How much memory do I need?"),
        (DEFAULT, "What is the maximum?", "What is the maximum of zone.max_runtime?"),
        (APPEAL, "How long will it take?", "How long will it take to appeal against a mark?"),
        (NOTE, "How much does it cost?", "How much does the cover note cost?"),
        (CLOSING, "Who owns it?", "Who owns the brewery?"),
        (BIN, "When is it emptied?", "When is the garden waste bin emptied?"),
        (WIFE, "How many stars did it get?", "How many stars did The Salt Wife get?"),
        (COME, "What about the ward?", "How many children can come (the ward)?"),
        (VOTED, "Who were they?", "Who voted against?"),
        # Which of several, what is said in texts, and what is somebody's.
        (COUNTRIES, "Which ones?", "Which other countries did Sary visit?"),
        (CABLES, "What did they say about Sary?", "What did the cables say about Sary?"),
        (NAME, "When did he change it?", "When did Ieng Sary change his real name?"),
        (PARDON, "When?", "When was someone pardoned?"),
        (CHHANG, "When was that?", "When did Youk Chhang say that about Sary?"),
        (AGED, "Says who?", "Who said that (“Ieng Sary was adopted at the age of 15”)?"),
    ],
)
def test_what_is_meant(talk: Talk, question: str, meant: str) -> None:
    assert whole(question, talk) == meant


SIHANOUKVILLE = [
    "Where did Sary stay in Sihanoukville?",
    "Who was in the next room?",
    "What does he do?",
]


def test_a_turn_stays_what_it_was_taken_for(engine: Engine) -> None:
    history: list[tuple[str, str | None]] = []
    for question in SIHANOUKVILLE:
        response = engine.ask(question, history)
        history.append((question, response.answer.text if response.answer else None))
    assert response.resolved_question == "What does Youk Chhang do?"
    assert engine.ask("What did he say?", history).resolved_question == "What did Youk Chhang say?"


def test_what_is_kept_of_a_conversation_changes_no_answer(engine: Engine) -> None:
    history = [(question, None) for question in SIHANOUKVILLE]
    asked = engine.ask("What did he say?", history)
    assert engine.kept.found
    fresh = replace(engine, kept=Kept())
    again = fresh.ask("What did he say?", history)
    assert again.resolved_question == asked.resolved_question
    assert again.citations == asked.citations
    assert set(fresh.kept.found) <= set(engine.kept.found)
    assert not any("Sary" in str(key) for key in engine.kept.found)


def test_an_answer_of_several_sentences_is_found_again(engine: Engine) -> None:
    corpus = engine.library.corpus
    owners = corpus.sentences[:, 0].tolist()
    pairs = [n for n in range(len(owners) - 1) if owners[n] == owners[n + 1]]
    texts = [f"{corpus.sentence_quote(n)} {corpus.sentence_quote(n + 1)}" for n in pairs]
    found = [set(engine.library.rows_in(text)) for text in texts]
    held = sum({n, n + 1} <= rows for n, rows in zip(pairs, found, strict=True))
    assert held >= 0.98 * len(pairs)


def test_a_name_that_the_collection_has_of_a_man_is_no_place(engine: Engine) -> None:
    history = [("When did Sary go to Paris?", None)]
    response = engine.ask("What did he do there?", history)
    assert response.resolved_question == "What did Sary do in Paris?"
