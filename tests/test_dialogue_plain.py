"""Follow-ups as readers type them, over several turns, and what each means."""

import pytest

from qa.dialogue.facts import Facts
from qa.dialogue.resolve import resolve
from qa.query import Turn
from qa.syntax import open_parser

Talk = list[tuple[str, str]]

DNUM = [
    ("What does DNUM stand for?", "Sary leads a policy of his Democratic National Union Movement."),
    ("Who leads it?", "Sary leads a policy of his Democratic National Union Movement."),
]
CABLES = [("How many cables did WikiLeaks release?", "WikiLeaks released 251,287 cables.")]
SENTENCED = [("When was Ieng Sary sentenced to death?", "He was sentenced to death in 1979.")]
LEADER = [
    ("Who is Nhek Bun Chhay?", "Nhek Bun Chhay is a Funcinpec resistance leader."),
    ("What did he say about Sary?", "Bun Chhay said that he had not seen his soldiers."),
]
CODE = [("What is B-1?", "His ministry (B-1) possessed a network of annexes.")]
SENT = [("How many people were sent to the camp?", "Thousands were sent there.")]
AGED = [("How old was Ieng Sary when he died?", "Ieng Sary died at the age of 87.")]
NEXT_DOOR = [("Who was next door to Ieng Sary?", "Sary stayed next door to Youk Chhang, a lawyer.")]
TEACHER = [("Where did Sary teach?", "Sary taught at the Lycee of Hou Yuon.")]
LEADERS = [("What did the US want to do with Khmer Rouge leaders?", "It wanted them in China.")]
WIVES = [
    ("Who was Pol Pot's wife?", "Khieu Ponnary was the wife of Pol Pot."),
    ("Was she related to Sary's wife?", "Their wives were sisters."),
]
WIFE = [("Did Ieng Sary have a wife?", "He and his wife were arrested in November 2007.")]
COACH = [("Who was the coach?", "The coach was Ferenc Puskas.")]
SARY = [("Who was Ieng Sary?", "Ieng Sary was a foreign minister.")]
HUBBLE = [("When was Hubble launched?", "It was launched on 24 April 1990 from Cape Canaveral.")]
AIDA = [("Who composed Aida?", "")]
TREATY = [("In which treaty was Run given up?", "Run was given up in the treaty of Breda.")]
CANAL = [("How long is the Suez Canal?", "The canal is 193 kilometres long.")]
RIVER = [("Which countries does the Danube flow through?", "It flows through ten countries.")]
OPEN = [("When is the library open?", "The library is open from nine to five.")]
COMPLAIN = [("How do I complain about a councillor?", "Write to the standards committee.")]
APPEAL = [
    ("How do I appeal against a mark?", "Write to the registrar."),
    ("What does it cost?", "There is no charge for an appeal."),
]
PERMIT = [("How much is a resident's parking permit?", "It is £50.")]
SKIP = [("Do I need a permit for a skip?", "A skip on the road needs a permit.")]
VALID = [*SKIP, ("How long is it valid?", "It is valid for 14 days.")]
WALL = [
    ("When was the breakwater at Pellavik built?", "The breakwater was built in 1893."),
    ("Who built it?", "Otto Brandsæter built the breakwater."),
    ("Was he paid well?", ""),
]
TOOL = [
    ("How do I install packrook?", "Packrook needs no other packages."),
    ("Does it run on Windows?", "There is no version for Windows."),
    ("And macOS?", "It runs on macOS."),
]
ELEVATOR = [("What was Elevator Four?", "Elevator Four opened on the Long Quay in 1974.")]
COUNTED = [
    ("What did the commission find?", "The commission found a memorandum."),
    ("How many recommendations were there?", "There were forty-one."),
]
MARRIED = [
    ("Who was Emrick Sallow's wife?", ""),
    ("What was her job?", "Hedda Quillon and Piet Quillon worked on the belts."),
]
PLAYED = [("Did Cedric Brackwell play football?", "He played 183 times in goal.")]
BLAMED = [("Who was blamed?", "The minister is blamed for leaving.")]
REPORT = [("How many recommendations does the report make?", "The report makes 34 of them.")]
FALLEN = [
    ("Why did Tannery Row's wall fall?", "There was nothing under it."),
    ("Was it going to be replaced?", "It was due to be replaced in 2017."),
]
MEMBERS = [("Who wrote the letters?", "Members of the board wrote the letters.")]
SHORT = [
    ("Who is Philip Short?", "Philip Short is the author of Pol Pot."),
    ("When did he interview Sary?", "Philip Short, who interviewed Sary over lunch, did in 2000."),
    ("Where did he meet him?", "They met in Paris."),
]
NO_VERB = [
    ("Who is Philip Short?", "Philip Short is the author of Pol Pot."),
    ("What did he say about Sary?", "Short said that Sary was not a nice man."),
    ("When did he interview him?", "Philip Short, who interviewed Sary over lunch, did in 2000."),
]
DEPORTED = [("How many Uighurs did Cambodia deport?", "Cambodia deported twenty Uighurs.")]
UNFIT = [("When was Ieng Thirith declared unfit?", "She was declared unfit last year.")]
PARIS = [("When did Ieng Sary go to Paris?", "Ieng Sary went to Paris in 1950.")]
BOOKS = [("Which books did Torvik write?", "Torvik wrote two books.")]
CLOSED = [("When did the cannery close?", "The cannery closed in 1974.")]
LOGBOOKS = [("Where are Torvik's logbooks?", "The logbooks are in the archive.")]
LEFT = [("How many logbooks did Torvik leave?", "Torvik left 27 volumes.")]
WIDE = [("Who sailed up the Medway?", "Ships sailed up the Medway.")]
LONG = [
    ("Who was Malcolm Caldwell?", "Malcolm Caldwell was a British professor."),
    *[("What did he write?", ""), ("Where did he live?", ""), ("Why did he come?", "")] * 6,
]
THEN = [
    ("What is packrook?", "It is a program."),
    ("Why not Windows?", "There is no version for it."),
]


