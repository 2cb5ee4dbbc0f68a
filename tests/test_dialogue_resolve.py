"""What a question means after what was said before it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.dialogue.facts import Facts
from qa.dialogue.known import told_persons
from qa.dialogue.mentions import mentions_of
from qa.dialogue.resolve import resolve
from qa.query import Turn
from qa.syntax import open_parser

CALDWELL = [("Who was Malcolm Caldwell?", "Malcolm Caldwell was a British professor.")]
TRAVELLING = [
    *CALDWELL,
    ("Who was travelling with him?", "Elizabeth Becker and Richard Dudman joined Caldwell."),
]
PARDONS = [("Who pardoned Ieng Sary and Pol Pot?", "King Norodom Sihanouk pardoned them.")]
PARDON = [("Who pardoned Ieng Sary?", "King Norodom Sihanouk pardoned Ieng Sary in 1996.")]
DEATH = [("When did Ieng Sary die?", "Ieng Sary died in Phnom Penh on 14 March 2013.")]
LETTERS = [("Did Vietnam accept the letters to Hun Sen?", "Hanoi refused to accept them.")]
LOST = [("Who lost the letters?", "A courier lost them.")]
OPINION = [("What was Pol Pot's opinion of Sary?", "Pol Pot trusted Sary.")]
EXPORTS = [("What did the cannery of Halloran export?", "It exported sardines.")]
OPTIONS = [
    ("What does jobs mean in the configuration?", "jobs is how many files are copied at a time."),
    ("and lock_wait?", "lock_wait is how long a lock is waited for."),
]
BEGAN = [("In which month and year did Ieng Sary begin?", "Ieng Sary began in August 1975.")]
MEETING = [("Whom did Sary meet on his visit?", "Sary met the minister.")]
MINISTER = [("Since when was Ieng Sary foreign minister?", "He was announced in August 1975.")]
FERRY = [("When did the first ferry start?", "The first ferry began in 1923.")]
FIRST_SHIP = "Where was that first ship of 1923 built?"
LASTED = [("how long did the strike at the cannery last", "It lasted seventeen days.")]
STRIKE = [("What was the strike at the cannery about?", "The strike was about pay.")]
TRIAL = [("Were Ieng Sary and Khieu Samphan tried?", "Ieng Sary and Khieu Samphan were tried.")]
SYSTEMS = [("Which systems does packrook run on?", "It runs on Linux and macOS.")]
EXAM = [("How long is a written exam?", "A written exam lasts two hours.")]
THEORY = [("Why did Mannu drop the first theory?", "Mannu dropped it for a good reason.")]
NETTED = [("Has anybody seen larvae?", "It was the Danish biologist Aksel Thorup who netted one.")]
DENTIST = [("Who built the bridge?", "The dentist Miriam Adelson-Katz built it.")]
CLUB = [("Who was first?", "The first was Nordhavn Lines, the ferry company.")]
NUMBER = [("How many people died in the flood of Lisbon?", "Some 30,000 died.")]
RIVER = [
    ("How long is the Danube?", "The Danube is 2,850 kilometres long."),
    ("And the Rhine?", "In 2010 Bruno Kremer showed that it is shorter than was thought."),
]
TEMPLE = [
    ("How long is the Danube?", "The Danube is 2,850 kilometres long."),
    ("Which guru built the Golden Temple?", "The fifth, Guru Arjan, built the Golden Temple."),
]
BANKRUPT = [("Athletic Calverra", "A commercial court declared the club Athletic bankrupt.")]
HASTINGS = [("When was the battle of Hastings?", "It was fought on 14 October 1066.")]
FLOOD = [("tell me about the great flood", "The flood of that night took the bridge.")]
STOLEN = [("What was stolen from the museum?", "Thieves took an astrolabe.")]
REPORTED = [("How did the envoy react?", "He told the mayor that the harbour was closed.")]
LENGTHY = [("How did the envoy react?", f"He said {'a great many things, ' * 9}and left.")]
VISIT = [("When did Ieng Sary visit Beijing?", "He visited Beijing in 1971.")]
SEAT = [("What does a seat cost on the night train?", "A seat costs 900 crowns.")]
COUNCIL = [("How did the council vote on the library budget?", "It voted seven to two.")]
HALF = [("Who paid half of it?", "The repairs cost 85,000 euros.")]
SUPERVISOR = [("Who is the supervisor for the south of the county?", "It is Wilf Cragg.")]
BRIDGE = [("Where is the painted bridge?", "It stands at the mill.")]
COACHES = [("How many coaches does the train have?", "The train has 11 coaches.")]
FLED = [("Where did Ieng Sary flee after the invasion?", "He fled to Thailand.")]
TICKET = [("How much does the ferry ticket to Osmund cost?", "It costs nine crowns.")]
SENT_OFF = [("Who was sent off?", "Weil was sent off in the 83rd minute.")]
PLAY = [("When does The Salt Wife close?", "The action was moved to the coast; it ends in May.")]
DRAIN = [("What does Queue.drain() do?", "It waits until every job has finished.")]
JOBS = [("How many jobs can a worker handle per second?", "One worker handles 400 jobs a second.")]
WINDOWS = [("Can I run workers on Windows?", "Windows is not supported.")]
FERRULE = [("Who wrote ferrule?", "Lena Fischer wrote the first version in 2015.")]
LUND = "The minister, Karin Lund, 54, said the line would stay open. "
PREDECESSOR = [
    ("Who is the minister?", "The minister, Karin Lund, said so."),
    ("How old is she?", "The sources do not answer this question."),
    ("What did she say?", f"{LUND}Her predecessor, Odd Berg, had wanted to close it."),
]
JURY = [("What did the jury of the Court decide?", "The jury found him guilty.")]
VERSION = [("When did 4.1.0 come out?", "It came out in October.")]
OPTION = [("What is trash_days?", "How many days documents are kept.")]
BIGGEST = [("What was the yard's biggest ship?", "It was the steamer Empress.")]
ENCRYPTED = [("Is the data on disk encrypted?", "Documents are not encrypted.")]
STUDIED = [("Where did Rosalind Augusta Tay study?", "She studied in Antwerp.")]
WIFE = [("Who was Leopold Sarn's wife?", "He married Margit Olander, of nine children the third.")]
EK = [("Who was Per Dahl's successor?", "His successor, Jan Ek, came in 1950.")]

Said = list[tuple[str, str]]


def readings(question: str, history: Said) -> list[str]:
    turns = [Turn(question=asked, answer=answer) for asked, answer in history]
    found = resolve(question, turns, open_parser())
    return [reading.question for reading in found.readings]


@pytest.mark.parametrize(
    ("history", "question", "whole"),
    [
        # Pronouns, by number, gender and animacy.
        (CALDWELL, "Who was travelling with him?", "Who was travelling with Malcolm Caldwell?"),
        (CALDWELL, "when was he born", "When was Malcolm Caldwell born"),
        (DEATH, "Who was his wife?", "Who was Ieng Sary's wife?"),
        (LETTERS, "Who wrote them?", "Who wrote the letters to Hun Sen?"),
        (STRIKE, "Who led it?", "Who led the strike at the cannery?"),
        (
            CALDWELL,
            "How old was he when they shot him?",
            "How old was Malcolm Caldwell when they shot him?",
        ),
        # Places and times.
        (VISIT, "What did he do there?", "What did Ieng Sary do in Beijing?"),
        (DEATH, "Did he live there?", "Did Ieng Sary live in Phnom Penh?"),
        # Phrases that point back.
        (LETTERS, "Who wrote the letters?", "Who wrote the letters to Hun Sen?"),
        (
            STRIKE,
            "How long did that strike last?",
            "How long did the strike at the cannery last?",
        ),
        # Bare follow-ups are asked of the question before.
        (DEATH, "Where?", "Where did Ieng Sary die?"),
        (DEATH, "And where was that?", "Where did Ieng Sary die?"),
        (PARDON, "When?", "When was Ieng Sary pardoned?"),
        (PARDONS, "When?", "When did King Norodom Sihanouk pardon Ieng Sary and Pol Pot?"),
        (PARDON, "In which year?", "In which year was Ieng Sary pardoned?"),
        (DEATH, "What about Pol Pot?", "When did Pol Pot die?"),
        (DEATH, "and his wife?", "When did Ieng Sary's wife die?"),
        (VISIT, "And in Hanoi?", "When did Ieng Sary visit Hanoi?"),
        (LETTERS, "Why not?", "Why didn't Vietnam accept the letters to Hun Sen?"),
        (SYSTEMS, "And Windows?", "Does packrook run on Windows?"),
        (LOST, "What was their date?", "What was the letters' date?"),
        (DEATH, "no, I meant Pol Pot", "When did Pol Pot die?"),
        (DEATH, "Pol Pot, I meant", "When did Pol Pot die?"),
        (DEATH, "Sorry, I meant when was he born?", "When was Ieng Sary born?"),
        (TRAVELLING, "Who else?", "Who else was travelling with Malcolm Caldwell?"),
        (TRAVELLING, "And the others?", "Who else was travelling with Malcolm Caldwell?"),
        (DEATH, "Anything else about him?", "What else is known about Ieng Sary?"),
        (DEATH, "And then?", "What happened to Ieng Sary next?"),
        (DEATH, "back to Pol Pot: when did he die?", "When did Pol Pot die?"),
        (DEATH, "And Pol Pot, who was his wife?", "Who was Pol Pot's wife?"),
        (DEATH, "What's Pol Pot's opinion of him?", "What's Pol Pot's opinion of Ieng Sary?"),
        (OPINION, "And the observers'?", "What was the observers' opinion of Sary?"),
        (EXPORTS, "When was it opened?", "When was the cannery of Halloran opened?"),
        (DEATH, "No, I mean Pol Pot. Who was his wife?", "Who was Pol Pot's wife?"),
        (OPTIONS, "Sorry, I meant upload", "What does upload mean in the configuration?"),
        (VISIT, "When had he last been there?", "When had Ieng Sary last been in Beijing?"),
        (BEGAN, "Did he question that date?", "Did Ieng Sary question August 1975?"),
        (MEETING, "Anybody else?", "Whom else did Sary meet on his visit?"),
        (MINISTER, "What did he say?", "What did Ieng Sary say?"),
        (FERRY, "That first ship of 1923, where was she built?", FIRST_SHIP),
        (LASTED, "who led it", "Who led the strike at the cannery"),
        (DEATH, "And Chhopininto, did he ever see Sary?", "Did Chhopininto ever see Sary?"),
        (STRIKE, "The logbooks themselves, can I see them?", "Can I see the logbooks?"),
        # One that is otherwise described, or comes in another place of a row.
        (EXAM, "And an oral one?", "How long is an oral exam?"),
        (THEORY, "and the second?", "Why did Mannu drop the second theory?"),
        (DEATH, "same for Pol Pot?", "When did Pol Pot die?"),
        (DEATH, "What about Pol Pot, who was his wife?", "Who was Pol Pot's wife?"),
        (DEATH, "at what age?", "At what age did Ieng Sary die?"),
        (CALDWELL, "Did anyone help him?", "Did anyone help Malcolm Caldwell?"),
        (NETTED, "Who was that?", "Who was Aksel Thorup?"),
        (DENTIST, "What did she charge?", "What did Miriam Adelson-Katz charge?"),
        (VISIT, "back to Hanoi: who lives there?", "Who lives in Hanoi?"),
        (CLUB, "how many players do they have?", "How many players do Nordhavn Lines have?"),
        (TEMPLE, "how did he end", "How did Guru Arjan end"),
        (NUMBER, "And the king?", "Did the king die in the flood of Lisbon?"),
        (RIVER, "Are the two joined?", "Are the Rhine and the Danube joined?"),
        (DEATH, "Buried where?", "Buried where (Ieng Sary)?"),
        (DEATH, "How come?", "Why did Ieng Sary die?"),
        ([("What is S-21?", "")], "Who ran it?", "Who ran S-21?"),
        ([("What was the B52?", "")], "When was it built?", "When was the B52 built?"),
        (STOLEN, "what else?", "What else was stolen from the museum?"),
        (CALDWELL, "What else?", "What else is known about Malcolm Caldwell?"),
        (HASTINGS, "And then?", "What happened to the battle of Hastings next?"),
        (REPORTED, "Who said that?", "Who said that (“the harbour was closed”)?"),
        (LENGTHY, "Who said that?", "Who said that (How did the envoy react)?"),
        (
            LETTERS,
            "Who doesn't believe that?",
            "Who doesn't believe that (Did Vietnam accept the letters to Hun Sen)?",
        ),
        # What stands in the question before is known for what it is, and replaced by its like.
        (SEAT, "And a bed?", "What does a bed cost on the night train?"),
        (
            [*SEAT, ("And a bed?", "A bed costs 1,400 crowns.")],
            "And a berth?",
            "What does a berth cost on the night train?",
        ),
        (TICKET, "And a bicycle?", "How much does a bicycle cost?"),
        (
            JOBS,
            "What about Brightwell Media?",
            "How many jobs can a worker handle per second (Brightwell Media)?",
        ),
        (WINDOWS, "What about macOS?", "Can I run workers on macOS?"),
        (FERRULE, "Who maintains it now?", "Who maintains ferrule now?"),
        (SENT_OFF, "Why?", "Why was Weil sent off?"),
        (PLAY, "Who directed it?", "Who directed The Salt Wife?"),
        (DRAIN, "What is its default timeout?", "What is Queue.drain's default timeout?"),
        (COUNCIL, "And the mayor?", "How did the mayor vote on the library budget?"),
        (FLED, "What did he do there?", "What did Ieng Sary do in Thailand?"),
        (SUPERVISOR, "sorry, I meant the north", "Who is the supervisor for the north?"),
        (HALF, "What about dogs?", "What about dogs?"),
        # A phrase is put in whole.
        (BRIDGE, "When was it sold?", "When was the painted bridge sold?"),
        (COACHES, "How many of them are sleepers?", "How many of the coaches are sleepers?"),
        (LOST, "How many of them were found?", "How many of the letters were found?"),
        (TRIAL, "What became of them?", "What became of Ieng Sary and Khieu Samphan?"),
        # What is written alike takes its place.
        (VERSION, "And 3.9.0?", "When did 3.9.0 come out?"),
        (OPTION, "What about versions_kept?", "What is versions_kept?"),
        (BIGGEST, "And the smallest?", "What was the yard's smallest ship?"),
        (ENCRYPTED, "And passwords?", "Is the data on disk encrypted (passwords)?"),
        # What changes nothing is put behind the question.
        (JURY, "What about the company?", "What did the jury of the Court decide (the company)?"),
        # A name is one, whatever the parser takes its first word for.
        (STUDIED, "With whom?", "With whom did Rosalind Augusta Tay study?"),
        # Two persons that were not named together.
        (WIFE, "When did they marry?", "When did Leopold Sarn and Margit Olander marry?"),
        (WIFE, "Did they have children?", "Did Leopold Sarn and Margit Olander have children?"),
        # What an answer tells of persons.
        (PREDECESSOR, "Who was her predecessor?", "Who was Karin Lund's predecessor?"),
        (EK, "And who was his successor?", "Who was Jan Ek's successor?"),
    ],
)
def test_a_follow_up_is_asked_whole(history: Said, question: str, whole: str) -> None:
    assert readings(question, history)[0] == whole


@pytest.mark.parametrize(
    "question",
    [
        "Who was Malcolm Caldwell?",
        "And who are Ieng Sary's two military chiefs?",
        "So what is Tuol Sleng?",
        "Did Pol Pot know that he was ill?",
        "After he left Paris, where did Pol Pot live?",
        "Which of his brothers did Ieng Sary make ambassador?",
        "Is it true that Ieng Sary was a teacher?",
        "How long did it take to build the Pellavik breakwater?",
        "How many people were there at the funeral of Pol Pot?",
        "What is the capital of Australia?",
        "Who made fun of her own mistake in the newsletter of the harbour?",
        "Which party does the minister of defence belong to?",
        "Was it the king who signed the pardon of 1996?",
        "Were both the king and the queen at the opening of the harbour?",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question: str) -> None:
    for history in ([], DEATH, TRAVELLING, STRIKE):
        assert readings(question, history)[0] == question


@pytest.mark.parametrize("history", [[], DEATH])
@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("Thanks!", "thanks"),
        ("ok great, thank you very much", "thanks"),
        ("cheers anyway", "thanks"),
        ("hi there", "greeting"),
        ("Good morning!", "greeting"),
        ("Goodbye", "parting"),
        ("Can you help me?", "aside"),
        ("no", "aside"),
        ("What about?", "aside"),
        ("How about ...?", "aside"),
    ],
)
def test_thanks_and_greetings_are_known(history: Said, words: str, form: str) -> None:
    turns = [Turn(question=asked, answer=answer) for asked, answer in history]
    assert resolve(words, turns, open_parser()).form == form


def test_a_doubt_is_answered_with_where_to_look() -> None:
    turns = [Turn(question=asked, answer=answer) for asked, answer in DEATH]
    assert resolve("Are you sure?", turns, open_parser()).form == "doubt"
    assert resolve("And how do you know that?", turns, open_parser()).form == "doubt"


@pytest.mark.parametrize(
    ("history", "question", "whole"),
    [
        (DEATH, "who paid for a funeral?", "Who paid for a funeral (Ieng Sary)?"),
        (
            HASTINGS,
            "how big were the armies?",
            "How big were the armies of the battle of Hastings?",
        ),
        (FLOOD, "how many people drowned?", "How many people drowned (the great flood)?"),
    ],
)
def test_what_names_nothing_may_be_asked_of_the_subject(
    history: Said, question: str, whole: str
) -> None:
    found = readings(question, history)
    assert {question, whole} <= set(found)


def test_the_subject_is_added_only_to_what_the_sources_have_words_for() -> None:
    turns = [Turn(question=asked, answer=answer) for asked, answer in DEATH]
    known = resolve("Was there a funeral?", turns, open_parser())
    assert "Was there a funeral (Ieng Sary)?" in {one.question for one in known.readings}
    unknown = resolve("Was there a funeral?", turns, open_parser(), Facts(knows=set().__contains__))
    assert [one.question for one in unknown.readings] == ["Was there a funeral?"]


def test_it_is_the_hall_and_not_what_an_answer_says_it_cost() -> None:
    answer = "The Quarry Hall, built at a cost of £11.3m, was opened in 1997 by the Duchess."
    turns = [Turn(question="When did the Quarry Hall open?", answer=answer)]
    # The parser takes many a hall for a person, in the collection, too.
    facts = Facts(natures=lambda name: ("person" if "Hall" in name else "unknown", "unknown"))
    found = resolve("Who opened it?", turns, open_parser(), facts)
    assert [one.question for one in found.readings][:1] == ["Who opened the Quarry Hall?"]
    assert not any("cost" in one.question for one in found.readings)


def test_who_begins_a_second_sentence_is_no_title() -> None:
    history = [("When was it opened?", "It was late. The Duchess of Ansel came.")]
    assert not any("Duchess" in one for one in readings("What did it cost?", history))


def test_a_predecessor_is_not_the_one_whose_predecessor_is_asked_for() -> None:
    found = readings("Who was her predecessor?", PREDECESSOR)
    assert not any("Odd Berg" in one for one in found)
    assert "Was Odd Berg ill?" in readings("Was he ill?", PREDECESSOR)


@pytest.mark.parametrize(
    ("answer", "gender"),
    [
        ("The minister, Karin Lund, spoke. Her predecessor was ill.", "female"),
        ("Karin Lund said that she was ill.", "female"),
        ("Karin Lund met Odd Berg. She was ill.", "unknown"),
        ("Karin Lund's mother said that she was ill.", "unknown"),
        ("The judge said that Karin Lund was ill; he was sorry.", "unknown"),
        ("She met Karin Lund.", "unknown"),
        ("Karin Lund met him after her trial.", "unknown"),
    ],
)
def test_an_answer_tells_of_the_only_person_before_its_pronoun(answer: str, gender: str) -> None:
    parse = open_parser().parse([answer])[0]
    told = told_persons(answer, parse, mentions_of(answer, parse))
    assert [one.gender for one in told if one.text == "Karin Lund"] == [gender]


def test_a_subject_is_kept_over_five_turns_that_only_point_back() -> None:
    said: Said = [("Who was Malcolm Caldwell?", "A professor, it says.")]
    for question in ("When was he born?", "And where?", "Did he marry?"):
        said.append((question, "The sources do not answer this question."))
    assert readings("How did he die?", said)[0] == "How did Malcolm Caldwell die?"


def test_a_man_that_was_called_he_is_no_she() -> None:
    assert "Malcolm Caldwell" not in readings("Why did she go?", TRAVELLING)[0]
    assert readings("Was she hurt?", TRAVELLING)[0] == "Was Elizabeth Becker hurt?"


def test_a_change_of_subject_is_followed() -> None:
    said = [*CALDWELL, ("When did Pol Pot die?", "Pol Pot died in 1998.")]
    assert readings("Where was he buried?", said)[0] == "Where was Pol Pot buried?"


def test_thanks_between_two_questions_say_nothing_of_the_subject() -> None:
    said = [*DEATH, ("thanks", "You are welcome.")]
    assert readings("Where?", said)[0] == "Where did Ieng Sary die?"


def test_a_pronoun_that_nothing_fits_is_open() -> None:
    assert resolve("Why did he do it?", [], open_parser()).open == "he"
    turns = [Turn(question="What is the capital of Australia?", answer="")]
    assert resolve("Why did she do it?", turns, open_parser()).open == "she"
    turns = [Turn(question="What happened in 1979?", answer="")]
    assert resolve("Who ran it?", turns, open_parser()).open == "it"


def test_a_club_that_the_parser_takes_for_a_person_may_be_they() -> None:
    assert "When were Athletic Calverra founded" in readings("when were they founded", BANKRUPT)


def test_two_that_were_named_together_are_even() -> None:
    turns = [Turn(question=asked, answer=answer) for asked, answer in TRIAL]
    found = resolve("Where was he born?", turns, open_parser())
    assert found.even
    assert {one.question for one in found.readings} == {
        "Where was Ieng Sary born?",
        "Where was Khieu Samphan born?",
    }


def test_the_women_are_no_one_woman() -> None:
    history = [("Who led the strike?", "Greta Halvorsen led the strike.")]
    assert readings("What did the women get?", history)[0] == "What did the women get?"


def test_a_title_and_the_name_behind_it_are_one_person() -> None:
    text = "Sary gave the letters to the Second Prime Minister, Hun Sen, to deliver."
    mentions = mentions_of(text, open_parser().parse([text])[0])
    assert [one.joined for one in mentions if one.text == "Hun Sen"] == [None]


def test_names_typed_without_capitals_are_known_where_the_collection_has_them() -> None:
    turns = [Turn(question="when did ieng sary defect", answer="")]
    found = resolve(
        "Did he go alone?", turns, open_parser(), Facts(names=frozenset({"ieng", "sary"}))
    )
    assert found.readings[0].question == "Did ieng sary go alone?"


@pytest.mark.parametrize(
    "history",
    [
        [("", ""), ("   ", "x")],
        [("?!", "…")],
        [("Quand est-il mort ?", "Il est mort en 2013.")],
        [("តើ​លោក អៀង សារី ជា​នរណា?", "无")],
        [("Who was Pol Pot? " * 200, "He was. " * 2000)],
        [(")" * 500, "((((" * 500)],
    ],
)
def test_odd_histories_are_used_for_what_they_are_worth(history: Said) -> None:
    for question in ("Where?", "And then?", "Who else?", "What about him?", "Who was he?", "x"):
        assert readings(question, history)


# What a query may hold: NUL it refuses.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=3), TEXTS)
@example([("\u7230Il", "")], "\u00f1\u00b5")  # a text of no word to the parser
@example([("", "")], "?")
@settings(deadline=None)
def test_no_conversation_is_too_odd(history: Said, question: str) -> None:
    assert readings(question, history)


ELSTOW = [("When was the priory of Elstow founded?", "The priory of Elstow was founded in 1640.")]


@pytest.mark.parametrize(
    "question",
    [
        "What about ...?",
        "What about ?",
        "How about ?",
        "And what about ?",
        "no, I meant ?",
        "I meant ?",
        "Same for ?",
        "What about \U0001f600?",
        "- too?",
        "no, ?",
    ],
)
def test_a_form_without_what_it_is_about_asks_nothing(question: str) -> None:
    turns = [Turn(question=asked, answer=answer) for asked, answer in ELSTOW]
    found = resolve(question, turns, open_parser())
    assert found.form == "aside"
    assert [one.question for one in found.readings] == [question]
    # Where it was said before it is passed over.
    assert readings("Where?", [*ELSTOW, (question, "")]) == readings("Where?", ELSTOW)


@pytest.mark.parametrize(
    ("before", "whole"), [("Did", "Why didn't?"), ("Was", "Why wasn't?"), ("Is?", "Why isn't?")]
)
def test_why_not_after_a_bare_auxiliary_is_as_bare(before: str, whole: str) -> None:
    assert readings("Why not?", [(before, "x")]) == [whole]


# What the forms of follow-ups are made of, and what they may be left without.
PIECES = st.sampled_from(
    """
    what about|how about|no,|i meant|same for|why not|why|when|and|but|so|in|for|with|of|who else|
    what else|anything else|the others|how many|how much|who|whose|what|what for|how come|then|in
    which year|in how many|did|was|is|do|he|it|they|there|that|his|each other|both|the former|the
    second|an oral one|ones|too|as well|also|back to|not him|Elstow|the priory|Ieng Sary's|s'|1640|
    founded|tell me more|really|thanks|?|...|\u2026|!|,|:|-|\u2013|(|)|"|'|\u2019s|_|*|\u00ad|
    """.replace("\n    ", " ")
    .strip()
    .split("|")  # the last is empty
)
FRAGMENTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", "\n"])), max_size=5).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)


@given(st.lists(st.tuples(FRAGMENTS, FRAGMENTS), max_size=3), FRAGMENTS)
@example(ELSTOW, "what about ?")
@example([("no, ?", "")], "what about ?")
@example([("did", "x")], "why not")
@settings(deadline=None, max_examples=300)
def test_no_form_fails_for_what_it_lacks(history: Said, question: str) -> None:
    assert readings(question, history)
    assert readings(question, [*ELSTOW, *history])


NAMED_BY_AN_ANSWER = [
    ("Who inspected the ferry?", "The ferry was inspected by Mirabel Casson, a surveyor."),
    ("Where did she study?", "She studied in Gothenburg."),
    ("And where did she go then?", "She went home by train."),
    ("What was her first post?", "Her first post was at the dock."),
]
BURNT = [("When did the library burn down?", "In the night of 8 February 1677 the library burned.")]
LEFT = [("When did the cousin leave?", "The cousin left in October 1983.")]
KEPT = [("Where are the letters kept?", "They are kept at the National Archive.")]
SHIPS = [("Who owned the Sandra?", "Halloran Lines of Trieste owned the Sandra.")]
HOLLEN = [("When did the trains get to Hollen?", "The trains got to Hollen in 1868.")]
LIDO = [("When does the Lido open?", "The Lido opens on 1 May.")]
RAFTS = [("What happens on the last night?", "Thousands of small rafts are set adrift.")]
CAPTAIN = [
    ("How did Tomas Ruhl die?", "Tomas Ruhl died of the lungs."),
    ("And the captain, where was his body found?", "His body was found at the cape."),
]
BATTLE = [("When was the battle of Hastings?", "It was fought on 14 October 1066.")]


@pytest.mark.parametrize(
    ("history", "question", "whole"),
    [
        # A time as precise as it is asked for.
        (BURNT, "Who was the mayor that year?", "Who was the mayor in 1677?"),
        (LEFT, "Why was the train late that night?", "Why was the train late that night?"),
        # What is no person's name, and no company's.
        (KEPT, "Did he ever answer?", "Did he ever answer?"),
        (SHIPS, "What became of the company?", "What became of Halloran Lines?"),
        # The same preposition, and a question that has no verb.
        (HOLLEN, "And to Stavel?", "When did the trains get to Stavel?"),
        (
            LIDO,
            "No, I meant what time in the morning",
            "What time in the morning does the Lido open?",
        ),
        (RAFTS, "What are they made of, the rafts?", "What are the small rafts made of?"),
        (CAPTAIN, "What was his widow called?", "What was the captain's widow called?"),
        (DEATH, "And the funeral?", "What about Ieng Sary's funeral?"),
        # Of nobody in particular nothing can be looked up.
        (BATTLE, "Who won?", "Who won (the battle of Hastings)?"),
        (BATTLE, "How many came?", "How many came (the battle of Hastings)?"),
        (DEATH, "What did he do later?", "What happened to Ieng Sary next?"),
        (
            [("What does Tamsin think of the tram?", "She likes it.")],
            "Why was she against it before?",
            "Why was Tamsin against the tram before?",
        ),
        (DEATH, "The notary, when did he go to jail?", "When did the notary go to jail?"),
        (STRIKE, "And the tickets, who printed those?", "Who printed the tickets?"),
        (
            [("Who designed the Chain Bridge?", "It was Clark."), ("Was it his first?", "No.")],
            "Where did he live?",
            "Where did Clark live?",
        ),
    ],
)
def test_a_follow_up_takes_what_it_can_stand_for(history: Said, question: str, whole: str) -> None:
    assert readings(question, history)[0] == whole


def test_what_an_answer_named_long_ago_was_asked_about_since() -> None:
    parser = open_parser()
    turns = [Turn(question=asked, answer=answer) for asked, answer in NAMED_BY_AN_ANSWER]
    known = {turn.answer: parser.parse([turn.answer])[0] for turn in turns}
    found = resolve("Did she marry?", turns, parser, Facts(parse_of=known.get))
    assert found.readings[0].question == "Did Mirabel Casson marry?"


def test_an_answer_tells_whether_the_one_asked_about_is_a_man() -> None:
    history = [("Whom was Feranti married to?", "In 1946 he married Livia Sorel.")]
    assert readings("When did she die?", history)[0] == "When did Livia Sorel die?"
    assert readings("When did he die?", history)[0] == "When did Feranti die?"


def test_no_is_nothing_that_is_paid_for() -> None:
    history = [("Who voted for the tram?", "Six did."), ("Who voted no?", "Three voted no.")]
    assert readings("Who pays for it?", history)[0] == "Who pays for the tram?"


WEDDING = [("Falk's first wife - who was she", "He married Ilse Maren, a chemist from Tarn.")]
FERRULE_IS = [("Ferrule", "Ferrule is a general-purpose language for small machines.")]
PARTNERS = [
    ("Who designed the Senna Bridge?", "Aske Lund and his younger partner Bo Ek drew it in 1881.")
]
AIMS = [("How long did the survey of 19 September 1991 take?", "It took forty minutes.")]
OFFICE = [("Where's the Linnet Families' Information Office?", "It is at 9 Quay Street.")]
WANTED = [("And the prosecutor had wanted life?", "She had asked for life.")]
CAPTAINS = [("What does Captain Edmund Rask do for a living?", "Rask is a night watchman.")]
VANISHED = [("When did Temer vanish?", "He left in 1991.")]
FOUND = [("Who found the ledger?", "It was found by Gabor Sakal, whose father was killed.")]
LEAVE = [("How many days off does a worker get when a parent dies?", "Ten days for a parent.")]
SACKS = [("What did people live on in the strike?", "Captain Lund brought forty sacks of flour.")]
PLAYED = [("Did Falk play on the record?", "He took no part in it.")]
PLATFORMS = [
    ("Does the agent run on Linux?", "It does."),
    ("And on Windows 11?", "It is fine for trying things out."),
]
SIGNED = [("How many bands did Harold Quill sign?", "He signed thirty-one.")]
NICKNAME = [("whos mo?", "Everybody calls her Mo.")]
TRADE = [("What did Ivy Pell do for a living?", "Ivy Pell had a fish bar.")]
ATTENDED = [("Which men were at the meeting?", "There were five men in the room.")]


@pytest.mark.parametrize(
    ("history", "question", "whole"),
    [
        (WEDDING, "Why didn't she leave with him?", "Why didn't Ilse Maren leave with Falk?"),
        (WEDDING, "Did he marry anyone else?", "Did Falk marry anyone else?"),
        (FERRULE_IS, "Who is it named after?", "Who is Ferrule named after?"),
        (PARTNERS, "Who was asked before them?", "Who was asked before Aske Lund and Bo Ek?"),
        (AIMS, "Who carried it out?", "Who carried the survey of 19 September 1991 out?"),
        (OFFICE, "Who manages it?", "Who manages the Linnet Families' Information Office?"),
        (WANTED, "Why not?", "Why hadn't the prosecutor wanted life?"),
        (
            CAPTAINS,
            "I was thinking of Haldane actually",
            "What does Haldane do for a living?",
        ),
        (
            VANISHED,
            "No, the president I meant. What became of him?",
            "What became of the president?",
        ),
        (ATTENDED, "Tchelmani", "Was Tchelmani at the meeting?"),
        (FOUND, "Where?", "Where did Gabor Sakal find the ledger?"),
        (LEAVE, "And a sister?", "How many days off does a worker get when a sister dies?"),
        (SACKS, "How many sacks?", "How many sacks (Captain Lund)?"),
        (PLAYED, "Who did then?", "Who did play on the record?"),
        (PLATFORMS, "Sorry, I meant macOS", "Does the agent run on macOS?"),
        (SIGNED, "How many of those did he hear?", "How many of the bands did Harold Quill hear?"),
        (NICKNAME, "What did she do before?", "What did mo do before?"),
        (TRADE, "And the dad?", "What did the dad do for a living?"),
    ],
)
def test_what_the_collection_and_the_answers_tell_is_used(
    history: Said, question: str, whole: str
) -> None:
    facts = Facts(names=frozenset({"haldane", "tchelmani", "ferrule", "mo"}))
    turns = [Turn(question=asked, answer=answer or "") for asked, answer in history]
    found = resolve(question, turns, open_parser(), facts)
    assert found.readings[0].question == whole