def whole(question: str, talk: Talk) -> str:
    turns = [Turn(question=asked, answer=answer) for asked, answer in talk]
    return resolve(question, turns, open_parser(), Facts()).readings[0].question


@pytest.mark.parametrize(
    ("talk", "question", "meant"),
    [
        # Letters are a name, whatever the parser takes them for, and stay what is spoken of.
        (DNUM, "Where is it based?", "Where is DNUM based?"),
        # Of those that were counted, and who they are.
        (CABLES, "How many of them were secret?", "How many of the cables were secret?"),
        (SENT, "Who were they?", "Which people were sent to the camp?"),
        # Another name in the place of the one that was asked about.
        (SENTENCED, "Was Pol Pot too?", "When was Pol Pot sentenced to death?"),
        (SENTENCED, "Was the king as well?", "When was the king sentenced to death?"),
        (CODE, "And B-32?", "What is B-32?"),
        (COACH, "And the captain?", "Who was the captain?"),
        (SARY, "And Pol Pot?", "Who was Pol Pot?"),
        (OPEN, "On Sundays too?", "When is the library open on Sundays?"),
        (PERMIT, "And a second one?", "How much is a second resident's parking permit?"),
        # Two pronouns of one clause are two persons.
        (LEADER, "Was he in contact with him?", "Was Nhek Bun Chhay in contact with Sary?"),
        # Phrases that point to somebody.
        (NEXT_DOOR, "What does that man do?", "What does Youk Chhang do?"),
        (WIVES, "Did the two men meet?", "Did Sary and Pol Pot meet?"),
        (WIFE, "When was she arrested?", "When was Ieng Sary's wife arrested?"),
        # Bare questions.
        (AGED, "What of?", "What did Ieng Sary die of?"),
        (TEACHER, "What subjects?", "What subjects did Sary teach?"),
        (LEADERS, "Which leaders?", "Which Khmer Rouge leaders did the US want to do with?"),
        (RIVER, "Which capitals?", "Which capitals does the Danube flow through?"),
        (CANAL, "And how wide?", "How wide is the Suez Canal?"),
        (SKIP, "How much?", "How much is the permit for a skip?"),
        # What is made is a thing, though it has the name of a person.
        (HUBBLE, "What was wrong with it?", "What was wrong with Hubble?"),
        (AIDA, "Where was it first performed?", "Where was Aida first performed?"),
        (TREATY, "Who signed it?", "Who signed the treaty?"),
        # What it takes to do something.
        (
            COMPLAIN,
            "How long will it take?",
            "How long will it take to complain about a councillor?",
        ),
        (APPEAL, "Is it free?", "Is it free to appeal against a mark?"),
        # What was put into a question before is known again, however that is parsed.
        (VALID, "Who applies for it?", "Who applies for the permit for a skip?"),
        (WALL, "How much did it cost?", "How much did the breakwater at Pellavik cost?"),
        (TOOL, "What does it need?", "What does packrook need?"),
        (ELEVATOR, "Who opened it?", "Who opened Elevator Four?"),
        (ELEVATOR, "Is it still there?", "Is Elevator Four still there?"),
        (COUNTED, "Were they followed?", "Were the recommendations followed?"),
        (
            MARRIED,
            "Did they have children?",
            "Did Emrick Sallow and Emrick Sallow's wife have children?",
        ),
        (LONG, "When was he born?", "When was Malcolm Caldwell born?"),
        (PLAYED, "How many times?", "How many times did Cedric Brackwell play football?"),
        (BLAMED, "And the chairman?", "Was the chairman blamed?"),
        (REPORT, "What is the first?", "What is the first recommendation?"),
        (
            FALLEN[:1],
            "Was it going to be replaced?",
            "Was Tannery Row's wall going to be replaced?",
        ),
        (FALLEN, "Why wasn't it?", "Why wasn't Tannery Row's wall going to be replaced?"),
        (FALLEN[:1], "How did it?", "How did Tannery Row's wall fall?"),
        (MEMBERS, "What did they want?", "What did members of the board want?"),
        (SHORT, "What did he call him?", "What did Philip Short call Sary?"),
        (NO_VERB, "What did he call him?", "What did Philip Short call Sary?"),
        (DEPORTED, "When?", "When did Cambodia deport Uighurs?"),
        (UNFIT, "And her husband?", "When was Ieng Thirith's husband declared unfit?"),
        (PARIS, "And in Paris, what did he do?", "In Paris, what did Ieng Sary do?"),
        (PARIS, "OK, thank you. And when did he return?", "When did Ieng Sary return?"),
        (BOOKS, "When?", "When did Torvik write books?"),
        (CLOSED, "Why?", "Why did the cannery close?"),
        (LOGBOOKS, "How many are there?", "How many of Torvik's logbooks are there?"),
        (LEFT, "Where are they?", "Where are the logbooks?"),
        (WIDE, "What did he write?", "What did he write?"),
        (PERMIT, "And for a van?", "How much is a resident's parking permit for a van?"),
        ([("What did the council do?", "")], "When?", "When did the council do that?"),
        (THEN, "When will there be one?", "When will there be a version?"),
    ],
)
def test_what_a_reader_means(talk: Talk, question: str, meant: str) -> None:
    assert whole(question, talk) == meant


@pytest.mark.parametrize(
    ("talk", "question"),
    [
        (COMPLAIN, "What does a lawyer cost?"),
        (SARY, "Which books did Becker write?"),
        (CABLES, "How many people live in Pailin?"),
        (SENTENCED, "Was Hun Sen prime minister?"),
    ],
)
def test_what_stands_alone_is_left_alone(talk: Talk, question: str) -> None:
    assert whole(question, talk) == question


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("Pol Pot died in the jungle in 1998.", "Where was Pol Pot buried?"),
        ("Sary died in Phnom Penh in 2013.", "Where was Sary buried?"),
    ],
)
def test_an_earlier_question_is_read_in_the_sense_in_which_it_was_answered(
    answer: str, meant: str
) -> None:
    talk = [("Did Sary meet Pol Pot?", "They met in Paris."), ("When did he die?", answer)]
    assert whole("Where was he buried?", talk) == meant
